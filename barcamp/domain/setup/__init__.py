"""How events come and go: founded, copied, pasted, rehearsed, followed by the next, deleted."""
