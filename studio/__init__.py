"""The studio: an embedded backend that understands edits and renders films on this machine."""
