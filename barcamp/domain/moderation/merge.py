"""Merging: two topics become one. Everybody's interest stays, counted once per person, and so do both hosts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from barcamp.domain.event.barcamp import change_noted
from barcamp.domain.plan.going import goings
from barcamp.domain.plan.grid import Spot
from barcamp.domain.plan.placement import placement, refuse_if_pinned
from barcamp.domain.plan.plan_change import Place, places, put, written
from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.pitch_round import follow
from barcamp.domain.topics.topic import Title, load_topic, topics
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.photos.table import photos
from barcamp.domain.walls.silence.lanes import any_silent
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import named
from barcamp.kernel.strings import words
from barcamp.kernel.turn import Done, Turn

Columns = Mapping[str, Any]  # of a topic

MOST_DESCRIPTION, MOST_NEEDS = 800, 200  # characters


class MergeTopics(Command):
    """Makes `topic` part of `into`, which is called `title` from now on. Out of a budget of points, whatever somebody
    gave to both comes back once; of raised hands the larger number stays, since they belong to the same people."""

    by = Role.MODERATOR
    topic: int
    into: int
    title: Title

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        await load_topic(turn, self.into)
        if self.topic == self.into:
            raise Refused("merge.itself")
        if await any_silent(turn, (f"t{self.topic}", f"t{self.into}")):
            raise Refused("merge.silent")
        goes, stays = await _row(turn, self.topic), await _row(turn, self.into)
        changes = Changes()
        before, after = await _places(turn, goes, stays)
        moved = await put(turn, before, after) if before != after else set[Changed]()
        await _unite_choices(turn, changes, self.topic, self.into)
        await _unite_interest(turn, changes, self.topic, self.into)
        await _unite_hosts(turn, changes, goes, stays)
        walls = await _unite_notes(turn, changes, self.topic, self.into)
        united = {"title": self.title, **_united(goes, stays)}
        await changes.write(turn, topics, self.into, **united)
        await turn.db.execute(
            update(topics)
            .where(topics.c.repeat_of == self.into)
            .values(title=self.title, description=united["description"])
        )
        await changes.write(turn, topics, self.topic, withdrawn_at=turn.now, merged_into=self.into)
        if turn.barcamp.on_stage == self.topic:
            await change_noted(turn, changes, on_stage=self.into)
            await follow(turn)
        return await remember(
            turn, "merge", changes, Changed.topics(), Changed.topic(self.into), Changed.pitch_round(),
            *walls, *moved, about=f"t{self.into}", before=written(before), after=written(after),
        )  # fmt: skip


async def _row(turn: Turn, topic: int) -> Columns:
    return named((await turn.db.execute(select(topics).where(topics.c.id == topic))).one())


async def _places(turn: Turn, goes: Columns, stays: Columns) -> tuple[dict[int, Place], dict[int, Place]]:
    """The places after the merge: the topic that goes comes off the plan; if only it had a place, the other takes that.
    If one was parked and one planned, the result is planned."""
    again = list(await turn.db.scalars(select(topics.c.id).where(topics.c.repeat_of == goes["id"])))
    before = await places(turn, [goes["id"], stays["id"], *again])
    for each in (goes["id"], *again):
        refuse_if_pinned(await placement(turn, each))
    at, there = before[goes["id"]], before[stays["id"]]
    after: dict[int, Place] = {**dict.fromkeys([goes["id"], *again]), stays["id"]: there}
    if isinstance(at, Spot) and not isinstance(there, Spot):
        after[stays["id"]] = Spot(at.room, at.slot)
    return before, after


async def _unite_choices(turn: Turn, changes: Changes, goes: int, stays: int) -> None:
    """Unites what people chose: going to one of them means going to the whole; having said no to only one leaves the
    other open."""
    wanted = set(await turn.db.scalars(select(votes.c.attendee_id).where(votes.c.topic_id == stays)))
    rows = (await turn.db.execute(select(goings).where(goings.c.topic_id.in_([goes, stays])))).all()
    there = {row.attendee_id: row for row in rows if row.topic_id == stays}
    for row in rows:
        if row.topic_id != goes:
            continue
        await changes.take_out(turn, goings, named(row))
        other = there.get(row.attendee_id)
        if other is not None and row.goes and not other.goes:
            await changes.take_out(turn, goings, named(other))
        elif other is not None or (not row.goes and row.attendee_id in wanted):
            continue
        await changes.put_in(turn, goings, **{**named(row), "topic_id": stays})


async def _unite_interest(turn: Turn, changes: Changes, goes: int, stays: int) -> None:
    rows = (await turn.db.execute(select(votes).where(votes.c.topic_id.in_([goes, stays])))).all()
    there = {row.attendee_id for row in rows if row.topic_id == stays}
    for row in rows:
        if row.topic_id == goes:
            await changes.take_out(turn, votes, named(row))
            if row.attendee_id not in there:
                await changes.put_in(turn, votes, **{**named(row), "topic_id": stays})


async def _unite_hosts(turn: Turn, changes: Changes, goes: Columns, stays: Columns) -> None:
    rows = (await turn.db.execute(select(cohosts).where(cohosts.c.topic_id.in_([goes["id"], stays["id"]])))).all()
    there = {stays["host_id"], *(row.attendee_id for row in rows if row.topic_id == stays["id"])}
    coming: list[int | None] = [goes["host_id"]]
    for row in rows:
        if row.topic_id == goes["id"]:
            await changes.take_out(turn, cohosts, named(row))
            coming.append(row.attendee_id)
    host = stays["host_id"]
    for person in dict.fromkeys(coming):
        if person is None or person in there:
            continue
        if host is None:  # a wish that nobody had claimed gets its host by the merge
            host = person
            await changes.write(turn, topics, stays["id"], host_id=person)
        else:
            await changes.put_in(turn, cohosts, topic_id=stays["id"], attendee_id=person, barcamp_id=turn.barcamp.id)


async def _unite_notes(turn: Turn, changes: Changes, goes: int, stays: int) -> list[Changed]:
    """Moves the cards and photos along, and says what changes with them."""
    for table in (notes, photos):
        here = table.c.barcamp_id == turn.barcamp.id, table.c.wall == f"t{goes}"
        for row_id in list(await turn.db.scalars(select(table.c.id).where(*here))):
            await changes.write(turn, table, row_id, wall=f"t{stays}")
    return [said(f"t{topic}") for said in (Changed.wall, Changed.cards, Changed.photos) for topic in (goes, stays)]


def _united(goes: Columns, stays: Columns) -> dict[str, Any]:
    needs = ", ".join(words(f"{stays['needs']}, {goes['needs']}"))
    hours: list[int | None] = [goes["not_before"], stays["not_before"]]
    until: list[int | None] = [goes["not_after"], stays["not_after"]]
    first, last = max(filter(None, hours), default=None), min(filter(None, until), default=None)
    if first is not None and last is not None and first >= last:  # no time suits both: the topic that stays decides
        first, last = stays["not_before"], stays["not_after"]
    return {
        "description": _texts(stays["description"], goes["description"]),
        "needs": needs if len(needs) <= MOST_NEEDS else stays["needs"],
        "online": bool(goes["online"] or stays["online"]),
        "not_before": first,
        "not_after": last,
        "hands": max(goes["hands"], stays["hands"]),
        "parked_at": None if goes["parked_at"] is None else stays["parked_at"],
    }


def _texts(one: str, other: str) -> str:
    both = "\n\n".join(dict.fromkeys(text for text in (one, other) if text))
    return both if len(both) <= MOST_DESCRIPTION else both[: MOST_DESCRIPTION - 1] + "…"
