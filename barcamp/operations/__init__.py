"""What operators run, and what falls due on its own: copies, the doctor, health, deletion on its day."""
