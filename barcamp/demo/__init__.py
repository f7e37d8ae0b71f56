"""A whole barcamp day to watch or to test with: made of commands, with simulated phones and a moderator over HTTP."""

from barcamp.demo.lived import day_until, full_day
from barcamp.demo.show import Demo, demonstration, links_of, run

__all__ = ["Demo", "day_until", "demonstration", "full_day", "links_of", "run"]
