"""Several cards at once: they are moved, grouped and withdrawn together, and taken back in one step."""

import random

import pytest

from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.lane import note_moves, notes
from barcamp.domain.walls.layout.edit_sections import RemoveSection
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.photos.photo import WithdrawPhoto
from barcamp.domain.walls.photos.table import photos
from barcamp.domain.walls.several.chosen import MOST_CHOSEN
from barcamp.domain.walls.several.move_notes import MoveNotes, UndoMoves
from barcamp.domain.walls.several.withdraw_notes import WithdrawNotes
from barcamp.domain.walls.silence.lanes import sealed
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.kernel.facts import Changed
from barcamp.kernel.journal import lines
from tests.cast import Cast
from tests.domain.walls.test_note import section
from tests.domain.walls.test_photos_among_cards import insights, mine, seen
from tests.pictures import hang


def chosen(*cards: int | str) -> str:
    return " ".join(map(str, cards))


async def test_they_go_one_behind_the_other_in_their_order_and_back_in_one_step(cast: Cast):
    one, two, three, four = await mine(cast, "Mehl", "Salz", "Hefe", "Ofen")
    photo = await hang(cast, "e")
    questions, before = await section(cast, "questions"), await seen(cast)
    some = chosen(one, three, f"p{photo}")
    for place, wanted in (
        ("last", [two, four, one, three, f"p{photo}"]),
        ("first", [one, three, f"p{photo}", two, four]),
        (f"after-{two}", [two, one, three, f"p{photo}", four]),
        (f"before-{two}", [one, three, f"p{photo}", two, four]),
    ):
        await cast.does(cast.kim, MoveNotes(wall="e", cards=some, place=place))
        assert await insights(cast) == [("", wanted)]
        await cast.does(cast.kim, UndoMoves(wall="e", cards=some))
        assert await seen(cast) == before, place
    answer = await cast.does(cast.kim, MoveNotes(wall="e", cards=some, section=questions))
    assert {Changed.note("e", one), Changed.note("e", three), Changed.photos("e")} <= answer.changed
    assert (await seen(cast))["questions"] == [("", [one, three, f"p{photo}"])]
    await cast.does(cast.kim, UndoMoves(wall="e", cards=some))
    assert await seen(cast) == before


async def test_they_become_one_group_and_stand_alone_again(cast: Cast):
    one, two, three = await mine(cast, "Mehl", "Salz", "Hefe")
    await cast.does(cast.kim, MoveNote(note=three, section=await section(cast, "questions")))
    before = await seen(cast)
    for onto, wanted in ((one, [one, two, three]), (two, [two, one, three])):
        await cast.does(cast.kim, MoveNotes(wall="e", cards=chosen(one, two, three), place=f"onto-{onto}"))
        assert sorted((await insights(cast))[0][1]) == sorted(wanted)
        assert [title for title, _ in await insights(cast)] == ["Gruppe 1"]
        await cast.does(
            cast.kim, UndoMoves(wall="e", cards=chosen(*[each for each in (one, two, three) if each != onto]))
        )
        assert await seen(cast) == before


async def test_into_a_group_that_is_there(cast: Cast):
    one, two, three = await mine(cast, "Mehl", "Salz", "Hefe")
    await cast.does(cast.max, GroupNote(note=three, group="Zutaten"))
    await cast.does(cast.kim, MoveNotes(wall="e", cards=chosen(one, two, three), place=f"onto-{three}"))
    assert await insights(cast) == [("Zutaten", [three, one, two])]


