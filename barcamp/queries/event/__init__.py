"""The gathering as screens and papers see it: its figures, its looks, its journal in words."""
