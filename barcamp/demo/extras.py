"""What a live demo gets besides its notes: offers, results, photos, head-counts, feedback, a finished event.

The phones of the room come over HTTP; this goes to the desk directly, at the pace of the day.
"""

import asyncio
import random
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog

from barcamp.demo import contributions
from barcamp.demo.content import event
from barcamp.demo.day import Day, together
from barcamp.demo.moderator import LASTS
from barcamp.demo.room import SEED, casting
from barcamp.demo.whole_day import UNNAMED, full_day
from barcamp.domain.event.barcamp import load
from barcamp.domain.people.consent import SettleConsent
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.refused import Refused
from barcamp.queries.people.people import load_people
from barcamp.queries.plan.plan import load_plan
from barcamp.queries.topics.topics import TopicCard, topic_cards
from barcamp.web.context import AppContext

log = structlog.get_logger("demo")

_LOOK_EVERY = 1.0  # seconds
_FIRST = 5.0  # seconds for the day itself to get going


async def example(ctx: AppContext) -> None:
    """The previous event, archived, so that there is a whole report to look at from the beginning."""
    await asyncio.sleep(_FIRST)
    await full_day(ctx, archived=True, edition=event.EDITION - 1)


async def contribute(ctx: AppContext, day: Day, moderator: Actor, attendees: int, pace: float) -> None:
    """Contributes until the day is over. `moderator` is somebody who moderates."""
    # Nothing is done in the organiser's name: that would mean that a person has taken over.
    day, rng = replace(day, moderator=moderator, organiser=moderator), random.Random(SEED)
    people = await _people(ctx, day, attendees, rng, at_least=attendees * 2 // 3)
    await together(ctx, [(SettleConsent(agreed=n % UNNAMED > 0), who) for n, (_, who) in enumerate(people)])
    await contributions.put_up_offers(ctx, day, people, rng)
    await _phase(ctx, day, "sessions", "closing")
    held = [card for card in await _sessions(ctx, day) if card.host_id is not None]
    for card in held:
        await asyncio.sleep(LASTS["sessions"] / pace / (len(held) + 1))
        with suppress(Refused):  # somebody else keeps its notes
            await contributions.after_session(ctx, day, card, Actor(Role.ATTENDEE, day.id, card.host_id), attendees)
    await _phase(ctx, day, "closing")
    await contributions.give_feedback(ctx, await _people(ctx, day, attendees, rng), rng)


async def quietly(work: Coroutine[Any, Any, None]) -> None:
    """Makes sure that whatever goes wrong with it does not end the day."""
    try:
        await work
    except Exception as error:
        log.warning("part of the demo was left out", error=str(error)[:200])


async def _people(
    ctx: AppContext, day: Day, attendees: int, rng: random.Random, at_least: int = 0
) -> contributions.People:
    """Members of the cast who are there, in random order, once there are so many."""
    cast = {player.name: player for player in casting(attendees)}
    while True:
        async with ctx.db.reading() as db:
            there = await load_people(db, day.id)
        found = [(cast[who.name], Actor(Role.ATTENDEE, day.id, who.id)) for who in there if who.name in cast]
        if len(found) >= at_least:
            rng.shuffle(found)
            return found
        await asyncio.sleep(_LOOK_EVERY)


async def _phase(ctx: AppContext, day: Day, *wanted: str) -> None:
    while True:
        async with ctx.db.reading() as db:
            camp = await load(db, day.id)
        if camp is None or camp.phase in wanted:
            return
        await asyncio.sleep(_LOOK_EVERY)


async def _sessions(ctx: AppContext, day: Day) -> list[TopicCard]:
    """The sessions in the order of the day."""
    async with ctx.db.reading() as db:
        plan = await load_plan(db, day.id, await topic_cards(db, day.id))
    return [cell.topic for row in plan.rows for cell in row.sessions if cell.topic]