async def test_one_that_must_not_be_moved_keeps_all_where_they_are(cast: Cast):
    one, two = await mine(cast, "Mehl", "Salz")
    theirs = await cast.makes(cast.noor, WriteNote(wall="e", text="Hefe"))
    before, moves = await seen(cast), MoveNotes(wall="e", cards=chosen(one, theirs, two), place="first")
    assert await cast.refused(cast.kim, moves) == "move.not_yours"
    onto = MoveNotes(wall="e", cards=chosen(one, two), place=f"onto-{theirs}")
    assert await cast.refused(cast.kim, onto) == "move.partner_not_yours"
    assert await seen(cast) == before
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    await cast.does(cast.kim, moves)
    assert await insights(cast) == [("", [one, theirs, two])]
    [moved] = await cast.rows(note_moves, note_id=theirs)
    assert moved.attendee_id == cast.kim.id


async def test_those_that_are_gone_meanwhile_are_left_out(cast: Cast):
    one, two, three, four = await mine(cast, "Mehl", "Salz", "Hefe", "Ofen")
    photo = await hang(cast, "e")
    await cast.does(cast.kim, WithdrawNote(note=one))
    await cast.does(cast.max, HideNote(note=two, reason="Name"))
    await cast.does(cast.kim, WithdrawPhoto(photo=photo))
    gone = chosen(one, two, f"p{photo}")
    for command in (MoveNotes(wall="e", cards=gone), UndoMoves(wall="e", cards=gone)):
        assert await cast.refused(cast.kim, command) == "cards.gone"
    await cast.does(cast.kim, MoveNotes(wall="e", cards=f"{gone} {four} {three}", place=f"onto-{one}"))
    assert await insights(cast) == [("Gruppe 1", [four, three])]
    alone = MoveNotes(wall="e", cards=chosen(one, three), place=f"onto-{one}")
    assert await cast.refused(cast.kim, alone) == "cards.gone"
    partner_gone = MoveNotes(wall="e", cards=chosen(three, four), place=f"onto-{one}")
    assert await cast.refused(cast.kim, partner_gone) == "move.partner_gone"


async def test_what_cannot_be_moved_together_is_said(cast: Cast):
    one, two = await mine(cast, "Mehl", "Salz")
    elsewhere = await cast.makes(cast.kim, WriteNote(wall=f"s{cast.plenaries[0]}", text="Kaffee"))
    before = await seen(cast)
    for cards, place, section_id, why in (
        (chosen(one, elsewhere), "first", 0, "cards.elsewhere"),
        ("1,2", "first", 0, "cards.unreadable"),
        (f"{one} -2", "first", 0, "cards.unreadable"),
        (chosen(one, two), "links", 0, "move.place"),
        (chosen(one, two), "last", 9999, "section.gone"),
        (chosen(*range(1, MOST_CHOSEN + 2)), "last", 0, "cards.too_many"),
    ):
        command = MoveNotes(wall="e", cards=cards, place=place, section=section_id)
        assert await cast.refused(cast.kim, command) == why
    assert await cast.refused(cast.kim, UndoMoves(wall="e", cards=chosen(one, two))) == "move.nothing"
    assert await cast.refused(cast.kim, MoveNotes(wall="t9999", cards=chosen(one))) == "topic.gone"
    assert await seen(cast) == before


async def test_cards_that_are_not_revealed_are_none_of_them(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall="e"))
    await cast.does(cast.kim, WriteNote(wall="e", text="Mehl"))
    [hidden] = await cast.rows(sealed, barcamp_id=cast.id)
    for command in (MoveNotes(wall="e", cards=chosen(hidden.id)), WithdrawNotes(wall="e", cards=chosen(hidden.id))):
        assert await cast.refused(cast.kim, command) == "cards.gone"
    assert await cast.rows(sealed, barcamp_id=cast.id) == [hidden]


async def test_what_somebody_else_moved_since_stays_there(cast: Cast):
    one, two, three = await mine(cast, "Mehl", "Salz", "Hefe")
    questions, links = await section(cast, "questions"), await section(cast, "links")
    some = chosen(one, two)
    await cast.does(cast.kim, MoveNotes(wall="e", cards=some, section=questions))
    await cast.does(cast.max, MoveNote(note=two, section=links))
    await cast.does(cast.kim, UndoMoves(wall="e", cards=some))
    assert await seen(cast) == {"insights": [("", [three, one])], "links": [("", [two])]}
    assert await cast.refused(cast.kim, UndoMoves(wall="e", cards=chosen(two))) == "move.moved_since"
    assert await cast.refused(cast.kim, UndoMoves(wall="e", cards=some)) == "move.nothing"


