"""The one neutral tree of a day that every format is printed from."""
