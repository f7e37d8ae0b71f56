"""Sections of the set-up that moderators have on pages of their own: with the sheet that they need, and no way that
only organisers may go."""

import dataclasses

import pytest

from barcamp.app import make_app
from tests.cast import Cast
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import FIRST, Still, crawl
from tests.house.pages.days import STATES, people
from tests.house.pages.sending import links
from tests.markup import Element


@pytest.mark.parametrize("role", ["attendee", "moderator by invitation", "organiser"])
async def test_words_for_what_was_just_saved_are_hidden_until_then(cast: Cast, role: str):
    """The sheet that hides them is another than that of most pages."""
    found = await pages(cast, role)
    marked = {path for path, page in found.items() if any(each.get("class") == "saved" for each in page.all("span"))}
    styled = {path for path in marked if any("css/organiser" in each.get("href") for each in found[path].all("link"))}
    assert marked == styled
    assert bool(marked) == (role != "attendee")


@pytest.mark.parametrize("role", ["attendee", "moderator by invitation", "moderator who had joined"])
async def test_no_link_leads_others_into_the_office(cast: Cast, role: str):
    found = await pages(cast, role)
    assert len(found) > 5
    into = f"/organiser/{cast.code}"
    assert {path: way for path, page in found.items() for way in links(page) if way.startswith(into)} == {}


async def pages(cast: Cast, role: str) -> dict[str, Element]:
    everybody = await people(cast)
    await STATES["sessions"](cast)
    asker = Asker(make_app(dataclasses.replace(cast.ctx, rehearsals=Still())), everybody[role])
    found = await crawl(asker, [each.format(code=cast.code) for each in FIRST[role]], office=True)
    return {path: page for path, page in found.items() if isinstance(page, Element)}
