"""What every request passes through before a route answers it: methods, origin, pace, and who somebody may be."""
