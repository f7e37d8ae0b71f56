"""What those who take part may do, on their phones and on the walls."""

from barcamp.domain.event.phases import MoveToPhase, SetInterest, SetPitching
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.people.link import MakePersonalLink
from barcamp.domain.plan.going import ChooseSession
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.glance import SeeTopics
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import OpenDots, PlaceDot
from barcamp.domain.walls.groups import GroupNote, MarkKey
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.move_note import MovePhoto
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.domain.walls.support import SupportNote
from tests.cast import Cast, Member
from tests.journeys.finger.finger import Names, Situation
from tests.pictures import hang
from tests.planning import place, placed

NOW, TOPICS, PLAN, NOTES, ME = (f".tabs [href='#{name}']" for name in ("now", "topics", "plan", "notes", "me"))
OWN = "#topics .topic[data-own] .own a"
WALL = "#walls [href$='/notes/t{session}']"
DAY_S_WALL = "#walls [href$='/notes/e']"


async def everything_is_open(cast: Cast) -> Names:
    """Kim has a topic with Noor and wants one of Noor's; there are a wish, offers by both, and questions to
    everybody."""
    await cast.becomes_hybrid()
    topic, other = await cast.pitches(), await cast.pitches("Salz", by=cast.noor)
    await cast.pitches("Pfeffer", by=cast.noor)
    await cast.makes_a_wish()
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    await cast.does(cast.kim, CastVote(topic=other))
    own, taken, free = [
        (await cast.does(who, PutUpOffer(title=title))).made
        for who, title in ((cast.kim, "Praktikum"), (cast.noor, "Besuch"), (cast.noor, "Führung"))
    ]
    await cast.does(cast.kim, MakePersonalLink(token=f"{cast.id:064d}"))
    await cast.does(cast.kim, ShowInterestInOffer(offer=taken or 0, contact="kim@example.org", agreed=True))
    for command in (MoveToPhase(phase="closing"), SetPitching(open=True), SetInterest(open=True)):
        await cast.does(cast.max, command)
    return {"own": own, "taken": taken, "free": free}


async def there_are_many_topics(cast: Cast) -> Names:
    """Twelve of Noor's, all of which Kim has yet to see."""
    for number in range(12):
        await cast.pitches(f"Thema {number}", by=cast.noor)
    return {}


async def all_topics_were_seen(cast: Cast) -> Names:
    await there_are_many_topics(cast)
    cards = await cast.rows(topics, barcamp_id=cast.id)
    await cast.does(cast.kim, SeeTopics(topics=" ".join(str(card.id) for card in cards)))
    return {}


async def a_session_has_a_wall(cast: Cast) -> Names:
    """Kim hosts a session and keeps its notes: a card of hers; one of Noor's, marked, in a group; a photo; points.
    Of two of Noor's sessions she has chosen one, and written a card unseen on the
    wall of the other; of two cards on the day's wall she supports one."""
    session = await placed(cast, "Brot", 0, 0)
    other, third = [await cast.pitches(title, by=cast.noor) for title in ("Salz", "Pfeffer")]
    for room, topic in enumerate((other, third), start=1):
        await place(cast, topic, room, 0)
    wall = f"t{session}"
    mine = (await cast.does(cast.kim, WriteNote(wall=wall, text="Mehl"))).made or 0
    theirs = (await cast.does(cast.noor, WriteNote(wall=wall, text="Hefe"))).made or 0
    plain, liked = [await cast.makes(cast.noor, WriteNote(wall="e", text=text)) for text in ("Kaffee", "Tee")]
    for who, command in (
        (cast.kim, BecomeKeeper(wall=wall)),
        (cast.kim, ChooseSession(topic=other)),
        (cast.kim, GroupNote(note=theirs, group="Zutaten")),
        (cast.kim, MarkKey(note=theirs)),
        (cast.kim, SupportNote(note=liked)),
        (cast.max, OpenDots(wall=wall, points=3)),
        (cast.kim, PlaceDot(note=mine)),
        (cast.max, BeginSilence(wall=f"t{third}")),
        (cast.kim, WriteNote(wall=f"t{third}", text="Wann?")),
        (cast.max, MoveToPhase(phase="sessions")),
    ):
        await cast.does(who, command)
    await cast.does(cast.kim, MovePhoto(photo=await hang(cast, wall), place="first"))
    return {"session": session, "other": other, "silent": third, "mine": mine, "theirs": theirs, "plain": plain}


