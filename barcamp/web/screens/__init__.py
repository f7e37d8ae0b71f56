"""The screens of attendees, moderators and the projector, and their sockets."""
