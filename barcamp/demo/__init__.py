"""A whole barcamp day to watch or to test with: made of commands, with simulated phones and a moderator over HTTP."""

from barcamp.demo.lived import full_day
from barcamp.demo.show import Demo, demonstration, run

__all__ = ["Demo", "demonstration", "full_day", "run"]
