"""The gathering as screens and documents see it: its figures, its look, its journal in words."""
