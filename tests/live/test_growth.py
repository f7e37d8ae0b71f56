"""Rule 18: a change costs what it changes, among forty topics or among four hundred, forty cards or four hundred."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import insert

from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.topics.pitch_round import MoveInQueue
from barcamp.domain.topics.topic import EditTopic, PitchTopic, topics
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import EditNote, WithdrawNote, WriteNote, notes
from barcamp.live.audience import Group
from barcamp.live.broadcast import Broadcast
from tests.cast import Cast
from tests.counting import counted
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
        await db.execute(insert(notes), [one] * (number - 1))
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
