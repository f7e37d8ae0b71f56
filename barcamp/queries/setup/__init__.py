"""What organisers see of an event's beginning, end and series."""
