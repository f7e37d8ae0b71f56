"""How good any plan could be, and whether this one is the best."""
