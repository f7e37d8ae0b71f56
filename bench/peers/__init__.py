"""Other servers for the same work, to stand beside ours."""
