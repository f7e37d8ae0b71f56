"""Rooms × slots: what is placed in the grid, proposed for it, published of it, and taken back."""
