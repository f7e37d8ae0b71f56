"""Several cards at once: somebody chose them on the wall, and moves or withdraws them together."""
