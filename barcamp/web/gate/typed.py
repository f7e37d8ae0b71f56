"""What somebody meant who typed or pasted a code: the six characters, or the whole address that a poster or a chat
shows."""

import re
import unicodedata
from urllib.parse import parse_qs, quote, unquote, urlsplit

from barcamp.domain.event.code import CODE_LENGTH, normal_code
from barcamp.web.forms import own_path
from barcamp.web.gate.porter import without_glue

_WITHIN = re.compile(r"https?://\S+", re.IGNORECASE)  # a whole message may have been pasted
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/*", re.IGNORECASE)


def path_meant(typed: str) -> tuple[str, str]:
    """The code, and the path after it if an address went on; both may be empty."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if found := _WITHIN.search(text):
        text = found[0]
    if "/" not in text and "=" not in text:
        return _code(text), ""
    parts = urlsplit(f"//{_SCHEME.sub('', text, count=1).lstrip('/')}" if _is_address(text) else f"//x/{text}")
    steps = [unquote(step) for step in parts.path.split("/") if step.strip(".")]
    if not steps:
        return _code(parse_qs(parts.query).get("code", [""])[0]), ""
    further = without_glue("/" + "/".join(steps[1:]))
    return _code(steps[0]), own_path(quote(further), "") if len(steps) > 1 else ""


def in_small_letters(path: str) -> str:
    """A path below an event's address in lower case, like all of ours; some scanners capitalise a whole address."""
    _, code, *further = path.split("/", 2)
    if not further or code == "static" or len(normal_code(code)) != CODE_LENGTH:
        return path
    return f"/{code}/{further[0].lower()}"


def _is_address(text: str) -> bool:
    """Whether it begins with a scheme or a host: the code itself contains neither a dot nor a colon."""
    head = text.lstrip("/").partition("/")[0]
    return bool(_SCHEME.match(text)) or "." in head or ":" in head or head.lower() == "localhost"


def _code(text: str) -> str:
    return normal_code(text)[: 2 * CODE_LENGTH]
