"""A whole barcamp day to watch or to test with: made of commands, with simulated phones and a moderator over HTTP."""

from barcamp.demo.running import Demo, demonstration, links_of, run
from barcamp.demo.whole_day import day_until, full_day

__all__ = ["Demo", "day_until", "demonstration", "full_day", "links_of", "run"]
