"""What people say and write on the demo day: topics, walls, and what belongs to the event as a whole."""
