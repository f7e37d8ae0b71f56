"""A demo day, made only of commands through the desk: founded around the present moment, or lived through at once."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from zoneinfo import ZoneInfo

from barcamp import i18n
from barcamp.demo.direction import next_placement
from barcamp.demo.room import SEED, Part, casting
from barcamp.demo.script import ANNOUNCEMENTS, LAST_ROW, NAME, PLACE, PLENARY_NOTES, TOPICS
from barcamp.desk import Answer
from barcamp.domain import barcamp as barcamps
from barcamp.domain.attendee import Join
from barcamp.domain.barcamp import Announce, ArchiveBarcamp, FoundBarcamp, MoveToPhase
from barcamp.domain.base import Actor, Role
from barcamp.domain.command import Command
from barcamp.domain.link import InviteModerator, OpenLink
from barcamp.domain.note import WriteNote
from barcamp.domain.organiser import MakeKey, SetUpOrganiser, hash_password
from barcamp.domain.placement import PlaceTopic
from barcamp.domain.slot import AddSlot, EditSlot, RemoveSlot
from barcamp.domain.topic import PitchTopic
from barcamp.domain.vote import CastVote
from barcamp.queries.identity import organiser_named
from barcamp.queries.plan import Plan, load_plan, minute_of_day
from barcamp.queries.topics import TopicCard, topic_cards
from barcamp.serving import SERVER
from barcamp.web.parts import Parts
from barcamp.web.tokens import hashed, new_token

ORGANISER = "Demo"
ROWS: tuple[tuple[str, int], ...] = (
    ("Begrüßung und Grußwort", 30),
    ("Angebote zum Mitmachen", 30),
    ("Impulsvortrag", 30),
    ("Themen sammeln", 15),
    ("", 45),
    ("Pause mit Imbiss", 30),
    ("", 45),
    ("", 45),
    (LAST_ROW, 30),
)
# Which of the rows runs while the day is in a phase.
RUNNING = {"arrival": 3, "pitching": 3, "interest": 3, "planning": 3, "sessions": 4, "closing": 8}
_LAST_MINUTE = 24 * 60 - 1
_ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Day:
    """`organiser` acts as the one whose barcamp it is, `moderator` as an attendee who moderates."""

    id: int
    code: str
    organiser: Actor
    moderator: Actor


async def found_day(parts: Parts, phase: str = "arrival") -> Day:
    """A new day at whose row for `phase` the clock stands right now. Earlier ones of the same organiser stay."""
    organiser_id = await _organiser(parts)
    local = parts.clock().astimezone(_ZONE)
    founded = await parts.desk.carry_out(
        FoundBarcamp(model="runder-tisch", name=NAME, day=local.date(), place=PLACE),
        Actor(Role.ORGANISER, organiser_id=organiser_id),
    )
    camp_id = made(founded)
    organiser = Actor(Role.ORGANISER, camp_id, organiser_id=organiser_id)
    async with parts.db.reading() as db:
        camp = await barcamps.load(db, camp_id)
        plan = await load_plan(db, camp_id, [])
    assert camp is not None
    spans = rows_around(minute_of_day(camp, parts.clock()), RUNNING[phase])
    await _together(parts, [(command, organiser) for command in _reschedule(plan, spans)])
    moderator = await invite(parts, organiser, "Moderation")
    return Day(camp_id, camp.code, organiser, moderator)


async def full_day(parts: Parts, attendees: int = 30, seed: int = SEED, *, archived: bool = False) -> str:
    """Lives a whole day through at once and returns its code: the same people, topics, interest, plan and notes for
    the same seed. It ends in the closing round, or archived."""
    day = await found_day(parts, "closing")
    await _move(parts, day, "pitching")
    people = await _arrive(parts, day, casting(attendees, seed))
    await _pitch(parts, people)
    await _move(parts, day, "interest")
    await _show_interest(parts, day, people, random.Random(seed))
    await _move(parts, day, "planning")
    while (found := next_placement(*await _situation(parts, day))) is not None:
        topic, room, slot = found
        await parts.desk.carry_out(PlaceTopic(topic=topic, room=room, slot=slot), day.moderator)
    await _move(parts, day, "sessions")
    await _take_notes(parts, day, people, random.Random(seed + 1))
    await _move(parts, day, "closing")
    if archived:
        await parts.desk.carry_out(ArchiveBarcamp(), day.moderator)
    return day.code


def rows_around(minute: int, running: int) -> list[tuple[int, int, str]]:
    """Start, end (minutes since midnight) and title of every row; the `running` one began 5 to 10 minutes ago.

    Near midnight the others are squeezed into what is left of the day: a row can start at 23:59 at the latest.
    """
    lengths = [length for _, length in ROWS]
    before, after = lengths[:running], lengths[running + 1 : -1]
    start = max(minute // 5 * 5 - 5, len(before))
    start = min(start, _LAST_MINUTE - len(lengths[running:-1]))  # every other row needs its minute
    starts = [start - _squeezed(before[i:], before, start) for i in range(running)] + [start]
    if running < len(lengths) - 1:
        following = min(start + lengths[running], _LAST_MINUTE - len(after))
        room = _LAST_MINUTE - following
        starts += [following + _squeezed(after[:i], after, room) for i in range(len(after) + 1)]
    ends = [*starts[1:], starts[-1] + lengths[-1]]
    return [(begins, end, title) for begins, end, (title, _) in zip(starts, ends, ROWS, strict=True)]


async def invite(parts: Parts, organiser: Actor, name: str) -> Actor:
    """Somebody who moderates, let in by an invitation."""
    token = hashed(new_token())
    await parts.desk.carry_out(InviteModerator(token=token, label=name), organiser)
    opened = await parts.desk.carry_out(
        OpenLink(token=token, device=hashed(new_token()), name=name), Actor(Role.ANYONE, organiser.barcamp_id)
    )
    return Actor(Role.MODERATOR, organiser.barcamp_id, made(opened))


async def join(parts: Parts, day: Day, name: str, organisation: str = "") -> Actor:
    joined = await parts.desk.carry_out(
        Join(device=hashed(new_token()), name=name, organisation=organisation), Actor(Role.ANYONE, day.id)
    )
    return Actor(Role.ATTENDEE, day.id, made(joined))


def made(answer: Answer) -> int:
    if answer.made is None:
        raise LookupError("this command makes nothing")
    return answer.made


async def _organiser(parts: Parts) -> int:
    """The organiser of demo days, without a password that anybody knows: links let people in."""
    async with parts.db.reading() as db:
        known = await organiser_named(db, ORGANISER)
    if known is not None:
        return known[0]
    token = hashed(new_token())
    await parts.desk.carry_out(MakeKey(token=token), SERVER)
    account = SetUpOrganiser(token=token, name=ORGANISER, password_hash=await hash_password(new_token()))
    return made(await parts.desk.carry_out(account, Actor(Role.ANYONE)))


def _reschedule(plan: Plan, spans: Sequence[tuple[int, int, str]]) -> list[Command]:
    """What turns the rows of the model into these; a model with more or fewer of them is as good."""
    commands: list[Command] = []
    for row, span in zip_longest(plan.rows, spans):
        if span is None:
            commands.append(RemoveSlot(slot=row.id))
            continue
        times = {"starts": i18n.clock(span[0]), "ends": i18n.clock(span[1]), "title": span[2]}
        commands.append(EditSlot(slot=row.id, **times) if row else AddSlot(**times))
    return commands


def _squeezed(some: Sequence[int], of: Sequence[int], room: int) -> int:
    """Minutes that some of the rows take where all have `room` minutes: what they want, or a share, at least one."""
    if sum(of) <= room:
        return sum(some)
    return len(some) + (sum(some) - len(some)) * (room - len(of)) // (sum(of) - len(of))


async def _together(parts: Parts, deeds: Sequence[tuple[Command, Actor]]) -> list[Answer]:
    """In this order, in few transactions."""
    return await asyncio.gather(*(parts.desk.carry_out(command, actor) for command, actor in deeds))


async def _move(parts: Parts, day: Day, phase: str) -> None:
    deeds: list[Command] = [MoveToPhase(phase=phase)]
    if phase in ANNOUNCEMENTS:
        deeds.append(Announce(text=ANNOUNCEMENTS[phase]))
    await _together(parts, [(deed, day.moderator) for deed in deeds])


async def _situation(parts: Parts, day: Day) -> tuple[list[TopicCard], Plan]:
    async with parts.db.reading() as db:
        cards = await topic_cards(db, day.id)
        return cards, await load_plan(db, day.id, cards)


People = list[tuple[Part, Actor]]


async def _arrive(parts: Parts, day: Day, cast: list[Part]) -> People:
    arrived = await asyncio.gather(*(join(parts, day, part.name, part.organisation) for part in cast))
    return list(zip(cast, arrived, strict=True))


async def _pitch(parts: Parts, people: People) -> None:
    turns = sorted(
        ((at, pitch, actor) for part, actor in people for at, pitch in part.pitches), key=lambda turn: turn[0]
    )
    await _together(
        parts, [(PitchTopic(title=pitch.title, description=pitch.description), actor) for _, pitch, actor in turns]
    )


async def _show_interest(parts: Parts, day: Day, people: People, rng: random.Random) -> None:
    heats = {pitch.title: pitch.heat for pitch in TOPICS}
    cards, _ = await _situation(parts, day)
    await _together(
        parts,
        [
            (CastVote(topic=card.id), actor)
            for part, actor in people
            for card in cards
            if rng.random() < heats[card.title] * part.appetite
        ],
    )


async def _take_notes(parts: Parts, day: Day, people: People, rng: random.Random) -> None:
    texts = {pitch.title: pitch.notes for pitch in TOPICS}
    cards, plan = await _situation(parts, day)
    written = [(f"t{card.id}", text) for card in cards if card.placed for text in texts[card.title]]
    written += [(row.wall, text) for row in plan.rows for text in PLENARY_NOTES.get(row.title, ())]
    await _together(parts, [(WriteNote(wall=wall, text=text), rng.choice(people)[1]) for wall, text in written])
