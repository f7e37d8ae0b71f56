"""A demo day, made only of commands through the desk: founded around the present moment, with its hosts."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from zoneinfo import ZoneInfo

from barcamp.demo import emblem
from barcamp.demo.content import event
from barcamp.desk.desk import Answer
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.event.checklist import BY_THEMSELVES, STEPS, TickStep
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import InviteModerator, OpenLink
from barcamp.domain.people.organiser import MakeKey, SetUpOrganiser, hash_password
from barcamp.domain.setup.founding import FoundBarcamp
from barcamp.domain.setup.series import FoundNext, NameSeries
from barcamp.domain.setup.slot import AddSlot, EditSlot, RemoveSlot
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command
from barcamp.queries.people.identity import organiser_named
from barcamp.queries.plan.plan import Row, load_plan
from barcamp.serving import SERVER
from barcamp.text import i18n
from barcamp.web.context import AppContext
from barcamp.web.gate.tokens import hashed, new_token

ORGANISER = "Demo"
Rows = Sequence[tuple[str, int]]  # title and minutes; without a title there are sessions
ROWS: Rows = (
    ("Begrüßung und Grußwort", 30),
    ("Angebote zum Mitmachen", 30),
    ("Impulsvortrag", 30),
    ("Themen sammeln", 15),
    ("", 45),
    ("Pause mit Imbiss", 30),
    ("", 45),
    ("", 45),
    (event.LAST_ROW, 30),
)
# The row that is running while the day is in a phase.
RUNNING = {"arrival": 3, "pitching": 3, "interest": 3, "planning": 3, "sessions": 4, "closing": 8}
_LAST_MINUTE = 24 * 60 - 1
ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Day:
    """A demo day. `organiser` acts as the one whose barcamp it is, `moderator` as an attendee who moderates."""

    id: int
    code: str
    organiser: Actor
    moderator: Actor


async def found_day(
    ctx: AppContext, phase: str = "arrival", after: Day | None = None, edition: int = event.EDITION
) -> Day:
    """A new day whose clock now stands at its row for `phase`. Earlier days of the same organiser stay.

    `after` is the previous event of the series, whose next steps are taken over.
    """
    day = await found(ctx, edition, after)
    await reschedule(ctx, day, ROWS, RUNNING[phase])
    return day


async def reschedule(
    ctx: AppContext, day: Day, rows: Rows, running: int, of: int = 0, minute: int | None = None
) -> None:
    """Gives the day these rows, of which the `running` one has just begun: now, or at this `minute`. Of an event of
    several days it is the one with this number, 0 for the first."""
    async with ctx.db.reading() as db:
        plan = await load_plan(db, day.id, [])
    local = ctx.clock().astimezone(ZONE)
    spans = rows_around(local.hour * 60 + local.minute if minute is None else minute, running, rows)
    there = [row for row in plan.rows if row.day == of and not row.programme]
    await together(ctx, [(command, day.organiser) for command in _reschedule(there, spans, of)])


async def found(ctx: AppContext, edition: int, after: Day | None = None) -> Day:
    """Founds an event from the model, with its hosts and a moderator."""
    name, place = f"{edition}. {event.SERIES}", event.PLACES[edition]
    ago = timedelta(weeks=event.WEEKS_BETWEEN * (event.EDITION - edition))
    day = ctx.clock().astimezone(ZONE).date() - ago
    organiser_id = await organiser_of_demos(ctx)
    first = FoundBarcamp(model="runder-tisch", name=name, day=day, place=place)
    again = after and FoundNext(source=after.id, name=name, day=day, place=place, topics=False)
    camp_id = made(await ctx.desk.carry_out(again or first, Actor(Role.ORGANISER, organiser_id=organiser_id)))
    organiser = Actor(Role.ORGANISER, camp_id, organiser_id=organiser_id)
    facts = StateFacts(organiser_name=event.ORGANISER, contact=event.CONTACT, funding=event.FUNDING)
    number = NameSeries(name=event.SERIES, number=edition)
    dress: list[Command] = [facts, number]
    if after is None:  # the next one takes its look over
        dress += [ChooseAccent(colour=event.ACCENT), *emblem.emblems()]
    dress += [TickStep(step=step) for step in STEPS if step not in BY_THEMSELVES]
    await together(ctx, [(command, organiser) for command in dress])
    async with ctx.db.reading() as db:
        camp = await barcamps.load(db, camp_id)
    assert camp is not None
    return Day(camp_id, camp.code, organiser, await invite(ctx, organiser, "Moderation"))


def rows_around(minute: int, running: int, rows: Rows = ROWS) -> list[tuple[int, int, str]]:
    """Start, end (minutes since midnight) and title of every row; the `running` one began 5 to 10 minutes ago.

    Near midnight the others are squeezed into what is left of the day: a row can start at 23:59 at the latest.
    """
    lengths = [length for _, length in rows]
    before, after = lengths[:running], lengths[running + 1 : -1]
    start = max(minute // 5 * 5 - 5, len(before))
    start = min(start, _LAST_MINUTE - len(lengths[running:-1]))  # every other row needs its minute
    starts = [start - _squeezed(before[i:], before, start) for i in range(running)] + [start]
    if running < len(lengths) - 1:
        following = min(start + lengths[running], _LAST_MINUTE - len(after))
        room = _LAST_MINUTE - following
        starts += [following + _squeezed(after[:i], after, room) for i in range(len(after) + 1)]
    ends = [*starts[1:], starts[-1] + lengths[-1]]
    return [(begins, end, title) for begins, end, (title, _) in zip(starts, ends, rows, strict=True)]


async def invite(ctx: AppContext, organiser: Actor, name: str) -> Actor:
    """A moderator, let in by an invitation."""
    token = hashed(new_token())
    await ctx.desk.carry_out(InviteModerator(token=token, label=name), organiser)
    opened = await ctx.desk.carry_out(
        OpenLink(token=token, device=hashed(new_token()), name=name), Actor(Role.ANYONE, organiser.barcamp_id)
    )
    return Actor(Role.MODERATOR, organiser.barcamp_id, made(opened))


async def join(ctx: AppContext, day: Day, name: str, organisation: str = "") -> Actor:
    joined = await ctx.desk.carry_out(
        Join(device=hashed(new_token()), name=name, organisation=organisation), Actor(Role.ANYONE, day.id)
    )
    return Actor(Role.ATTENDEE, day.id, made(joined))


def made(answer: Answer) -> int:
    if answer.made is None:
        raise LookupError("this command makes nothing")
    return answer.made


async def known(ctx: AppContext) -> bool:
    """Whether there has been a demo here before."""
    async with ctx.db.reading() as db:
        return await organiser_named(db, ORGANISER) is not None


async def organiser_of_demos(ctx: AppContext) -> int:
    """The organiser of demo days, whose password nobody knows: links let people in."""
    async with ctx.db.reading() as db:
        known = await organiser_named(db, ORGANISER)
    if known is not None:
        return known[0]
    token = hashed(new_token())
    await ctx.desk.carry_out(MakeKey(token=token), SERVER)
    account = SetUpOrganiser(token=token, name=ORGANISER, password_hash=await hash_password(new_token()))
    return made(await ctx.desk.carry_out(account, Actor(Role.ANYONE)))


def _reschedule(there: Sequence[Row], spans: Sequence[tuple[int, int, str]], of: int) -> list[Command]:
    """The commands that turn the rows of the model into these; a model may have more or fewer of them."""
    commands: list[Command] = []
    for row, span in zip_longest(there, spans):
        if span is None:
            commands.append(RemoveSlot(slot=row.id))
            continue
        starts, ends, title = i18n.clock(span[0]), i18n.clock(span[1]), span[2]
        if row is None:
            commands.append(AddSlot(starts=starts, ends=ends, title=title, day=of))
        else:
            commands.append(EditSlot(slot=row.id, starts=starts, ends=ends, title=title))
    return commands


def _squeezed(some: Sequence[int], of: Sequence[int], room: int) -> int:
    """The minutes that rows get if all together have `room` minutes: what they want, or a share, but at least one."""
    if sum(of) <= room:
        return sum(some)
    return len(some) + (sum(some) - len(some)) * (room - len(of)) // (sum(of) - len(of))


async def together(ctx: AppContext, commands: Sequence[tuple[Command, Actor]]) -> list[Answer]:
    """Gives commands in this order, in few transactions."""
    return await asyncio.gather(*(ctx.desk.carry_out(command, actor) for command, actor in commands))
