"""What moderators may do: at the console, and from there on the pages of people, topics and walls."""

from sqlalchemy import insert, update

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.people.entry import Knock
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.proposal import KeepProposal
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.room import CloseRoom
from barcamp.domain.setup.programme.by_hand import AddFixedSession
from barcamp.domain.setup.series import carried_steps
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.layout.divide import ChooseLanes, KeepLanes
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.photos.photo import HidePhoto
from barcamp.domain.walls.silence.round import BeginSilence
from tests.cast import Cast, Member
from tests.house.commands.guest_orders import set_out_guests
from tests.journeys.finger.finger import Names, Situation
from tests.pictures import hang
from tests.planning import place, placed


def max_(cast: Cast) -> Member:
    return cast.max


async def topics_are_presented(cast: Cast) -> Names:
    """One has been presented, one is on stage, two wait, one is parked."""
    await cast.becomes_hybrid()
    turned, shown, waits, _, parked = [
        await cast.pitches(title) for title in ("Brot", "Salz", "Mehl", "Hefe", "Pfeffer")
    ]
    for command in (ParkTopic(topic=parked), BringOnStage(topic=turned), BringOnStage(topic=shown, seen=turned)):
        await cast.does(cast.max, command)
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    await cast.does(cast.stranger, Knock(device="0" * 64, name="Ivo"))
    return {"waits": waits, "parked": parked, "kim": cast.kim.id}


async def topics_are_parked(cast: Cast) -> Names:
    """For the second day of two."""
    await cast.lasts(days=2)
    await cast.does(cast.max, ParkTopic(topic=await cast.pitches()))
    await cast.does(cast.max, MoveToPhase(phase="interest"))
    return {}


async def the_last_topic_is_on_stage(cast: Cast) -> Names:
    await cast.pitches()
    await cast.does(cast.max, BringOnStage())
    return {}


async def the_plan_is_made(cast: Cast) -> Names:
    """The plan was published once and has changed since; a place is suggested, a room is out of use, a session is
    pinned."""
    session, pinned = await placed(cast, "Pfeffer", 1, 1), await placed(cast, "Salz", 0, 0)
    free, sugar, flour = [await cast.pitches(title) for title in ("Brot", "Zucker", "Mehl")]
    for command in (
        MoveToPhase(phase="planning"),
        PublishPlan(),
        PinTopic(topic=pinned),
        CloseRoom(room=cast.rooms[2]),
    ):
        await cast.does(cast.max, command)
    cast.clock.forward(minutes=5)
    fixed = AddFixedSession(title="Vortrag", room=cast.rooms[1], starts="18:00", ends="18:30")
    await cast.does(cast.max, fixed)
    [vortrag] = await cast.rows(topics, barcamp_id=cast.id, title="Vortrag")
    await place(cast, sugar, 1, 0)
    await place(cast, flour, 3, 2)
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, KeepProposal(cells={session: (cast.rooms[0], cast.slots[2])}))
    cell = f"cell_{cast.slots[1]}_{cast.rooms[0]}"
    of_slots = {"slot": cast.slots[3], "filled": cast.slots[1]}
    return {"free": free, "session": session, "fixed": vortrag.id, "cell": cell, **of_slots}


async def sessions_run(cast: Cast) -> Names:
    """There is a wall with a card, a photo and points, and one on which cards are written unseen; a topic, a card and a
    photo are hidden."""
    session, hidden = await placed(cast, "Brot", 0, 0), await cast.pitches("Werbung")
    silent = await placed(cast, "Salz", 1, 0)
    wall = f"t{session}"
    for command in (ChooseLanes(wall="e", template="kick-off"), KeepLanes(wall="e", name="Ablauf")):
        await cast.does(cast.max, command)
    card, bad = [(await cast.does(cast.noor, WriteNote(wall=wall, text=text))).made or 0 for text in ("Mehl", "Nein")]
    await hang(cast, wall)
    unseen = await hang(cast, wall)
    for command in (
        HideTopic(topic=hidden, reason="Werbung"),
        HideNote(note=bad, reason="Ein Name zu viel"),
        HidePhoto(photo=unseen, reason="Ein Gesicht"),
        OpenDots(wall=wall, points=3),
        BeginSilence(wall=f"t{silent}"),
        MoveToPhase(phase="sessions"),
    ):
        await cast.does(cast.max, command)
    await _a_vote_that_is_over(cast)
    await cast.does(cast.noor, WriteNote(wall=f"t{silent}", text="Wann?"))
    return {"session": session, "card": card, "silent": silent}


async def _a_vote_that_is_over(cast: Cast) -> None:
    """On the wall of the whole event, with more cards than the smallest selection has."""
    cards = [await cast.makes(cast.noor, WriteNote(wall="e", text=text)) for text in ("Hefe", "Salz", "Öl", "Ei")]
    await cast.does(cast.max, OpenDots(wall="e", points=4))
    for card in cards:
        await cast.does(cast.kim, PlaceDot(note=card))
    await cast.does(cast.max, CloseDots(wall="e"))
    await cast.does(cast.max, OpenDots(wall="e", points=4, how="anew"))
    for card in cards:
        await cast.does(cast.kim, PlaceDot(note=card, vote=1))
    await cast.does(cast.max, CloseDots(wall="e"))


async def the_day_is_over(cast: Cast) -> Names:
    """The previous event has left a step."""
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(carried_steps).values(barcamp_id=cast.id, text="Treffen", outcome=""))
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    return {}


async def guests_come(cast: Cast) -> Names:
    await set_out_guests(cast, "Anna Amsel", "Bo Bach")
    return {}


async def it_is_a_rehearsal(cast: Cast) -> Names:
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(rehearses="XXXXXX"))
    return {}


