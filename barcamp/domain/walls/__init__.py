"""What a session leaves behind: cards, photos, points, heads, and the result."""
