"""Groups and the key insight: who may arrange a wall, and what happens to the cards."""

from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.walls.groups import GroupNote, MarkKey, RenameGroup, UnmarkKey
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.note import WriteNote, notes
from barcamp.kernel.facts import Changed
from tests.cast import Cast
from tests.domain.walls.test_note import section


async def written(cast: Cast, wall: str, *texts: str) -> list[int]:
    return [(await cast.does(cast.noor, WriteNote(wall=wall, text=text))).made or 0 for text in texts]


async def test_hosts_co_hosts_keepers_and_moderators_arrange_and_nobody_else(cast: Cast):
    hosted, helped = await cast.pitches(by=cast.kim), await cast.pitches(by=cast.max)
    for wall, who in ((f"t{hosted}", cast.kim), (f"t{helped}", cast.kim), ("e", cast.kim)):
        [note] = await written(cast, wall, "Mehl")
        if who is cast.kim and wall != f"t{hosted}":
            assert await cast.refused(cast.kim, GroupNote(note=note, group="A")) == "wall.not_yours"
        if wall == f"t{helped}":
            await cast.does(cast.max, AddCohost(topic=helped, attendee=cast.kim.id))
        if wall == "e":
            await cast.does(cast.kim, BecomeKeeper(wall="e"))
        await cast.does(cast.kim, GroupNote(note=note, group="A"))
        await cast.does(cast.max, GroupNote(note=note, group="B"))
        assert await cast.refused(cast.noor, GroupNote(note=note, group="C")) == "wall.not_yours"
        assert (await cast.rows(notes, id=note))[0].grouped == "B"


async def test_a_card_is_put_into_a_group_of_another_section_and_out_again(cast: Cast):
    [note] = await written(cast, "e", "Wer zahlt?")
    questions = await section(cast, "questions")
    answer = await cast.does(cast.max, GroupNote(note=note, group="Geld", section=questions))
    assert answer.changed == {Changed.note("e", note)}
    assert [(row.grouped, row.section_id) for row in await cast.rows(notes, id=note)] == [("Geld", questions)]
    await cast.does(cast.max, GroupNote(note=note))
    assert [(row.grouped, row.section_id) for row in await cast.rows(notes, id=note)] == [("", questions)]
    assert not (await cast.does(cast.max, GroupNote(note=note))).changed


async def test_a_group_is_renamed_in_its_section_alone(cast: Cast):
    one, two, other = await written(cast, "e", "Mehl", "Salz", "Brot")
    insights, questions = await section(cast, "insights"), await section(cast, "questions")
    for note in (one, two):
        await cast.does(cast.max, GroupNote(note=note, group="A"))
    await cast.does(cast.max, GroupNote(note=other, group="A", section=questions))
    rename = RenameGroup(wall="e", section=insights, group="A", name="Zutaten")
    assert (await cast.does(cast.max, rename)).changed == {Changed.cards("e")}
    assert [row.grouped for row in await cast.rows(notes, barcamp_id=cast.id, wall="e")] == ["Zutaten", "Zutaten", "A"]
    assert await cast.refused(cast.max, rename) == "group.gone"
    assert await cast.refused(cast.kim, rename) == "wall.not_yours"


async def test_a_wall_has_one_key_insight(cast: Cast):
    one, two = await written(cast, "e", "Mehl", "Salz")
    [elsewhere] = await written(cast, f"s{cast.plenaries[0]}", "Kaffee")
    for note in (elsewhere, one, two):
        answer = await cast.does(cast.max, MarkKey(note=note))
    assert answer.changed == {Changed.note("e", one), Changed.note("e", two)}
    assert [row.id for row in await cast.rows(notes, barcamp_id=cast.id) if row.key] == [two, elsewhere]
    await cast.does(cast.max, UnmarkKey(note=two))
    assert [row.id for row in await cast.rows(notes, barcamp_id=cast.id) if row.key] == [elsewhere]
