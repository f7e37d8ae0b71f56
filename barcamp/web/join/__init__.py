"""Joining: with a name, by a link, or by the sign at a door."""
