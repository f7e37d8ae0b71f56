"""What search engines are told. Of an event they get no more than its results page, and only if anybody with the code
may see that and the organiser has opened it to them as well; of that page no copies, no pictures, and no links to
follow."""

from barcamp.domain.event.results import found_by_searching
from barcamp.web.visitor import Visitor

CLOSED = "noindex, nofollow"
OPEN = "nofollow, noarchive, noimageindex"

# Other pages are not even asked for: an event is found by its code, not by searching.
CLOSED_TO_ALL = "User-agent: *\nAllow: /$\nAllow: /static/\nDisallow: /\n"
# This names no codes, which would list all events for everybody; each page says itself whether it is open.
SOME_OPEN = "User-agent: *\nAllow: /$\nAllow: /static/\nAllow: /*/results$\nDisallow: /\n"


def robots_of(visitor: Visitor, status: int = 200) -> str:
    """The rule for the page that this visitor asked for, for its header and its head; empty for pages outside of
    events."""
    camp = visitor.barcamp
    if camp is None:
        return ""
    results = status == 200 and visitor.path == f"/{camp.code}/results"
    return OPEN if results and found_by_searching(camp) else CLOSED
