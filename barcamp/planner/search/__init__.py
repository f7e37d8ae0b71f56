"""Looking for a good plan: a first one, better ones close to it, rooms for it."""
