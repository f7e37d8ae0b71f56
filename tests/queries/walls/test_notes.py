"""Walls and how many notes stand on them."""

from datetime import date

from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.groups import GroupNote, MarkKey
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.layout.edit_sections import AddSection
from barcamp.domain.walls.layout.title import NameWall
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.support import SupportNote
from barcamp.domain.walls.wall import Wall, wall_named
from barcamp.queries.walls.hidden import load_hidden
from barcamp.queries.walls.notes import WholeWall, load_notes, load_wall, load_walls, wall_title
from barcamp.queries.walls.own import Own, load_own
from tests.cast import Cast


async def test_a_wall_shows_its_notes_oldest_first_with_their_authors(cast: Cast):
    topic = await cast.pitches("Brot")
    one = await _note(cast, cast.kim, f"t{topic}", "Mehl")
    two = await _note(cast, cast.noor, f"t{topic}", "Wasser")
    await _note(cast, cast.kim, f"s{cast.plenaries[0]}", "Anderswo")
    wall = await _wall(cast, Wall("t", topic))
    assert (wall.name, wall.title, wall.hosts) == (f"t{topic}", "Brot", (cast.kim.id,))
    assert [section.kind for section in wall.sections] == ["about", "insights", "questions", "next", "links"]
    assert [(note.id, note.text, note.author, note.written_at) for note in wall.notes] == [
        (one, "Mehl", "Kim", cast.clock.at),
        (two, "Wasser", "Noor", cast.clock.at),
    ]


async def test_a_withdrawn_note_is_not_shown(cast: Cast):
    wall = Wall("s", cast.plenaries[0])
    note = await _note(cast, cast.kim, str(wall), "Weg damit")
    assert len((await _wall(cast, wall)).notes) == 1
    await cast.does(cast.kim, WithdrawNote(note=note))
    sight = await _wall(cast, wall)
    assert (sight.title, sight.notes) == ("Ankommen und Kaffee", ())


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
    async with cast.ctx.db.reading() as db:
        assert [note.wall for note in await load_notes(db, cast.id)] == [one, one, two]


async def test_a_wall_tells_everything_that_stands_on_it(cast: Cast):
    topic = await cast.pitches("Brot")
    name = f"t{topic}"
    step = WriteNote(wall=name, text="Treffen", section=await _section(cast, "next"), who="Stadt A", until="30.6.")
    note = await _note(cast, cast.noor, name, "Mehl")
    await cast.does(cast.noor, step)
    for who, command in (
        (cast.kim, SupportNote(note=note)), (cast.max, SupportNote(note=note)), (cast.kim, MarkKey(note=note)),
        (cast.kim, GroupNote(note=note, group="Zutaten")), (cast.noor, BecomeKeeper(wall=name)),
        (cast.noor, WriteResult(wall=name, text="**Gut**")), (cast.max, OpenDots(wall=name, points=3)),
        (cast.kim, PlaceDot(note=note)), (cast.kim, PlaceDot(note=note)), (cast.max, CloseDots(wall=name)),
    ):  # fmt: skip
        await cast.does(who, command)
    wall = await _wall(cast, Wall("t", topic))
    assert (wall.keeper, wall.keeper_id, wall.result, wall.result_by, wall.revision) == (
        "Noor", cast.noor.id, "**Gut**", "Noor", 1,
    )  # fmt: skip
    assert (wall.points, wall.dots_open) == (3, False)
    [card, next_step] = wall.notes
    assert (card.group, card.key, card.support, card.dots) == ("Zutaten", True, 2, 2)
    assert (next_step.who, next_step.until, next_step.dots) == ("Stadt A", date(2026, 6, 30), 0)
    assert (wall.key, wall.next_steps) == (card, (next_step,))
    async with cast.ctx.db.reading() as db:
        walls = {each.name: each for each in await load_walls(db, cast.id)}
    assert walls[name] == wall
    assert list(walls) == [name, *(f"s{slot}" for slot in cast.plenaries), "e"]


async def test_points_are_counted_only_when_the_vote_is_closed(cast: Cast):
    note = await _note(cast, cast.kim, "e", "Mehl")
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    before = await _wall(cast, Wall("e"))
    await cast.does(cast.kim, PlaceDot(note=note))
    assert await _wall(cast, Wall("e")) == before
    assert [card.dots for card in before.notes] == [None]
    async with cast.ctx.db.reading() as db:
        assert (await load_own(db, cast.kim.id)).dots == ((note, 1),)
    await cast.does(cast.max, CloseDots(wall="e"))
    assert [card.dots for card in (await _wall(cast, Wall("e"))).notes] == [1]


async def test_a_hidden_note_is_seen_by_its_author_and_by_moderators_with_the_reason(cast: Cast):
    note = await _note(cast, cast.kim, "e", "Unpassend")
    await cast.does(cast.max, HideNote(note=note, reason="Ein Name zu viel"))
    assert (await _wall(cast, Wall("e"))).notes == ()
    async with cast.ctx.db.reading() as db:
        assert await load_notes(db, cast.id) == []
        [seen] = await load_hidden(db, cast.id)
        [mine] = (await load_own(db, cast.kim.id)).hidden
        assert await load_own(db, cast.noor.id) == Own()
    assert (seen.text, seen.author, seen.reason) == ("Unpassend", "Kim", "Ein Name zu viel")
    assert (mine.id, mine.wall, mine.reason) == (note, "e", "Ein Name zu viel")


async def test_a_card_stays_in_sight_when_its_wall_gets_sections_of_its_own(cast: Cast):
    await _note(cast, cast.kim, "e", "Mehl")
    await cast.does(cast.ada, AddSection(title="Zielgruppen", wall_kind="e"))
    sections = (await _wall(cast, Wall("e"))).sections
    assert [(section.name, len(section.cards), section.offered) for section in sections] == [
        ("Zielgruppen", 0, True),
        ("Kernaussagen", 1, False),
    ]


async def _section(cast: Cast, kind: str) -> int:
    async with cast.ctx.db.reading() as db:
        return next(section.id for section in await load_sections(db, cast.id) if section.kind == kind)


async def _note(cast: Cast, who, wall: str, text: str) -> int:
    return await cast.makes(who, WriteNote(wall=wall, text=text))


async def _wall(cast: Cast, wall: Wall) -> WholeWall:
    async with cast.ctx.db.reading() as db:
        return await load_wall(db, cast.id, wall)


async def test_the_wall_of_the_whole_event_is_called_what_its_organiser_calls_it(cast: Cast):
    await cast.does(cast.ada, NameWall(title="Kick-off Fachkräfte"))
    async with cast.ctx.db.reading() as db:
        walls = {wall.name: wall.heading for wall in await load_walls(db, cast.id)}
        assert (walls["e"], await wall_title(db, cast.id, wall_named("e"))) == ("Kick-off Fachkräfte",) * 2
    assert "Kick-off Fachkräfte" not in {heading for name, heading in walls.items() if name != "e"}
    await cast.does(cast.ada, NameWall())
    async with cast.ctx.db.reading() as db:
        assert (await load_wall(db, cast.id, wall_named("e"))).heading == "Ganze Veranstaltung"
