"""Text as files can hold it: without what XML and calendars forbid, and addresses that are nothing but addresses."""

import re
from urllib.parse import quote

# What XML 1.0 cannot represent: control characters, halves of characters, and the two noncharacters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)


def printable(text: str) -> str:
    """The text without characters that no file can hold; lines end in \\n."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def in_one_line(text: str) -> str:
    return " ".join(printable(text).split())


def address(typed: str) -> str:
    """An http address with everything unusual in it escaped; empty for anything else."""
    if not _ADDRESS.match(typed):
        return ""
    return quote(printable(typed), safe="%/:=&?~#+!$,;'@()*[]-._", errors="replace")
