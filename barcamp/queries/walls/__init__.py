"""What is on the walls, and which of it is one's own."""
