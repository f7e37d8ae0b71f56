"""Series: events that follow one another, and founding the next one. Things are taken over, people never are."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, func, insert, select, update
from sqlalchemy import Text as LongText
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import load
from barcamp.domain.setup.copying import found_after
from barcamp.domain.setup.founding import day_of_deletion
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.section import sections
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp, last_of
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.editing import Editor
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.rows import named
from barcamp.kernel.strings import Line, Text
from barcamp.kernel.turn import Done, Turn

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organiser_id", Integer, ForeignKey("organiser.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
)

# The event's number in its series: the 21st.
editions = Table(
    "edition",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("series_id", Integer, ForeignKey("series.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
)

# Next steps of the previous event, and what became of them, without people's names.
carried_steps = Table(
    "carried_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("text", LongText, nullable=False),
    Column("outcome", LongText, nullable=False),
)


class NameSeries(Editor):
    """Makes the event the `number`th of a series of this organiser; an empty name takes it out of its series."""

    by = Role.ORGANISER
    name: Annotated[str, Line(120, least=0)] = ""
    number: int = 1

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        query = select(series.c.name, editions.c.number).join(editions, editions.c.series_id == series.c.id)
        there = (await turn.db.execute(query.where(editions.c.barcamp_id == turn.barcamp.id))).first()
        return {"name": there.name, "number": there.number} if there else {"name": ""}

    async def perform(self, turn: Turn) -> Done:
        if not 1 <= self.number <= 9999:
            raise Refused("series.number")
        await turn.db.execute(delete(editions).where(editions.c.barcamp_id == turn.barcamp.id))
        if self.name:
            owner = turn.barcamp.organiser_id
            of = await _series_named(turn.db, owner, self.name)
            if of is None:
                of = await turn.add(series, organiser_id=owner, name=self.name)
            await _put_in(turn, turn.barcamp.id, of, self.number)
        return Done()


class FoundNext(Command):
    """Founds the next event after `source`: with its rooms and facts and, on request, its slots, parked topics and next
    steps."""

    by = Role.ORGANISER
    outside: ClassVar[bool] = True
    own_route: ClassVar[bool] = True
    source: int
    name: Annotated[str, Line(120)]
    day: date
    place: Annotated[str, Line(160, least=0)] = ""
    slots: bool = True
    topics: bool = True
    steps: bool = True

    async def perform(self, turn: Turn) -> Done:
        before = await load(turn.db, self.source)
        if before is None or before.organiser_id != turn.actor.organiser_id:
            raise NotFound("barcamp.gone")
        made = await found_after(
            turn, before, with_slots=self.slots, name=self.name, place=self.place, day=self.day,
            delete_on=day_of_deletion(last_of(self.day, before.days), turn.now.date()),
        )  # fmt: skip
        if self.topics:
            await _take_over_topics(turn, before.id, made)
        if self.steps:
            await _take_over_steps(turn, before.id, made)
        await _follow_in_series(turn, before, made)
        return Done(made=made)


class SayOutcome(Editor):
    """Says what became of a next step of the previous event."""

    by = Role.MODERATOR
    step: int
    outcome: Annotated[str, Text(300, least=0)] = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        here = carried_steps.c.id == self.step, carried_steps.c.barcamp_id == turn.barcamp.id
        outcome = await turn.db.scalar(select(carried_steps.c.outcome).where(*here))
        if outcome is None:
            raise NotFound("step.gone")
        return {"outcome": outcome}

    async def perform(self, turn: Turn) -> Done:
        found = await turn.db.execute(
            update(carried_steps)
            .where(carried_steps.c.id == self.step, carried_steps.c.barcamp_id == turn.barcamp.id)
            .values(outcome=self.outcome)
        )
        if not found.rowcount:
            raise NotFound("step.gone")
        return Done()


async def _take_over_topics(turn: Turn, before: int, after: int) -> None:
    """Takes over the parked topics, as wishes that anybody may claim."""
    query = (
        select(topics.c.title, topics.c.description)
        .where(topics.c.barcamp_id == before, topics.c.withdrawn_at.is_(None), topics.c.parked_at.is_not(None))
        .order_by(topics.c.id)
    )
    rows = [{**named(row), "barcamp_id": after, "pitched_at": turn.now} for row in await turn.db.execute(query)]
    if rows:
        await turn.db.execute(insert(topics), rows)


async def _take_over_steps(turn: Turn, before: int, after: int) -> None:
    rows = [{"barcamp_id": after, "text": text, "outcome": ""} for text in await _open_steps(turn.db, before)]
    if rows:
        await turn.db.execute(insert(carried_steps), rows)


async def _open_steps(db: AsyncConnection, barcamp_id: int) -> list[str]:
    """What stands on the walls as a next step: the words, not who."""
    query = (
        select(notes.c.text)
        .join(sections, sections.c.id == notes.c.section_id)
        .where(notes.c.barcamp_id == barcamp_id, sections.c.kind == "next")
        .where(notes.c.withdrawn_at.is_(None), notes.c.hidden_at.is_(None))
        .order_by(notes.c.id)
    )
    return list(await db.scalars(query))


async def _follow_in_series(turn: Turn, before: Barcamp, made: int) -> None:
    """Continues the series. An event without a series founds one under its own name, of which it was the first."""
    here = (await turn.db.execute(select(editions).where(editions.c.barcamp_id == before.id))).first()
    if here is None:
        of = await turn.add(series, organiser_id=before.organiser_id, name=before.name)
        await _put_in(turn, before.id, of, 1)
    else:
        of = here.series_id
    last = select(func.max(editions.c.number)).where(editions.c.series_id == of)
    await _put_in(turn, made, of, (await turn.db.scalar(last) or 0) + 1)


async def _series_named(db: AsyncConnection, organiser_id: int, name: str) -> int | None:
    return await db.scalar(select(series.c.id).where(series.c.organiser_id == organiser_id, series.c.name == name))


async def _put_in(turn: Turn, barcamp_id: int, series_id: int, number: int) -> None:
    await turn.db.execute(insert(editions).values(barcamp_id=barcamp_id, series_id=series_id, number=number))
