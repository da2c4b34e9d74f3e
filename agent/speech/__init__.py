"""What we say to people: words in three languages, and how untrusted text is shown."""
