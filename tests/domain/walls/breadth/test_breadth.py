"""How many people and organisations stand behind a wall, told without anybody's name."""

import pytest
from sqlalchemy import Executable, delete, update

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.privacy.erasure import REMOVE, ErasePerson
from barcamp.domain.walls.breadth import counted
from barcamp.domain.walls.breadth.counted import breadths
from barcamp.domain.walls.breadth.figure import NOTHING, Figure, read
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.hide_note import HideNote, ShowNote
from barcamp.domain.walls.layout.edit_sections import AddSection, RemoveSection
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.domain.walls.support import SupportNote, UnsupportNote
from barcamp.exports.book.book import load_day
from barcamp.exports.book.choice import Choice
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.breadth import Behind, Breadth, load_breadth
from barcamp.text.i18n import speaking
from tests.cast import Cast, Member
from tests.counting import counted as counted_queries

WALL = "e"
TOLD = Changed.breadth(WALL)


async def breadth(cast: Cast) -> Breadth:
    async with cast.ctx.db.reading() as db:
        return await load_breadth(db, cast.id, WALL)


async def section(cast: Cast, kind: str) -> int:
    async with cast.ctx.db.reading() as db:
        return next(each.id for each in await load_sections(db, cast.id) if each.kind == kind)


async def crowd(cast: Cast, number: int) -> list[Member]:
    """Each from a town of their own; with Kim and Noor, who are from none, they are two more."""
    return [await cast.newcomer(f"Gast {each}", f"Stadt {each}") for each in range(number)]


async def write(cast: Cast, who: Member, lane: int = 0) -> int:
    return await cast.makes(who, WriteNote(wall=WALL, text="Mehl", section=lane))


async def test_of_those_who_wrote_it_is_told_by_threes_on_the_wall_and_in_each_section(cast: Cast):
    guests, questions = await crowd(cast, 8), await section(cast, "questions")
    changed = [(await cast.does(who, WriteNote(wall=WALL, text="Salz"))).changed for who in guests[:5]]
    assert [TOLD in facts for facts in changed] == [False, False, True, False, False]
    assert (await breadth(cast)).whole == Behind(Figure(3, 10))
    for who in guests[3:7]:
        await write(cast, who, questions)
    found = await breadth(cast)
    assert (found.whole.people, found.lane(questions).people) == (Figure(6, 10), Figure(3, 10))
    assert [
        read(row.told)[-1] for row in await cast.rows(breadths, barcamp_id=cast.id) if row.section_id == questions
    ] == [Figure(3, 10)]


async def test_where_there_is_much_a_card_waits_until_it_is_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """A card among ten thousand may not cost what ten thousand cost."""
    guests = await crowd(cast, 12)
    for who in guests[:3]:
        await write(cast, who)
    assert (await breadth(cast)).whole == Behind(Figure(3, 14))
    monkeypatch.setattr(counted, "MUCH", 3)
    monkeypatch.setattr(counted, "SELDOM", 10**6)
    for who in guests[3:9]:
        await write(cast, who)
    assert (await breadth(cast)).whole == Behind(Figure(3, 14))
    monkeypatch.setattr(counted, "SELDOM", 1)
    assert TOLD in (await cast.does(guests[0], WriteNote(wall=WALL, text="Salz"))).changed
    assert (await breadth(cast)).whole == Behind(Figure(9, 14))


async def test_whoever_takes_a_card_back_or_is_moderated_away_is_not_seen_to_be_the_one(cast: Cast):
    guests = await crowd(cast, 8)
    cards = [await write(cast, who) for who in guests[:6]]
    assert (await breadth(cast)).whole.people == Figure(6, 10)
    for command, who in (
        (WithdrawNote(note=cards[0]), guests[0]), (HideNote(note=cards[1], reason="doppelt"), cast.max),
        (ShowNote(note=cards[1]), cast.max), (HideNote(note=cards[1], reason="doppelt"), cast.max),
    ):  # fmt: skip
        assert TOLD not in (await cast.does(who, command)).changed
    assert TOLD in (await cast.does(guests[2], WithdrawNote(note=cards[2]))).changed
    assert (await breadth(cast)).whole.people == Figure(3, 10)


async def test_a_card_that_moves_takes_its_writer_along(cast: Cast):
    guests, questions, links = await crowd(cast, 8), await section(cast, "questions"), await section(cast, "links")
    cards = [await write(cast, who, questions) for who in guests[:3]]
    for card in cards:
        await cast.does(cast.max, MoveNote(note=card, section=links))
    found = await breadth(cast)
    assert (found.lane(questions).people, found.lane(links).people) == (NOTHING, Figure(3, 10))


async def test_support_is_told_by_organisations(cast: Cast):
    guests, card = await crowd(cast, 9), await write(cast, cast.kim)
    twin = await cast.newcomer("Noch ein Gast", "STADT 0 ")
    for who in (guests[0], twin, guests[1], cast.noor):  # of two towns, and of none
        await cast.does(who, SupportNote(note=card))
    assert (await breadth(cast)).whole.support == NOTHING
    await cast.does(guests[2], SupportNote(note=card))
    assert (await breadth(cast)).whole.support == Figure(3, 9)
    await cast.does(twin, UnsupportNote(note=card))
    await cast.does(guests[0], UnsupportNote(note=card))
    assert (await breadth(cast)).whole.support == Figure(3, 9)


