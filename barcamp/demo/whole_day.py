"""A whole day at once, and the event before it: the same for the same seed, made only of commands.

A clock of its own moves from row to row, so that people come, vote and write when they would have.
"""

import random
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta

from barcamp.demo import contributions
from barcamp.demo.content import event
from barcamp.demo.content.topics import ANNOUNCEMENTS, TOPICS
from barcamp.demo.day import RUNNING, Day, found, found_day, join, together
from barcamp.demo.moderator import next_placement
from barcamp.demo.room import SEED, Player, casting
from barcamp.desk.desk import Desk
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.setup.series import SayOutcome
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.actor import Actor
from barcamp.kernel.command import Command
from barcamp.queries.plan.plan import Plan, Row, load_plan
from barcamp.queries.setup.series import load_carried
from barcamp.queries.topics.topics import TopicCard, topic_cards
from barcamp.web.context import AppContext

People = list[tuple[Player, Actor]]
UNNAMED = 9  # every ninth person does not agree to be named
_SPELLS = 8  # interest comes in this many rounds


async def full_day(
    ctx: AppContext, attendees: int = 30, seed: int = SEED, *, archived: bool = False, edition: int = event.EDITION
) -> str:
    """The code of a day that is in its closing round, or archived."""
    async with _watched(ctx) as (ctx, watch):
        before = await _event_before(ctx, watch, seed, edition - 1)
        day = await found_day(ctx, "closing", before, edition)
        async for _ in _phases(ctx, day, watch, attendees, seed):
            pass
        if archived:
            rows = (await _situation(ctx, day))[1].rows
            await watch.stand(ctx, day, rows[-1].ends)
            await ctx.desk.carry_out(ArchiveBarcamp(), day.moderator)
    return day.code


async def day_until(ctx: AppContext, phase: str, attendees: int = 30, seed: int = SEED) -> Day:
    """A day that is in this phase now, with everything that people have done by then; without a previous event."""
    async with _watched(ctx) as (ctx, watch):
        day = await found_day(ctx, phase)
        async for reached in _phases(ctx, day, watch, attendees, seed):
            if reached == phase:
                break
    return day


@asynccontextmanager
async def _watched(ctx: AppContext) -> AsyncGenerator[tuple[AppContext, "_Watch"]]:
    """A desk for these days alone, and its clock."""
    watch = _Watch(ctx)
    desk = Desk(ctx.db, ctx.bell.ring, watch, ctx.visitor_cache.forget)
    try:
        yield replace(ctx, desk=desk), watch
    finally:
        await desk.close()


async def _phases(ctx: AppContext, day: Day, watch: "_Watch", attendees: int, seed: int) -> AsyncIterator[str]:
    """Lives through the day; yields each phase once everything has happened in it that happens before the next."""
    rows = (await _situation(ctx, day))[1].rows
    await watch.stand(ctx, day, rows[0].starts)
    await _say_outcomes(ctx, day)
    people = await _arrive(ctx, day, watch, rows, casting(attendees, seed))
    await watch.stand(ctx, day, rows[RUNNING["pitching"]].starts)
    yield "arrival"
    await _move(ctx, day, "pitching")
    await contributions.put_up_offers(ctx, day, people, random.Random(seed + 2))
    await _pitch(ctx, people)
    yield "pitching"
    await _move(ctx, day, "interest")
    await _show_interest(ctx, day, watch, rows[RUNNING["interest"]], people, random.Random(seed))
    yield "interest"
    await _move(ctx, day, "planning")
    yield "planning"  # whose work belongs to the console
    await _plan(ctx, day)
    await watch.stand(ctx, day, rows[RUNNING["sessions"]].starts)
    await _move(ctx, day, "sessions")
    await _write(ctx, day, watch, people, random.Random(seed + 1))
    yield "sessions"
    await watch.stand(ctx, day, rows[-1].starts)
    await _move(ctx, day, "closing")
    await contributions.give_feedback(ctx, people, random.Random(seed + 3))
    yield "closing"


class _Watch:
    """A clock that is set by hand and never ahead of the real one."""

    def __init__(self, ctx: AppContext) -> None:
        self._real = ctx.clock
        self.now: datetime | None = None

    def __call__(self) -> datetime:
        return min(self.now, self._real()) if self.now else self._real()

    async def stand(self, ctx: AppContext, day: Day, minute: int) -> None:
        """Sets the clock to so many minutes after midnight of that day."""
        async with ctx.db.reading() as db:
            camp = await barcamps.load(db, day.id)
        assert camp is not None
        self.now = datetime.combine(camp.day, time(), camp.zone) + timedelta(minutes=minute)


