"""What every command relies on. It knows one noun: the event that a command happens in, as a value."""
