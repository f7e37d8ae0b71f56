"""What is carried home: downloads, papers to print, calendars, results."""
