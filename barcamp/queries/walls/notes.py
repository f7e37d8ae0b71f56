"""Walls as people read them: sections with their cards, the note keeper, the result, and what the dots say."""

import zlib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.grid import slots
from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.dots import dots
from barcamp.domain.walls.lane import notes
from barcamp.domain.walls.section import load_sections, sections_of
from barcamp.domain.walls.support import supports
from barcamp.domain.walls.wall import Wall, walls
from barcamp.kernel.rows import AnySelect, all_as
from barcamp.queries.walls.quotes import quotes
from barcamp.text.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Note:
    """A card. `until` is a day, `due` what was typed instead of one; `dots` is None until the dot-vote is closed, and
    on cards that were written after that. `in_result`: its words stand in the wall's result. Two that differ in
    `position` alone look the same."""

    id: int
    wall: str
    text: str
    author_id: int
    author: str
    written_at: datetime
    section_id: int | None = None
    who: str = ""
    until: date | None = None
    due: str = ""
    group: str = ""
    key: bool = False
    support: int = 0
    dots: int | None = None
    position: int = field(default=0, compare=False)
    in_result: bool = False


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards of a section that somebody put together; without a title, those that nobody has put together."""

    title: str
    cards: tuple[Note, ...]

    @property
    def key(self) -> str:
        """A key that is the same for the same title, and fit for the id of an element."""
        return f"{zlib.crc32(self.title.encode()):x}"


@dataclass(frozen=True, slots=True)
class WallSection:
    """A section. `id` 0 holds cards from before there were sections. If it is not `offered`, nothing new can be written
    there."""

    id: int
    kind: str
    title: str
    cards: tuple[Note, ...] = ()
    offered: bool = True
    question: str = ""

    @property
    def name(self) -> str:
        """Its title, or the name of its kind in the current language."""
        return self.title or name_of_kind(self.kind)

    @property
    def groups(self) -> list["CardGroup"]:
        """In the order of each group's first card; cards without a group come first."""
        found: dict[str, list[Note]] = {"": []}
        for card in self.cards:
            found.setdefault(card.group, []).append(card)
        return [CardGroup(title, tuple(cards)) for title, cards in found.items() if cards]


@dataclass(frozen=True, slots=True)
class WholeWall:
    """A wall with everything on it. `title` is None if the topic or plenary item is gone, empty for the whole event
    unless the organiser has given its wall one. `points` per person while there is or was a dot-vote, else 0; `vote`
    says which of the wall's that is, and `selected` how many cards are to be shown beside its ranking as a selection
    for everybody. `hosts` are ids of people."""

    name: str
    title: str | None
    sections: tuple[WallSection, ...] = ()
    hosts: tuple[int, ...] = ()
    keeper_id: int | None = None
    keeper: str = ""
    result: str = ""
    result_by: str = ""
    revision: int = 0
    points: int = 0
    dots_open: bool = False
    vote: int = 0
    selected: int = 0
    everybody_moves: bool = False

    @property
    def kind(self) -> str:
        return self.name[:1]

    @property
    def head(self) -> "WholeWall":
        """What the wall says about itself: everything but its cards."""
        return replace(self, sections=())

    @property
    def heading(self) -> str:
        if self.title is None:
            return _("This wall is no longer there.")
        return self.title or _("The whole event")

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(card for section in self.sections for card in section.cards)

    @property
    def next_steps(self) -> tuple[Note, ...]:
        return tuple(card for section in self.sections if section.kind == "next" for card in section.cards)

    @property
    def key(self) -> Note | None:
        return next((card for card in self.notes if card.key), None)

    def section(self, section_id: int) -> WallSection | None:
        return next((section for section in self.sections if section.id == section_id), None)


def name_of_kind(kind: str) -> str:
    return {
        "about": _("What it was about"),
        "insights": _("Key insights"),
        "questions": _("Open questions"),
        "next": _("Next steps"),
        "links": _("Links"),
    }.get(kind) or _("Notes")


async def wall_title(db: AsyncConnection, barcamp_id: int, wall: Wall) -> str | None:
    """The title of a wall, empty for the whole event unless it was given one, None for something that is gone."""
    if wall.kind == "e":
        given = select(walls.c.title).where(walls.c.barcamp_id == barcamp_id, walls.c.name == str(wall))
        return await db.scalar(given) or ""
    return (await _titles(db, barcamp_id, wall)).get(str(wall), (None, ()))[0]


async def load_notes(
    db: AsyncConnection, barcamp_id: int, wall: str | None = None, only: Collection[int] | None = None
) -> list[Note]:
    """Cards that everybody may see, oldest first; of one wall, or only these of them."""
    given: dict[str, object] = {"event": barcamp_id}
    given |= {} if wall is None else {"wall": wall}
    given |= {} if only is None else {"only": list(only)}
    return await all_as(Note, db, _notes(wall is not None, only is not None), given)


