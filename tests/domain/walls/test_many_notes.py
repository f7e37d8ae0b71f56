"""A list becomes cards at once: all of them or none."""

import pytest

from barcamp.domain.walls.lane import notes
from barcamp.domain.walls.many_notes import LONGEST, MOST_AT_ONCE, WriteNotes
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.silence.lanes import sealed
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.kernel.facts import Changed
from barcamp.kernel.journal import lines
from barcamp.kernel.refused import Invalid
from tests.cast import Cast
from tests.domain.walls.test_layout import cards
from tests.domain.walls.test_note import section


async def test_every_line_is_a_card_in_their_order_and_behind_those_that_are_there(cast: Cast):
    questions = await section(cast, "questions")
    await cast.does(cast.noor, WriteNote(wall="e", text="Mehl", section=questions))
    answer = await cast.does(cast.kim, WriteNotes(wall="e", text="Brot\n\n  Salz \n\u200b\nHefe", section=questions))
    assert await cards(cast, "e") == {"questions": ["Mehl", "Brot", "Salz", "Hefe"]}
    rows = await cast.rows(notes, wall="e")
    assert answer.changed == {Changed.note("e", row.id) for row in rows[1:]}
    assert {row.author_id for row in rows[1:]} == {cast.kim.id}


async def test_sent_again_they_do_not_stand_there_twice(cast: Cast):
    for _ in range(2):
        await cast.does(cast.kim, WriteNotes(wall="e", text="Brot\nSalz"), op="pasted-once")
    assert await cards(cast, "e") == {"insights": ["Brot", "Salz"]}


async def test_so_many_at_once_and_not_one_more(cast: Cast):
    lines = [str(number) for number in range(MOST_AT_ONCE + 1)]
    assert await cast.refused(cast.kim, WriteNotes(wall="e", text="\n".join(lines))) == "notes.too_many"
    assert await cards(cast, "e") == {}
    await cast.does(cast.kim, WriteNotes(wall="e", text="\n".join(lines[:-1])))
    assert len(await cast.rows(notes, wall="e")) == MOST_AT_ONCE


async def test_one_that_is_too_long_is_named_and_none_is_written(cast: Cast):
    long = "x" * (LONGEST + 1)
    why = await cast.refusal(cast.kim, WriteNotes(wall="e", text=f"Brot\n{long}\n\n{long[1:]}\n{long}"))
    assert (why.key, why.field, why.facts) == ("notes.long", "text", {"most": LONGEST, "lines": "2, 4"})
    assert await cards(cast, "e") == {}


async def test_what_stops_one_of_them_stops_all(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("barcamp.domain.walls.note.MOST_NOTES", 2)
    assert await cast.refused(cast.kim, WriteNotes(wall="e", text="Brot\nSalz\nHefe")) == "note.too_many"
    assert await cards(cast, "e") == {}
    assert await cast.refused(cast.kim, WriteNotes(wall="e", text="Brot\nSalz", section=9999)) == "section.gone"
    with pytest.raises(Invalid):
        WriteNotes(wall="e", text=" \n ")


def test_many_cards_count_as_several_commands():
    assert [WriteNotes(wall="e", text="x\n" * number).heft for number in (1, 12, 50)] == [1, 3, 11]
    assert WriteNote(wall="e", text="x").heft == 1


async def test_where_it_is_silent_they_are_sealed_and_the_journal_keeps_no_word(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall="e"))
    await cast.does(cast.kim, WriteNotes(wall="e", text="Brot\nSalz"))
    assert await cards(cast, "e") == {}
    assert [row.text for row in await cast.rows(sealed)] == ["Brot", "Salz"]
    [line] = await cast.rows(lines, command="write-notes")
    assert "Brot" not in line.payload
    await cast.does(cast.max, RevealCards(wall="e"))
    assert sorted((await cards(cast, "e"))["insights"]) == ["Brot", "Salz"]
