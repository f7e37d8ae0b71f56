"""Scripts for people who make releases; the server needs none of them."""
