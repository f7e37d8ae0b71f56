"""The cast of every test: Ada organises, Max moderates, Kim and Noor attend, and Eve belongs to another barcamp."""

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Table, select

from barcamp.desk.desk import Answer
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import InviteModerator, OpenLink
from barcamp.domain.people.organiser import MakeKey, SetUpOrganiser, SignIn
from barcamp.domain.setup.founding import EditBarcamp, FoundBarcamp
from barcamp.domain.topics.topic import PitchTopic
from barcamp.kernel import journal
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.kernel.refused import Refused
from barcamp.queries.people.people import Person
from barcamp.queries.plan.plan import load_plan
from barcamp.web.context import AppContext
from barcamp.web.gate import tokens

PASSWORD = "ein langes Passwort"
DAY = date(2026, 6, 13)
# As cheap as argon2 allows: the parameters are in the hash, so the app verifies it all the same.
_PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@dataclass(slots=True)
class Clock:
    """Stands still until it is moved. It starts at 09:40 of the day in Berlin, during the welcome."""

    at: datetime = datetime(2026, 6, 13, 7, 40, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **much: float) -> None:
        """`clock.forward(hours=2)`"""
        self.at += timedelta(**much)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast: as the desk knows them (`actor`) and as the web does (`cookies`)."""

    name: str
    actor: Actor
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """As an attendee."""
        assert self.actor.attendee_id is not None, f"{self.name} did not join"
        return self.actor.attendee_id

    @property
    def account(self) -> int:
        """As an organiser."""
        assert self.actor.organiser_id is not None, f"{self.name} has no account"
        return self.actor.organiser_id

    @property
    def person(self) -> Person:
        """As whoever looks at an event sees them."""
        return Person(self.id, self.name, "", self.actor.role)


@dataclass(slots=True)
class Stay:
    """One barcamp with its organiser and the people in it; `rooms`, `slots` and `plenaries` are ids in order."""

    id: int
    code: str
    organiser: Member
    moderator: Member
    attendees: list[Member]
    rooms: tuple[int, ...]
    slots: tuple[int, ...]
    plenaries: tuple[int, ...]

    @property
    def stranger(self) -> Member:
        """Somebody who only has the address."""
        return Member("Stranger", Actor(Role.ANYONE, self.id))


@dataclass(slots=True)
class Cast:
    """`await cast.does(cast.kim, PitchTopic(title="Brot"))`. The barcamp, of model `barcamp`, is in the phase
    `pitching`, so pitching and interest are open. Eve is, in another one, an attendee (`eve`), a moderator
    (`eve_moderating`) and the organiser (`eve_organising`). `stranger` has the address but did not join.
    """

    ctx: AppContext
    clock: Clock
    here: Stay
    elsewhere: Stay

    async def does(self, who: Member, command: Command, op: str | None = None) -> Answer:
        return await self.ctx.desk.carry_out(command, who.actor, op)

    async def makes(self, who: Member, command: Command, op: str | None = None) -> int:
        """The id of what the command made."""
        made = (await self.does(who, command, op)).made
        assert made is not None
        return made

    async def newcomer(self, name: str, organisation: str = "") -> Member:
        """Somebody more who joins."""
        return await _attendee(self.ctx, self.id, name, organisation)

    async def pitches(self, title: str = "Brot backen", by: Member | None = None) -> int:
        """The id of a new topic, Kim's unless said otherwise."""
        return await self.makes(by or self.kim, PitchTopic(title=title))

    async def makes_a_wish(self, title: str = "Gärtnern") -> int:
        """The id of a topic without a host."""
        return await self.makes(self.noor, PitchTopic(title=title, wish=True))

    async def becomes_hybrid(self) -> None:
        """People are on site or online from now on."""
        camp = await self.barcamp()
        same = {name: getattr(camp, name) for name in ("name", "day", "place", "timezone", "language", "tone")}
        await self.does(self.ada, EditBarcamp(**same, held="hybrid"))

    async def lasts(self, days: int) -> None:
        """The event has so many days from now on."""
        camp = await self.barcamp()
        same = {name: getattr(camp, name) for name in ("name", "day", "place", "timezone", "language", "tone")}
        await self.does(self.ada, EditBarcamp(**same, days=days))

    async def refused(self, who: Member, command: Command, op: str | None = None) -> str:
        """The key of the refusal; fails when the command is not refused."""
        return (await self.refusal(who, command, op)).key

    async def refusal(self, who: Member, command: Command, op: str | None = None) -> Refused:
        """The refusal with its facts."""
        with pytest.raises(Refused) as caught:
            await self.does(who, command, op)
        return caught.value

    async def rows(self, table: Table, **where: object) -> list:
        """Rows of a table, in order of their primary key."""
        query = select(table).order_by(*table.primary_key.columns)
        for column, value in where.items():
            query = query.where(table.c[column] == value)
        async with self.ctx.db.reading() as db:
            return list(await db.execute(query))

    async def journal(self, ledger_id: int | None = None) -> list:
        """The lines of this barcamp's journal, or of another ledger's."""
        return await self.rows(journal.lines, ledger_id=self.id if ledger_id is None else ledger_id)

    async def barcamp(self) -> Barcamp:
        """As it is now."""
        async with self.ctx.db.reading() as db:
            found = await barcamps.load(db, self.here.id)
        assert found is not None
        return found

    @property
    def id(self) -> int:
        return self.here.id

    @property
    def code(self) -> str:
        return self.here.code

    @property
    def rooms(self) -> tuple[int, ...]:
        return self.here.rooms

    @property
    def slots(self) -> tuple[int, ...]:
        """Those that hold sessions."""
        return self.here.slots

    @property
    def plenaries(self) -> tuple[int, ...]:
        return self.here.plenaries

    @property
    def ada(self) -> Member:
        return self.here.organiser

    @property
    def max(self) -> Member:
        return self.here.moderator

    @property
    def kim(self) -> Member:
        return self.here.attendees[0]

    @property
    def noor(self) -> Member:
        return self.here.attendees[1]

    @property
    def stranger(self) -> Member:
        return self.here.stranger

    @property
    def eve(self) -> Member:
        return self.elsewhere.attendees[0]

    @property
    def eve_moderating(self) -> Member:
        return self.elsewhere.moderator

    @property
    def eve_organising(self) -> Member:
        return self.elsewhere.organiser


