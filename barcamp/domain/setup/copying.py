"""A new event made from another one: its set-up is copied; people and what they brought never are."""

from dataclasses import fields, replace
from datetime import date
from typing import Annotated, ClassVar

from sqlalchemy import Table, insert, select

from barcamp.domain.event.barcamp import barcamps, load
from barcamp.domain.event.logo import logos
from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.setup.founding import day_of_deletion, free_code
from barcamp.domain.walls.layout.templates import lane_templates
from barcamp.domain.walls.section import sections
from barcamp.kernel import journal
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp, last_of
from barcamp.kernel.command import Command
from barcamp.kernel.refused import NotFound
from barcamp.kernel.rows import named
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

# Everything else about an event (its rules, its tone, its look, who invites) is taken over.
_AT_THE_START: dict[str, object] = {
    "phase": "arrival", "pitching_open": False, "interest_open": False,
    "announcement": "", "announced_at": None, "archived_at": None,
    "scene": "", "scene_wall": "", "scene_until": None, "exhibit": "", "ticked": "", "rehearses": "", "clock_shift": 0,
    "on_stage": None, "stage_until": None, "results_for": "", "findable": False, "entry_open": True,
    "entry_busy": None,
}  # fmt: skip


class CopyBarcamp(Command):
    """A new event like `source`, on another day."""

    by = Role.ORGANISER
    outside: ClassVar[bool] = True
    own_route: ClassVar[bool] = True
    source: int
    name: Annotated[str, Line(120)]
    day: date
    place: Annotated[str, Line(160, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        before = await load(turn.db, self.source)
        if before is None or before.organiser_id != turn.actor.organiser_id:
            raise NotFound("barcamp.gone")
        ends = day_of_deletion(last_of(self.day, before.days), turn.now.date())
        made = await found_after(turn, before, name=self.name, place=self.place, day=self.day, delete_on=ends)
        return Done(made=made)


async def found_after(turn: Turn, before: Barcamp, *, with_slots: bool = True, **changes: object) -> int:
    """The new event's id: rooms, wall sections, logos and, on request, time slots are copied; `changes` are its own."""
    made = await turn.add(journal.ledgers, seq=0)
    started = {name: value for name, value in _AT_THE_START.items() if name in Barcamp.__slots__}
    own = {"id": made, "code": await free_code(turn.db), "created_at": turn.now}
    after = replace(before, **{**started, **own, **changes})  # type: ignore[arg-type]
    await turn.db.execute(insert(barcamps).values(**{f.name: getattr(after, f.name) for f in fields(Barcamp)}))
    for table in (rooms, lane_templates, logos, *((slots,) if with_slots else ())):
        await _copy(turn, table, before.id, made)
    await _copy_sections(turn, before.id, made)
    return made


async def _copy_sections(turn: Turn, before: int, after: int) -> None:
    """Those of walls that exist in the new event, too: topics are not taken over, plenary items perhaps."""
    open_slots = select(slots.c.id).where(~slots.c.programme)
    ids = [
        (await turn.db.scalars(open_slots.where(slots.c.barcamp_id == each).order_by(slots.c.id))).all()
        for each in (before, after)
    ]
    known = {"": "", **{f"s{old}": f"s{new}" for old, new in zip(*ids, strict=False)}}
    query = select(sections).where(sections.c.barcamp_id == before).order_by(sections.c.id)
    rows = [
        {**named(row), "barcamp_id": after, "wall": known[row.wall]}
        for row in await turn.db.execute(query)
        if row.wall in known
    ]
    for row in rows:
        del row["id"]
    if rows:
        await turn.db.execute(insert(sections), rows)


async def _copy(turn: Turn, table: Table, before: int, after: int) -> None:
    names = [column.name for column in table.c if column.name not in ("id", "barcamp_id")]
    of_it = [table.c.barcamp_id == before, *([~slots.c.programme] if table is slots else [])]
    query = select(*(table.c[name] for name in names)).where(*of_it).order_by(table.c.id)
    rows = [{**named(row), "barcamp_id": after} for row in await turn.db.execute(query)]
    if "closed" in names:
        rows = [{**row, "closed": False, "closed_days": 0} for row in rows]
    if rows:
        await turn.db.execute(insert(table), rows)
