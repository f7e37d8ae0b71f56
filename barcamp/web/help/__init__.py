"""The server's own pages, and what machines ask of it."""
