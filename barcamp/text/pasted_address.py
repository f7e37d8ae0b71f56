"""Takes the one address out of what somebody pasted: an address with a full stop behind it, or the whole invitation of
Teams, Zoom, Webex, Jitsi or BigBlueButton, in which those of help and of telephone numbers stand as well."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, urlsplit

_IN_BRACKETS = re.compile(r"<\s*(https://[^<>]*)>", re.IGNORECASE)  # there, mail programs break long ones
_ADDRESS = re.compile(r"https://[^\s<>\"„“”»«]*", re.IGNORECASE)
_BEHIND = ".,;:!?'’‘*_|"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?/\S+", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.IGNORECASE)
# What else invitations lead to: help, options of whoever invites, telephone numbers, programs to install.
_BESIDE = re.compile(
    r"//(?:aka\.ms|(?:www|support|learn|go)\.microsoft\.com|dialin\.|support\.|help\.|collaborationhelp\.)"
    r"|/meetingoptions\b|zoom\.us/(?:u|zoomconference|download)\b|/(?:download|privacy|datenschutz)\b",
    re.IGNORECASE,
)


def address_in(pasted: str) -> str:
    """The address to go to, as it was written; empty when there is none that begins with https:// and has a host.

    >>> address_in("Meeting beitreten: https://zoom.us/j/81?pwd=a1. Kennung: 81")
    'https://zoom.us/j/81?pwd=a1'
    """
    found = [address for address in _addresses(pasted) if _is_whole(address)]
    return next((address for address in found if not _BESIDE.search(address)), found[0] if found else "")


def _addresses(pasted: str) -> Iterator[str]:
    """In their order."""
    text = _IN_BRACKETS.sub(lambda found: f" {''.join(found[1].split())} ", pasted)
    if _BARE.fullmatch(text.strip()):
        text = f"https://{text.strip()}"
    for found in _ADDRESS.findall(text):
        yield _unwrapped(_ended(found))


def _ended(address: str) -> str:
    """Without what belongs to the sentence around it."""
    while address[-1:] and (address[-1] in _BEHIND or address.count(address[-1]) > _opened(address, address[-1])):
        address = address[:-1]
    return address


def _opened(address: str, closing: str) -> int:
    return address.count(_PAIRS[closing]) if closing in _PAIRS else len(address)


def _unwrapped(address: str) -> str:
    """Where it leads, of those that Outlook replaces: these also name whoever was invited."""
    parts = _parts(address)
    if parts is None or not (parts.hostname or "").endswith(".safelinks.protection.outlook.com"):
        return address
    return next(iter(parse_qs(parts.query).get("url", ())), "")


def _is_whole(address: str) -> bool:
    """No names or passwords before the host, which could be taken for it."""
    parts = _parts(address) if _ADDRESS.fullmatch(address) else None
    return parts is not None and parts.scheme == "https" and bool(_HOST.fullmatch(parts.netloc))


def _parts(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:  # brackets with something else than a number between them
        return None
