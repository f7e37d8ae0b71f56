"""Rooms × slots: what is placed in the grid, proposed for it, published from it, and taken back."""
