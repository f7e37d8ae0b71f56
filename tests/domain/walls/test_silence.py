"""The silent round: what is written unseen, for how long, and how it is revealed."""

from datetime import timedelta

import pytest

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.crowd import RemoveCrowd
from barcamp.domain.moderation.merge import MergeTopics
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.people.attendee import Leave
from barcamp.domain.people.entry import Join
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.erasure import KEEP, REMOVE, ErasePerson
from barcamp.domain.setup.slot import RemoveSlot
from barcamp.domain.walls import note
from barcamp.domain.walls.dots import CloseDots, OpenDots
from barcamp.domain.walls.groups import GroupNote, MarkKey
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.layout.edit_sections import AddSection, RemoveSection
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote, notes
from barcamp.domain.walls.section import load_sections, sections
from barcamp.domain.walls.silence.lanes import sealed, silent_lanes, time_wishes
from barcamp.domain.walls.silence.round import MOST_MINUTES, AskForTime, BeginSilence, GiveTime
from barcamp.domain.walls.silence.sealed import EditSealed, RevealCards, WithdrawSealed
from barcamp.domain.walls.support import SupportNote
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.notes import load_notes, load_wall
from barcamp.queries.walls.silence import Sealed, Silence, load_silence
from barcamp.web.gate import tokens
from tests.cast import Cast, Member

WALL = "e"


async def lane(cast: Cast, kind: str = "insights") -> int:
    async with cast.ctx.db.reading() as db:
        return next(each.id for each in await load_sections(db, cast.id) if each.kind == kind)


async def silence(cast: Cast, wall: str = WALL) -> Silence:
    async with cast.ctx.db.reading() as db:
        return await load_silence(db, cast.id, wall_named(wall))


async def seal(cast: Cast, text: str = "Mehl", section: int = 0, by=None) -> int:
    """The id of a card that is sealed."""
    await cast.does(by or cast.kim, WriteNote(wall=WALL, text=text, section=section))
    return (await cast.rows(sealed, barcamp_id=cast.id))[-1].id


async def test_what_is_written_in_a_silent_section_is_no_note_before_it_is_revealed(cast: Cast):
    insights, questions = await lane(cast), await lane(cast, "questions")
    answer = await cast.does(cast.max, BeginSilence(wall=WALL, section=insights))
    assert answer.changed == {Changed.silence(WALL)}
    written = await cast.does(cast.kim, WriteNote(wall=WALL, text="Mehl", section=insights))
    assert (written.made, written.changed) == (None, {Changed.silence(WALL)})
    open_card = await cast.makes(cast.kim, WriteNote(wall=WALL, text="Wann?", section=questions))
    assert [row.id for row in await cast.rows(notes, barcamp_id=cast.id)] == [open_card]
    assert '"Mehl"' not in "".join(line.payload for line in await cast.journal())
    revealed = await cast.does(cast.max, RevealCards(wall=WALL))
    assert revealed.changed == {Changed.silence(WALL), Changed.cards(WALL)}
    card = (await cast.rows(notes, barcamp_id=cast.id))[-1]
    assert (card.text, card.section_id, card.author_id) == ("Mehl", insights, cast.kim.id)
    [kept] = await cast.rows(sealed, barcamp_id=cast.id)
    assert (kept.text, kept.note_id) == ("", card.id)
    late = await cast.does(cast.noor, WriteNote(wall=WALL, text="Salz", section=insights))
    assert late.changed == {Changed.note(WALL, late.made or 0)}


async def test_sections_are_revealed_one_after_the_other_or_all_at_once(cast: Cast):
    insights, questions = await lane(cast), await lane(cast, "questions")
    await cast.does(cast.max, BeginSilence(wall=WALL))
    for section, text in ((insights, "a"), (questions, "b"), (insights, "c")):
        await seal(cast, text, section)
    await cast.does(cast.max, RevealCards(wall=WALL, section=insights))
    assert [row.text for row in await cast.rows(notes, barcamp_id=cast.id)] == ["a", "c"]
    assert insights not in (await silence(cast)).silent
    assert questions in (await silence(cast)).silent
    await cast.does(cast.max, RevealCards(wall=WALL))
    assert [row.text for row in await cast.rows(notes, barcamp_id=cast.id)] == ["a", "c", "b"]
    assert (await silence(cast)).lanes == ()
    assert (await cast.does(cast.max, RevealCards(wall=WALL))).changed == set()


