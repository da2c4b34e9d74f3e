"""The video as data: `draft` parses JSON into a Timeline, `changes` compares, `summary` lists."""
