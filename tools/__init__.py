"""Scripts of those who make releases; nothing of the server."""
