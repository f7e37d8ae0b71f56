"""What only moderators do, across the rooms: merging, hiding, helping, steering the projector, closing the day."""
