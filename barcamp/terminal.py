"""The console that a command speaks to, and how a command ends there: one sentence on standard error, and a code for
its kind. Not every console can show every character: it gets a question mark instead, so that what was done is reported
all the same."""

import io
import json
import sys
from datetime import UTC, datetime
from enum import IntEnum
from importlib.util import find_spec
from typing import NoReturn

import click


class Exit(IntEnum):
    """Exit codes, as in docs/operator.md. 1 is an error nobody thought of, with its traceback."""

    DONE = 0
    USAGE = 2  # as click's own: an option or argument that is invalid
    SETTING = 3
    DATABASE = 4
    ADDRESS = 5
    FAILED = 6  # what was asked for, or a check, failed


def stop(message: str, code: Exit, form: str = "text") -> NoReturn:
    """Ends the command. `form` json makes it a line of the log."""
    if form == "json":
        at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        message = json.dumps({"event": message, "level": "error", "timestamp": at, "exit": code}, ensure_ascii=False)
    click.echo(message, err=True)
    sys.exit(code)


def need(package: str, otherwise: str, form: str = "text") -> None:
    """Ends the command with a sentence if an extra's package is not installed."""
    if find_spec(package) is None:
        stop(otherwise, Exit.FAILED, form)


def bear_with_it() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # unless somebody has replaced it by something else
            stream.reconfigure(errors="replace")


def can_show(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