async def test_a_clock_that_runs_out_reveals_nothing_and_stops_nobody(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall=WALL, minutes=3))
    assert (await silence(cast)).until == cast.clock.at + timedelta(minutes=3)
    cast.clock.forward(minutes=10)
    await seal(cast, "Spät, aber gut")
    assert await cast.rows(notes, barcamp_id=cast.id) == []
    assert (await silence(cast)).sealed == Sealed(1, 0)


async def test_whoever_needs_more_time_asks_and_a_moderator_gives_it_to_everybody(cast: Cast):
    began = cast.clock.at
    await cast.does(cast.max, BeginSilence(wall=WALL, minutes=3))
    assert (await cast.does(cast.kim, AskForTime(wall=WALL))).changed == {Changed.silence(WALL)}
    assert (await cast.does(cast.kim, AskForTime(wall=WALL))).changed == set()
    await cast.does(cast.noor, AskForTime(wall=WALL))
    assert (await silence(cast)).wishes == 2
    await cast.does(cast.max, GiveTime(wall=WALL, minutes=2))
    assert (await silence(cast)).until == began + timedelta(minutes=5)
    assert (await silence(cast)).wishes == 0
    cast.clock.forward(minutes=30)
    await cast.does(cast.max, GiveTime(wall=WALL))
    assert (await silence(cast)).until == cast.clock.at + timedelta(minutes=1)
    await cast.does(cast.noor, AskForTime(wall=WALL))
    await cast.does(cast.max, RevealCards(wall=WALL))
    assert await cast.rows(time_wishes, barcamp_id=cast.id) == []


async def test_there_is_nothing_to_ask_for_where_no_clock_runs_or_nothing_is_silent(cast: Cast):
    assert await cast.refused(cast.kim, AskForTime(wall=WALL)) == "silence.over"
    assert await cast.refused(cast.max, GiveTime(wall=WALL)) == "silence.over"
    await cast.does(cast.max, BeginSilence(wall=WALL, minutes=0))
    assert (await silence(cast)).until is None
    assert await cast.refused(cast.kim, AskForTime(wall=WALL)) == "silence.no_clock"
    await cast.does(cast.max, GiveTime(wall=WALL))
    assert (await silence(cast)).until == cast.clock.at + timedelta(minutes=1)


@pytest.mark.parametrize("minutes", [-1, MOST_MINUTES + 1, 2**31 - 1])
async def test_minutes_that_cannot_be_are_refused(cast: Cast, minutes: int):
    assert await cast.refused(cast.max, BeginSilence(wall=WALL, minutes=minutes)) == "silence.minutes"
    assert await cast.rows(silent_lanes, barcamp_id=cast.id) == []
    await cast.does(cast.max, BeginSilence(wall=WALL))
    assert await cast.refused(cast.max, GiveTime(wall=WALL, minutes=minutes)) == "silence.minutes"


async def test_a_section_that_is_silent_stays_so_when_others_follow_and_all_have_one_clock(cast: Cast):
    insights, questions = await lane(cast), await lane(cast, "questions")
    await cast.does(cast.max, BeginSilence(wall=WALL, section=insights, minutes=3))
    card = await seal(cast, "Mehl", insights)
    assert (await cast.does(cast.max, BeginSilence(wall=WALL, section=insights, minutes=9))).changed == set()
    await cast.does(cast.max, BeginSilence(wall=WALL, section=questions, minutes=4))
    assert (await silence(cast)).silent == tuple(sorted((insights, questions)))
    assert {row.until for row in await cast.rows(silent_lanes)} == {cast.clock.at + timedelta(minutes=4)}
    assert [row.id for row in await cast.rows(sealed)] == [card]


async def test_a_section_that_the_wall_does_not_have_cannot_be_silent(cast: Cast):
    assert await cast.refused(cast.max, BeginSilence(wall=WALL, section=2_000_000)) == "section.gone"
    assert await cast.refused(cast.max, BeginSilence(wall="t999")) == "topic.gone"


