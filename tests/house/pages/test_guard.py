"""Rule 16 of the house: nothing leads out of the app. Every page to which an attendee comes by links stops taps and
forms while there is no connection (static/js/outbox/offline.js), and says so where it stands."""

import dataclasses

import pytest

from barcamp.app import make_app
from barcamp.rendering.assets import folder
from barcamp.rendering.scripts import order
from tests.cast import Cast
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import FIRST, Still, crawl
from tests.house.pages.days import STATES, people
from tests.markup import Element, parse

GUARD = "js/outbox/offline.js"


@pytest.mark.parametrize("state", ["sessions", "archived"])
@pytest.mark.parametrize("role", ["attendee", "host"])
async def test_every_page_of_an_attendee_stops_what_leads_out(cast: Cast, role: str, state: str):
    everybody = await people(cast)
    await STATES[state](cast)
    asker = Asker(make_app(dataclasses.replace(cast.ctx, rehearsals=Still())), everybody[role], cast.code)
    pages = await crawl(asker, [each.format(code=cast.code) for each in FIRST[role]], office=True)
    looked_at = {path: page for path, page in pages.items() if isinstance(page, Element)}
    assert len(looked_at) > 8
    assert [path for path, page in looked_at.items() if not guarded(page)] == []


@pytest.mark.parametrize("path", ["/{code}/topics/999", "/{code}/no/such/page", "/no/such/page"])
async def test_a_page_that_says_no_does_too(cast: Cast, path: str):
    asker = Asker(make_app(cast.ctx), cast.kim, cast.code)
    answer = await asker.get(path.format(code=cast.code))
    assert answer.status >= 400
    assert guarded(parse(answer.text))


def guarded(page: Element) -> bool:
    """Whether it loads the guard, at once or by js/phone/later.js, with the words that the guard says and the line it
    says them on."""
    loads = [each["src"] for each in page.all("script") if "src" in each.attributes]
    loads += [each["data-offline"] for each in page.all("template") if "data-offline" in each.attributes]
    has_line = any(each.get("id") == "status" for each in page)
    return has_line and any(GUARD in order(folder("static"), script(src)) for src in loads)


def script(address: str) -> str:
    return address.removeprefix("/static/").partition("?")[0]
