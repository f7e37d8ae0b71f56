"""Photos on walls: cards among the others, with files of their own."""
