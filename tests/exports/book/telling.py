"""How tests of the book tell a day: its tree in the organiser's copy, and what they put on the plan and the walls."""

from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.walls.section import load_sections
from barcamp.exports.book.book import load_day
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.tree import Day
from barcamp.text import i18n
from tests.cast import Cast


async def told(cast: Cast, **choice: bool) -> Day:
    async with cast.ctx.db.reading() as db:
        with i18n.speaking("de-sie"):
            return await load_day(db, await cast.barcamp(), cast.clock.at, Choice(**choice))


async def placed(cast: Cast, title: str = "Brot backen", slot: int = 0, room: int = 0) -> int:
    topic = await cast.pitches(title)
    await cast.does(cast.max, PlaceTopic(topic=topic, slot=cast.slots[slot], room=cast.rooms[room]))
    return topic


async def section(cast: Cast, kind: str) -> int:
    async with cast.ctx.db.reading() as db:
        return next(part.id for part in await load_sections(db, cast.id) if part.kind == kind)
