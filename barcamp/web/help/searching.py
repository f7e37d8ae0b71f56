"""What search engines are told. Of an event they get its page of results at most, where whoever has the code may see
that and the organiser opened it to them as well; and of that page no copies, no pictures, and no links to follow."""

from barcamp.domain.event.results import found_by_searching
from barcamp.web.visitor import Visitor

CLOSED = "noindex, nofollow"
OPEN = "nofollow, noarchive, noimageindex"

# Other pages are not even asked for: an event is found by its code, not by searching.
CLOSED_TO_ALL = "User-agent: *\nAllow: /$\nAllow: /static/\nDisallow: /\n"
# No codes stand here, which would be a list of events for everybody; each page says itself whether it is open.
SOME_OPEN = "User-agent: *\nAllow: /$\nAllow: /static/\nAllow: /*/results$\nDisallow: /\n"


def robots_of(visitor: Visitor, status: int = 200) -> str:
    """For the page that this visitor asked for, as header and within it; empty for what belongs to no event."""
    camp = visitor.barcamp
    if camp is None:
        return ""
    results = status == 200 and visitor.path == f"/{camp.code}/results"
    return OPEN if results and found_by_searching(camp) else CLOSED
