"""How a command ends that could not do what it was asked: one sentence on standard error, and a code for its kind."""

import json
import sys
from datetime import UTC, datetime
from enum import IntEnum
from typing import NoReturn

import click


class Exit(IntEnum):
    """As in docs/operator.md. 1 is an error nobody thought of, with its traceback."""

    DONE = 0
    USAGE = 2  # as click's own: an option or argument that cannot be
    SETTING = 3
    DATABASE = 4
    ADDRESS = 5
    FAILED = 6  # what was asked for, or a check


def stop(message: str, code: Exit, form: str = "text") -> NoReturn:
    """`form` json makes it a line of the log."""
    if form == "json":
        at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        message = json.dumps({"event": message, "level": "error", "timestamp": at, "exit": code}, ensure_ascii=False)
    click.echo(message, err=True)
    sys.exit(code)
