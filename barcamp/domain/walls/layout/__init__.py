"""How a wall is set up before and while people work at it: its title, and lanes made ready for a method."""
