"""Words: one way to read what people type and paste, and one way to print it."""
