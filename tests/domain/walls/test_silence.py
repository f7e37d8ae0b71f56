"""The silent round: what is written unseen, for how long, and how it is revealed."""

from barcamp.domain.walls.note import WriteNote, notes
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.lanes import sealed
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.silence import Silence, load_silence
from tests.cast import Cast

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
