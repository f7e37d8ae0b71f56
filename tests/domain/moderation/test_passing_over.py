"""What can no longer be undone or redone does not block anything: the button offers the newest that can, and does just
that."""

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from barcamp.domain.event.phases import Announce, MoveToPhase, SetPitching
from barcamp.domain.moderation.helping import RenamePerson
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.domain.plan.room import CloseRoom, ReopenRoom
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.topic import topics
from barcamp.kernel.history import DONE, UNDONE, revisions
from barcamp.kernel.refused import Refused
from barcamp.queries.event.revisions import History, load_history
from tests.cast import Cast
from tests.planning import grid, place

Act = Callable[[Cast, int], Awaitable[object]]


async def _rename(cast: Cast, topic: int) -> None:
    await cast.does(cast.max, RenamePerson(person=cast.kim.id, name="Kimi"))


async def _name_oneself(cast: Cast, topic: int) -> None:
    await cast.does(cast.kim, Rename(name="Kim Königin"))


async def _unplace(cast: Cast, topic: int) -> None:
    await place(cast, topic, 0, 0)
    await cast.does(cast.max, UnplaceTopic(topic=topic))


async def _close_room(cast: Cast, topic: int) -> None:
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))


async def _withdraw(cast: Cast, topic: int) -> None:
    await cast.does(cast.kim, WithdrawTopic(topic=topic))


async def _count(cast: Cast, topic: int) -> None:
    await cast.does(cast.max, CountHands(topic=topic, hands=7))


@pytest.mark.parametrize(
    ("last", "then", "passed"),
    [
        (_rename, None, []),
        (_rename, _name_oneself, ["rename"]),
        (_unplace, _close_room, ["unplace", "place"]),
        (_unplace, _withdraw, ["unplace", "place"]),
        (_count, _name_oneself, []),
    ],
)
async def test_the_button_offers_the_newest_that_can_be_undone(
    cast: Cast, last: Act, then: Act | None, passed: list[str]
):
    topic = await cast.pitches("Eins", by=cast.kim)
    await cast.does(cast.max, Announce(text="Suppe ist da"))
    await last(cast, topic)
    if then:
        await then(cast, topic)
    history = await _history(cast)
    assert [each.kind for each in history.not_undone] == passed
    assert history.undo is not None
    assert (history.undo.kind == "announce") == bool(passed)
    before = await _states(cast)
    await cast.does(cast.max, Undo(seen=history.undo.number))
    assert await _states(cast) == {**before, history.undo.number: UNDONE}
    assert ((await cast.barcamp()).announcement == "") == bool(passed)


async def test_what_was_passed_over_can_be_undone_once_nothing_stands_in_its_way(cast: Cast):
    topic = await cast.pitches("Eins")
    await cast.does(cast.max, Announce(text="Suppe ist da"))
    await _unplace(cast, topic)
    await _close_room(cast, topic)
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, ReopenRoom(room=cast.rooms[0]))
    history = await _history(cast)
    assert history.not_undone == ()
    assert history.undo is not None
    assert history.undo.kind == "unplace"
    await cast.does(cast.max, Undo(seen=history.undo.number))
    assert await grid(cast) == {topic: (0, 0)}


async def test_what_is_about_the_same_as_something_passed_over_is_passed_over_with_it(cast: Cast):
    """It would undo what came later by the way."""
    topic = await cast.pitches("Eins")
    await cast.does(cast.max, CountHands(topic=topic, hands=3))
    await cast.does(cast.max, RenamePerson(person=cast.kim.id, name="Kimi"))
    await cast.does(cast.max, RenamePerson(person=cast.kim.id, name="Kimo"))
    await cast.does(cast.kim, Rename(name="Kim"))  # as before the first of them, but by herself
    history = await _history(cast)
    assert [each.kind for each in history.not_undone] == ["rename", "rename"]
    assert history.undo is not None
    assert history.undo.kind == "hands"


