"""What the studio keeps on disk: accounts, sessions, turns, render jobs and their processes."""
