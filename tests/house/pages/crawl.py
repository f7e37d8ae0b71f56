"""The pages that somebody reaches by links, from the first one they see."""

import re
from collections import Counter

from barcamp.web.organiser.rehearsals import Rehearsals
from tests.house.pages.asking import Asker
from tests.house.pages.sending import links
from tests.markup import Element, parse

MOST_ALIKE = 3  # pages of a kind that one role looks at: of one's own, of somebody else, and a third
SAME_ALL_DAY = ("/organiser/", "/CODE/papers", "/CODE/poster", "/privacy", "/imprint", "/accessibility", "/CODE/help")

FIRST = {
    "stranger": ("/", "/{code}"),
    "attendee": ("/{code}",),
    "host": ("/{code}",),
    "moderator by invitation": ("/{code}", "/{code}/console"),
    "moderator who had joined": ("/{code}",),
    "organiser": ("/organiser",),
    "organiser with a name": ("/organiser", "/{code}"),
}


class Still(Rehearsals):
    """Without the simulated phones, which are a process of their own."""

    async def start(self, code: str, url: str, people: int) -> None:
        pass


async def crawl(asker: Asker, first: list[str], *, office: bool) -> dict[str, Element | int]:
    """Every page to which links lead from the first ones, a few of each kind; or else how it was refused."""
    ahead, found, seen = list(first), {}, Counter()
    known = set(first)
    while ahead:
        path = ahead.pop(0)
        answer = await asker.get(path)
        while answer.status in (302, 303, 307):
            path = answer.headers["location"].partition("#")[0]
            answer = await asker.get(path)
        if not answer.page or path in found:
            continue
        if answer.status >= 400:
            found[path] = answer.status
            continue
        found[path] = parse(answer.text)
        for link in links(found[path]):
            kind = shape(link)
            if link in known or seen[kind] >= MOST_ALIKE or (not office and kind.startswith(SAME_ALL_DAY)):
                continue
            known.add(link)
            seen[kind] += 1
            ahead.append(link)
    return found


def shape(path: str) -> str:
    """Pages of a kind have one shape: `/CODE/notes/tN`."""
    coded = re.sub(r"(?<=/)[A-Z2-9]{6}(?=/|$|\?|#)", "CODE", path)
    return re.sub(r"\d+", "N", coded)
