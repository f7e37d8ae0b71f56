"""Walls and how many notes stand on them."""

from barcamp.domain.note import Wall, WithdrawNote, WriteNote
from barcamp.domain.topic import WithdrawTopic
from barcamp.queries.notes import Note, WallSight, load_notes, load_wall
from tests.cast import Cast


async def test_a_wall_shows_its_notes_oldest_first_with_their_authors(cast: Cast):
    topic = await cast.pitches("Brot")
    one = await _note(cast, cast.kim, f"t{topic}", "Mehl")
    two = await _note(cast, cast.noor, f"t{topic}", "Wasser")
    await _note(cast, cast.kim, f"s{cast.plenaries[0]}", "Anderswo")
    at = cast.clock.at
    assert await _wall(cast, Wall("t", topic)) == WallSight(
        f"t{topic}",
        "Brot",
        (
            Note(one, f"t{topic}", "Mehl", cast.kim.id, "Kim", at),
            Note(two, f"t{topic}", "Wasser", cast.noor.id, "Noor", at),
        ),
    )


async def test_a_withdrawn_note_is_not_shown(cast: Cast):
    wall = Wall("s", cast.plenaries[0])
    note = await _note(cast, cast.kim, str(wall), "Weg damit")
    assert len((await _wall(cast, wall)).notes) == 1
    await cast.does(cast.kim, WithdrawNote(note=note))
    assert await _wall(cast, wall) == WallSight(str(wall), "Ankommen und Kaffee", ())


async def test_the_wall_of_what_is_gone_has_no_title_but_keeps_its_notes(cast: Cast):
    topic = await cast.pitches("Brot")
    await _note(cast, cast.kim, f"t{topic}", "Mehl")
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    sight = await _wall(cast, Wall("t", topic))
    assert (sight.title, [note.text for note in sight.notes]) == (None, ["Mehl"])


async def test_what_never_was_stands_elsewhere_or_holds_sessions_has_no_title(cast: Cast):
    foreign = await cast.pitches("Woanders", by=cast.eve)
    walls = [
        Wall("t", foreign),
        Wall("t", 999_999_999),
        Wall("s", cast.slots[0]),
        Wall("s", cast.elsewhere.plenaries[0]),
    ]
    assert [(await _wall(cast, wall)).title for wall in walls] == [None] * 4


async def test_notes_of_all_walls_are_listed_in_order_without_withdrawn_ones(cast: Cast):
    one, two = (f"s{slot}" for slot in cast.plenaries[:2])
    for wall in (one, one, two):
        await _note(cast, cast.kim, wall, "x")
    gone = await _note(cast, cast.kim, two, "weg")
    await cast.does(cast.kim, WithdrawNote(note=gone))
    await cast.does(cast.eve, WriteNote(wall=f"s{cast.elsewhere.plenaries[0]}", text="x"))
    async with cast.parts.db.reading() as db:
        assert [note.wall for note in await load_notes(db, cast.id)] == [one, one, two]


async def _note(cast: Cast, who, wall: str, text: str) -> int:
    return (await cast.does(who, WriteNote(wall=wall, text=text))).made


async def _wall(cast: Cast, wall: Wall) -> WallSight:
    async with cast.parts.db.reading() as db:
        return await load_wall(db, cast.id, wall)
