"""Cards move: to a place, another section, into groups and out of them; and whoever moved one takes it back."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy import insert, update

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.walls.groups import GroupNote, RenameGroup
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.lane import FURTHEST, GAP, note_moves, notes
from barcamp.domain.walls.layout.edit_sections import RemoveSection
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote, UndoMove
from barcamp.domain.walls.note import EditNote, WithdrawNote, WriteNote
from barcamp.domain.walls.wall import Wall
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.notes import load_wall
from tests.cast import Cast
from tests.counting import counted
from tests.domain.walls.test_groups import written
from tests.domain.walls.test_note import section

Lanes = dict[str, list[tuple[str, list[int]]]]


async def lanes(cast: Cast) -> Lanes:
    """By kind of section, its groups with their cards, as people see them on the wall of the event."""
    async with cast.ctx.db.reading() as db:
        sight = await load_wall(db, cast.id, Wall("e"))
    return {
        each.kind: [(group.title, [card.id for card in group.cards]) for group in each.groups]
        for each in sight.sections
        if each.cards
    }


async def moves(cast: Cast, note: int, place: str, section: int = 0):
    return await cast.does(cast.max, MoveNote(note=note, section=section, place=place))


async def test_a_card_goes_to_a_place_and_only_it_is_written(cast: Cast):
    one, two, three = await written(cast, "e", "Mehl", "Salz", "Hefe")
    before = {row.id: row.position for row in await cast.rows(notes, barcamp_id=cast.id)}
    for note, place, wanted in (
        (three, f"before-{two}", [one, three, two]),
        (one, f"after-{three}", [three, one, two]),
        (two, "first", [two, three, one]),
        (two, "last", [three, one, two]),
    ):
        answer = await moves(cast, note, place)
        assert answer.changed == {Changed.note("e", note)}
        assert await lanes(cast) == {"insights": [("", wanted)]}
    after = {row.id: row.position for row in await cast.rows(notes, barcamp_id=cast.id)}
    assert {note for note in before if before[note] != after[note]} == {one, two, three}
    await moves(cast, three, "last")
    assert {row.id for row in await cast.rows(notes, barcamp_id=cast.id) if row.position != after[row.id]} == {three}


async def test_where_it_stands_already_nothing_changes(cast: Cast):
    one, two = await written(cast, "e", "Mehl", "Salz")
    for note, place in ((one, "first"), (one, f"before-{two}"), (two, "last"), (two, f"after-{one}")):
        assert not (await moves(cast, note, place)).changed
    assert await cast.rows(note_moves, barcamp_id=cast.id) == []


async def test_into_another_section_beside_a_card_there_or_at_its_end(cast: Cast):
    one, two, three = await written(cast, "e", "Mehl", "Wer zahlt?", "Salz")
    questions = await section(cast, "questions")
    await moves(cast, two, "last", questions)
    await moves(cast, one, f"before-{two}")
    await moves(cast, three, "last", questions)
    assert await lanes(cast) == {"questions": [("", [one, two, three])]}


async def test_onto_a_card_makes_a_group_into_one_joins_it_and_out_of_it_again(cast: Cast):
    one, two, three, four = await written(cast, "e", "Mehl", "Salz", "Hefe", "Ofen")
    answer = await moves(cast, one, f"onto-{two}")
    assert answer.changed == {Changed.note("e", one), Changed.note("e", two)}
    await moves(cast, three, f"onto-{one}")
    assert await lanes(cast) == {"insights": [("", [four]), ("Gruppe 1", [two, one, three])]}
    await moves(cast, three, f"before-{two}")
    assert await lanes(cast) == {"insights": [("", [four]), ("Gruppe 1", [three, two, one])]}
    await moves(cast, two, f"after-{four}")
    await moves(cast, four, f"onto-{two}")
    await moves(cast, one, "last")
    assert await lanes(cast) == {"insights": [("", [one]), ("Gruppe 1", [three]), ("Gruppe 2", [two, four])]}


async def test_one_s_own_cards_move_and_those_of_others_only_where_the_wall_lets_everybody(cast: Cast):
    """Nobody makes a group of somebody else's card either; with a group that is there one's own may stand."""
    theirs, other = await written(cast, "e", "Mehl", "Salz")
    mine = await cast.makes(cast.kim, WriteNote(wall="e", text="Hefe"))
    before = await lanes(cast)
    for place in ("last", "first", f"after-{other}", f"onto-{other}", f"onto-{mine}"):
        assert await cast.refused(cast.kim, MoveNote(note=theirs, place=place)) == "move.not_yours"
    assert await cast.refused(cast.kim, MoveNote(note=mine, place=f"onto-{other}")) == "move.partner_not_yours"
    assert await cast.refused(cast.kim, LetEverybodyMove(wall="e", everybody=True)) == "wall.not_yours"
    assert await lanes(cast) == before
    await cast.does(cast.kim, MoveNote(note=mine, place="first"))
    answer = await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    assert answer.changed == {Changed.wall("e")}
    assert not (await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))).changed
    await cast.does(cast.kim, MoveNote(note=theirs, place=f"onto-{other}"))
    await cast.does(cast.max, LetEverybodyMove(wall="e"))
    assert await cast.refused(cast.kim, MoveNote(note=theirs, place="last")) == "move.not_yours"
    await cast.does(cast.kim, MoveNote(note=mine, place=f"onto-{other}"))
    assert await lanes(cast) == {"insights": [("Gruppe 1", [other, theirs, mine])]}


async def test_hosts_and_keepers_move_every_card_of_their_wall(cast: Cast):
    topic = await cast.pitches(by=cast.kim)
    one, two = await written(cast, f"t{topic}", "Mehl", "Salz")
    await cast.does(cast.kim, MoveNote(note=one, place=f"onto-{two}"))
    [elsewhere, _] = await written(cast, "e", "Mehl", "Salz")
    assert await cast.refused(cast.kim, MoveNote(note=elsewhere)) == "move.not_yours"


async def test_a_move_is_taken_back_in_one_step(cast: Cast):
    one, two, three, four = await written(cast, "e", "Mehl", "Salz", "Hefe", "Ofen")
    questions = await section(cast, "questions")
    await moves(cast, one, f"onto-{four}")
    for note, place, where in (
        (two, "last", 0), (three, "first", 0), (two, "first", questions), (two, f"onto-{three}", 0),
        (three, f"onto-{one}", 0), (one, "first", 0), (four, f"after-{two}", 0),
    ):  # fmt: skip
        before = await lanes(cast)
        await moves(cast, note, place, where)
        assert await lanes(cast) != before, place
        await cast.does(cast.max, UndoMove(note=note))
        assert await lanes(cast) == before, place
        assert await cast.refused(cast.max, UndoMove(note=note)) == "move.nothing"


async def test_it_stands_beside_its_neighbour_again_wherever_that_stands_by_now(cast: Cast):
    one, two, three = await written(cast, "e", "Mehl", "Salz", "Hefe")
    questions = await section(cast, "questions")
    await moves(cast, two, "last", questions)
    await moves(cast, one, "last")
    await cast.does(cast.max, UndoMove(note=two))
    assert await lanes(cast) == {"insights": [("", [three, one, two])]}
    await moves(cast, one, "last", questions)
    await cast.does(cast.noor, WithdrawNote(note=three))
    await cast.does(cast.max, UndoMove(note=one))
    assert await lanes(cast) == {"insights": [("", [one, two])]}


async def test_only_whoever_moved_it_last_takes_it_back(cast: Cast):
    one, two = await written(cast, "e", "Mehl", "Salz")
    await cast.does(cast.noor, MoveNote(note=one, place="last"))
    assert await cast.refused(cast.max, UndoMove(note=one)) == "move.moved_since"
    await moves(cast, one, "first")
    assert await cast.refused(cast.noor, UndoMove(note=one)) == "move.moved_since"
    await cast.does(cast.max, UndoMove(note=one))
    assert await lanes(cast) == {"insights": [("", [two, one])]}
    assert await cast.refused(cast.noor, UndoMove(note=two)) == "move.nothing"


async def test_an_organiser_without_a_name_takes_it_back_as_well(cast: Cast):
    one, two = await written(cast, "e", "Mehl", "Salz")
    await cast.does(cast.ada, MoveNote(note=one, place="last"))
    assert await cast.refused(cast.max, UndoMove(note=one)) == "move.moved_since"
    await cast.does(cast.ada, UndoMove(note=one))
    assert await lanes(cast) == {"insights": [("", [one, two])]}


async def test_a_group_that_others_have_joined_meanwhile_stays(cast: Cast):
    one, two, three = await written(cast, "e", "Mehl", "Salz", "Hefe")
    await moves(cast, one, f"onto-{two}")
    await cast.does(cast.noor, MoveNote(note=three, place=f"onto-{two}"))
    await cast.does(cast.max, UndoMove(note=one))
    assert await lanes(cast) == {"insights": [("", [one]), ("Gruppe 1", [two, three])]}


async def test_what_was_moved_by_a_form_is_taken_back_too_into_a_group_that_has_another_name(cast: Cast):
    one, two = await written(cast, "e", "Mehl", "Salz")
    insights, questions = await section(cast, "insights"), await section(cast, "questions")
    for note in (one, two):
        await cast.does(cast.max, GroupNote(note=note, group="Zutaten"))
    await cast.does(cast.noor, EditNote(note=one, text="Mehl", section=questions))
    await cast.does(cast.max, RenameGroup(wall="e", section=insights, group="Zutaten", name="Teig"))
    await cast.does(cast.noor, UndoMove(note=one))
    assert await lanes(cast) == {"insights": [("Teig", [one, two])]}


async def test_of_two_who_move_a_card_the_second_does_so_after_the_first(cast: Cast):
    one, two, three = await written(cast, "e", "Mehl", "Salz", "Hefe")
    questions = await section(cast, "questions")
    await cast.does(cast.noor, MoveNote(note=one, section=questions))
    await moves(cast, one, f"before-{three}", await section(cast, "insights"))
    assert await lanes(cast) == {"insights": [("", [two, one, three])]}


async def test_beside_a_card_that_is_gone_or_elsewhere_by_now_it_is_the_last_of_the_section(cast: Cast):
    one, two, three = await written(cast, "e", "Mehl", "Salz", "Hefe")
    insights, questions = await section(cast, "insights"), await section(cast, "questions")
    await cast.does(cast.noor, MoveNote(note=two, section=questions))
    await moves(cast, one, f"before-{two}", insights)
    assert await lanes(cast) == {"insights": [("", [three, one])], "questions": [("", [two])]}
    await cast.does(cast.noor, WithdrawNote(note=two))
    await moves(cast, three, f"after-{two}")
    assert await lanes(cast) == {"insights": [("", [one, three])]}
    assert await cast.refused(cast.max, MoveNote(note=one, place=f"onto-{two}")) == "move.partner_gone"


async def test_what_is_gone_or_closed_meanwhile_is_said(cast: Cast):
    one, two = await written(cast, "e", "Mehl", "Salz")
    links, questions = await section(cast, "links"), await section(cast, "questions")
    await moves(cast, one, "last", questions)
    await cast.does(cast.ada, RemoveSection(section=links))
    assert await cast.refused(cast.max, MoveNote(note=one, section=links)) == "section.gone"
    await cast.does(cast.max, HideNote(note=two, reason="Ein Name"))
    for command in (MoveNote(note=two), UndoMove(note=two)):
        assert await cast.refused(cast.max, command) == "note.gone"
    for place in ("", "before", "onto-x", "after--1", "anywhere"):
        assert await cast.refused(cast.max, MoveNote(note=one, place=place)) == "move.place"
    await cast.does(cast.ada, RemoveSection(section=await section(cast, "about")))
    for command in (MoveToPhase(phase="closing"), ArchiveBarcamp()):
        await cast.does(cast.max, command)
    for command in (MoveNote(note=one, place="first"), UndoMove(note=one)):
        assert await cast.refused(cast.max, command) == "barcamp.archived"


async def test_nothing_comes_among_the_cards_without_a_section(cast: Cast):
    one, two, three = await written(cast, "e", "Mehl", "Salz", "Hefe")
    async with cast.ctx.db.writing() as db:
        await db.execute(update(notes).where(notes.c.id.in_((one, two))).values(section_id=None))
    assert await cast.refused(cast.max, MoveNote(note=three, place=f"before-{one}")) == "section.gone"
    await moves(cast, two, "first")
    assert (await lanes(cast))["own"] == [("", [two, one])]


async def test_cards_of_before_stand_as_they_were_written_and_can_be_moved(cast: Cast):
    found = await written(cast, "e", "Mehl", "Salz", "Hefe", "Ofen")
    async with cast.ctx.db.writing() as db:
        await db.execute(update(notes).values(position=0))
    assert await lanes(cast) == {"insights": [("", found)]}
    one, two, three, four = found
    answer = await moves(cast, four, f"before-{two}")
    assert answer.changed == {Changed.note("e", four), Changed.cards("e")}
    assert await lanes(cast) == {"insights": [("", [one, four, two, three])]}


@pytest.mark.parametrize("command", [WithdrawNote, lambda note: HideNote(note=note, reason="Name")])
async def test_groups_stay_in_their_order_when_the_first_card_of_one_goes(cast: Cast, command: Callable[..., Command]):
    """It had made its group the first, and the cards left in it were written last."""
    first, other, last = await written(cast, "e", "Mehl", "Salz", "Hefe")
    for note, group in ((first, "A"), (other, "B"), (last, "A")):
        await cast.does(cast.max, GroupNote(note=note, group=group))
    answer = await cast.does(cast.max, command(note=first))
    assert {Changed.note("e", first), Changed.cards("e")} <= answer.changed
    assert await lanes(cast) == {"insights": [("A", [last]), ("B", [other])]}
    answer = await cast.does(cast.max, command(note=last))
    assert Changed.cards("e") not in answer.changed
    assert await lanes(cast) == {"insights": [("B", [other])]}


async def test_a_gap_that_is_used_up_is_made_anew(cast: Cast):
    """Two cards by turns between the same others: every move halves the gap."""
    one, two, three, four = await written(cast, "e", "Mehl", "Salz", "Hefe", "Ofen")
    anew = 0
    for turn in range(40):
        note, other = ((two, three), (three, two))[turn % 2]
        anew += Changed.cards("e") in (await moves(cast, note, f"after-{one}")).changed
        assert await lanes(cast) == {"insights": [("", [one, note, other, four])]}
    assert 1 <= anew <= 40 // (GAP.bit_length() // 2)


async def test_positions_stay_numbers_that_a_database_holds(cast: Cast):
    one, two = await written(cast, "e", "Mehl", "Salz")
    async with cast.ctx.db.writing() as db:
        await db.execute(update(notes).where(notes.c.id == two).values(position=FURTHEST))
    three = await cast.makes(cast.kim, WriteNote(wall="e", text="Hefe"))
    assert await lanes(cast) == {"insights": [("", [one, two, three])]}
    await moves(cast, one, "last")
    assert await lanes(cast) == {"insights": [("", [two, three, one])]}
    assert max(row.position for row in await cast.rows(notes, barcamp_id=cast.id)) < FURTHEST


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_moved_every_card_is_there_once_and_nothing_else_changes_its_order(cast: Cast, seed: int):
    """As somebody would do it with paper: take one out, put it in; and every third time, back again."""
    chance = random.Random(seed)
    found = await written(cast, "e", *(f"Karte {number}" for number in range(9)))
    kinds = {kind: await section(cast, kind) for kind in ("insights", "questions")}
    async with cast.ctx.db.writing() as db:  # from before there were positions
        await db.execute(update(notes).values(position=0))
    for _ in range(60):
        note, other = chance.sample(found, 2)
        word = chance.choice(["first", "last", "before", "after", "onto"])
        where = chance.choice([0, *kinds.values()]) if word in ("first", "last") else 0
        before = await lanes(cast)
        await moves(cast, note, word if word in ("first", "last") else f"{word}-{other}", where)
        now = await lanes(cast)
        assert sorted(card for groups in now.values() for _, cards in groups for card in cards) == found
        spared = {note, other if word == "onto" else note}
        assert without(now, spared) == without(before, spared)
        if chance.random() < 0.3 and now != before:
            await cast.does(cast.max, UndoMove(note=note))
            assert without(await lanes(cast), set()) == without(before, set())


def without(seen: Lanes, spared: set[int]) -> list[tuple[str, str, tuple[int, ...]]]:
    """Groups with their cards, in their order; without these cards, and groups of which nothing is left."""
    kept = [
        (kind, title, tuple(card for card in cards if card not in spared))
        for kind, groups in sorted(seen.items())
        for title, cards in groups
    ]
    return [each for each in kept if each[2]]


async def test_a_move_asks_the_same_of_the_database_on_a_full_wall(cast: Cast):
    asked = []
    for number in (3, 300):
        one = (await written(cast, "e", "Mehl"))[0]
        [row] = await cast.rows(notes, id=one)
        same = {name: value for name, value in row._mapping.items() if name != "id"}
        async with cast.ctx.db.writing() as db:
            await db.execute(insert(notes), [{**same, "position": GAP * (place + 2)} for place in range(number)])
        two = (await written(cast, "e", "Salz"))[0]
        async with counted() as statements:
            await moves(cast, one, f"after-{two}")
        asked.append(len(statements))
    assert asked[0] == asked[1]
