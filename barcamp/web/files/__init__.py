"""What is carried home: downloads, printables, calendars, results."""