async def test_of_fewer_than_three_people_it_is_not_said_how_many_they_are(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall=WALL))
    for who, told in ((cast.kim, Sealed(1, 0)), (cast.kim, Sealed(2, 0)), (cast.noor, Sealed(3, 0))):
        await seal(cast, by=who)
        assert (await silence(cast)).sealed == told
    await seal(cast, by=cast.max)
    assert (await silence(cast)).sealed == Sealed(4, 3)
    assert [each.sealed for each in (await silence(cast)).lanes if each.sealed.cards] == [Sealed(4, 3)]


async def test_one_changes_and_takes_back_one_s_own_alone_and_others_as_if_it_did_not_exist(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall=WALL))
    card, other = await seal(cast, "Mehl"), await seal(cast, "Salz")
    for who in (cast.noor, cast.max):
        assert await cast.refused(who, EditSealed(card=card, text="Meins")) == "note.gone"
        assert await cast.refused(who, WithdrawSealed(card=card)) == "note.gone"
    assert (await cast.does(cast.kim, EditSealed(card=card, text="Vollkorn", who="Kim"))).changed == set()
    assert (await cast.does(cast.kim, WithdrawSealed(card=other))).changed == {Changed.silence(WALL)}
    await cast.does(cast.max, RevealCards(wall=WALL))
    assert [(row.text, row.who) for row in await cast.rows(notes, barcamp_id=cast.id)] == [("Vollkorn", "Kim")]
    assert await cast.refused(cast.kim, WithdrawSealed(card=other)) == "note.gone"


async def test_what_somebody_still_sends_about_a_card_finds_it_on_the_wall(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall=WALL))
    card, other = await seal(cast, "Mehl"), await seal(cast, "Salz")
    await cast.does(cast.max, RevealCards(wall=WALL))
    await cast.does(cast.kim, EditSealed(card=card, text="Vollkorn", seen={"text": "Mehl"}))
    await cast.does(cast.kim, WithdrawSealed(card=other))
    found = [(row.text, row.withdrawn_at is None) for row in await cast.rows(notes, barcamp_id=cast.id)]
    assert found == [("Vollkorn", True), ("Salz", False)]


@pytest.mark.parametrize("kind", [SupportNote, MarkKey, MoveNote, GroupNote, WithdrawNote])
async def test_a_sealed_card_is_no_note_to_anybody(cast: Cast, kind: type[Command]):
    await cast.does(cast.max, BeginSilence(wall=WALL))
    card = await seal(cast)
    for who in (cast.kim, cast.noor, cast.max):
        assert await cast.refused(who, kind(note=card)) == "note.gone"  # type: ignore[call-arg]
    assert await cast.refused(cast.max, HideNote(note=card, reason="Neugier")) == "note.gone"


async def test_a_section_stays_while_somebody_writes_in_it_unseen(cast: Cast):
    links = await lane(cast, "links")
    await cast.does(cast.max, BeginSilence(wall=WALL, section=links))
    assert await cast.refused(cast.ada, RemoveSection(section=links)) == "section.silent"
    card = await seal(cast, "https://example.org", links)
    assert await cast.refused(cast.ada, RemoveSection(section=links)) == "section.silent"
    await cast.does(cast.kim, WithdrawSealed(card=card))
    await cast.does(cast.max, RevealCards(wall=WALL))
    await cast.does(cast.ada, RemoveSection(section=links))
    assert [row.section_id for row in await cast.rows(sealed)] == [None]


async def test_a_card_is_moved_while_others_are_revealed_around_it(cast: Cast):
    """Somebody drags a card of theirs to its place beside others; in the meantime twenty come there."""
    insights, questions = await lane(cast), await lane(cast, "questions")
    first, second, third = [
        await cast.makes(cast.kim, WriteNote(wall=WALL, text=text, section=insights)) for text in ("a", "b", "c")
    ]
    await cast.does(cast.max, BeginSilence(wall=WALL, section=insights))
    for number in range(20):
        await seal(cast, f"{number}", insights, cast.noor)
    await cast.does(cast.kim, MoveNote(note=third, section=questions))
    await cast.does(cast.max, RevealCards(wall=WALL, section=insights))
    await cast.does(cast.kim, MoveNote(note=third, place=f"before-{second}"))
    async with cast.ctx.db.reading() as db:
        section = (await load_wall(db, cast.id, wall_named(WALL))).section(insights)
    assert section is not None
    assert [card.text for card in section.cards] == ["a", "c", "b", *map(str, range(20))]
    assert first == section.cards[0].id


