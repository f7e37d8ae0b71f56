"""What people take home: downloads, printables, calendars, results."""
