"""Rule 18: a change costs what it changes, among forty topics or among four hundred, forty cards or four hundred."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import insert, update

from barcamp.domain.moderation.entrance import MarkArrival
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.topics.pitch_round import MoveInQueue
from barcamp.domain.topics.topic import EditTopic, PitchTopic, topics
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.lane import GAP
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import EditNote, WithdrawNote, WriteNote, notes
from barcamp.domain.walls.section import load_sections
from barcamp.live.audience import Group
from barcamp.live.broadcast import Broadcast
from tests.cast import Cast
from tests.counting import counted
from tests.house.commands.guest_orders import set_out_guests
from tests.live.broadcasts import CONSOLE, PHONE, PROJECTOR, Viewer, seated, unframed

WALL = Group("notes", "de", "e")
# Bytes that one screen gets for a change to a topic, deflated.
MOST = {PHONE: 900, CONSOLE: 2000, PROJECTOR: 1000}
MOST_ON_A_WALL = 900
GROWS = 1.15  # numbers get longer
WORDS = "Wie wir Formulare kürzen, ohne dass die Rechtsabteilung erschrickt: Beispiele aus drei Ämtern, und Ihre dazu."

Change = Callable[[Cast, int], Awaitable[object]]
TOPIC: dict[str, Change] = {
    "added": lambda cast, topic: cast.does(cast.kim, PitchTopic(title="Noch ein Thema", description=WORDS)),
    "changed": lambda cast, topic: cast.does(cast.max, EditTopic(topic=topic, title="Anders", description=WORDS)),
    "hidden": lambda cast, topic: cast.does(cast.max, HideTopic(topic=topic, reason="doppelt")),
    "moved": lambda cast, topic: cast.does(cast.max, MoveInQueue(topic=topic, first=True)),
    "wanted": lambda cast, topic: cast.does(cast.noor, CastVote(topic=topic)),
}
# Pieces drawn and statements of one beat with it.
MOST_DRAWN = {"added": 8, "changed": 6, "hidden": 8, "moved": 3, "wanted": 7}
MOST_ASKED = {"added": 4, "changed": 4, "hidden": 12, "moved": 9, "wanted": 4}
CARD: dict[str, Change] = {
    "added": lambda cast, note: cast.does(cast.kim, WriteNote(wall="e", text=WORDS)),
    "changed": lambda cast, note: cast.does(cast.kim, EditNote(note=note, text="Anders")),
    "withdrawn": lambda cast, note: cast.does(cast.kim, WithdrawNote(note=note)),
    "put first": lambda cast, note: cast.does(cast.kim, MoveNote(note=note, place="first")),
}


async def costs(cast: Cast, groups: list[Group], change: Awaitable[object]) -> tuple[dict[Group, int], int, int]:
    """Of one beat with this change: bytes to a screen of each group, pieces drawn, statements."""
    broadcast = Broadcast(cast.id, cast.ctx.db, cast.ctx.env, cast.clock)
    viewers: list[Viewer] = await seated(broadcast, *groups)
    for viewer in viewers:
        viewer.deflates = True
        broadcast.audience.leave(viewer.seat)
        broadcast.enter(viewer.seat)
    before = broadcast.counts.drawings
    await change
    async with counted() as statements:
        await broadcast.beat()
    return (
        {viewer.group: len(viewer.frames[0]) for viewer in viewers},
        broadcast.counts.drawings - before,
        len(statements),
    )


async def many_topics(cast: Cast, number: int) -> int:
    """The one in the middle."""
    rows = [
        {"barcamp_id": cast.id, "host_id": cast.noor.id, "title": f"Thema {each}", "description": WORDS,
         "pitched_at": cast.clock.at}
        for each in range(number)
    ]  # fmt: skip
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(topics), rows)
    found = await cast.rows(topics, barcamp_id=cast.id)
    return found[len(found) // 2].id


async def many_cards(cast: Cast, number: int) -> int:
    first = await cast.makes(cast.kim, WriteNote(wall="e", text=WORDS))
    [row] = await cast.rows(notes, id=first)
    one = {**row._mapping, "text": WORDS}
    del one["id"]
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(notes), [{**one, "position": GAP * (place + 2)} for place in range(number - 1)])
    found = await cast.rows(notes, barcamp_id=cast.id)
    return found[len(found) // 2].id


@pytest.mark.parametrize("what", TOPIC)
async def test_a_topic_costs_the_same_among_few_and_among_many(cast: Cast, what: str):
    found = []
    for number in (40, 360):  # so that there are forty, and then four hundred
        topic = await many_topics(cast, number)
        found.append(await costs(cast, [PHONE, CONSOLE, PROJECTOR], TOPIC[what](cast, topic)))
    (few, drawn, asked), (many, drawn_of_many, asked_for_many) = found
    # A step that was done once more, and is told in the same words, is not drawn again.
    assert asked == asked_for_many
    assert drawn - 1 <= drawn_of_many <= drawn
    assert drawn <= MOST_DRAWN[what]
    assert asked <= MOST_ASKED[what]
    assert {group: size for group, size in many.items() if size > MOST[group]} == {}
    assert {group: (few[group], size) for group, size in many.items() if size > GROWS * few[group]} == {}


async def test_a_guest_who_comes_costs_the_same_among_forty_and_among_nine_hundred(cast: Cast):
    found = []
    for number in (40, 860):
        there = await set_out_guests(cast, *(f"Gast {each}" for each in range(number)), badge=False)
        arrival = MarkArrival(guest=there[number // 2], here=True)
        found.append(await costs(cast, [Group("arrivals", "de")], cast.does(cast.max, arrival)))
    (few, drawn, asked), (many, drawn_of_many, asked_for_many) = found
    assert (drawn, asked) == (drawn_of_many, asked_for_many)
    assert drawn <= 3  # how many there are, the list, and the one in it
    assert sum(many.values()) <= min(600, GROWS * sum(few.values()))


@pytest.mark.parametrize("what", CARD)
async def test_a_card_costs_the_same_on_an_empty_wall_and_on_a_full_one(cast: Cast, what: str):
    found = []
    for number in (40, 400):
        note = await many_cards(cast, number)
        found.append(await costs(cast, [WALL], CARD[what](cast, note)))
    (few, drawn, asked), (many, drawn_of_many, asked_for_many) = found
    assert (drawn, asked) == (drawn_of_many, asked_for_many)
    assert many[WALL] <= min(MOST_ON_A_WALL, GROWS * few[WALL])
    assert drawn <= 5  # the wall, its section, the group, the card, and how many there are


async def test_a_move_among_four_hundred_cards_is_one_line_and_draws_no_card(cast: Cast):
    """The wall, its section and the cards of that section; of these, nothing is sent but where the card stands now."""
    note = await many_cards(cast, 400)
    _, drawn, _ = await costs(cast, [WALL], cast.does(cast.kim, MoveNote(note=note, place="first")))
    assert drawn <= 3
    broadcast = Broadcast(cast.id, cast.ctx.db, cast.ctx.env, cast.clock)
    [viewer] = await seated(broadcast, WALL)
    await cast.does(cast.kim, MoveNote(note=note, place="last"))
    await broadcast.beat()
    [shown] = viewer.shown
    assert shown.regions == {}
    assert [line.split(" ")[0] for line in shown.lines if line[0] in "+-"] == [f"+note_e-{note}"]


async def test_a_move_into_another_section_sends_the_card_alone(cast: Cast):
    note = await many_cards(cast, 400)
    async with cast.ctx.db.reading() as db:
        questions = next(each.id for each in await load_sections(db, cast.id) if each.kind == "questions")
    await cast.does(cast.kim, WriteNote(wall="e", text=WORDS, section=questions))
    broadcast = Broadcast(cast.id, cast.ctx.db, cast.ctx.env, cast.clock)
    [viewer] = await seated(broadcast, WALL)
    await cast.does(cast.kim, MoveNote(note=note, section=questions))
    await broadcast.beat()
    [shown] = viewer.shown
    assert set(shown.regions) == {f"note_e-{note}"}
    assert [line.split(" ")[0] for line in shown.lines if line[0] in "+-"] == [f"+note_e-{note}"]


async def test_numbering_a_section_anew_draws_no_card_again(cast: Cast):
    note = await many_cards(cast, 400)
    async with cast.ctx.db.writing() as db:
        await db.execute(update(notes).values(position=0))
    [first, second, *_] = await cast.rows(notes, barcamp_id=cast.id)
    assert note not in (first.id, second.id)
    change = cast.does(cast.kim, MoveNote(note=note, place=f"after-{first.id}"))
    _, drawn, _ = await costs(cast, [WALL], change)
    assert len({row.position for row in await cast.rows(notes, barcamp_id=cast.id)}) == 400
    assert drawn <= 3


async def test_no_row_is_read_that_no_fact_names(cast: Cast):
    """Fifty topics are read once, for the page; then the one that changed."""
    topic = await many_topics(cast, 50)
    broadcast = Broadcast(cast.id, cast.ctx.db, cast.ctx.env, cast.clock)
    [phone] = await seated(broadcast, PHONE)
    kept = broadcast._kept.topics.rows
    assert kept is not None
    others = {number: row for number, row in kept.items() if number != topic}
    await cast.does(cast.max, EditTopic(topic=topic, title="Anders", description=WORDS))
    await broadcast.beat()
    now = broadcast._kept.topics.rows
    assert now is not None
    assert now[topic].title == "Anders"
    assert all(now[number] is row for number, row in others.items())
    assert "Anders" in unframed(phone.frames[0])