async def test_whoever_leaves_has_their_cards_revealed_under_their_name(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall=WALL))
    await seal(cast)
    await cast.does(cast.kim, Leave(device=tokens.hashed(cast.kim.cookies[tokens.DEVICE])))
    await cast.does(cast.max, RevealCards(wall=WALL))
    async with cast.ctx.db.reading() as db:
        [card] = await load_notes(db, cast.id, WALL)
    assert (card.text, card.author) == ("Mehl", "Kim")


@pytest.mark.parametrize(("contributions", "told"), [(KEEP, [("Mehl", "")]), (REMOVE, [])])
async def test_the_cards_of_whoever_is_erased_go_as_their_other_words_do(cast: Cast, contributions: str, told: list):
    await cast.does(cast.max, BeginSilence(wall=WALL))
    await seal(cast)
    await cast.does(cast.kim, AskForTime(wall=WALL))
    await cast.does(cast.kim, ErasePerson(attendee=cast.kim.id, contributions=contributions))
    assert await cast.rows(time_wishes) == []
    assert [row.text for row in await cast.rows(sealed)] == (["Mehl"] if contributions == KEEP else [""])
    await cast.does(cast.max, RevealCards(wall=WALL))
    async with cast.ctx.db.reading() as db:
        assert [(card.text, card.author) for card in await load_notes(db, cast.id, WALL)] == told


async def test_a_crowd_that_is_brought_back_finds_its_cards_still_sealed(cast: Cast):
    """They were revealed for the others in the meantime: theirs wait until a moderator reveals them as well."""
    since = int(cast.clock.at.timestamp())
    made = await cast.makes(cast.stranger, Join(device="0" * 64, name="Bo"))
    bo = Member("Bo", Actor(Role.ATTENDEE, cast.id, made))
    await cast.does(cast.max, BeginSilence(wall=WALL))
    await seal(cast, "Von Bo", by=bo)
    cast.clock.forward(minutes=1)
    await cast.does(cast.max, RemoveCrowd(since=since, until=since + 30))
    await cast.does(cast.max, RevealCards(wall=WALL))
    assert await cast.rows(notes) == []
    await cast.does(cast.max, Undo())
    assert (await silence(cast)).sealed == Sealed(1, 0)
    await cast.does(cast.max, RevealCards(wall=WALL))
    assert [row.text for row in await cast.rows(notes)] == ["Von Bo"]


async def test_closing_the_event_reveals_everything_on_every_wall(cast: Cast):
    topic, gone = await cast.pitches(), await cast.pitches("Mehl")
    for wall in (WALL, f"t{topic}", f"t{gone}"):
        await cast.does(cast.max, BeginSilence(wall=wall))
        await cast.does(cast.kim, WriteNote(wall=wall, text=wall))
    await cast.does(cast.kim, WithdrawTopic(topic=gone))
    await cast.does(cast.max, ArchiveBarcamp())
    assert [row.text for row in await cast.rows(notes)] == [WALL, f"t{topic}", f"t{gone}"]
    assert await cast.rows(silent_lanes) == []


async def test_topics_are_merged_and_plenary_items_removed_once_their_cards_are_revealed(cast: Cast):
    one, other = await cast.pitches(), await cast.pitches("Mehl")
    plenary = f"s{cast.plenaries[0]}"
    for wall in (f"t{other}", plenary):
        await cast.does(cast.max, BeginSilence(wall=wall))
        await cast.does(cast.kim, WriteNote(wall=wall, text="Mehl"))
    merge = MergeTopics(topic=one, into=other, title="Beides")
    assert await cast.refused(cast.max, merge) == "merge.silent"
    assert await cast.refused(cast.max, MergeTopics(topic=other, into=one, title="Beides")) == "merge.silent"
    assert await cast.refused(cast.ada, RemoveSlot(slot=cast.plenaries[0])) == "slot.silent"
    for wall in (f"t{other}", plenary):
        await cast.does(cast.max, RevealCards(wall=wall))
    await cast.does(cast.max, merge)
    assert await cast.refused(cast.ada, RemoveSlot(slot=cast.plenaries[0])) == "slot.has_notes"


