"""What is told of a silent round, and what people are shown of their own."""

from datetime import timedelta

from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.round import AskForTime, BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.domain.walls.wall import Wall
from barcamp.queries.setup.kept import load_kept
from barcamp.queries.walls.own import load_own
from barcamp.queries.walls.silence import Sealed, Silence, SilentLane, count_sealed, load_silence, revealed_as
from tests.cast import Cast


async def silence(cast: Cast) -> Silence:
    async with cast.ctx.db.reading() as db:
        return await load_silence(db, cast.id, Wall("e"))


async def test_a_silent_round_is_told_by_its_sections_its_clock_and_its_numbers(cast: Cast):
    assert await silence(cast) == Silence("e")
    async with cast.ctx.db.reading() as db:
        ids = {each.kind: each.id for each in await load_sections(db, cast.id)}
    insights, questions = ids["insights"], ids["questions"]
    for section in (insights, questions):
        await cast.does(cast.max, BeginSilence(wall="e", section=section, minutes=3))
    for who in (cast.kim, cast.noor, cast.max, cast.max):
        await cast.does(who, WriteNote(wall="e", text="Mehl", section=insights))
    await cast.does(cast.noor, AskForTime(wall="e"))
    lanes = (SilentLane(insights, True, Sealed(4, 3)), SilentLane(questions, True, Sealed()))
    until = cast.clock.at + timedelta(minutes=3)
    lanes = tuple(sorted(lanes, key=lambda each: each.section_id))
    assert await silence(cast) == Silence("e", lanes, Sealed(4, 3), until, 1)
    async with cast.ctx.db.reading() as db:
        assert await count_sealed(db, cast.id) == 4
        kept = await load_kept(db, cast.id)
    assert (kept.noted, kept.sections) == ({"e"}, {insights, questions})


async def test_people_are_shown_their_own_until_it_is_revealed(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall="e"))
    await cast.does(cast.kim, WriteNote(wall="e", text="Mehl"))
    await cast.does(cast.kim, AskForTime(wall="e"))
    async with cast.ctx.db.reading() as db:
        own, other = await load_own(db, cast.kim.id), await load_own(db, cast.noor.id)
    assert ([card.text for card in own.sealed], own.wishes) == (["Mehl"], ("e",))
    assert (other.sealed, other.wishes) == ((), ())
    await cast.does(cast.max, RevealCards(wall="e"))
    async with cast.ctx.db.reading() as db:
        assert (await load_own(db, cast.kim.id)).sealed == ()
        assert await revealed_as(db, cast.kim.id, own.sealed[0].id) is not None
        assert await revealed_as(db, cast.noor.id, own.sealed[0].id) is None
