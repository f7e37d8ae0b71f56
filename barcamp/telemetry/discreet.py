"""What a log may say of an error: what kind it is and where it happened, never what people typed.

Error messages quote what caused them: a word that is not a number, a row that exists already.
"""

import re
import traceback
from collections.abc import Iterator

MOST = 200  # characters of a message
_KINDS = re.compile(r"<class '([\w.]+)'>")
_CONSTRAINT = re.compile(r"constraint [\"'](\w+)[\"']")
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|„[^“]*“|“[^”]*”|‘[^’]*’|=\([^)]*\)|['"„“‘].*""")


def in_one_line(error: BaseException) -> str:
    """The message without a statement, its values and anything quoted; never empty, as the messages of timeouts are."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    named = _CONSTRAINT.sub(r"constraint \1", _KINDS.sub(r"\1", said))
    return _QUOTED.sub("…", named)[:MOST]


def told(error: BaseException) -> str:
    """The error as a traceback, in the order in which one error led to the next."""
    return "\n\n".join(reversed(list(_chain(error))))


def _chain(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
        where = "".join(traceback.format_tb(error.__traceback__))
        within = "".join(f"\n  {told(each)}" for each in getattr(error, "exceptions", ()))
        yield f"Traceback (most recent call last):\n{where}{kind}: {in_one_line(error)}{within}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
