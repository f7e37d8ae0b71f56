"""Where the points of an open vote lie is in no byte of anybody else's page, message or file. Two histories that differ
in nothing else look the same to everybody who did not give them."""

import dataclasses
import random
import re

import pytest

from barcamp.app import make_app
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot, TakeDot
from barcamp.domain.walls.note import WriteNote
from barcamp.exports.book.book import Choice, load_day
from barcamp.kernel.refused import Refused
from barcamp.live.audience import Group
from barcamp.live.broadcast import Broadcast
from tests.cast import Cast
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import Still, crawl
from tests.live.broadcasts import Viewer, seated

HISTORIES = 100
GROUPS = [
    Group("notes", "de", "e"),
    Group("notes", "de-sie", "e"),
    *(Group(screen, "de") for screen in ("phone", "console", "projector")),
]
FIRST = {"max": ("/{code}", "/{code}/console", "/{code}/notes/e"), "ada": ("/organiser", "/{code}/notes/e"),
         "kim": ("/{code}", "/{code}/notes/e"), "stranger": ("/{code}", "/{code}/projector")}  # fmt: skip


@pytest.fixture
async def vote(cast: Cast) -> list[int]:
    """The cards of a wall that the projector shows, on which a vote with points is open."""
    cards = [await cast.makes(cast.kim, WriteNote(wall="e", text=text)) for text in ("Mehl", "Hefe", "Salz", "Öl")]
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    await cast.does(cast.max, OpenDots(wall="e", points=5))
    return cards


async def test_every_page_is_the_same_wherever_points_lie(cast: Cast, vote: list[int]):
    for note in vote[:2]:
        await cast.does(cast.noor, PlaceDot(note=note))
    before = await _all_pages(cast)
    assert len(before) > 60
    for command in (TakeDot(note=vote[0]), PlaceDot(note=vote[2]), PlaceDot(note=vote[2]), PlaceDot(note=vote[1])):
        await cast.does(cast.noor, command)
    after = await _all_pages(cast)
    assert {path for path in before if before[path] != after.get(path)} == set()
    await cast.does(cast.max, CloseDots(wall="e"))
    closed = await _all_pages(cast)
    told = {path for path in before if before[path] != closed.get(path)}
    assert told >= {("kim", f"/{cast.code}/notes/e"), ("stranger", f"/{cast.code}/projector")}


async def _all_pages(cast: Cast) -> dict[tuple[str, str], str]:
    """By who looks at which; without what says how far a page is, and what is another one each time."""
    cast.ctx.hub.end_broadcast(cast.id)  # nobody rings here: it would show what was drawn before
    app = make_app(dataclasses.replace(cast.ctx, rehearsals=Still()))
    found = {}
    for name, first in FIRST.items():
        asker = Asker(app, getattr(cast, name), cast.code)
        for path in await crawl(asker, [each.format(code=cast.code) for each in first], office=True):
            text = (await asker.get(path)).text
            found[name, path] = re.sub(r'data-(mark|now)="[^"]*"|name="op" value="[^"]*"', "", text)
    return found


async def test_no_message_and_no_file_tells_more_than_how_many_have_voted(cast: Cast, vote: list[int]):
    """Over a hundred random histories: everybody hears the same number, and nothing else."""
    broadcast = Broadcast(cast.id, cast.ctx.db, cast.ctx.env, cast.clock)
    viewers = await seated(broadcast, *GROUPS)
    files, points = await _files(cast), {}
    for seed in range(HISTORIES):
        await _history(cast, random.Random(seed), vote, points)
        await broadcast.beat()
        for viewer in viewers:
            _says_no_more_than(viewer, len({who for who, _ in points}))
        if seed % 20 == 0:
            assert await _files(cast) == files
    await cast.does(cast.max, CloseDots(wall="e"))
    await broadcast.beat()
    assert await _files(cast) != files
    told = [name for viewer in viewers for shown in viewer.shown for name in shown.regions]
    assert "wall_e" in told


async def _history(cast: Cast, chance: random.Random, cards: list[int], points: dict[tuple[int, int], int]) -> None:
    """Some points given and taken back, as `points` says by person and card."""
    for _ in range(chance.randint(1, 5)):
        who, note = chance.choice([cast.kim, cast.noor]), chance.choice(cards)
        kind = chance.choice([PlaceDot, PlaceDot, TakeDot])
        try:
            await cast.does(who, kind(note=note))
        except Refused:
            continue
        key = (who.id, note)
        number = max(0, points.get(key, 0) + (1 if kind is PlaceDot else -1))
        if number:
            points[key] = number
        else:
            points.pop(key, None)


def _says_no_more_than(viewer: Viewer, voters: int) -> None:
    for shown in viewer.shown:
        assert set(shown.regions) <= {"voters_e"}
        assert shown.lines == ()
    said = [shown.regions["voters_e"] for shown in viewer.shown if shown.regions]
    if said:
        words = f"{voters} von 2 " if voters else "Noch hat niemand"
        assert words in said[-1]
    viewer.frames.clear()


async def _files(cast: Cast) -> tuple[object, ...]:
    """What all formats are written from, in every choice; without how many commands were given."""
    camp = await cast.barcamp()
    async with cast.ctx.db.reading() as db:
        days = [await load_day(db, camp, cast.clock(), Choice(votes=votes)) for votes in (True, False)]
    return tuple(dataclasses.replace(day, revision=0) for day in days)