async def test_where_nothing_can_be_undone_the_reason_is_said(cast: Cast):
    while (await _history(cast)).undo:
        await cast.does(cast.max, Undo())
    await _rename(cast, 0)
    await _name_oneself(cast, 0)
    history = await _history(cast)
    assert (history.undo, len(history.not_undone)) == (None, 1)
    assert await cast.refused(cast.max, Undo()) == "history.changed_since"


ACTS: tuple[Act, ...] = (
    lambda cast, topic: place(cast, topic, 0, 0),
    lambda cast, topic: place(cast, topic, 1, 1),
    lambda cast, topic: cast.does(cast.max, UnplaceTopic(topic=topic)),
    lambda cast, topic: cast.does(cast.max, ParkTopic(topic=topic)),
    lambda cast, topic: cast.does(cast.max, HideTopic(topic=topic, reason="doppelt")),
    lambda cast, topic: cast.does(cast.max, CountHands(topic=topic, hands=topic % 5)),
    lambda cast, topic: cast.does(cast.max, Announce(text=f"Thema {topic}")),
    lambda cast, topic: cast.does(cast.max, MoveToPhase(phase="interest")),
    lambda cast, topic: cast.does(cast.max, SetPitching(open=topic % 2 == 0)),
    lambda cast, topic: cast.does(cast.max, RenamePerson(person=cast.kim.id, name=f"Kim {topic}")),
    lambda cast, topic: cast.does(cast.kim, Rename(name="Kim Königin")),
    lambda cast, topic: cast.does(cast.kim, WithdrawTopic(topic=topic)),
    lambda cast, topic: cast.does(cast.max, CloseRoom(room=cast.rooms[0])),
    lambda cast, topic: cast.does(cast.max, ReopenRoom(room=cast.rooms[0])),
)
STEPS = st.lists(st.tuples(st.integers(-2, len(ACTS) - 1), st.integers(0, 1)), min_size=3, max_size=9)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_whatever_happened_an_undo_does_what_the_button_said_and_nothing_else(cast: Cast, steps: list):
    """-2 undoes and -1 redoes, as the button offers it; what is taken back is done again to the same."""
    await cast.does(cast.max, SetPitching(open=True))  # an example goes on where the last one ended
    pair = await cast.pitches("Eins", by=cast.kim), await cast.pitches("Zwei", by=cast.noor)
    for step, which in steps:
        history = await _history(cast)
        offered = {-2: history.undo, -1: history.redo}.get(step)
        if step >= 0:
            try:
                await ACTS[step](cast, pair[which])
            except Refused:
                continue
        elif offered is not None:
            await _turns(cast, offered.number, undo=step == -2)


async def _turns(cast: Cast, number: int, *, undo: bool) -> None:
    """The one that was offered, whatever else there is; and the way back leads to where it began."""
    states, world = await _states(cast), await _world(cast)
    there, back = (Undo(seen=number), Redo(seen=number)) if undo else (Redo(seen=number), Undo(seen=number))
    await cast.does(cast.max, there)
    assert await _states(cast) == {**states, number: UNDONE if undo else DONE}
    again = await _history(cast)
    offered = again.redo if undo else again.undo
    if offered is not None and offered.number == number:
        await cast.does(cast.max, back)
        assert await _world(cast) == world
        await cast.does(cast.max, there)


async def _history(cast: Cast) -> History:
    async with cast.ctx.db.reading() as db:
        return await load_history(db, cast.id)


async def _states(cast: Cast) -> dict[int, str]:
    return {row.number: row.state for row in await cast.rows(revisions, barcamp_id=cast.id)}


async def _world(cast: Cast) -> tuple:
    camp = await cast.barcamp()
    spots = sorted((row.topic_id, row.room_id, row.slot_id) for row in await cast.rows(placements, barcamp_id=cast.id))
    words = [
        (row.title, row.withdrawn_at is None, row.hidden_because, row.hands, row.parked_at is None)
        for row in await cast.rows(topics, barcamp_id=cast.id)
    ]
    names = [row.name for row in await cast.rows(attendees, barcamp_id=cast.id)]
    return spots, words, names, camp.phase, camp.pitching_open, camp.announcement, camp.on_stage
