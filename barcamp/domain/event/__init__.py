"""The gathering itself: its code, its phases, its look, and who may see its results."""
