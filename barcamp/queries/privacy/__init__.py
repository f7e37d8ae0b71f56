"""Where somebody's name stands in what others wrote."""
