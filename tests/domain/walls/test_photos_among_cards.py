"""Photos as cards of their lane: their places, their groups, and taking a move back."""

import random

import pytest
from sqlalchemy import update

from barcamp.domain.walls.groups import GroupNote, RenameGroup
from barcamp.domain.walls.lane import note_moves, notes
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote, MovePhoto, UndoMove, UndoMovePhoto
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.order_lane import OrderLane, UndoOrder
from barcamp.domain.walls.photos.photo import HidePhoto, WithdrawPhoto
from barcamp.domain.walls.photos.table import FURTHEST, photos
from barcamp.domain.walls.support import SupportNote
from barcamp.domain.walls.wall import Wall
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.queries.walls.notes import load_wall
from barcamp.queries.walls.photos import Photo, hung, load_photos, piles
from tests.cast import Cast
from tests.domain.walls.test_move_note import section
from tests.pictures import hang

Seen = dict[str, list[tuple[str, list[int | str]]]]


async def seen(cast: Cast) -> Seen:
    """What hangs in each section that has something, by group: numbers of cards, p and the number of photos."""
    async with cast.ctx.db.reading() as db:
        wall = await load_wall(db, cast.id, Wall("e"))
        pictures = hung(wall, await load_photos(db, cast.id, wall="e"))
    found = {each.kind: piles(each, pictures) for each in wall.sections}
    return {
        kind: [(pile.title, [f"p{each.id}" if isinstance(each, Photo) else each.id for each in pile.of]) for pile in of]
        for kind, of in found.items()
        if of
    }


async def mine(cast: Cast, *texts: str) -> list[int]:
    return [await cast.makes(cast.kim, WriteNote(wall="e", text=text)) for text in texts]


async def insights(cast: Cast) -> list[tuple[str, list[int | str]]]:
    return (await seen(cast))["insights"]


async def test_a_photo_hangs_behind_what_is_there_and_what_comes_later_behind_it(cast: Cast):
    [one] = await mine(cast, "Mehl")
    photo = await hang(cast, "e")
    [two] = await mine(cast, "Salz")
    assert await insights(cast) == [("", [one, f"p{photo}", two])]


async def test_a_photo_goes_before_and_after_any_card_and_back_in_one_step(cast: Cast):
    one, two = await mine(cast, "Mehl", "Salz")
    photo, other = await hang(cast, "e"), await hang(cast, "e")
    for place, wanted in (
        ("first", [f"p{photo}", one, two, f"p{other}"]),
        (f"before-{two}", [one, f"p{photo}", two, f"p{other}"]),
        (f"after-{two}", [one, two, f"p{photo}", f"p{other}"]),
        (f"before-p{other}", [one, two, f"p{photo}", f"p{other}"]),
        (f"after-p{other}", [one, two, f"p{other}", f"p{photo}"]),
        ("last", [one, two, f"p{other}", f"p{photo}"]),
        (f"before-{one}", [f"p{photo}", one, two, f"p{other}"]),
    ):
        answer = await cast.does(cast.kim, MovePhoto(photo=photo, place=place))
        assert await insights(cast) == [("", wanted)]
        assert answer.changed <= {Changed.photos("e"), Changed.cards("e")}
    await cast.does(cast.kim, UndoMovePhoto(photo=photo))
    assert await insights(cast) == [("", [one, two, f"p{other}", f"p{photo}"])]
    assert await cast.refused(cast.kim, UndoMovePhoto(photo=photo)) == "move.nothing"
    # A card goes beside a photo as well.
    await cast.does(cast.kim, MoveNote(note=one, place=f"after-p{other}"))
    assert await insights(cast) == [("", [two, f"p{other}", one, f"p{photo}"])]
    await cast.does(cast.kim, UndoMove(note=one))
    assert await insights(cast) == [("", [one, two, f"p{other}", f"p{photo}"])]


