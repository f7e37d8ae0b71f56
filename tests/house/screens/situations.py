"""For every command that screens show something of: situations in which it changes something.

Each is what has to be there first, and then who gives which command.
"""

from collections.abc import Awaitable, Callable

from sqlalchemy import update

from barcamp.domain.event.phases import Announce, MoveToPhase, SetInterest, SetPitching
from barcamp.domain.feedback import SetFeedback
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.helping import SayWhereFor
from barcamp.domain.offer import EditOffer, PutUpOffer, ShowInterestInOffer, TakeBackInterestInOffer, WithdrawOffer
from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import InviteModerator, OpenLink
from barcamp.domain.plan.going import ChooseSession, SkipSession
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.whereabouts import SayWhere
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.claim import ClaimTopic, ReleaseTopic
from barcamp.domain.topics.glance import SeeTopics
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.topic import EditTopic, PitchTopic, topics
from barcamp.domain.topics.vote import CastVote, WithdrawVote
from barcamp.domain.walls.move_note import MoveNote, MovePhoto, UndoMovePhoto
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.photos.photo import DescribePhoto, HidePhoto, ShowPhoto, WithdrawPhoto
from barcamp.domain.walls.section import load_sections
from barcamp.kernel.command import Command
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.pictures import hang, printed

# These change nothing on any open screen.
UNSEEN = {
    "import-barcamp", "make-calendar-link",
    "make-key", "set-up-organiser", "try-sign-in", "sign-in", "sign-out", "found-barcamp",
    "leave", "make-personal-link", "end-personal-link", "invite-moderator", "show-invitation", "revoke-link",
    "settle-consent", "give-feedback", "count-heads", "be-present", "set-deletion-day", "delete-barcamp", "doubt-clock",
    "open-to-search", "keep-lanes", "forget-lanes",
    "name-series", "found-next", "say-outcome",
    "see-all-again", "make-badges", "tick-step", "record-step", "found-rehearsal", "copy-barcamp", "end-moderating",
}  # fmt: skip
VOTES = ("cast-vote", "withdraw-vote")

Act = tuple[Member, Command]
Situation = Callable[[Cast, int], Awaitable[Act]]
SITUATIONS: dict[str, Situation] = {}


def situation(found: Situation) -> Situation:
    SITUATIONS[found.__name__.replace("_", "-")] = found
    return found


def verb_of(name: str) -> str:
    """The command of a situation: a situation is named after its command, with more words after two dashes."""
    return name.partition("--")[0]


async def furnish(cast: Cast) -> int:
    """What every situation has: a topic of Kim's with interest, a place and notes, and one more; the first one's id."""
    topic = await cast.pitches("Brot")
    other = await cast.pitches("Salz", by=cast.noor)
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, CastVote(topic=other))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    for wall in (f"t{topic}", f"s{cast.plenaries[0]}"):
        await cast.does(cast.kim, WriteNote(wall=wall, text="Eine Notiz"))
    return topic


async def _second(cast: Cast) -> int:
    return await cast.pitches("Zucker")


@situation
async def join(cast: Cast, topic: int) -> Act:
    return cast.stranger, Join(device=tokens.hashed(tokens.new_token()), name="Nuri")


@situation
async def open_link(cast: Cast, topic: int) -> Act:
    token = tokens.hashed(tokens.new_token())
    await cast.does(cast.ada, InviteModerator(token=token))
    return cast.stranger, OpenLink(token=token, device=tokens.hashed(tokens.new_token()), name="Mo")


@situation
async def see_topics(cast: Cast, topic: int) -> Act:
    async with cast.ctx.db.writing() as db:
        await db.execute(update(topics).where(topics.c.id == topic).values(glances=20))
    return cast.noor, SeeTopics(topics=str(await _second(cast)))


@situation
async def say_where(cast: Cast, topic: int) -> Act:
    await cast.becomes_hybrid()
    return cast.kim, SayWhere(online=True)


@situation
async def say_where_for(cast: Cast, topic: int) -> Act:
    await cast.becomes_hybrid()
    return cast.max, SayWhereFor(person=cast.kim.id, online=True)


@situation
async def rename(cast: Cast, topic: int) -> Act:
    return cast.kim, Rename(name="Kim K.", organisation="Stadt Hohenlinde")


@situation
async def move_to_phase(cast: Cast, topic: int) -> Act:
    return cast.max, MoveToPhase(phase="sessions")


