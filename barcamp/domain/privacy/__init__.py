"""Wherever somebody's name stands: renaming it, taking it out, erasing it."""
