"""A day full of everything, and the states through which it goes: for tests that look at all pages."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import insert

from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.helping import EnterPerson, PitchFor
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import InviteModerator, OpenLink
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.proposal import KeepProposal
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import CloseRoom, EditRoom
from barcamp.domain.plan.video import SetVideoLink
from barcamp.domain.setup.rehearsal import FoundRehearsal
from barcamp.domain.setup.series import NameSeries, carried_steps
from barcamp.domain.topics.claim import ReleaseTopic
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.pitch_round import BringOnStage, RunStageClock
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import OpenDots
from barcamp.domain.walls.groups import GroupNote, MarkKey
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.photos.photo import HidePhoto
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.round import AskForTime, BeginSilence
from barcamp.kernel.actor import Actor, Role
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.pictures import hang, put_up_logo

State = Callable[[Cast], Awaitable[None]]
STATES: dict[str, State] = {}


def state(found: State) -> State:
    STATES[found.__name__.replace("_", " ")] = found
    return found


async def people(cast: Cast) -> dict[str, Member]:
    """People who may look at the event, by role: each with the cookies of a device of their own."""
    ada = await _with_a_name(cast)
    return {
        "stranger": cast.stranger,
        "attendee": cast.noor,
        "host": cast.kim,
        "moderator by invitation": cast.max,
        "moderator who had joined": await _moderating_later(cast),
        "organiser": cast.ada,
        "organiser with a name": ada,
    }


async def fill(cast: Cast) -> None:
    """Fills an event with one of everything that it can have."""
    brot, salz = await cast.pitches("Brot"), await cast.pitches("Salz", by=cast.noor)
    hours: dict[str, Any] = {"not_before": "10:30", "not_after": "16:00"}
    await cast.does(cast.kim, PitchTopic(title="Mehl", description="Woher?", needs="Herd", angle="offers", **hours))
    hidden, parked, free = await cast.pitches("Werbung"), await cast.pitches("Später"), await cast.pitches("Frei")
    await cast.makes_a_wish("Gärtnern")
    await cast.pitches("Brot backen")  # much like another
    for who, topic in ((cast.noor, brot), (cast.kim, salz)):
        await cast.does(who, CastVote(topic=topic))
    await cast.does(cast.kim, AddCohost(topic=brot, attendee=cast.noor.id))
    await cast.does(cast.kim, ReleaseTopic(topic=free))
    await cast.does(cast.max, HideTopic(topic=hidden, reason="Werbung"))
    await cast.does(cast.max, ParkTopic(topic=parked))
    await cast.does(cast.max, PlaceTopic(topic=brot, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PlaceTopic(topic=salz, room=cast.rooms[1], slot=cast.slots[0]))
    await cast.does(cast.max, RepeatTopic(topic=brot, room=cast.rooms[1], slot=cast.slots[1]))
    entered = (await cast.does(cast.max, EnterPerson(name="Ohne Handy", organisation="Stadt A"))).made or 0
    await cast.does(cast.max, PitchFor(person=entered, title="Pilze"))
    await _walls(cast, brot)
    await _offers(cast)
    await _office(cast)


async def _walls(cast: Cast, topic: int) -> None:
    async with cast.ctx.db.reading() as db:
        section = {each.kind: each.id for each in await load_sections(db, cast.id)}
    for wall in (f"t{topic}", f"s{cast.plenaries[0]}", "e"):
        await cast.does(cast.kim, WriteNote(wall=wall, text="Eine Notiz"))
        await cast.does(cast.noor, WriteNote(wall=wall, text="Zwei\nZeilen"))
    here = f"t{topic}"
    step = WriteNote(wall=here, text="Treffen", section=section["next"], who="Stadt A", until="30.6.")
    notes = [(await cast.does(who, each)).made or 0 for who, each in (
        (cast.kim, step), (cast.kim, WriteNote(wall=here, text="Mehl")),
        (cast.noor, WriteNote(wall=here, text="Unfug")), (cast.noor, WriteNote(wall=here, text="Wichtig")),
    )]  # fmt: skip
    await cast.does(cast.max, GroupNote(note=notes[1], group="Zutaten"))
    await cast.does(cast.kim, MoveNote(note=notes[1], place="first"))
    await cast.does(cast.max, MoveNote(note=notes[1], place=f"onto-{notes[3]}"))
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    await cast.does(cast.max, HideNote(note=notes[2], reason="Ein Name zu viel"))
    await cast.does(cast.max, MarkKey(note=notes[3]))
    await cast.does(cast.noor, BecomeKeeper(wall=here))
    await cast.does(cast.kim, WriteResult(wall=here, text="Erst **fragen**."))
    await hang(cast, here, "Drei Spalten")
    await hang(cast, here, by=cast.noor)
    await cast.does(cast.max, HidePhoto(photo=await hang(cast, here), reason="Ein Gesicht"))


async def _offers(cast: Cast) -> None:
    offer = PutUpOffer(title="Praktikum", what="Zwei Wochen", contact="kim@example.org", link="https://example.org")
    mine = (await cast.does(cast.kim, offer)).made or 0
    await cast.does(cast.noor, ShowInterestInOffer(offer=mine, contact="noor@example.org", agreed=True))
    await cast.does(cast.noor, PutUpOffer(title="Werkstudium"))


async def _office(cast: Cast) -> None:
    await cast.does(
        cast.ada, StateFacts(organiser_name="Stadt Hohenlinde", contact="a@example.org", funding="Vom Land")
    )
    room = EditRoom(
        room=cast.rooms[0], name="Aula", capacity=9, features="Beamer", video_link="https://video.example.org/a"
    )
    await cast.does(cast.ada, room)
    await cast.does(cast.max, SetVideoLink(video_link="https://video.example.org/plenum"))
    await cast.does(cast.ada, ChooseAccent(colour="#8f2352"))
    await put_up_logo(cast)
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=21))
    await cast.does(cast.ada, InviteModerator(token=tokens.hashed(tokens.new_token()), label="Mo"))
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(carried_steps).values(barcamp_id=cast.id, text="Flyer drucken", outcome="Erledigt"))


async def _phase(cast: Cast, phase: str) -> None:
    await cast.does(cast.max, MoveToPhase(phase=phase))


@state
async def nothing_there_yet(cast: Cast) -> None:
    """The only state without what `fill` adds."""
    await _phase(cast, "arrival")


@state
async def arrival(cast: Cast) -> None:
    await fill(cast)
    await _phase(cast, "arrival")


@state
async def pitching_with_one_on_stage(cast: Cast) -> None:
    await fill(cast)
    await cast.does(cast.max, BringOnStage())
    await cast.does(cast.max, RunStageClock())


@state
async def interest_by_points_and_hidden(cast: Cast) -> None:
    await cast.does(cast.max, SetRulesOfInterest(points=2, blind=True))
    await fill(cast)
    await _phase(cast, "interest")


@state
async def planning_with_a_proposal(cast: Cast) -> None:
    await fill(cast)
    await _phase(cast, "planning")
    await cast.does(cast.max, PublishPlan())
    topics = [row.topic_id for row in await _placed(cast)]
    cells: dict[int, tuple[int, int] | None] = {
        topics[0]: (cast.rooms[2], cast.slots[2]),
        topics[1]: (cast.rooms[1], cast.slots[3]),
    }
    await cast.does(cast.max, KeepProposal(cells=cells, figures="{}"))


@state
async def sessions(cast: Cast) -> None:
    await fill(cast)
    await _phase(cast, "planning")
    await cast.does(cast.max, PublishPlan())
    topics = [row.topic_id for row in await _placed(cast)]
    await cast.does(cast.max, PlaceTopic(topic=topics[1], room=cast.rooms[2], slot=cast.slots[2]))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))
    await cast.does(cast.max, OpenDots(wall=f"t{topics[0]}", points=3))
    await _phase(cast, "sessions")
    cast.clock.forward(hours=1)
    await cast.does(cast.max, BeginSilence(wall="e"))
    await cast.does(cast.noor, WriteNote(wall="e", text="Noch unsichtbar"))
    await cast.does(cast.kim, WriteNote(wall="e", text="Auch unsichtbar"))
    await cast.does(cast.noor, AskForTime(wall="e"))


@state
async def closing_with_results(cast: Cast) -> None:
    await fill(cast)
    await _phase(cast, "closing")
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    cast.clock.forward(hours=8)


@state
async def archived(cast: Cast) -> None:
    await fill(cast)
    await _phase(cast, "closing")
    await cast.does(cast.max, ArchiveBarcamp())


@state
async def rehearsed(cast: Cast) -> None:
    await fill(cast)
    await cast.does(cast.ada, FoundRehearsal(source=cast.id))


async def _placed(cast: Cast) -> list:
    return await cast.rows(placements, barcamp_id=cast.id)


async def _with_a_name(cast: Cast) -> Member:
    device = tokens.new_token()
    joined = await cast.does(cast.stranger, Join(device=tokens.hashed(device), name="Ada"))
    actor = Actor(Role.ORGANISER, cast.id, joined.made, cast.ada.actor.organiser_id)
    return Member("Ada", actor, {**cast.ada.cookies, tokens.DEVICE: device})


async def _moderating_later(cast: Cast) -> Member:
    link, device = tokens.hashed(secrets.token_hex(16)), tokens.new_token()
    joined = await cast.does(cast.stranger, Join(device=tokens.hashed(device), name="Mo"))
    await cast.does(cast.ada, InviteModerator(token=link, label="Mo"))
    await cast.does(cast.stranger, OpenLink(token=link, device=tokens.hashed(device)))
    return Member("Mo", Actor(Role.MODERATOR, cast.id, joined.made), {tokens.DEVICE: device})