async def gather_cast(ctx: AppContext, clock: Clock) -> Cast:
    """Founds both barcamps through the desk, as people would."""
    ada, eve = await _account(ctx, "Ada"), await _account(ctx, "Eve")
    here, elsewhere = await asyncio.gather(
        _furnish(ctx, "Ada", ada, "Max", "Kim", "Noor"), _furnish(ctx, "Eve", eve, "Eve", "Eve")
    )
    return Cast(ctx, clock, here, elsewhere)


async def found(ctx: AppContext, organiser: str, moderator: str, *attendees: str, model: str = "barcamp") -> Stay:
    """A barcamp in the phase `pitching`, with its people."""
    account = await _account(ctx, organiser)
    return await _furnish(ctx, organiser, account, moderator, *attendees, model=model)


async def _account(ctx: AppContext, name: str) -> Actor:
    key = tokens.hashed(tokens.new_token())
    await ctx.desk.carry_out(MakeKey(token=key), Actor(Role.ORGANISER))
    own_name = f"{name} {secrets.token_hex(4)}"  # accounts are the server's, so that tests would share them
    account = SetUpOrganiser(token=key, name=own_name, password_hash=_PASSWORD_HASH)
    set_up = await ctx.desk.carry_out(account, Actor(Role.ANYONE))
    return Actor(Role.ORGANISER, organiser_id=set_up.made)


async def _furnish(
    ctx: AppContext, name: str, account: Actor, moderator: str, *attendees: str, model: str = "barcamp"
) -> Stay:
    desk, signed_in = ctx.desk, tokens.new_token()
    made, _ = await asyncio.gather(
        desk.carry_out(FoundBarcamp(model=model, name="Barcamp Lindenau", day=DAY), account),
        desk.carry_out(SignIn(token=tokens.hashed(signed_in)), account),
    )
    assert made.made is not None
    camp_id = made.made
    actor = Actor(Role.ORGANISER, camp_id, None, account.organiser_id)
    # In this order: whoever attends comes once the day has begun.
    running = asyncio.gather(desk.carry_out(MoveToPhase(phase="pitching"), actor), _moderator(ctx, actor, moderator))
    attending = asyncio.gather(*(_attendee(ctx, camp_id, attendee) for attendee in attendees))
    (_, moderates), attend = await asyncio.gather(running, attending)
    async with ctx.db.reading() as db:
        camp = await barcamps.load(db, camp_id)
        plan = await load_plan(db, camp_id, [])
    assert camp is not None
    return Stay(
        camp_id,
        camp.code,
        Member(name, actor, {tokens.ORGANISER: signed_in}),
        moderates,
        attend,
        tuple(room.id for room in plan.rooms),
        tuple(row.id for row in plan.rows if not row.plenary),
        tuple(row.id for row in plan.rows if row.plenary),
    )


async def _moderator(ctx: AppContext, owner: Actor, name: str) -> Member:
    link, device = tokens.hashed(tokens.new_token()), tokens.new_token()
    await ctx.desk.carry_out(InviteModerator(token=link, label=name), owner)
    opened = await ctx.desk.carry_out(
        OpenLink(token=link, device=tokens.hashed(device), name=name), Actor(Role.ANYONE, owner.barcamp_id)
    )
    return _member(owner.barcamp_id, opened.made, name, Role.MODERATOR, device)


async def _attendee(ctx: AppContext, camp_id: int, name: str, organisation: str = "") -> Member:
    device = tokens.new_token()
    join = Join(device=tokens.hashed(device), name=name, organisation=organisation)
    joined = await ctx.desk.carry_out(join, Actor(Role.ANYONE, camp_id))
    return _member(camp_id, joined.made, name, Role.ATTENDEE, device)


def _member(camp_id: int | None, attendee_id: int | None, name: str, role: Role, device: str) -> Member:
    assert attendee_id is not None
    return Member(
        name,
        Actor(role, camp_id, attendee_id),
        {tokens.DEVICE: device},
    )