async def test_cards_that_are_revealed_after_a_vote_are_as_new_as_they_look(cast: Cast):
    """Nobody could give them points: they do not stand there with none."""
    await cast.makes(cast.kim, WriteNote(wall=WALL, text="Salz"))
    await cast.does(cast.max, OpenDots(wall=WALL, points=2))
    await cast.does(cast.max, BeginSilence(wall=WALL))
    await seal(cast)
    cast.clock.forward(minutes=1)
    await cast.does(cast.max, CloseDots(wall=WALL))
    cast.clock.forward(minutes=1)
    await cast.does(cast.max, RevealCards(wall=WALL))
    async with cast.ctx.db.reading() as db:
        assert [(card.text, card.dots) for card in await load_notes(db, cast.id, WALL)] == [("Salz", 0), ("Mehl", None)]


async def test_sealed_cards_count_for_how_many_a_wall_takes(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(note, "MOST_NOTES", 2)
    await cast.does(cast.max, BeginSilence(wall=WALL))
    await seal(cast)
    await seal(cast)
    assert await cast.refused(cast.kim, WriteNote(wall=WALL, text="Salz")) == "note.too_many"


async def test_without_sections_the_wall_itself_is_silent(cast: Cast):
    for each in await cast.rows(sections, barcamp_id=cast.id):
        await cast.does(cast.ada, RemoveSection(section=each.id))
    await cast.does(cast.max, BeginSilence(wall=WALL))
    await seal(cast)
    assert (await silence(cast)).silent == (0,)
    await cast.does(cast.max, RevealCards(wall=WALL))
    assert [row.text for row in await cast.rows(notes)] == ["Mehl"]


async def test_the_same_card_sent_twice_is_one(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall=WALL))
    for _ in range(2):
        await cast.does(cast.kim, WriteNote(wall=WALL, text="Mehl"), "op-of-the-card")
    await cast.does(cast.max, RevealCards(wall=WALL))
    again = await cast.does(cast.kim, WriteNote(wall=WALL, text="Mehl"), "op-of-the-card")
    assert again.repeated
    assert [row.text for row in await cast.rows(notes)] == ["Mehl"]


async def test_a_section_that_is_added_while_all_of_a_wall_is_silent_is_silent_as_well(cast: Cast):
    there = f"t{await cast.pitches()}"
    await cast.does(cast.max, BeginSilence(wall=WALL, minutes=5))
    await cast.does(cast.max, BeginSilence(wall=there, section=await lane(cast)))
    answer = await cast.does(cast.ada, AddSection(title="Wer fehlt?"))
    assert answer.changed == {Changed.sections(), Changed.silence(WALL)}
    assert answer.made in (await silence(cast)).silent
    assert answer.made not in (await silence(cast, there)).silent
    assert len({row.until for row in await cast.rows(silent_lanes, barcamp_id=cast.id, wall=WALL)}) == 1
    written = await cast.does(cast.kim, WriteNote(wall=WALL, text="Geheim", section=answer.made or 0))
    assert written.changed == {Changed.silence(WALL)}
    assert await cast.rows(notes, barcamp_id=cast.id) == []
    await cast.does(cast.max, RevealCards(wall=WALL))
    # Nor does the first section that only this wall has let everybody see what is written in it.
    await cast.does(cast.max, BeginSilence(wall=WALL, minutes=0))
    alone = await cast.makes(cast.ada, AddSection(title="Kurz", wall_kind=WALL))
    assert alone in (await silence(cast)).silent
    await cast.does(cast.max, RevealCards(wall=WALL))
    assert (await cast.does(cast.ada, AddSection(title="Offen", wall_kind=WALL))).changed == {Changed.sections()}
