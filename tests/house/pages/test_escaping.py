"""What people typed stands on every page as they typed it: escaped once, in texts, attributes and addresses."""

import dataclasses

import pytest
from sqlalchemy import update

from barcamp.app import make_app
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.grid import rooms
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.note import notes
from tests.cast import Cast
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import FIRST, Still, crawl
from tests.house.pages.days import STATES, people
from tests.markup import Element

TYPED = 'Markt & Straße <"so">'
TWICE = ("&amp;", "&lt;", "&gt;", "&#3", "&quot;", "%26amp%3B", "%26lt%3B", "%26%23")
WORDS = (
    (barcamps, ("name", "place", "organiser_name", "funding")), (attendees, ("name", "organisation")),
    (rooms, ("name",)), (topics, ("title", "description")), (notes, ("text",)),
)  # fmt: skip


@pytest.mark.parametrize("role", ["host", "organiser"])
async def test_nothing_is_escaped_twice(cast: Cast, role: str):
    everybody = await people(cast)
    await STATES["sessions"](cast)
    async with cast.ctx.db.writing() as db:
        for table, columns in WORDS:
            await db.execute(update(table).values(dict.fromkeys(columns, TYPED)))
    asker = Asker(make_app(dataclasses.replace(cast.ctx, rehearsals=Still())), everybody[role])
    pages = await crawl(asker, [each.format(code=cast.code) for each in FIRST[role]], office=role == "organiser")
    shown = {path: page for path, page in pages.items() if isinstance(page, Element)}
    assert any(TYPED in value for page in shown.values() for value in said(page))
    wrong = {f"{path}: {value[:90]}" for path, page in shown.items() for value in said(page) if twice(value)}
    assert wrong == set()


def said(page: Element) -> list[str]:
    return [page.text, *(value for each in page for value in each.attributes.values())]


def twice(value: str) -> bool:
    return any(each in value for each in TWICE)