@cache
def _notes(of_one_wall: bool, some: bool) -> AnySelect:
    support = select(func.count()).where(supports.c.note_id == notes.c.id).scalar_subquery()
    given = select(func.coalesce(func.sum(dots.c.number), 0)).where(dots.c.note_id == notes.c.id).scalar_subquery()
    voted_on = walls.c.dots_closed_at >= notes.c.written_at  # not while it is open: then there is no such time
    query = (
        select(
            notes.c.id, notes.c.wall, notes.c.text, notes.c.author_id,
            func.coalesce(attendees.c.name, "").label("author"), notes.c.written_at, notes.c.section_id,
            notes.c.who, notes.c.until, notes.c.due, notes.c.grouped.label("group"), notes.c.key, notes.c.position,
            support.label("support"), case((voted_on, given), else_=None).label("dots"),
        )
        .outerjoin(attendees, attendees.c.id == notes.c.author_id)
        .outerjoin(walls, (walls.c.barcamp_id == notes.c.barcamp_id) & (walls.c.name == notes.c.wall))
        .where(notes.c.barcamp_id == bindparam("event"), notes.c.withdrawn_at.is_(None), notes.c.hidden_at.is_(None))
        .order_by(notes.c.id)
    )  # fmt: skip
    if of_one_wall:
        query = query.where(notes.c.wall == bindparam("wall"))
    return query.where(notes.c.id.in_(bindparam("only", type_=Integer, expanding=True))) if some else query


async def load_wall(
    db: AsyncConnection, barcamp_id: int, wall: Wall, cards: Collection[Note] | None = None
) -> WholeWall:
    """One wall. `cards` are those on it, if they are known."""
    name = str(wall)
    titles = await _titles(db, barcamp_id, wall)
    return (await _sights(db, barcamp_id, {name: titles.get(name, (None, ()))}, name, cards))[0]


async def load_walls(db: AsyncConnection, barcamp_id: int) -> list[WholeWall]:
    """Every wall of the event: those of topics in order of pitching, of plenary items in the order of the day, and the
    event's.

    Five queries, however many there are.
    """
    return await _sights(db, barcamp_id, await _titles(db, barcamp_id))


Titles = dict[str, tuple[str | None, tuple[int | None, ...]]]


async def _titles(db: AsyncConnection, barcamp_id: int, wall: Wall | None = None) -> Titles:
    """For each wall of something that exists: its title, and the hosts."""
    found: Titles = {}
    if wall is None or wall.kind == "t":
        query = (
            select(topics.c.id, topics.c.title, topics.c.host_id, cohosts.c.attendee_id.label("cohost"))
            .outerjoin(cohosts, cohosts.c.topic_id == topics.c.id)
            .where(
                topics.c.barcamp_id == barcamp_id, topics.c.withdrawn_at.is_(None), topics.c.repeat_of.is_(None),
                *([topics.c.id == wall.id] if wall else []),
            )
            .order_by(topics.c.id, cohosts.c.attendee_id)
        )  # fmt: skip
        for row in await db.execute(query):
            _, hosts = found.get(f"t{row.id}", ("", (row.host_id,)))
            found[f"t{row.id}"] = row.title, (*hosts, row.cohost)
    if wall is None or wall.kind == "s":
        query = select(slots.c.id, slots.c.title).where(
            slots.c.barcamp_id == barcamp_id, slots.c.title != "", *([slots.c.id == wall.id] if wall else [])
        )
        for row in await db.execute(query.order_by(slots.c.starts, slots.c.ends, slots.c.id)):
            found[f"s{row.id}"] = row.title, ()
    if wall is None or wall.kind == "e":
        found["e"] = "", ()
    return found


async def _sights(
    db: AsyncConnection, barcamp_id: int, titles: Titles, only: str | None = None, known: Collection[Note] | None = None
) -> list[WholeWall]:
    query = (
        select(walls, func.coalesce(attendees.c.name, "").label("keeper"))
        .outerjoin(attendees, attendees.c.id == walls.c.keeper_id)
        .where(walls.c.barcamp_id == barcamp_id, *([walls.c.name == only] if only else []))
    )
    records = {row.name: row for row in await db.execute(query)}
    everything = await load_sections(db, barcamp_id)
    cards: dict[str, list[Note]] = {}
    for note in await load_notes(db, barcamp_id, only) if known is None else known:
        cards.setdefault(note.wall, []).append(note)
    for name, row in records.items():
        if row.result and name in cards:
            cards[name] = [
                replace(card, in_result=True) if quotes(row.result, card.text) else card for card in cards[name]
            ]
    return [
        WholeWall(
            name, _title(title, records.get(name)), _sections(everything, name, cards.get(name, ())),
            tuple(host for host in hosts if host), **_facts(records.get(name)),
        )
        for name, (title, hosts) in titles.items()
    ]  # fmt: skip


def _title(of_subject: str | None, row: Any) -> str | None:
    """Its own, where that of which it is the wall has none."""
    return row.title if of_subject == "" and row is not None else of_subject


def _facts(row: Any) -> dict[str, Any]:
    if row is None:
        return {}
    named = ("keeper_id", "keeper", "result", "result_by", "revision", "points", "vote", "selected", "everybody_moves")
    facts = {name: getattr(row, name) for name in named}
    return {**facts, "dots_open": bool(row.points) and row.dots_closed_at is None}


def _sections(everything: list[Any], wall: str, cards: Collection[Note]) -> tuple[WallSection, ...]:
    """The sections of the wall, and any other that holds one of its cards, so that no card disappears from view."""
    cards = sorted(cards, key=lambda card: (card.position, card.id))
    of_wall = sections_of(everything, wall)
    used = {card.section_id for card in cards}
    shown = of_wall + [each for each in everything if each.id in used and each not in of_wall]
    sorted_out = [
        WallSection(
            each.id, each.kind, each.title,
            tuple(card for card in cards if card.section_id == each.id), each in of_wall, each.question,
        )
        for each in shown
    ]  # fmt: skip
    loose = tuple(card for card in cards if card.section_id is None)
    return (*([WallSection(0, "own", "", loose, False)] if loose else []), *sorted_out)
