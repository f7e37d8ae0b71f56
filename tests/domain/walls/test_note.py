"""Notes on the walls of sessions, of plenary items and of the whole event."""

from datetime import date

import pytest
from sqlalchemy import insert

from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.walls.note import MOST_IN_EVENT, MOST_NOTES, EditNote, WithdrawNote, WriteNote, notes
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.wall import Wall, wall_named
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Invalid, Refused
from tests.cast import Cast
from tests.text.naughty import STRINGS, TOO_MUCH

GONE = 2_000_000_000


async def test_a_note_is_written_on_a_topic_s_wall(cast: Cast):
    topic = await cast.pitches()
    answer = await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text=" <b>Roggen*</b>\r\n🥨 "))
    [note] = await cast.rows(notes, barcamp_id=cast.id)
    assert (note.id, note.wall, note.author_id) == (answer.made, f"t{topic}", cast.noor.id)
    assert (note.text, note.written_at, note.withdrawn_at) == ("<b>Roggen*</b>\n🥨", cast.clock.at, None)
    assert answer.changed == {Changed.note(f"t{topic}", note.id)}


async def test_a_note_is_written_on_a_plenary_item_s_wall(cast: Cast):
    wall = f"s{cast.plenaries[1]}"
    answer = await cast.does(cast.kim, WriteNote(wall=wall, text="Willkommen"))
    assert answer.changed == {Changed.note(wall, answer.made or 0)}


async def test_a_note_is_written_on_the_wall_of_the_whole_event(cast: Cast):
    answer = await cast.makes(cast.kim, WriteNote(wall="e", text="Nächstes Mal mehr Zeit"))
    assert [note.wall for note in await cast.rows(notes, id=answer)] == ["e"]


async def test_a_note_goes_into_the_section_that_was_chosen(cast: Cast):
    questions = await section(cast, "questions")
    answer = await cast.does(cast.kim, WriteNote(wall="e", text="Wer zahlt?", section=questions))
    assert (await cast.rows(notes, id=answer.made))[0].section_id == questions
    assert answer.changed == {Changed.note("e", answer.made or 0)}
    foreign = await section(cast, "questions", cast.elsewhere.id)
    assert await cast.refused(cast.kim, WriteNote(wall="e", text="x", section=foreign)) == "section.gone"


@pytest.mark.parametrize(
    ("typed", "until", "due"),
    [
        ("", None, ""),
        ("30.6.", date(2026, 6, 30), ""),
        ("1.3.", date(2027, 3, 1), ""),
        ("01.03.27", date(2027, 3, 1), ""),
        ("2026-07-01", date(2026, 7, 1), ""),
        ("31. 6. 2026", None, "31. 6. 2026"),
        ("vor den Ferien", None, "vor den Ferien"),
    ],
)
async def test_a_next_step_says_who_and_until_when(cast: Cast, typed: str, until: date | None, due: str):
    step = WriteNote(wall="e", text="Treffen", section=await section(cast, "next"), who="Stadt A", until=typed)
    [row] = await cast.rows(notes, id=await cast.makes(cast.kim, step))
    assert (row.who, row.until, row.due) == ("Stadt A", until, due)


@pytest.mark.parametrize("text", STRINGS)
async def test_what_people_type_is_kept_as_it_is(cast: Cast, text: str):
    note = await cast.makes(cast.kim, WriteNote(wall="e", text=text))
    assert [row.text for row in await cast.rows(notes, id=note)] == [text]


@pytest.mark.parametrize(("text", "why"), TOO_MUCH.items(), ids=lambda each: repr(each)[:20])
async def test_what_no_card_can_hold_is_refused(cast: Cast, text: str, why: str):
    with pytest.raises(Invalid) as caught:
        await cast.does(cast.kim, WriteNote(wall="e", text=text))
    assert caught.value.fields["text"].key == why


async def test_one_s_own_note_is_changed_and_what_is_not_given_stays(cast: Cast):
    step = WriteNote(wall="e", text="Treffen", section=await section(cast, "next"), who="Stadt A", until="30.6.")
    note = await cast.makes(cast.kim, step)
    answer = await cast.does(cast.kim, EditNote(note=note, text="Erstes Treffen"))
    [row] = await cast.rows(notes, id=note)
    assert (row.text, row.who, row.until) == ("Erstes Treffen", "Stadt A", date(2026, 6, 30))
    assert answer.changed == {Changed.note("e", note)}
    await cast.does(cast.kim, EditNote(note=note, text="Treffen", who="", until="bald"))
    [row] = await cast.rows(notes, id=note)
    assert (row.who, row.until, row.due) == ("", None, "bald")


async def test_a_note_is_moved_to_another_section_by_whoever_wrote_it(cast: Cast):
    after = await section(cast, "links")
    note = await cast.makes(cast.kim, WriteNote(wall="e", text="https://example.org"))
    answer = await cast.does(cast.kim, EditNote(note=note, text="https://example.org", section=after))
    assert answer.changed == {Changed.note("e", note)}


