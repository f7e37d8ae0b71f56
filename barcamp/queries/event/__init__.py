"""The gathering as screens and documents see it: its figures, its looks, its journal in words."""