async def test_a_photo_is_put_into_a_group_and_begins_one(cast: Cast):
    one, two = await mine(cast, "Mehl", "Salz")
    photo, other = await hang(cast, "e"), await hang(cast, "e")
    await cast.does(cast.kim, MovePhoto(photo=photo, place=f"onto-{one}"))
    assert await insights(cast) == [("", [two, f"p{other}"]), ("Gruppe 1", [one, f"p{photo}"])]
    # That is taken back with the group.
    await cast.does(cast.kim, UndoMovePhoto(photo=photo))
    assert await insights(cast) == [("", [one, two, f"p{photo}", f"p{other}"])]
    answer = await cast.does(cast.kim, MoveNote(note=two, place=f"onto-p{photo}"))
    assert {Changed.photos("e"), Changed.note("e", two)} <= answer.changed
    await cast.does(cast.kim, MovePhoto(photo=other, place=f"before-{two}"))
    assert await insights(cast) == [("", [one]), ("Gruppe 1", [f"p{photo}", f"p{other}", two])]
    # Its name is that of all, and so it is when somebody takes a move back.
    lane = await section(cast, "insights")
    await cast.does(cast.max, RenameGroup(wall="e", section=lane, group="Gruppe 1", name="Küche"))
    await cast.does(cast.kim, MovePhoto(photo=other, place="first"))
    assert await insights(cast) == [("", [f"p{other}", one]), ("Küche", [f"p{photo}", two])]
    await cast.does(cast.max, RenameGroup(wall="e", section=lane, group="Küche", name="Bad"))
    await cast.does(cast.kim, UndoMovePhoto(photo=other))
    assert await insights(cast) == [("", [one]), ("Bad", [f"p{photo}", f"p{other}", two])]
    # Photos alone are a group, too.
    await cast.does(cast.max, GroupNote(note=two))
    assert (await insights(cast))[1] == ("Bad", [f"p{photo}", f"p{other}"])
    await cast.does(cast.max, RenameGroup(wall="e", section=lane, group="Bad", name="Bilder"))
    assert (await insights(cast))[1][0] == "Bilder"


async def test_photos_of_others_are_moved_by_whoever_may_move_their_cards(cast: Cast):
    [card] = await mine(cast, "Mehl")
    photo, theirs = await hang(cast, "e"), await hang(cast, "e", by=cast.noor)
    await cast.does(cast.kim, MovePhoto(photo=photo, place="first"))
    assert await cast.refused(cast.kim, MovePhoto(photo=theirs, place="first")) == "move.not_yours"
    assert await cast.refused(cast.kim, MovePhoto(photo=photo, place=f"onto-p{theirs}")) == "move.partner_not_yours"
    assert await cast.refused(cast.noor, MovePhoto(photo=theirs, place=f"onto-{card}")) == "move.partner_not_yours"
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    await cast.does(cast.kim, MovePhoto(photo=theirs, place=f"onto-{card}"))
    await cast.does(cast.max, MovePhoto(photo=theirs, place="first"))
    assert await cast.refused(cast.kim, UndoMovePhoto(photo=theirs)) == "move.photo_moved_since"


async def test_beside_what_is_gone_it_is_the_last_and_into_a_group_with_it_is_refused(cast: Cast):
    one, two = await mine(cast, "Mehl", "Salz")
    photo, gone, hidden = await hang(cast, "e"), await hang(cast, "e"), await hang(cast, "e")
    await cast.does(cast.kim, WithdrawNote(note=two))
    await cast.does(cast.kim, WithdrawPhoto(photo=gone))
    await cast.does(cast.max, HidePhoto(photo=hidden, reason="Ein Gesicht"))
    for number in (str(two), f"p{gone}", f"p{hidden}", f"p{photo}", "p999999"):
        await cast.does(cast.kim, MovePhoto(photo=photo, place="first"))
        await cast.does(cast.kim, MovePhoto(photo=photo, place=f"before-{number}"))
        assert await insights(cast) == [("", [one, f"p{photo}"])]
        assert await cast.refused(cast.kim, MovePhoto(photo=photo, place=f"onto-{number}")) == "move.partner_gone"
    assert await cast.refused(cast.kim, MovePhoto(photo=photo, place="before-q7")) == "move.place"
    assert await cast.refused(cast.kim, MovePhoto(photo=gone, place="first")) == "photo.gone"


async def test_by_support_photos_come_behind_the_cards_beside_which_they_stood_and_back_in_one_step(cast: Cast):
    one, two, three, four = await mine(cast, "Mehl", "Salz", "Hefe", "Öl")
    photo, other = await hang(cast, "e"), await hang(cast, "e")
    await cast.does(cast.kim, MoveNote(note=four, place=f"onto-{three}"))
    await cast.does(cast.kim, MovePhoto(photo=other, place=f"before-{three}"))
    await cast.does(cast.kim, MovePhoto(photo=photo, place="first"))
    before = await seen(cast)
    for note in (two, four):
        await cast.does(cast.noor, SupportNote(note=note))
    lane = await section(cast, "insights")
    answer = await cast.does(cast.max, OrderLane(wall="e", section=lane))
    assert answer.changed == {Changed.cards("e"), Changed.photos("e")}
    assert await insights(cast) == [("", [two, one, f"p{photo}"]), ("Gruppe 1", [four, three, f"p{other}"])]
    assert await cast.refused(cast.kim, UndoMovePhoto(photo=photo)) == "move.nothing"
    await cast.does(cast.max, UndoOrder(wall="e", section=lane))
    assert await seen(cast) == before


