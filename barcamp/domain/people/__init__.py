"""Who is there, how they came in, and what they agreed to."""