SWITCHES = (".openings > summary",)
WITH_PLACED = "maybe: .with-placed .tick"
CLOCK = ("maybe: #clock .opens",)
SCENE = ("maybe: #scene .opens",)
MORE = ("#more_{waits} > summary", "#more_{waits} [href$='/topics/{waits}']")
VIDEO = ("#menu > summary", "#menu [href$='/video']")
SLOTS = ("#menu > summary", "#menu [href$='/slots']")
WRAP_UP = ("#menu > summary", "#menu [href$='/wrap-up']")
PEOPLE = ("#menu > summary", "#menu [href$='/people']")
ARRIVALS = ("#menu > summary", "#menu [href$='/arrivals']")
FIXED = ("#menu > summary", "#menu [href$='/programme']")
KIM = (*PEOPLE, ".roster [href$='/people/{kim}']")
SILENT = (
    "#menu > summary", "#menu [href='/{code}']", ".tabs [href='#notes']", "#walls [href$='/notes/t{silent}']",
)  # fmt: skip
WALL = ("#menu > summary", "#menu [href='/{code}']", ".tabs [href='#notes']", "#walls [href$='/notes/t{session}']")
LANES = (*WALL, ".tools > summary", "[href$='/lanes']")

MODERATORS = {
    "pitch round": Situation(topics_are_presented, max_, "/{code}/console", {
        "move-to-phase": (),
        "set-pitching": SWITCHES,
        "set-interest": SWITCHES,
        "set-rules-of-interest": SWITCHES,
        "bring-on-stage": (),
        "move-in-queue": (),
        "run-stage-clock": CLOCK,
        "count-hands": (),
        "place-topic": ("#stage-place > summary",),
        "park-topic": (),
        "unpark-topic": ("#more_{parked} > summary",),
        "try-later": (),
        "merge-topics": ("#stage-merge > summary",),
        "hide-topic": (*MORE, "details:has([action$='/hide-topic']) > summary"),
        "announce": ("maybe: .announce .opens",),
        "show-on-projector": SCENE,
        "set-projector-look": (*SCENE, "#scene-look > summary"),
        "enter-person": (*PEOPLE, "details.card > summary"),
        "set-entry": PEOPLE,
        "let-in": PEOPLE,
        "turn-away": PEOPLE,
        "remove-crowd": (*PEOPLE, "#entry [href$='/people/newcomers']", ".roster a"),
        "pitch-for": KIM,
        "show-interest-for": KIM,
        "rename-person": KIM,
        "say-where-for": KIM,
        "remove-person": (*KIM, "details.card > summary"),
        "archive-barcamp": (".ending details > summary",),
    }),
    "second day": Situation(topics_are_parked, max_, "/{code}/console", {"take-up-parked": ()}),
    "empty queue": Situation(the_last_topic_is_on_stage, max_, "/{code}/console", {"clear-stage": ()}),
    "plan": Situation(the_plan_is_made, max_, "/{code}/console", {
        "keep-proposal": (),
        "take-proposal": (),
        "take-proposed-cell": (),
        "dismiss-proposal": (),
        "place-topic": ("[for='pick_{free}']", "#{cell}"),
        "unplace-topic": (WITH_PLACED,),
        "pin-topic": (),
        "unpin-topic": (),
        "close-room": (),
        "add-fixed-session": (*FIXED, "#sessions .add > summary"),
        "remove-fixed-session": (*FIXED, "#fixed-{fixed} summary"),
        "reopen-room": (),
        "undo": (),
        "redo": (),
        "publish-plan": (),
        "add-slot": (*SLOTS, ".add > summary"),
        "edit-slot": ("#hour_{filled} a",),
        "split-slot": ("#hour_{filled} a",),
        "set-changeover": ("#hour_{filled} a", "#changeover > summary"),
        "remove-slot": (*SLOTS, "#slot-{slot} summary"),
        "restore-plan": ("#revisions details > summary",),
        "repeat-topic": (
            WITH_PLACED,
            "#more_{session} > summary",
            "#more_{session} [href$='/topics/{session}']",
            "details:has([action$='/repeat-topic']) > summary",
        ),
    }),
    "sessions": Situation(sessions_run, max_, "/{code}/console", {
        "shift-slots": CLOCK,
        "set-video-link": VIDEO,
        "show-topic": (),
        "show-note": (),
        "show-photo": (),
        "hide-note": (*WALL, "#note_t{session}-{card} .edit"),
        "hide-photo": (*WALL, ".photo a"),
        "open-dots": (*WALL[:-1], "#walls [href$='/notes/e']", ".tools > summary"),
        "bring-back-dots": (*WALL[:-1], "#walls [href$='/notes/e']", ".tools > summary"),
        "close-dots": WALL,
        "show-selection": (*WALL[:-1], "#walls [href$='/notes/e']"),
        "begin-silence": (*WALL[:-1], "#walls [href$='/notes/e']", ".tools > summary"),
        "give-time": SILENT,
        "reveal-cards": SILENT,
        "choose-lanes": LANES,
        "copy-lanes": LANES,
        "keep-lanes": LANES,
        "forget-lanes": LANES,
    }),
    "end of the day": Situation(the_day_is_over, max_, "/{code}/console", {
        "set-feedback": WRAP_UP,
        "say-outcome": WRAP_UP,
    }),
    "arrivals": Situation(guests_come, max_, "/{code}/console", {
        "mark-arrival": ARRIVALS,
        "add-walk-in": (*ARRIVALS, "#noting summary"),
    }),
    "rehearsal": Situation(it_is_a_rehearsal, max_, "/{code}/console", {"turn-clock": (".rehearsed a",)}),
}  # fmt: skip