async def test_where_no_place_was_written_down_photos_come_last(cast: Cast):
    """As in archives from before they had places."""
    one, two = await mine(cast, "Mehl", "Salz")
    first, second = await hang(cast, "e"), await hang(cast, "e")
    async with cast.ctx.db.writing() as db:
        await db.execute(update(photos).values(position=FURTHEST))
    assert await insights(cast) == [("", [one, two, f"p{first}", f"p{second}"])]
    await cast.does(cast.kim, MovePhoto(photo=second, place=f"before-p{first}"))
    assert await insights(cast) == [("", [one, two, f"p{second}", f"p{first}"])]


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_moved_nothing_is_lost_and_each_move_can_be_taken_back_at_once(cast: Cast, seed: int):
    chance = random.Random(seed)
    cards: list[int | str] = list(await mine(cast, *map(str, range(4))))
    cards += [f"p{await hang(cast, 'e')}" for _ in range(3)]
    lanes = [await section(cast, kind) for kind in ("insights", "questions")]
    for _ in range(25):
        card, other = chance.sample(cards, 2)
        place = chance.choice(["first", "last", f"before-{other}", f"after-{other}", f"onto-{other}"])
        before, where = await seen(cast), {"section": chance.choice([0, *lanes]), "place": place}
        move = MovePhoto(photo=int(card[1:]), **where) if isinstance(card, str) else MoveNote(note=card, **where)
        try:
            answer = await cast.does(cast.kim, move)
        except NotFound:  # the other one is in another section
            assert await seen(cast) == before
            continue
        after = await seen(cast)
        found = [each for lane in after.values() for _, pile in lane for each in pile]
        assert sorted(map(str, found)) == sorted(map(str, cards))
        if answer.changed and chance.random() < 0.6:
            back = UndoMovePhoto(photo=move.photo) if isinstance(move, MovePhoto) else UndoMove(note=move.note)
            await cast.does(cast.kim, back)
            assert await seen(cast) == before
        elif not answer.changed:
            assert after == before
    rows = [*await cast.rows(notes, barcamp_id=cast.id), *await cast.rows(photos, barcamp_id=cast.id)]
    assert all(abs(row.position) <= FURTHEST for row in rows)
    assert {row.note_id for row in await cast.rows(note_moves, barcamp_id=cast.id)} <= {
        each if isinstance(each, int) else ~int(each[1:]) for each in cards
    }


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_one_person_moves_the_cards_and_photos_of_others_stay_where_they_are(cast: Cast, seed: int):
    chance = random.Random(seed)
    own: list[int | str] = [*await mine(cast, "Mehl", "Salz"), f"p{await hang(cast, 'e')}"]
    theirs: list[int | str] = [
        *[await cast.makes(cast.noor, WriteNote(wall="e", text=text)) for text in ("Hefe", "Öl", "Ei")],
        *[f"p{await hang(cast, 'e', by=cast.noor)}" for _ in range(2)],
    ]
    await cast.does(cast.noor, MovePhoto(photo=int(str(theirs[3])[1:]), place=f"onto-{theirs[0]}"))
    before, lanes = await of_others(cast, theirs), [await section(cast, kind) for kind in ("insights", "questions")]
    refused = 0
    for _ in range(60):
        card, other = chance.choice(own + theirs), chance.choice(own + theirs)
        place = chance.choice(["first", "last", f"before-{other}", f"after-{other}", f"onto-{other}"])
        where = {"section": chance.choice([0, *lanes]), "place": place}
        number = int(str(card).strip("p"))
        commands = (
            (MovePhoto(photo=number, **where), UndoMovePhoto(photo=number))
            if isinstance(card, str)
            else (MoveNote(note=number, **where), UndoMove(note=number))
        )
        try:
            await cast.does(cast.kim, chance.choice(commands))
        except Refused:
            refused += 1
        assert await of_others(cast, theirs) == before
    assert 0 < refused < 60


async def of_others(cast: Cast, theirs: list[int | str]) -> Seen:
    """What hangs there without one's own."""
    return {
        kind: [(title, some) for title, pile in lane if (some := [each for each in pile if each in theirs])]
        for kind, lane in (await seen(cast)).items()
        if any(each in theirs for _, pile in lane for each in pile)
    }
