"""The server's own pages, and the addresses that machines ask for."""
