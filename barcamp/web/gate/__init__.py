"""What every request passes before a route answers it: methods, origin, pace, and who somebody may be."""
