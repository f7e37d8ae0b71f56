"""What operators run, and what falls due by itself: copies, the doctor, health, deletion on its day."""
