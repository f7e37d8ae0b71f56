"""What organisers see of an event's beginning, its end and its series."""
