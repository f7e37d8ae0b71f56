"""The demo workshop: forty people at laptops, one wall. They write unseen, see it all at once, support, give points,
and agree on what comes next; a simulated moderator leads them, and leaves once a person leads."""

import asyncio
import random
import re
from collections.abc import Sequence
from datetime import date, timedelta

import structlog

from barcamp.demo.content import event, kick_off
from barcamp.demo.day import ZONE, Day, invite, made, organiser_of_demos, reschedule, together
from barcamp.demo.moderator import Lead, StepAside, wait
from barcamp.demo.phone import Phone
from barcamp.demo.room import SEED, Player, Rest, casting
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.event.checklist import BY_THEMSELVES, STEPS, TickStep
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.plan.video import SetVideoLink
from barcamp.domain.setup.founding import FoundBarcamp
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command
from barcamp.queries.plan.plan import load_plan
from barcamp.web.context import AppContext

log = structlog.get_logger("kick-off")

# Seconds at pace 1; the whole takes about ten minutes.
LASTS = {"welcome": 40, "silent": 150, "look": 110, "vote": 90, "steps": 120}
_LANE = re.compile(r'<option id="choice-\d+" value="(\d+)" data-kind="(\w+)"[^>]*>\s*([^<]*?)\s*<')
_CARD = re.compile(r'data-note="(\d+)" data-section="(\d+)"')


async def found_workshop(ctx: AppContext) -> Day:
    """A new workshop whose cards are just being written."""
    organiser_id = await organiser_of_demos(ctx)
    today = ctx.clock().astimezone(ZONE).date()
    founding = FoundBarcamp(model="kick-off", name=kick_off.NAME, day=today, place=kick_off.PLACE)
    camp_id = made(await ctx.desk.carry_out(founding, Actor(Role.ORGANISER, organiser_id=organiser_id)))
    organiser = Actor(Role.ORGANISER, camp_id, organiser_id=organiser_id)
    facts = StateFacts(organiser_name=event.ORGANISER, contact=event.CONTACT, funding=event.FUNDING)
    dress: list[Command] = [facts, ChooseAccent(colour=event.ACCENT), SetVideoLink(video_link=kick_off.VIDEO)]
    dress += [TickStep(step=step) for step in STEPS if step not in BY_THEMSELVES]
    await together(ctx, [(command, organiser) for command in dress])
    async with ctx.db.reading() as db:
        camp = await barcamps.load(db, camp_id)
    assert camp is not None
    day = Day(camp_id, camp.code, organiser, await invite(ctx, organiser, "Moderation"))
    await reschedule(ctx, day, kick_off.ROWS, kick_off.RUNNING)
    return day


async def wall_of(ctx: AppContext, day: Day) -> str:
    """The wall of what is running, to which everybody's first screen leads."""
    async with ctx.db.reading() as db:
        return (await load_plan(db, day.id, [])).rows[kick_off.RUNNING].wall


async def play(url: str, code: str, wall: str, attendees: int, pace: float, phones: list[Phone]) -> None:
    """Runs the people until cancelled; their devices are added to `phones`."""
    deck = _shuffled(SEED)
    async with asyncio.TaskGroup() as room:
        for player in casting(attendees, SEED):
            phone = Phone(url, code)
            phones.append(phone)
            room.create_task(_attend(phone, wall, player, deck, pace))


async def direct(phone: Phone, wall: str, lead: Lead, pace: float) -> None:
    """Leads the workshop. Returns when it is over or a person leads."""
    try:
        await lead.check()
        await phone.give("show-on-projector", scene="welcome")
        await _say(phone, kick_off.WELCOME)
        await wait(lead, LASTS["welcome"] / pace)
        await phone.give("show-on-projector", scene="wall", wall=wall)
        await phone.give("begin-silence", wall=wall, minutes=3)
        await _say(phone, kick_off.SILENT)
        await wait(lead, LASTS["silent"] / pace)
        await phone.give("reveal-cards", wall=wall)
        await _say(phone, kick_off.LOOK)
        await wait(lead, LASTS["look"] / pace)
        await phone.give("open-dots", wall=wall, points=3)
        await _say(phone, kick_off.VOTE)
        await wait(lead, LASTS["vote"] / pace)
        await phone.give("close-dots", wall=wall)
        await phone.give("show-selection", wall=wall, number=5)
        await _agree(phone, wall, lead, pace)
        await lead.check()
        await phone.give("move-to-phase", phase="closing")
        await _say(phone, kick_off.THANKS)
    except StepAside:
        log.info("somebody leads the workshop now; the simulated moderator steps aside")


async def _agree(phone: Phone, wall: str, lead: Lead, pace: float) -> None:
    """What comes next, with who and until when."""
    await _say(phone, kick_off.STEPS)
    lanes = _lanes_in(await _page(phone, wall))
    for text, who, weeks in kick_off.NEXT:
        await wait(lead, LASTS["steps"] / pace / len(kick_off.NEXT))
        until = (date.today() + timedelta(weeks=weeks)).isoformat()
        await phone.give("write-note", wall=wall, text=text, section=lanes.get("next", "0"), who=who, until=until)


async def _say(phone: Phone, text: str) -> None:
    await phone.give("announce", text=text)


async def _attend(phone: Phone, wall: str, player: Player, deck: list[tuple[str, str]], pace: float) -> None:
    try:
        await asyncio.sleep(player.arrives / pace)
        await phone.join(player.name, player.organisation)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(phone.watch())
            tasks.create_task(_work(phone, wall, deck, Rest(player.seed, pace)))
    except Exception as error:
        log.debug("a simulated participant gave up", exc_info=error)
    finally:
        await phone.close()


async def _work(phone: Phone, wall: str, deck: list[tuple[str, str]], rest: Rest) -> None:
    """Writes as long as there is something to say, and then looks at what others wrote; gives points once there are
    any."""
    points, silent = 3, rest.random() < 0.15  # some only listen
    while True:
        await rest.between(15, 45)
        seen = await _page(phone, wall)
        if 'data-vote="open"' in seen and points:
            points -= bool(await _choose(phone, seen, rest, "place-dot"))
        elif 'data-vote="closed"' in seen:
            continue
        elif deck and not silent and rest.random() < 0.7:
            lane, text = deck.pop()
            if not await phone.give("write-note", wall=wall, text=text, section=_lanes_in(seen).get(lane, "0")):
                deck.insert(0, (lane, text))
        else:
            await _choose(phone, seen, rest, "support-note")


async def _choose(phone: Phone, seen: str, rest: Rest, verb: str) -> bool:
    """The cards that were written first find more friends, as they do."""
    cards = [number for number, _ in _CARD.findall(seen)]
    if not cards:
        return False
    at = min(int(rest.expovariate(4 / len(cards))), len(cards) - 1)
    return await phone.give(verb, note=cards[at])


async def _page(phone: Phone, wall: str) -> str:
    return (await phone.ask("GET", f"/{phone.code}/notes/{wall}")).text


def _lanes_in(page: str) -> dict[str, str]:
    """The numbers of sections, by their names, and that of the next steps by its kind."""
    found = _LANE.findall(page)
    return {**{name: number for number, _, name in found}, **{kind: number for number, kind, _ in found}}


def _shuffled(seed: int) -> list[tuple[str, str]]:
    """All cards with the sections that they are for, the first ones for those that are asked about first."""
    rng = random.Random(seed)
    lanes: Sequence[str] = list(kick_off.CARDS)
    cards = [(lane, text) for lane in lanes for text in kick_off.CARDS[lane]]
    rng.shuffle(cards)
    return sorted(cards, key=lambda card: lanes.index(card[0]) < 2)
