"""From how many people, and from how many organisations, something on a wall comes: numbers that tell of nobody."""
