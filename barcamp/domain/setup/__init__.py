"""How events come to be and go: founded, copied, pasted, rehearsed, followed by the next, deleted."""
