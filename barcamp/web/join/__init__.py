"""Coming in: with a name, by a link, through a door with a sign on it."""
