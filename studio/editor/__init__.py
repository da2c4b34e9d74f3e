"""One message in, an edited project and a reply out; generated media on the way."""
