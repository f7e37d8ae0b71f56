"""The session grid as people read it: rows of the days, cells per room."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.plan.ending.ends import ends_of
from barcamp.domain.plan.grid import closed_on, rooms, slots
from barcamp.domain.plan.room import apart, for_all, same
from barcamp.kernel.clock import minute_of_day
from barcamp.kernel.rows import named
from barcamp.queries.topics.topics import TopicCard

_PAUSE = re.compile(
    r"pause\b|\b(kaffee|coffee|tea|breakfast|lunch|dinner|break|mittag|frühstück|mittagessen|abendessen|imbiss)\b",
    re.IGNORECASE,
)

__all__ = ["Cell", "Plan", "Room", "Row", "barred", "load_plan", "minute_of_day"]


@dataclass(frozen=True, slots=True)
class Room:
    id: int
    name: str
    capacity: int
    features: str
    video_link: str
    closed: bool  # out of use: what is in it must move; in a cell, on its day
    called: str  # its name, and what tells it from others of that name
    closed_days: int = 0  # a bit for each day on which it is out of use
    directions: str = ""  # where it is

    def on(self, day: int) -> "Room":
        """The room as it is on a day, 0 for the first."""
        return replace(self, closed=True) if closed_on(self.closed_days, day) else self


@dataclass(frozen=True, slots=True)
class Cell:
    room: Room
    topic: TopicCard | None

    @property
    def pinned(self) -> bool:
        return self.topic is not None and self.topic.pinned

    @property
    def repeat(self) -> bool:
        return self.topic is not None and self.topic.repeat_of is not None

    @property
    def stranded(self) -> bool:
        """Whether it is a session in a room that is out of use."""
        return self.topic is not None and self.room.closed


@dataclass(frozen=True, slots=True)
class Row:
    """One slot. `title` is set for a plenary row, which has no cells. Times are minutes since midnight of
    the event's first day; `day` is that which it belongs to, 0 for the first."""

    id: int
    starts: int
    ends: int
    title: str
    cells: tuple[Cell, ...]
    day: int = 0
    programme: bool = False  # only for fixed sessions, and told only while there are some in it
    until: int = 0  # when its sessions end: before itself, where rooms are changed then

    @property
    def plenary(self) -> bool:
        return bool(self.title)

    @property
    def pause(self) -> bool:
        """Whether it is a plenary row in which nobody has anything to write down, judging by its title."""
        return bool(_PAUSE.search(self.title))

    @property
    def wall(self) -> str:
        return f"s{self.id}"

    @property
    def walls(self) -> list[str]:
        """The walls where notes of it are written, as many times as sessions lead there."""
        if self.plenary:
            return [] if self.pause else [self.wall]
        return [cell.topic.wall for cell in self.cells if cell.topic is not None]

    @property
    def sessions(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.topic is not None]


