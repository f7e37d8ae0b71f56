"""The demo weekend: two days, twelve rooms and two hundred people, some of them online. Fixed talks come from a file; a
room is lost on Saturday; what found no place comes up again on Sunday, which has a plan of its own. A simulated
moderator leads, and leaves once a person leads."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import structlog

from barcamp.demo.content import event, weekend
from barcamp.demo.day import ZONE, Day, invite, made, organiser_of_demos, reschedule, together
from barcamp.demo.moderator import Lead, StepAside, move_on, next_placement, wait, wait_for_topics
from barcamp.demo.phone import Phone
from barcamp.demo.room import SEED, Player, casting
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.event.checklist import BY_THEMSELVES, STEPS, TickStep
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.plan.room import AddRoom
from barcamp.domain.setup.founding import EditBarcamp, FoundBarcamp
from barcamp.domain.setup.programme.items import read_programme
from barcamp.domain.setup.programme.taking import TakeProgramme
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.queries.plan.plan import Plan, Row, load_plan
from barcamp.text import i18n
from barcamp.web.context import AppContext

log = structlog.get_logger("weekend")

# Seconds at pace 1; the whole takes about twenty minutes.
LASTS = {
    "arrival": 20, "pitching": 130, "interest": 150, "planning": 60, "sessions": 150, "lost": 150, "evening": 60,
    "morning": 60, "again": 80,
}  # fmt: skip
ONLINE = 8  # every eighth takes part from elsewhere
BY_HAND = 6  # sessions that are placed one by one before a plan is suggested for the others


async def found_weekend(ctx: AppContext) -> Day:
    """A new weekend, which is about to collect topics on its first morning."""
    organiser_id = await organiser_of_demos(ctx)
    first = ctx.clock().astimezone(ZONE).date()
    founding = FoundBarcamp(model="wochenende", name=weekend.NAME, day=first, place=weekend.PLACE)
    camp_id = made(await ctx.desk.carry_out(founding, Actor(Role.ORGANISER, organiser_id=organiser_id)))
    organiser = Actor(Role.ORGANISER, camp_id, organiser_id=organiser_id)
    facts = StateFacts(organiser_name=event.ORGANISER, contact=event.CONTACT, funding=event.FUNDING)
    camp = await _camp(ctx, camp_id)
    dress: list[Command] = [facts, ChooseAccent(colour=event.ACCENT), _edited(camp, held="hybrid")]
    dress += [
        AddRoom(name=name, capacity=seats, features=features, video_link=f"{weekend.VIDEO}{number}" if camera else "")
        for number, (name, seats, features, camera) in enumerate(weekend.ROOMS, start=1)
    ]
    dress += [TickStep(step=step) for step in STEPS if step not in BY_THEMSELVES]
    await together(ctx, [(command, organiser) for command in dress])
    day = Day(camp_id, camp.code, organiser, await invite(ctx, organiser, "Moderation"))
    await reschedule(ctx, day, weekend.SATURDAY, weekend.RUNNING)
    await reschedule(ctx, day, weekend.SUNDAY, weekend.RUNNING, of=1, minute=weekend.MORNING)
    await _take_programme(ctx, day)
    return day


def players(attendees: int) -> list[Player]:
    """Who comes, with the topics they bring."""
    cast = casting(attendees, SEED, weekend.TOPICS, share=2)
    return [replace(player, online=number % ONLINE == ONLINE - 1) for number, player in enumerate(cast)]


def retimed(programme: bytes, first: date, plan: Plan) -> bytes:
    """The file of fixed talks, with the dates of this weekend and the times at which its sessions begin."""
    told = json.loads(programme)
    for number, day in enumerate(told["schedule"]["conference"]["days"]):
        day["date"] = (first + timedelta(days=number)).isoformat()
        rows = [row for row in plan.rows if row.day == number and not row.plenary and not row.programme]
        at = dict(zip(weekend.PRINTED[number], rows, strict=True))
        for talks in day["rooms"].values():
            for talk in talks:
                _retime(talk, at[talk["start"]], first)
    return json.dumps(told).encode()


async def direct(phone: Phone, lead: Lead, pace: float, topics: int, ctx: AppContext, day: Day) -> None:
    """Leads both days. Returns when the weekend is over or a person leads."""
    try:
        await lead.check()
        await wait(lead, LASTS["arrival"] / pace)
        await move_on(phone, lead, "pitching", weekend.SAYS["pitching"])
        await wait(lead, LASTS["pitching"] / pace)
        await wait_for_topics(lead, topics)
        await move_on(phone, lead, "interest", weekend.SAYS["interest"])
        await wait(lead, LASTS["interest"] / pace)
        await _plan(phone, lead, LASTS["planning"] / pace, 0)
        await move_on(phone, lead, "sessions", weekend.SAYS["sessions"])
        await wait(lead, LASTS["sessions"] / pace)
        await _lose_a_room(phone, lead)
        await wait(lead, LASTS["lost"] / pace)
        await _call_it_a_day(phone, lead)
        await wait(lead, LASTS["evening"] / pace)
        await _wake(ctx, day, lead)
        await _second_day(phone, lead, pace)
    except StepAside:
        log.info("somebody leads the weekend now; the simulated moderator steps aside")


async def _second_day(phone: Phone, lead: Lead, pace: float) -> None:
    await move_on(phone, lead, "pitching", weekend.SAYS["morning"])
    await phone.give("take-up-parked")
    for title in weekend.OVERNIGHT:
        await wait(lead, LASTS["morning"] / pace / (len(weekend.OVERNIGHT) + 1))
        await phone.give("pitch-topic", title=title)
    await move_on(phone, lead, "interest", weekend.SAYS["interest"])
    await wait(lead, LASTS["again"] / pace)
    await _plan(phone, lead, LASTS["planning"] / pace, 1)
    await move_on(phone, lead, "sessions", weekend.SAYS["sessions"])
    await wait(lead, LASTS["sessions"] / pace)
    await move_on(phone, lead, "closing", weekend.SAYS["closing"])


async def _plan(phone: Phone, lead: Lead, seconds: float, number: int) -> None:
    """Places a few sessions by hand, so that the plan can be seen to grow; then takes a suggested plan for the rest of
    that day, and publishes it."""
    await move_on(phone, lead, "planning", weekend.SAYS["planning"])
    for _ in range(BY_HAND):
        await wait(lead, seconds / (BY_HAND + 2))
        cards, plan = await lead.situation()
        rows = tuple(row for row in plan.rows if row.day == number and not row.programme)
        if found := next_placement([card for card in cards if not card.fixed], replace(plan, rows=rows)):
            topic, room, slot = found
            await phone.give("place-topic", topic=topic, room=room, slot=slot, seen=0)
    await _suggest(phone, lead, seconds / (BY_HAND + 2))


async def _suggest(phone: Phone, lead: Lead, seconds: float) -> None:
    await lead.check()
    if await phone.give("suggest-plan", days="one"):
        await wait(lead, seconds)
        await phone.give("take-proposal")
    await phone.give("publish-plan")


async def _lose_a_room(phone: Phone, lead: Lead) -> None:
    await lead.check()
    _, plan = await lead.situation()
    lost = next(room.id for room in plan.rooms if room.name == weekend.LOST)
    await phone.give("close-room", room=lost, day=0)
    await phone.give("announce", text=weekend.SAYS["lost"])
    await _suggest(phone, lead, 0)


async def _call_it_a_day(phone: Phone, lead: Lead) -> None:
    """The evening: what found no place is put aside for the morning."""
    await lead.check()
    await phone.give("announce", text=weekend.SAYS["evening"])
    cards, _ = await lead.situation()
    for card in cards:
        if not (card.placed or card.parked or card.fixed):
            await phone.give("park-topic", topic=card.id)


async def _wake(ctx: AppContext, day: Day, lead: Lead) -> None:
    """Nobody waits for a night to pass: the event began yesterday now, and its second morning is where the day is."""
    await lead.check()
    today = ctx.clock().astimezone(ZONE).date()
    camp = await _camp(ctx, day.id)
    await ctx.desk.carry_out(_edited(camp, day=today - timedelta(days=1)), day.organiser)
    await reschedule(ctx, day, weekend.SUNDAY, weekend.RUNNING, of=1)
    await _take_programme(ctx, day)
    lead.seq = -1  # this was not done by a person
    await lead.check()


async def _take_programme(ctx: AppContext, day: Day) -> None:
    """Imports the fixed talks, or again what has changed of them."""
    camp = await _camp(ctx, day.id)
    async with ctx.db.reading() as db:
        plan = await load_plan(db, day.id, [])
    read = read_programme(retimed(weekend.PROGRAMME.read_bytes(), camp.day, plan), camp)
    items = tuple(line.item for line in read.lines if line.item is not None)
    await ctx.desk.carry_out(TakeProgramme(items=items, seats=read.seats, looked=True), day.organiser)


async def _camp(ctx: AppContext, camp_id: int) -> Barcamp:
    async with ctx.db.reading() as db:
        camp = await barcamps.load(db, camp_id)
    assert camp is not None
    return camp


def _edited(camp: Barcamp, **but: Any) -> EditBarcamp:
    names = ("name", "day", "timezone", "language", "tone", "place")
    return EditBarcamp(**{**{name: getattr(camp, name) for name in names}, **but})


def _retime(talk: dict[str, Any], row: Row, first: date) -> None:
    begins = datetime.combine(first, time()) + timedelta(minutes=row.starts)
    talk["date"], talk["start"] = begins.isoformat(), f"{begins:%H:%M}"
    talk["duration"] = i18n.clock(row.ends - row.starts)
