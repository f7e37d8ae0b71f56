"""Topics and the pitch round as screens see them."""
