"""The desk against a plain model of it: any commands in any order, repeated, several at once, across restarts."""

import asyncio
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.desk.desk import Desk
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.event.phases import PHASES, Announce, MoveToPhase, SetInterest, SetPitching
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.entry import Join
from barcamp.domain.people.organiser import organisers
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.pin import PinTopic, UnpinTopic
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.plan_change import read
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.topic import EditTopic, PitchTopic, topics
from barcamp.domain.topics.vote import CastVote, WithdrawVote, votes
from barcamp.domain.walls.note import WithdrawNote, WriteNote, notes
from barcamp.kernel import journal
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import Database
from barcamp.kernel.history import UNDONE, revisions
from barcamp.kernel.refused import Refused
from tests.cast import Clock, Stay
from tests.desk.model import Line, Model, Note, Step, Topic
from tests.gathering import GatheredFile, GatheredServer

GONE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Order:
    command: Command
    actor: Actor
    op: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A database in which a barcamp has just begun."""

    url: str
    here: Stay


class DeskMachine(RuleBasedStateMachine):
    """`prepare` makes the ground for each example."""

    prepare: Callable[[asyncio.Runner], Ground]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        ground = type(self).prepare(self.runner)
        self.here, self.url, self.given = ground.here, ground.url, list[Order]()
        self.open()
        self.model = self.runner.run(self.begin())
        self.newcomers: list[Actor] = []
        hosts = (member.actor for member in [*self.here.attendees, self.here.moderator])
        self.carry_out([Order(PitchTopic(title="Brot"), host, self.new_op()) for host in hosts])

    def open(self) -> None:
        self.db = Database(self.url)
        self.desk = Desk(self.db, lambda ledger_id: None, Clock())

    async def close(self) -> None:
        await self.desk.close()
        await self.db.close()

    def teardown(self) -> None:
        self.runner.run(self.close())
        self.runner.close()

    @rule(data=st.data())
    def one_command(self, data: st.DataObject) -> None:
        self.carry_out([data.draw(self.orders())])

    @rule(data=st.data(), many=st.integers(2, 6))
    def several_at_once(self, data: st.DataObject, many: int) -> None:
        self.carry_out([data.draw(self.orders()) for _ in range(many)])

    @rule(data=st.data())
    def a_burst_of_votes(self, data: st.DataObject) -> None:
        """What the desk writes in few statements; some of it arrives twice."""
        members = [self.here.moderator, *self.here.attendees]
        topic = st.sampled_from([*self.model.topics, *self.model.topics, GONE])
        burst = []
        for verb in data.draw(st.lists(st.sampled_from([CastVote, WithdrawVote]), min_size=3, max_size=8)):
            actor = data.draw(st.sampled_from(members)).actor
            burst.append(Order(verb(topic=data.draw(topic)), actor, self.new_op()))
        self.carry_out([*burst, *data.draw(st.lists(st.sampled_from(burst), max_size=2))])

    @precondition(lambda self: self.model.topics)
    @rule(data=st.data())
    def placements_of_a_moderator_who_looks(self, data: st.DataObject) -> None:
        topic = data.draw(st.sampled_from(list(self.model.topics)))
        cell = data.draw(
            st.sampled_from([(room, slot) for room in self.here.rooms[:2] for slot in self.here.slots[:2]])
        )
        seen = next((number for number, (where, _) in self.model.grid.items() if where == cell), 0)
        command = PlaceTopic(topic=topic, room=cell[0], slot=cell[1], seen=seen)
        self.carry_out([Order(command, self.here.moderator.actor, self.new_op())])

    @rule(data=st.data())
    def steps_back_and_forth(self, data: st.DataObject) -> None:
        kinds = data.draw(st.lists(st.sampled_from([Undo, Redo]), min_size=1, max_size=4))
        self.carry_out([Order(kind(), self.here.moderator.actor, self.new_op()) for kind in kinds])

    @rule(data=st.data())
    def one_command_twice_at_once(self, data: st.DataObject) -> None:
        order = data.draw(self.orders())
        self.carry_out([order, order])

    @precondition(lambda self: self.given)
    @rule(data=st.data())
    def the_same_again(self, data: st.DataObject) -> None:
        self.carry_out([data.draw(st.sampled_from(self.given))])

    @precondition(lambda self: self.given)
    @rule(data=st.data())
    def an_op_that_somebody_used(self, data: st.DataObject) -> None:
        used, order = data.draw(st.sampled_from(self.given)), data.draw(self.orders())
        self.carry_out([Order(order.command, order.actor, used.op)])

    @precondition(lambda self: len(self.given) > 60)
    @rule()
    def the_end_of_the_day(self) -> None:
        self.carry_out([Order(ArchiveBarcamp(), self.here.moderator.actor, self.new_op())])

    @rule()
    def a_restart(self) -> None:
        self.runner.run(self.close())
        self.open()

    @invariant()
    def the_database_is_as_the_model(self) -> None:
        assert self.runner.run(self.look()) == self.model

    def orders(self) -> st.SearchStrategy[Order]:
        """Any command by anybody about anything, also about what is not there."""
        here, model = self.here, self.model
        members = [*here.attendees, here.moderator, here.organiser]
        actors = st.sampled_from([*(member.actor for member in members), *self.newcomers])
        topic = st.sampled_from([*model.topics, *model.topics, GONE])
        room, slot = (
            st.sampled_from([*here.rooms[:2], GONE]),
            st.sampled_from([*here.slots[:2], here.plenaries[0], GONE]),
        )
        seen = st.sampled_from([0, *model.grid])
        wall = st.sampled_from(
            [f"s{here.plenaries[0]}", f"s{here.slots[0]}", *(f"t{number}" for number in model.topics)]
        )
        word = st.sampled_from(["Brot", "Salz", "Öl & Essig", "<b>Suppe</b>"])
        opened = st.sampled_from([True, True, True, False])
        commands = st.one_of(
            st.builds(CastVote, topic=topic), st.builds(WithdrawVote, topic=topic),
            st.builds(PitchTopic, title=word), st.builds(EditTopic, topic=topic, title=word),
            st.builds(WithdrawTopic, topic=topic),
            st.builds(PlaceTopic, topic=topic, room=room, slot=slot, seen=seen), st.builds(UnplaceTopic, topic=topic),
            st.builds(PinTopic, topic=topic), st.builds(UnpinTopic, topic=topic),
            st.builds(Undo), st.builds(Redo),
            st.builds(WriteNote, wall=wall, text=word),
            st.builds(WithdrawNote, note=st.sampled_from([*model.notes, GONE])),
            st.builds(MoveToPhase, phase=st.sampled_from([*PHASES, *["pitching"] * 9, "lunch"])),
            st.builds(SetPitching, open=opened), st.builds(SetInterest, open=opened),
            st.builds(Announce, text=word), st.builds(Rename, name=word),
        )  # fmt: skip
        given = st.builds(Order, commands, actors, st.builds(self.new_op))
        stranger = st.just(Actor(Role.ANYONE, here.id))
        # The device is known to the server under this name only here, also where a database serves many examples.
        device = st.sampled_from([f"device {number} of {here.id}" for number in range(4)])
        joining = st.builds(Order, st.builds(Join, device=device, name=word), stranger, st.builds(self.new_op))
        return st.one_of(given, given, given, given, joining)

    def new_op(self) -> str:
        self.ops = getattr(self, "ops", 0) + 1
        return f"an op of the test {self.ops}"

    def carry_out(self, orders: list[Order]) -> None:
        self.given += orders
        for order, came in zip(orders, self.runner.run(self.give(orders)), strict=True):
            expected = self.model.answers(order.command, order.actor, order.op, getattr(came, "made", None))
            assert (came.key if isinstance(came, Refused) else (came.seq, came.made)) == expected, order
            if isinstance(came, Refused):
                continue
            newcomer = Actor(Role.ATTENDEE, self.here.id, came.made)
            if isinstance(order.command, Join) and newcomer not in self.newcomers:
                self.newcomers.append(newcomer)

    async def give(self, orders: list[Order]) -> list:
        given = (self.desk.carry_out(order.command, order.actor, order.op) for order in orders)
        return await asyncio.gather(*given, return_exceptions=True)

    async def begin(self) -> Model:
        """The model of the ground, before anything happened."""
        async with self.db.reading() as db:
            here = self.here
            accounts = {row.id: row.name for row in await db.execute(select(organisers))}
            people = {row.id: (row.name, Role(row.role)) for row in await self.rows(db, attendees)}
            lines = [_line(row) for row in await self.rows(db, journal.lines)]
            steps = [_step(row) for row in await self.rows(db, revisions)]
            return Model(here.rooms, here.slots, here.plenaries, accounts, people, lines, steps=steps)

    async def look(self) -> Model:
        """The database, put as a model. What no table tells is taken over."""
        async with self.db.reading() as db:
            camp = await barcamps.load(db, self.here.id)
            seq = await db.scalar(select(journal.ledgers.c.seq).where(journal.ledgers.c.id == self.here.id))
            lines = [_line(row) for row in await self.rows(db, journal.lines)]
            assert camp is not None
            assert [line.seq for line in lines] == list(range(1, (seq or 0) + 1))
            return Model(
                self.model.rooms, self.model.slots, self.model.plenaries, self.model.accounts,
                {row.id: (row.name, Role(row.role)) for row in await self.rows(db, attendees)},
                lines,
                self.model.devices,
                {r.id: Topic(r.host_id, r.title, r.withdrawn_at is not None) for r in await self.rows(db, topics)},
                {(row.topic_id, row.attendee_id) for row in await self.rows(db, votes)},
                {r.topic_id: ((r.room_id, r.slot_id), r.placed_by) for r in await self.rows(db, placements)},
                {r.topic_id for r in await self.rows(db, placements) if r.pinned},
                [_step(row) for row in await self.rows(db, revisions)],
                {
                    row.id: Note(row.wall, row.author_id, row.text, row.withdrawn_at is not None)
                    for row in await self.rows(db, notes)
                },
                camp.phase, camp.pitching_open, camp.interest_open, camp.announcement, camp.archived,
            )  # fmt: skip

    async def rows(self, db: AsyncConnection, table: Table) -> list:
        of = table.c.ledger_id if table is journal.lines else table.c.barcamp_id
        return list(await db.execute(select(table).where(of == self.here.id).order_by(*table.primary_key.columns)))


def test_on_sqlite(gathered_file: GatheredFile, tmp_path: Path):
    made = iter(range(1_000_000))

    def prepare(runner: asyncio.Runner) -> Ground:
        return Ground(gathered_file.copy_to(tmp_path / f"{next(made)}.db"), gathered_file.here)

    _run(prepare, examples=10)


def test_on_postgres(gathered_server: GatheredServer):
    _run(lambda runner: Ground(runner.run(gathered_server.bring_back()), gathered_server.here), examples=4)


def _run(prepare: Callable[[asyncio.Runner], Ground], examples: int) -> None:
    machine = type("Machine", (DeskMachine,), {"prepare": staticmethod(prepare)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=40, deadline=None, database=None,
            derandomize="CI" in os.environ, suppress_health_check=list(HealthCheck),  # type: ignore[arg-type]
        ),
    )  # fmt: skip


# Columns of an event as the model calls them; when an announcement was made is not its business.
_NAMES = {"phase": "phase", "pitching_open": "pitching", "interest_open": "interest", "announcement": "announcement"}


def _step(row: Any) -> Step:
    was, is_now = ({}, {}) if row.rows == "[]" else json.loads(row.rows)[0][2:]
    day = [{_NAMES[name]: value for name, value in values.items() if name in _NAMES} for values in (was, is_now)]
    return Step(read(row.before), read(row.after), *day, undone=row.state == UNDONE)  # type: ignore[arg-type]


def _line(row) -> Line:
    return Line(row.seq, row.op, row.attendee_id, row.organiser_id, row.command, row.made)