@situation
async def set_pitching(cast: Cast, topic: int) -> Act:
    return cast.max, SetPitching(open=False)


@situation
async def set_interest(cast: Cast, topic: int) -> Act:
    return cast.max, SetInterest(open=False)


@situation
async def announce(cast: Cast, topic: int) -> Act:
    return cast.max, Announce(text="Der Kaffee ist da")


@situation
async def announce__nothing_more(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    return cast.max, Announce()


@situation
async def archive_barcamp(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, Announce(text="Danke"))
    return cast.max, ArchiveBarcamp()


@situation
async def pitch_topic(cast: Cast, topic: int) -> Act:
    return cast.kim, PitchTopic(title="Pfeffer", description="Schwarz oder weiß?")


@situation
async def edit_topic(cast: Cast, topic: int) -> Act:
    return cast.kim, EditTopic(topic=topic, title="Brot & Butter", description="Mit Salz")


@situation
async def withdraw_topic(cast: Cast, topic: int) -> Act:
    return cast.kim, WithdrawTopic(topic=await _second(cast))


@situation
async def withdraw_topic__with_its_wall_open(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    return cast.kim, WithdrawTopic(topic=topic)


@situation
async def pitch_topic__as_a_wish(cast: Cast, topic: int) -> Act:
    return cast.kim, PitchTopic(title="Pfeffer", wish=True, angle="seeks")


@situation
async def claim_topic(cast: Cast, topic: int) -> Act:
    await cast.does(cast.kim, ReleaseTopic(topic=topic))
    return cast.kim, ClaimTopic(topic=topic)


@situation
async def release_topic(cast: Cast, topic: int) -> Act:
    return cast.kim, ReleaseTopic(topic=topic)


@situation
async def set_rules_of_interest(cast: Cast, topic: int) -> Act:
    await _take_back_all(cast, topic)
    return cast.max, SetRulesOfInterest(points=3, blind=True)


@situation
async def set_interest__so_that_counts_are_seen(cast: Cast, topic: int) -> Act:
    await _take_back_all(cast, topic)
    await cast.does(cast.max, SetRulesOfInterest(points=0, blind=True))
    await cast.does(cast.noor, CastVote(topic=topic))
    return cast.max, SetInterest(open=False)


async def _take_back_all(cast: Cast, topic: int) -> None:
    for who in (cast.kim, cast.noor):
        for each in await cast.rows(topics, barcamp_id=cast.id):
            await cast.does(who, WithdrawVote(topic=each.id))


@situation
async def cast_vote(cast: Cast, topic: int) -> Act:
    return cast.kim, CastVote(topic=topic)


@situation
async def withdraw_vote(cast: Cast, topic: int) -> Act:
    await cast.does(cast.kim, CastVote(topic=topic))
    return cast.kim, WithdrawVote(topic=topic)


@situation
async def choose_session(cast: Cast, topic: int) -> Act:
    return cast.kim, ChooseSession(topic=topic)


@situation
async def choose_session__when_the_round_is_over(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, SetInterest(open=False))
    return cast.kim, ChooseSession(topic=topic)


@situation
async def skip_session(cast: Cast, topic: int) -> Act:
    await cast.does(cast.kim, ChooseSession(topic=topic))
    await cast.does(cast.max, SetInterest(open=False))
    return cast.kim, SkipSession(topic=topic)


@situation
async def place_topic(cast: Cast, topic: int) -> Act:
    return cast.max, PlaceTopic(topic=await _second(cast), room=cast.rooms[1], slot=cast.slots[0])


@situation
async def place_topic__elsewhere(cast: Cast, topic: int) -> Act:
    return cast.max, PlaceTopic(topic=topic, room=cast.rooms[2], slot=cast.slots[1])


@situation
async def place_topic__in_exchange(cast: Cast, topic: int) -> Act:
    other = await _second(cast)
    await cast.does(cast.max, PlaceTopic(topic=other, room=cast.rooms[1], slot=cast.slots[1]))
    return cast.max, PlaceTopic(topic=other, room=cast.rooms[0], slot=cast.slots[0], seen=topic)


@situation
async def place_topic__in_place_of_another(cast: Cast, topic: int) -> Act:
    return cast.max, PlaceTopic(topic=await _second(cast), room=cast.rooms[0], slot=cast.slots[0], seen=topic)


@situation
async def unplace_topic(cast: Cast, topic: int) -> Act:
    return cast.max, UnplaceTopic(topic=topic)


@situation
async def write_note(cast: Cast, topic: int) -> Act:
    return cast.kim, WriteNote(wall=f"t{topic}", text="Noch eine\nNotiz")


@situation
async def write_note__on_a_plenary_wall(cast: Cast, topic: int) -> Act:
    return cast.kim, WriteNote(wall=f"s{cast.plenaries[0]}", text="Guter Kaffee")


@situation
async def withdraw_note(cast: Cast, topic: int) -> Act:
    written = await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Falsch"))
    return cast.kim, WithdrawNote(note=written.made or 0)


@situation
async def put_up_offer(cast: Cast, topic: int) -> Act:
    return cast.kim, PutUpOffer(title="Praktikum", what="Zwei Wochen", contact="kim@example.org")


async def _offer(cast: Cast, by: Member | None = None) -> int:
    return (await cast.does(by or cast.kim, PutUpOffer(title="Praktikum"))).made or 0


@situation
async def edit_offer(cast: Cast, topic: int) -> Act:
    return cast.kim, EditOffer(offer=await _offer(cast), title="Werkstudium", link="https://example.org")


@situation
async def withdraw_offer(cast: Cast, topic: int) -> Act:
    return cast.kim, WithdrawOffer(offer=await _offer(cast))


@situation
async def show_interest_in_offer(cast: Cast, topic: int) -> Act:
    return cast.kim, ShowInterestInOffer(offer=await _offer(cast, cast.noor), contact="kim@example.org", agreed=True)


@situation
async def take_back_interest_in_offer(cast: Cast, topic: int) -> Act:
    offer = await _offer(cast, cast.noor)
    await cast.does(cast.kim, ShowInterestInOffer(offer=offer))
    return cast.kim, TakeBackInterestInOffer(offer=offer)


@situation
async def set_feedback(cast: Cast, topic: int) -> Act:
    return cast.max, SetFeedback(on=False)


@situation
async def add_photo(cast: Cast, topic: int) -> Act:
    return cast.kim, printed(f"t{topic}")


@situation
async def describe_photo(cast: Cast, topic: int) -> Act:
    return cast.kim, DescribePhoto(photo=await hang(cast, f"t{topic}"), description="Drei Spalten")


@situation
async def move_photo(cast: Cast, topic: int) -> Act:
    photo = await hang(cast, f"t{topic}", "Drei Spalten")
    async with cast.ctx.db.reading() as db:
        links = next(each.id for each in await load_sections(db, cast.id) if each.kind == "links")
    return cast.kim, MovePhoto(photo=photo, section=links)


@situation
async def move_photo__into_a_group(cast: Cast, topic: int) -> Act:
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text="Salz"))
    return cast.kim, MovePhoto(photo=await hang(cast, f"t{topic}", "Drei Spalten"), place=f"onto-{note}")