async def test_those_whose_section_is_gone_stay(cast: Cast):
    one, two = await mine(cast, "Mehl", "Salz")
    questions, links = await section(cast, "questions"), await section(cast, "links")
    await cast.does(cast.kim, MoveNote(note=one, section=questions))
    await cast.does(cast.kim, MoveNotes(wall="e", cards=chosen(one, two), section=links))
    await cast.does(cast.ada, RemoveSection(section=questions))
    await cast.does(cast.kim, UndoMoves(wall="e", cards=chosen(one, two)))
    assert await seen(cast) == {"insights": [("", [two])], "links": [("", [one])]}


async def test_sent_again_they_are_moved_once(cast: Cast):
    one, two, three = await mine(cast, "Mehl", "Salz", "Hefe")
    for _ in range(2):
        await cast.does(cast.kim, MoveNotes(wall="e", cards=chosen(two, three), place="first"), op="moved-once")
    assert await insights(cast) == [("", [two, three, one])]
    assert len([row for row in await cast.rows(lines) if row.command == "move-notes"]) == 1


async def test_one_withdraws_one_s_own_and_moderators_any(cast: Cast):
    one, two = await mine(cast, "Mehl", "Salz")
    photo = await hang(cast, "e")
    theirs = await cast.makes(cast.noor, WriteNote(wall="e", text="Hefe"))
    assert await cast.refused(cast.kim, WithdrawNotes(wall="e", cards=chosen(one, theirs))) == "note.not_yours"
    assert await insights(cast) == [("", [one, two, f"p{photo}", theirs])]
    await cast.does(cast.kim, WithdrawNote(note=one))
    await cast.does(cast.kim, WithdrawNotes(wall="e", cards=chosen(one, two, f"p{photo}")))
    assert await insights(cast) == [("", [theirs])]
    assert (await cast.rows(photos, id=photo))[0].data == b""
    await cast.does(cast.max, WithdrawNotes(wall="e", cards=chosen(theirs)))
    assert await seen(cast) == {}
    assert await cast.refused(cast.max, WithdrawNotes(wall="e", cards=chosen(theirs))) == "cards.gone"


def test_many_cards_count_as_several_commands():
    for kind in (MoveNotes, UndoMoves, WithdrawNotes):
        assert [kind(wall="e", cards="7 " * number).heft for number in (1, 12, 50)] == [1, 3, 11]


@pytest.mark.parametrize("seed", range(20))
async def test_whatever_was_moved_together_is_back_in_one_step(cast: Cast, seed: int):
    chance = random.Random(seed)
    cards = [*await mine(cast, *map(str, range(8)))]
    kinds = [await section(cast, kind) for kind in ("insights", "questions", "links")]
    for _ in range(12):
        place = chance.choice(["first", "last", *(f"{word}-{chance.choice(cards)}" for word in ("before", "onto"))])
        some = chance.sample(cards, chance.randrange(1, 5))
        before, rows = await seen(cast), len(await cast.rows(notes, barcamp_id=cast.id))
        moves = MoveNotes(wall="e", cards=chosen(*some), section=chance.choice([0, *kinds]), place=place)
        if place.startswith("onto") and {int(place.partition("-")[2])} >= set(some):
            continue
        moved = await cast.does(cast.kim, moves)
        if moved.changed:
            answer = chosen(*some)
            if chance.random() < 0.7:
                await cast.does(cast.kim, UndoMoves(wall="e", cards=answer))
                assert await seen(cast) == before, (seed, moves)
        assert rows == len(await cast.rows(notes, barcamp_id=cast.id))
