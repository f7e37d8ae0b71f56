"""What a line of the journal was about, by the present names of things: titles of topics, offers and sections, but no
other texts that people wrote, and nothing that was withdrawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.offer import offers
from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.photos.table import photos
from barcamp.domain.walls.section import sections
from barcamp.kernel.rows import AnyRow
from barcamp.queries.walls.notes import name_of_kind
from barcamp.text.i18n import clock
from barcamp.text.i18n import gettext as _

# What these are about is not shown: who would like to hear a topic is for that person to say.
_NOT_ABOUT = {"show-interest-for"}
_MADE = {"pitch-topic": "topic", "pitch-for": "topic", "enter-person": "person", "put-up-offer": "offer"}
_NOUN = {"person": "attendee", "into": "topic"}
Numbers = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Things:
    """Names by kind and number; `walls` has the walls of notes and photos, by kind and number as well."""

    names: dict[str, dict[int, str]]
    walls: dict[str, dict[int, str]]

    def about(self, verb: str, told: Mapping[str, object], made: int | None, numbers: Numbers) -> tuple[str, ...]:
        """The names of what a line was about. `numbers`: what its numbers mean here, if it came from another server."""
        if verb in _NOT_ABOUT:
            return ()
        named = {**told, **({_MADE[verb]: made} if verb in _MADE else {})}
        found = list(filter(None, self._found(named, numbers)))
        return tuple(dict.fromkeys(found))

    def _found(self, named: Mapping[str, object], numbers: Numbers) -> Iterator[str]:
        def here(field: str) -> int:
            number = named.get(field)
            noun = _NOUN.get(field, field)
            return numbers.get(noun, {}).get(number, number) if isinstance(number, int) else 0

        if isinstance(phase := named.get("phase"), str):
            yield phases().get(phase, "")
        if isinstance(minutes := named.get("minutes"), int):
            yield _("%(minutes)s minutes") % {"minutes": f"{minutes:+d}"}
        for field in ("topic", "into", "room", "slot", "person", "attendee", "offer", "section"):
            yield self.names[_NOUN.get(field, field)].get(here(field), "")
        for field in ("note", "photo"):
            yield self._wall(self.walls[field].get(here(field), ""), {})
        if isinstance(wall := named.get("wall"), str):
            yield self._wall(wall, numbers)

    def _wall(self, wall: str, numbers: Numbers) -> str:
        noun = {"t": "topic", "s": "slot"}.get(wall[:1])
        if noun is None or not wall[1:].isdecimal():
            return _("The whole event") if wall == "e" else ""
        number = int(wall[1:])
        return self.names[noun].get(numbers.get(noun, {}).get(number, number), "")


def phases() -> dict[str, str]:
    """The names of the phases, in order and in the current language."""
    return {
        "arrival": _("Arrival"), "pitching": _("Topics"), "interest": _("Interest"), "planning": _("Plan"),
        "sessions": _("Sessions"), "closing": _("Closing"),
    }  # fmt: skip


async def load_things(db: AsyncConnection, camp: int, people: Mapping[int, Any]) -> Things:
    """The names, in seven queries, however much there is."""

    async def of(table: Table, *columns: Column[Any]) -> list[AnyRow]:
        gone = [table.c.withdrawn_at.is_(None)] if "withdrawn_at" in table.c else []
        return list(await db.execute(select(table.c.id, *columns).where(table.c.barcamp_id == camp, *gone)))

    rows = await of(slots, slots.c.starts, slots.c.ends, slots.c.title)
    found_sections = await of(sections, sections.c.title, sections.c.kind)
    return Things(
        names={
            "topic": {row.id: row.title for row in await of(topics, topics.c.title)},
            "room": {row.id: row.name for row in await of(rooms, rooms.c.name)},
            "slot": {row.id: row.title or f"{clock(row.starts)}–{clock(row.ends)}" for row in rows},
            "offer": {row.id: row.title for row in await of(offers, offers.c.title)},
            "section": {row.id: row.title or name_of_kind(row.kind) for row in found_sections},
            "attendee": {number: row.name for number, row in people.items() if not row.erased_at},
        },
        walls={
            "note": {row.id: row.wall for row in await of(notes, notes.c.wall)},
            "photo": {row.id: row.wall for row in await of(photos, photos.c.wall)},
        },
    )
