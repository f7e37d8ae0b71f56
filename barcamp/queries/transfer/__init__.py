"""An event as it is carried to another server."""