@situation
async def move_note__onto_a_photo(cast: Cast, topic: int) -> Act:
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text="Salz"))
    return cast.kim, MoveNote(note=note, place=f"onto-p{await hang(cast, f't{topic}', 'Drei Spalten')}")


@situation
async def move_photo__among_the_cards(cast: Cast, topic: int) -> Act:
    for text in ("Mehl", "Salz"):
        note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text=text))
    return cast.kim, MovePhoto(photo=await hang(cast, f"t{topic}", "Drei Spalten"), place=f"before-{note}")


@situation
async def undo_move_photo(cast: Cast, topic: int) -> Act:
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text="Salz"))
    photo = await hang(cast, f"t{topic}", "Drei Spalten")
    await cast.does(cast.kim, MovePhoto(photo=photo, place=f"onto-{note}"))
    return cast.kim, UndoMovePhoto(photo=photo)


@situation
async def withdraw_photo(cast: Cast, topic: int) -> Act:
    await hang(cast, f"t{topic}")
    return cast.kim, WithdrawPhoto(photo=await hang(cast, f"t{topic}"))


@situation
async def hide_photo(cast: Cast, topic: int) -> Act:
    return cast.max, HidePhoto(photo=await hang(cast, f"t{topic}"), reason="Ein Gesicht")


@situation
async def show_photo(cast: Cast, topic: int) -> Act:
    photo = await hang(cast, f"t{topic}")
    await cast.does(cast.max, HidePhoto(photo=photo, reason="Ein Gesicht"))
    return cast.max, ShowPhoto(photo=photo)
