"""What every command stands on. It knows one noun: the event that a command happens in, as a value."""
