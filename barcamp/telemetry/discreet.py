"""What may be said of an error in a log: of which kind it is and where it happened, never what people typed.

Messages of errors quote what they stumbled over: a word that is no number, a row that is there already.
"""

import re
import traceback
from collections.abc import Iterator

MOST = 200  # letters of a message
_KINDS = re.compile(r"<class '([\w.]+)'>")
_CONSTRAINT = re.compile(r"constraint [\"'](\w+)[\"']")
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|„[^“]*“|“[^”]*”|‘[^’]*’|=\([^)]*\)|['"„“‘].*""")


def in_one_line(error: BaseException) -> str:
    """Without a statement, its values and whatever was quoted; never empty, as what timeouts say is."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    named = _CONSTRAINT.sub(r"constraint \1", _KINDS.sub(r"\1", said))
    return _QUOTED.sub("…", named)[:MOST]


def told(error: BaseException) -> str:
    """As a traceback, in the order in which one error led to the next."""
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
