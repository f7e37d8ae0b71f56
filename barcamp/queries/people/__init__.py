"""Who is there, who is asking, and what belongs to them."""