async def a_session_is_on(cast: Cast) -> Names:
    """Kim's, since ten minutes."""
    session = await placed(cast, "Brot", 0, 0)
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    cast.clock.forward(hours=1)
    return {"session": session}


def kim(cast: Cast) -> Member:
    return cast.kim


SILENT = (NOTES, "#walls [href$='/notes/t{silent}']")
CARD = (NOTES, WALL, "#note_t{session}-{mine} .edit")
THEIRS = (NOTES, WALL, "#note_t{session}-{theirs} .edit")
PHOTO = (NOTES, WALL, ".photo a")

ATTENDEES = {
    "phone": Situation(everything_is_open, kim, "/{code}", {
        "pitch-topic": (TOPICS, "#pitch > summary"),
        "cast-vote": (TOPICS,),
        "withdraw-vote": (TOPICS,),
        "claim-topic": (TOPICS,),
        "edit-topic": (TOPICS, OWN),
        "release-topic": (TOPICS, OWN),
        "add-cohost": (TOPICS, OWN),
        "remove-cohost": (TOPICS, OWN),
        "withdraw-topic": (TOPICS, OWN, "details:has([action$='/withdraw-topic']) > summary"),
        "put-up-offer": (NOW, "#offering > summary"),
        "edit-offer": (NOW, "#offer_{own} .wall-link", "details.card > summary"),
        "withdraw-offer": (NOW, "#offer_{own} .wall-link", "details.card > summary"),
        "show-interest-in-offer": (NOW, "#offer_{free} .wall-link"),
        "take-back-interest-in-offer": (NOW, "#offer_{taken} .wall-link"),
        "give-feedback": (NOW,),
        "settle-consent": (ME,),
        "rename": (ME,),
        "say-where": (ME,),
        "erase-person": (ME, "[href$='/my-data']"),
        "make-personal-link": (ME,),
        "end-personal-link": (ME, "[href$='/my-data']"),
        "make-calendar-link": (PLAN,),
        "leave": (ME, ".leave > summary"),
    }),
    "session": Situation(a_session_is_on, kim, "/{code}", {
        "extend-session": (NOW, "#now_{session} [href$='#lasting']"),
        "end-session": (NOW, "#now_{session} [href$='#lasting']"),
    }),
    "many": Situation(there_are_many_topics, kim, "/{code}", {"see-topics": (TOPICS, "#singly")}),
    "seen": Situation(all_topics_were_seen, kim, "/{code}", {"see-all-again": (TOPICS, "#singly")}),
    "wall": Situation(a_session_has_a_wall, kim, "/{code}", {
        "choose-session": (PLAN,),
        "skip-session": (PLAN,),
        "write-note": (NOTES, WALL),
        "write-notes": (
            NOTES,
            WALL,
            "textarea[data-enter-sends]:visible := Mehl\nSalz",
            "form.write-note:has(textarea:focus) > .button",
        ),
        "edit-note": CARD,
        "withdraw-note": (NOTES, WALL, "#note_t{session}-{mine} .withdrawing > summary"),
        "support-note": (NOTES, DAY_S_WALL),
        "unsupport-note": (NOTES, DAY_S_WALL),
        "group-note": THEIRS,
        "move-note": CARD,
        "undo-move": (*CARD, "#card .move-note button[value=last]"),
        "let-everybody-move": (NOTES, WALL),
        "order-lane": (NOTES, WALL, ".tools > summary"),
        "undo-order": (NOTES, WALL, ".tools > summary", "#order-sheet .order-lane button"),
        "rename-group": THEIRS,
        "mark-key": CARD,
        "unmark-key": THEIRS,
        "become-keeper": (NOTES, "#walls [href$='/notes/t{other}']"),
        "leave-keeper": (NOTES, WALL),
        "write-result": (NOTES, WALL, "#result-sheet > summary"),
        "count-heads": (NOTES, WALL, "[data-opens='heads'] > summary"),
        "place-dot": (NOTES, WALL),
        "take-dot": (NOTES, WALL),
        "ask-for-time": SILENT,
        "edit-sealed": (*SILENT, ".sealed-own a"),
        "withdraw-sealed": (*SILENT, ".sealed-own a"),
        "add-photo": (NOTES, WALL, "photo: [for='f-add-photo-photo']"),
        "describe-photo": PHOTO,
        "move-photo": PHOTO,
        "undo-move-photo": PHOTO,
        "withdraw-photo": (*PHOTO, ".deleting > summary"),
    }),
}  # fmt: skip
