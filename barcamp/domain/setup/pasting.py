"""Taking over a whole table of rooms or time slots at once: all of its lines, or none."""

from typing import Annotated, Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.grid import count, placements, rooms, slots
from barcamp.domain.plan.room import MOST_ROOMS
from barcamp.domain.setup.agenda import read_slots
from barcamp.domain.setup.pasted import Read, read_rooms, understood
from barcamp.domain.setup.slot import MOST_SLOTS, refuse_if_noted, seat
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import refuse_missing_times
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes
from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Text
from barcamp.kernel.turn import Done, Turn

Pasted = Annotated[str, Text(20_000, tables=True)]


class TakeRooms(Command):
    """Takes over the rooms of a pasted table, beside the existing ones or (`replace`) in place of them. Whatever is
    uncertain must have been `looked` at."""

    by = Role.ORGANISER
    text: Pasted
    replace: bool = False
    looked: bool = False

    async def perform(self, turn: Turn) -> Done:
        new = understood(await read_table(turn.db, turn.barcamp, self), looked=self.looked)
        if self.replace:
            await _clear(turn, rooms, "room_id")
        if await count(turn.db, rooms, turn.barcamp.id) + len(new) > MOST_ROOMS:
            raise Refused("room.too_many", most=MOST_ROOMS)
        await _add(turn, rooms, new)
        return Done.of(Changed.grid())


class TakeSlots(Command):
    """Takes over the time slots of a pasted table, beside the existing ones or (`replace`) in place of them. Whatever
    is uncertain must have been `looked` at."""

    by = Role.ORGANISER
    text: Pasted
    replace: bool = False
    looked: bool = False

    async def perform(self, turn: Turn) -> Done:
        found = understood(await read_table(turn.db, turn.barcamp, self), looked=self.looked)
        if self.replace:
            await refuse_if_noted(turn, list(await turn.db.scalars(_own(turn, slots, slots.c.id))))
            await _clear(turn, slots, "slot_id")
        own = _own(turn, slots, slots.c.starts, slots.c.ends, slots.c.title).where(~slots.c.programme)
        there = {tuple(row) for row in await turn.db.execute(own)}
        new = [slot for slot in found if (slot["starts"], slot["ends"], slot["title"]) not in there]
        if len(there) + len(new) > MOST_SLOTS:
            raise Refused("slot.too_many", most=MOST_SLOTS)
        await _add(turn, slots, new)
        await seat(turn, (), Changes())
        return Done.of(Changed.grid())


async def read_table(db: AsyncConnection, barcamp: Barcamp, command: TakeRooms | TakeSlots) -> list[Read]:
    """What the table says, line by line, next to what exists already."""
    if isinstance(command, TakeSlots):
        return _real(read_slots(command.text, barcamp.day, barcamp.days), barcamp)
    own = select(rooms.c.name).where(rooms.c.barcamp_id == barcamp.id)
    return read_rooms(command.text, () if command.replace else list(await db.scalars(own)))


def _real(lines: list[Read], barcamp: Barcamp) -> list[Read]:
    """Refuses times that do not exist in the night of a clock change."""
    done: list[Read] = []
    for line in lines:
        try:
            if line.values:
                refuse_missing_times(barcamp, line.values["starts"], line.values["ends"])
            done.append(line)
        except Refused as why:
            done.append(Read(line.number, line.typed, why=why))
    return done


def _own(turn: Turn, table: Table, *columns: Any) -> Any:
    return select(*columns).where(table.c.barcamp_id == turn.barcamp.id)


async def _clear(turn: Turn, table: Table, column: str) -> None:
    """Takes all of them off the grid; refused while sessions stand in them."""
    here = [table.c.barcamp_id == turn.barcamp.id]
    if table is slots:  # those of the fixed programme come and go with it
        here.append(~slots.c.programme)
    used = _own(turn, placements, placements.c[column]).where(placements.c[column].in_(select(table.c.id).where(*here)))
    if await turn.db.scalar(used.limit(1)) is not None:
        raise Refused("grid.in_use")
    await turn.db.execute(delete(table).where(*here))


async def _add(turn: Turn, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        await turn.db.execute(insert(table), [{**row, "barcamp_id": turn.barcamp.id} for row in rows])
