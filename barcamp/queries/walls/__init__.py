"""What is on the walls, and what of it is one's own."""
