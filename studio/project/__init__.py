"""A project: its draft, its undo history, and the files it is exported to."""