async def test_another_s_note_is_changed_by_nobody(cast: Cast):
    note = await cast.makes(cast.kim, WriteNote(wall="e", text="Mehl"))
    for other in (cast.noor, cast.max):
        assert await cast.refused(other, EditNote(note=note, text="Salz")) == "note.not_yours"


async def test_a_wall_s_number_may_be_typed_with_zeros(cast: Cast):
    topic = await cast.pitches()
    answer = await cast.does(cast.kim, WriteNote(wall=f"t00{topic}", text="Mehl"))
    assert {fact.kind for fact in answer.changed} == {"note"}


@pytest.mark.parametrize("name", ["", "t", "e1", "E", "x1", "t-1", "t1x", "7", "t٧", "t1234567890", "\x00", "T1"])
def test_a_name_that_no_wall_can_have_is_refused(name: str):
    assert wall_named("t7") == Wall("t", 7)
    with pytest.raises(Refused) as caught:
        wall_named(name)
    assert caught.value.key == "wall.gone"


async def test_only_things_of_this_barcamp_have_walls(cast: Cast):
    foreign = await cast.pitches(by=cast.eve)
    withdrawn = await cast.pitches()
    await cast.does(cast.kim, WithdrawTopic(topic=withdrawn))
    walls = {
        f"t{foreign}": "topic.gone",
        f"t{withdrawn}": "topic.gone",
        "t999999999": "topic.gone",
        f"s{cast.slots[0]}": "wall.gone",
        f"s{cast.elsewhere.plenaries[0]}": "wall.gone",
        "s999999999": "wall.gone",
        "nowhere": "wall.gone",
    }
    said = {wall: await cast.refused(cast.kim, WriteNote(wall=wall, text="x")) for wall in walls}
    assert said == walls


async def test_notes_need_a_person(cast: Cast):
    command = WriteNote(wall=f"s{cast.plenaries[0]}", text="x")
    assert await cast.refused(cast.ada, command) == "attendee.join_first"


async def test_a_wall_holds_only_so_many_notes(cast: Cast):
    wall, other = (f"s{slot}" for slot in cast.plenaries[:2])
    row = {"barcamp_id": cast.id, "wall": wall, "author_id": cast.kim.id, "text": "x", "written_at": cast.clock.at}
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(notes), [row] * (MOST_NOTES - 1))
    await cast.does(cast.kim, WriteNote(wall=wall, text="Die letzte"))
    why = await cast.refusal(cast.noor, WriteNote(wall=wall, text="Eine zu viel"))
    assert (why.key, why.facts) == ("note.too_many", {"most": MOST_NOTES})
    await cast.does(cast.noor, WriteNote(wall=other, text="Woanders"))


async def test_an_event_holds_only_so_many_notes(cast: Cast):
    one, *others = (f"s{slot}" for slot in cast.plenaries)
    row = {"barcamp_id": cast.id, "author_id": cast.kim.id, "text": "x", "written_at": cast.clock.at}
    rows = [{**row, "wall": others[number % len(others)]} for number in range(MOST_IN_EVENT - 1)]
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(notes), rows)
    await cast.does(cast.kim, WriteNote(wall=one, text="Die letzte"))
    why = await cast.refusal(cast.noor, WriteNote(wall=one, text="Eine zu viel"))
    assert (why.key, why.facts) == ("note.too_many_in_event", {"most": MOST_IN_EVENT})


async def test_one_s_own_note_is_taken_off(cast: Cast):
    wall = f"s{cast.plenaries[0]}"
    note = await cast.makes(cast.kim, WriteNote(wall=wall, text="Weg damit"))
    answer = await cast.does(cast.kim, WithdrawNote(note=note))
    assert (await cast.rows(notes, id=note))[0].withdrawn_at == cast.clock.at
    assert answer.changed == {Changed.note(wall, note)}
    assert await cast.refused(cast.kim, WithdrawNote(note=note)) == "note.gone"


async def test_another_s_note_is_taken_off_only_by_a_moderator(cast: Cast):
    wall = f"s{cast.plenaries[0]}"
    for moderating in (cast.max, cast.ada):
        note = await cast.makes(cast.kim, WriteNote(wall=wall, text="Unpassend"))
        assert await cast.refused(cast.noor, WithdrawNote(note=note)) == "note.not_yours"
        await cast.does(moderating, WithdrawNote(note=note))
        assert (await cast.rows(notes, id=note))[0].withdrawn_at is not None


async def test_a_note_elsewhere_is_gone(cast: Cast):
    note = await cast.makes(cast.eve, WriteNote(wall=f"s{cast.elsewhere.plenaries[0]}", text="x"))
    for member in (cast.kim, cast.max, cast.ada):
        assert await cast.refused(member, WithdrawNote(note=note)) == "note.gone"
    assert await cast.refused(cast.kim, WithdrawNote(note=GONE)) == "note.gone"
    await cast.does(cast.eve, WithdrawNote(note=note))


async def section(cast: Cast, kind: str, camp: int | None = None) -> int:
    """The id of an event's section of that kind."""
    async with cast.ctx.db.reading() as db:
        return next(each.id for each in await load_sections(db, camp or cast.id) if each.kind == kind)