async def test_sealed_cards_are_not_counted_before_they_are_revealed(cast: Cast):
    guests = await crowd(cast, 8)
    await cast.does(cast.max, BeginSilence(wall=WALL))
    for who in guests[:5]:
        await cast.does(who, WriteNote(wall=WALL, text="Mehl"))
    assert await breadth(cast) == Breadth()
    assert TOLD in (await cast.does(cast.max, RevealCards(wall=WALL))).changed
    assert (await breadth(cast)).whole.people == Figure(3, 10)


async def test_of_points_nothing_is_told_before_the_vote_is_closed(cast: Cast):
    guests, one, two = await crowd(cast, 8), await write(cast, cast.kim), await write(cast, cast.noor)
    before = await breadth(cast)
    await cast.does(cast.max, OpenDots(wall=WALL, points=2))
    for who in guests[:5]:
        await cast.does(who, PlaceDot(note=one))
    await cast.does(guests[0], PlaceDot(note=two))
    await cast.does(cast.kim, WriteNote(wall=WALL, text="Salz"))
    assert await breadth(cast) == before
    assert TOLD in (await cast.does(cast.max, CloseDots(wall=WALL))).changed
    found = await breadth(cast)
    assert (found.points, found.card(one).organisations, found.card(two).organisations) == (
        Figure(3, 8), Figure(3, 8), NOTHING
    )  # fmt: skip
    # Opened again, one more gives a point: that it was one is not told.
    await cast.does(cast.max, OpenDots(wall=WALL, points=2))
    await cast.does(guests[5], PlaceDot(note=one))
    assert TOLD not in (await cast.does(cast.max, CloseDots(wall=WALL))).changed
    assert (await breadth(cast)).points == Figure(3, 8)


async def test_an_erased_person_is_not_seen_in_the_numbers(cast: Cast):
    guests = await crowd(cast, 8)
    cards = [await write(cast, who) for who in guests[:6]]
    for who in guests[2:5]:
        await cast.does(who, SupportNote(note=cards[0]))
    before = await breadth(cast)
    assert before.whole == Behind(Figure(6, 10), Figure(3, 8))
    await cast.does(guests[3], ErasePerson(attendee=guests[3].id, contributions=REMOVE))
    assert await breadth(cast) == before
    await cast.does(cast.ada, ArchiveBarcamp())
    assert await breadth(cast) == before


async def test_a_section_that_goes_takes_its_numbers_along(cast: Cast):
    guests = await crowd(cast, 8)
    lane = await cast.makes(cast.ada, AddSection(title="Kurz", wall_kind=WALL))
    cards = [await write(cast, who, lane) for who in guests[:3]]
    for who, card in zip(guests, cards, strict=False):
        await cast.does(who, WithdrawNote(note=card))
    await cast.does(cast.ada, RemoveSection(section=lane))
    assert [row for row in await cast.rows(breadths, barcamp_id=cast.id) if row.section_id] == []


async def test_the_report_tells_what_was_told_last(cast: Cast):
    guests, one = await crowd(cast, 8), await write(cast, cast.kim)
    for who in guests[:6]:
        await write(cast, who)
    for who in guests[:4]:
        await cast.does(who, SupportNote(note=one))
    await cast.does(cast.max, OpenDots(wall=WALL, points=1))
    for who in guests[:5]:
        await cast.does(who, PlaceDot(note=one))
    await cast.does(cast.max, CloseDots(wall=WALL))
    await cast.does(cast.ada, ArchiveBarcamp())
    async with cast.ctx.db.reading() as db:
        with speaking("en"):
            [chapter] = (await load_day(db, await cast.barcamp(), cast.clock(), Choice())).told
    # Seven have written, four towns supported it.
    assert chapter.breadth == (
        "6 of 10 people have written something here.", "Support comes from 3 of 8 organisations.",
    )  # fmt: skip
    assert chapter.outcome is not None
    assert chapter.outcome.givers == "The points came from 3 of 8 organisations."
    assert [rank.givers for rank in chapter.outcome.ranks] == ["people from 3 of 8 organisations"]


@pytest.mark.parametrize("before", [delete(breadths), update(breadths).values(told="")], ids=["new", "known"])
async def test_however_many_sections_tell_something_new_it_takes_as_many_queries(cast: Cast, before: Executable):
    guests, found = await crowd(cast, 9), list[int]()
    lanes = [await cast.makes(cast.ada, AddSection(title=f"Spalte {each}", wall_kind=WALL)) for each in range(6)]
    for some in (lanes[:1], lanes[1:]):
        for who in guests[:6]:
            for lane in some:
                await write(cast, who, lane)
        async with cast.ctx.db.writing() as db:
            await db.execute(before)
        async with counted_queries() as statements:
            await write(cast, guests[6], lanes[0])
        found.append(len(statements))
    assert found[0] == found[1]
    told = await breadth(cast)
    assert {told.lane(lane).people for lane in lanes[1:]} == {Figure(6, 11)}