async def _event_before(ctx: AppContext, watch: _Watch, seed: int, edition: int) -> Day:
    """The previous event: half a year ago, elsewhere, with fewer people; the report compares with it and takes it up
    again."""
    day = await found(ctx, edition)
    await watch.stand(ctx, day, 10 * 60)
    await _move(ctx, day, "pitching")
    cast = casting(event.BEFORE_PEOPLE, seed + 4)
    people = [(player, await join(ctx, day, player.name, player.organisation)) for player in cast]
    await together(ctx, [(PitchTopic(title=title), people[n][1]) for n, title in enumerate(event.BEFORE_TOPICS)])
    await _move(ctx, day, "interest")
    cards, _ = await _situation(ctx, day)
    rng = random.Random(seed + 5)
    votes = [(CastVote(topic=card.id), who) for _, who in people for card in cards if rng.random() < 0.45]
    await together(ctx, votes)
    await _move(ctx, day, "planning")
    await _plan(ctx, day)
    step = await contributions.section(ctx, day, "next")
    cards, _ = await _situation(ctx, day)
    notes = [
        (WriteNote(wall=cards[n].wall, text=text, section=step), people[n][1])
        for n, (text, _) in enumerate(event.BEFORE_STEPS)
    ]
    await together(ctx, notes)
    await ctx.desk.carry_out(ArchiveBarcamp(), day.moderator)
    watch.now = None
    return day


async def _say_outcomes(ctx: AppContext, day: Day) -> None:
    async with ctx.db.reading() as db:
        carried = await load_carried(db, day.id)
    outcomes = dict(event.BEFORE_STEPS)
    said = [SayOutcome(step=step.id, outcome=outcomes[step.text]) for step in carried if outcomes.get(step.text)]
    await together(ctx, [(each, day.moderator) for each in said])


async def _move(ctx: AppContext, day: Day, phase: str) -> None:
    commands: list[Command] = [MoveToPhase(phase=phase)]
    if phase in ANNOUNCEMENTS:
        commands.append(Announce(text=ANNOUNCEMENTS[phase]))
    await together(ctx, [(command, day.moderator) for command in commands])


async def _situation(ctx: AppContext, day: Day) -> tuple[list[TopicCard], Plan]:
    async with ctx.db.reading() as db:
        cards = await topic_cards(db, day.id)
        return cards, await load_plan(db, day.id, cards)


async def _arrive(ctx: AppContext, day: Day, watch: _Watch, rows: Sequence[Row], cast: list[Player]) -> People:
    people: People = []
    for n, player in enumerate(cast):
        if n % 6 == 0:
            await watch.stand(ctx, day, rows[0].starts + (rows[1].starts - rows[0].starts) * n // len(cast))
        people.append((player, await join(ctx, day, player.name, player.organisation)))
    agreeing = [
        (SettleConsent(agreed=bool(player.pitches) or n % UNNAMED > 0), who) for n, (player, who) in enumerate(people)
    ]
    await together(ctx, agreeing)
    return people


async def _pitch(ctx: AppContext, people: People) -> None:
    turns = sorted(
        ((at, pitch, actor) for player, actor in people for at, pitch in player.pitches), key=lambda turn: turn[0]
    )
    await together(
        ctx, [(PitchTopic(title=pitch.title, description=pitch.description), actor) for _, pitch, actor in turns]
    )


async def _show_interest(
    ctx: AppContext, day: Day, watch: _Watch, row: Row, people: People, rng: random.Random
) -> None:
    """Shows interest: slowly at first, then everybody, then those who take their time."""
    heats = {pitch.title: pitch.heat for pitch in TOPICS}
    cards, _ = await _situation(ctx, day)
    spells: list[list[tuple[Command, Actor]]] = [[] for _ in range(_SPELLS)]
    for player, actor in people:
        for card in cards:
            if rng.random() < heats[card.title] * player.appetite:
                spell = min(int(rng.triangular(0, _SPELLS, _SPELLS * 0.45)), _SPELLS - 1)
                spells[spell].append((CastVote(topic=card.id), actor))
    for n, spell in enumerate(spells):
        await watch.stand(ctx, day, row.starts + (row.ends - row.starts) * n // _SPELLS)
        await together(ctx, spell)


async def _plan(ctx: AppContext, day: Day) -> None:
    """Gives topics with the most interest a place; of the rest, the first is parked for next time."""
    while (cell := next_placement(*await _situation(ctx, day))) is not None:
        topic, room, slot = cell
        await ctx.desk.carry_out(PlaceTopic(topic=topic, room=room, slot=slot), day.moderator)
    cards, _ = await _situation(ctx, day)
    left = [card.id for card in cards if not card.placed]
    commands: list[Command] = [ParkTopic(topic=topic) for topic in left[:1]]
    await together(ctx, [(command, day.moderator) for command in (*commands, PublishPlan())])


async def _write(ctx: AppContext, day: Day, watch: _Watch, people: People, rng: random.Random) -> None:
    """Writes on the walls row by row, while each is running."""
    _, plan = await _situation(ctx, day)
    for row in plan.rows:
        await watch.stand(ctx, day, (row.starts + row.ends) // 2)
        if row.plenary:
            await contributions.on_plenary(ctx, day, row, people, rng)
            continue
        for cell in row.sessions:
            if cell.topic:
                await contributions.on_session(ctx, day, cell.topic, people, rng)
