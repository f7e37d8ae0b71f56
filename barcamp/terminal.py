"""The console that a command speaks to. Not every one can show every character: it gets a question mark in its place,
and the deed, which is done by then, is told all the same."""

import io
import sys


def bear_with_it() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not where somebody put another thing in its place
            stream.reconfigure(errors="replace")


def can_show(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
