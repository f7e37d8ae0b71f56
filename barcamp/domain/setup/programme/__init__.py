"""The fixed programme: read from files that other systems write, compared with what is there, and taken over."""
