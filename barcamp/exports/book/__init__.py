"""The one neutral tree of a day from which every format is printed."""