@dataclass(frozen=True, slots=True)
class Plan:
    """The rooms, and the rows of all days. `changeover`: the minutes in which people change rooms."""

    rooms: tuple[Room, ...]
    rows: tuple[Row, ...]
    changeover: int = 0

    def holding(self, cards: Iterable[TopicCard]) -> "Plan":
        """This grid, with each topic in the cell that it names."""
        at = {(card.slot_id, card.room_id): card for card in cards if card.placed}

        def filled(row: Row) -> Row:
            return replace(row, cells=tuple(Cell(cell.room, at.get((row.id, cell.room.id))) for cell in row.cells))

        rows = map(filled, self.rows)
        return replace(self, rows=tuple(row for row in rows if row.sessions or not row.programme))

    @property
    def also(self) -> dict[int, list[int]]:
        """When else the topic of a session is on: the starts of its other sessions, by the session's id; nothing if
        there is only one."""
        times: dict[int, list[tuple[int, int]]] = {}
        for row in self.rows:
            for cell in row.sessions:
                if cell.topic is not None:
                    times.setdefault(cell.topic.root_id, []).append((cell.topic.id, row.starts))
        found: dict[int, list[int]] = {}
        for sessions in times.values():
            if len(sessions) > 1:
                found |= {this: [starts for other, starts in sessions if other != this] for this, _ in sessions}
        return found

    def repeats_in(self, row: Row, firsts: Mapping[int, int]) -> frozenset[int]:
        """The ids of those sessions of a row that are not the first of their topic."""
        topics = [cell.topic for cell in row.sessions if cell.topic is not None]
        return frozenset(topic.id for topic in topics if firsts[topic.root_id] != topic.id)

    @property
    def firsts(self) -> dict[int, int]:
        """Which session of each topic is the first of the day, by their ids. A repeat may come before the original."""
        found: dict[int, int] = {}
        for row in self.rows:
            for cell in sorted(row.sessions, key=lambda cell: cell.repeat):
                if cell.topic is not None:
                    found.setdefault(cell.topic.root_id, cell.topic.id)
        return found

    def times(self, root: int) -> list[TopicCard]:
        """The sessions of a topic, in the order in which they were offered: its own, then each that was added."""
        of_it = [cell.topic for row in self.rows for cell in row.sessions if cell.topic and cell.topic.root_id == root]
        return sorted(of_it, key=lambda card: card.id)

    def beside(self, row: Row) -> list[Row]:
        """Rows that run at the same time; seldom intended, but for a fixed programme beside open slots."""
        if row.programme:
            return []
        return [
            each
            for each in self.rows
            if each != row and not each.programme and each.starts < row.ends and row.starts < each.ends
        ]

    @property
    def beside_fixed(self) -> dict[int, frozenset[int]]:
        """For each row the rooms in which nothing open may be: all of a row that is only for the fixed programme, and
        those in which a fixed session runs at the same time."""
        fixed = [(row, cell.room.id) for row in self.rows for cell in row.sessions if cell.topic and cell.topic.fixed]
        if not fixed:
            return {}
        every = frozenset(room.id for room in self.rooms)
        found = {
            row.id: every
            if row.programme
            else frozenset(room for each, room in fixed if each.starts < row.ends and row.starts < each.ends)
            for row in self.rows
            if not row.plenary
        }
        return {row: rooms for row, rooms in found.items() if rooms}

    @property
    def unled(self) -> list[TopicCard]:
        """What is on the plan although nobody leads it yet."""
        return [cell.topic for row in self.rows for cell in row.sessions if cell.topic is not None and cell.topic.unled]

    @property
    def called(self) -> dict[int, str]:
        """What each room is called where names have to tell rooms apart."""
        return {room.id: room.called for room in self.rooms}

    def as_for_all(self, room: Room) -> bool:
        """Whether a room is called what exports call the room of plenary items."""
        return same(room.name) in for_all()

    @property
    def days(self) -> list[tuple[int, list[Row]]]:
        """The rows of each day that has some, with the day, 0 for the first."""
        return [(day, list(rows)) for day, rows in groupby(self.rows, key=lambda row: row.day)]

    def of_day(self, day: int) -> "Plan":
        """The plan of one day alone."""
        return replace(self, rows=tuple(row for row in self.rows if row.day == day))

    @property
    def ends(self) -> dict[int, int]:
        """When the sessions of each row end."""
        return {row.id: row.until for row in self.rows}

    @property
    def cells(self) -> int:
        """How many there are for open topics, taken or not."""
        return sum(len(row.cells) for row in self.rows if not row.programme)

    @property
    def placed(self) -> int:
        return sum(len(row.sessions) for row in self.rows)


async def load_plan(db: AsyncConnection, barcamp_id: int, cards: Sequence[TopicCard]) -> Plan:
    return (await load_grid(db, barcamp_id)).holding(cards)


async def load_grid(db: AsyncConnection, barcamp_id: int) -> Plan:
    """The rooms and the slots, with nothing in them."""
    names = "id", "name", "capacity", "features", "video_link", "closed", "closed_days", "directions"
    query = select(*(rooms.c[name] for name in names)).where(rooms.c.barcamp_id == barcamp_id).order_by(rooms.c.id)
    room_rows = (await db.execute(query)).all()
    called = apart([row.name for row in room_rows])
    found_rooms = tuple(Room(**named(row), called=called) for row, called in zip(room_rows, called, strict=True))
    slot_rows = await db.execute(
        select(slots, barcamps.c.changeover)
        .join(barcamps)
        .where(slots.c.barcamp_id == barcamp_id)
        .order_by(slots.c.day, slots.c.starts, slots.c.ends, slots.c.id)
    )
    found = slot_rows.all()
    changeover = found[0].changeover if found else 0
    until = ends_of(found, changeover)

    @cache
    def empty(day: int) -> tuple[Cell, ...]:
        return tuple(Cell(room.on(day), None) for room in found_rooms)

    rows = (
        Row(
            slot.id, slot.starts, slot.ends, slot.title, () if slot.title else empty(slot.day), slot.day,
            slot.programme, until[slot.id],
        )
        for slot in found
    )  # fmt: skip
    return Plan(found_rooms, tuple(rows), changeover)


def barred(plan: Plan, topic: int) -> dict[tuple[int, int], str]:
    """The cells into which the topic cannot be put, by slot and room, and why: the room there is `closed`, the
    session there is `pinned`, the topic itself is (`stays`), its own room is closed and takes nothing in return
    (`one_way`), or a `fixed` session runs in that room then."""
    cells = {(row.id, cell.room.id): cell for row in plan.rows for cell in row.cells}
    here = next((cell for cell in cells.values() if cell.topic and cell.topic.id == topic), None)
    fixed = plan.beside_fixed
    found = {
        at: "fixed" if at[1] in fixed.get(at[0], ()) else _bar(here, there)
        for at, there in cells.items()
        if there is not here
    }
    return {at: why for at, why in found.items() if why}


def _bar(here: Cell | None, there: Cell) -> str:
    if there.room.closed:
        return "closed"
    if here is not None and here.topic is not None and here.topic.fixed:
        return "fixed"
    if here is not None and here.pinned:
        return "stays"
    if there.pinned:
        return "pinned"
    return "one_way" if here is not None and here.room.closed and there.topic is not None else ""
