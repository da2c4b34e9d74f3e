"""What a video is: `draft` reads the backend's JSON into a Timeline, `changes` tells two of them
apart, `summary` lists one.
"""
