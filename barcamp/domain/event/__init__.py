"""The gathering itself: its code, its phases, how it looks, who may see what came of it."""
