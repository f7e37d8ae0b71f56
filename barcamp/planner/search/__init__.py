"""Looking for a good plan: a first one, better ones beside it, rooms for it."""
