"""Undoing what was done last, and redoing it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.moderation.helping import RenamePerson
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.merge import MergeTopics
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.domain.plan.room import CloseRoom, RemoveRoom, ReopenRoom
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.kernel import history
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import DONE, revisions
from barcamp.queries.event.revisions import History, load_history
from tests.cast import Cast
from tests.planning import grid, place, placed


async def test_every_kind_of_change_can_be_undone_and_redone_one_by_one(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    changes: list[Callable[[], Awaitable[object]]] = [
        lambda: place(cast, one, 0, 0),
        lambda: place(cast, two, 1, 1),
        lambda: place(cast, one, 2, 2),
        lambda: place(cast, one, 1, 1, seen=two),
        lambda: cast.does(cast.max, PinTopic(topic=one)),
        lambda: cast.does(cast.max, UnplaceTopic(topic=two)),
        lambda: cast.does(cast.max, ParkTopic(topic=two)),
    ]
    seen = [await _state(cast)]
    for change in changes:
        await change()
        seen.append(await _state(cast))
    assert len(set(map(str, seen))) == len(seen)
    kinds = ["place", "place", "move", "swap", "pin", "unplace", "park"]
    assert [revision.kind for revision in await _done(cast)] == kinds
    for state in reversed(seen[:-1]):
        await cast.does(cast.max, Undo())
        assert await _state(cast) == state
    for state in seen[1:]:
        await cast.does(cast.max, Redo())
        assert await _state(cast) == state
    assert await cast.refused(cast.max, Redo()) == "history.nothing_to_redo"


async def test_before_anything_was_done_there_is_nothing_to_undo(cast: Cast):
    assert await cast.refused(cast.max, Redo()) == "history.nothing_to_redo"
    await cast.does(cast.max, Undo())  # the first phase of the day
    assert await cast.refused(cast.max, Undo()) == "history.nothing_to_undo"


async def test_an_undo_touches_what_it_changes(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    await place(cast, one, 1, 1, seen=two)
    for command in (Undo(), Redo()):
        answer = await cast.does(cast.max, command)
        assert answer.changed == {Changed.placed(one), Changed.placed(two), Changed.history()}


async def test_a_new_step_ends_what_could_be_redone(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await cast.pitches("Zwei")
    await cast.does(cast.max, Undo())
    await place(cast, two, 1, 1)
    assert await cast.refused(cast.max, Redo()) == "history.nothing_to_redo"
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, Redo())
    assert await grid(cast) == {two: (1, 1)}
    assert one not in await grid(cast)


async def test_what_changes_nothing_is_no_step(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    await place(cast, topic, 0, 0, seen=topic)
    assert len(await _done(cast)) == 1


async def test_nobody_undoes_a_step_that_they_did_not_see(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await cast.pitches("Zwei")
    await place(cast, two, 1, 1)
    why = await cast.refusal(cast.max, Undo(seen=2))
    assert (why.key, why.facts) == ("history.newer", {"who": "Max"})
    await cast.does(cast.max, Undo(seen=3))
    assert await grid(cast) == {one: (0, 0)}
    assert await cast.refused(cast.max, Redo(seen=2)) == "history.newer"
    await cast.does(cast.max, Redo(seen=3))


async def test_all_that_can_be_undone_stands_in_one_row(cast: Cast):
    """The plan, the day, the pitch round and hiding, one after the other, there and back; no clock is asked."""
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    done: list[Callable[[], Awaitable[object]]] = [
        lambda: place(cast, one, 0, 0),
        lambda: cast.does(cast.max, MoveToPhase(phase="interest")),
        lambda: cast.does(cast.max, BringOnStage(topic=two)),
        lambda: place(cast, two, 1, 1),
        lambda: cast.does(cast.max, HideTopic(topic=two, reason="doppelt")),
        lambda: cast.does(cast.max, CountHands(topic=one, hands=7)),
        lambda: cast.does(cast.max, Announce(text="Suppe ist da")),
        lambda: cast.does(cast.max, UnplaceTopic(topic=one)),
        lambda: cast.does(cast.max, RenamePerson(person=cast.kim.id, name="Kimi")),
        lambda: cast.does(cast.max, MergeTopics(topic=three, into=one, title="Beides")),
    ]
    three = await cast.pitches("Drei")
    await cast.does(cast.noor, CastVote(topic=three))
    seen = [await _whole_state(cast)]
    for each in done:
        await each()
        seen.append(await _whole_state(cast))
        cast.clock.at -= timedelta(seconds=1)  # clocks are set; what was done last is what was written last
    assert len(set(map(str, seen))) == len(seen)
    for state in reversed(seen[:-1]):
        await cast.does(cast.max, Undo())
        assert await _whole_state(cast) == state
    for state in seen[1:]:
        await cast.does(cast.max, Redo())
        assert await _whole_state(cast) == state
    assert await cast.refused(cast.max, Redo()) == "history.nothing_to_redo"


async def test_whatever_is_done_ends_what_could_be_redone(cast: Cast):
    await placed(cast, "Eins", 0, 0)
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, Announce(text="Suppe ist da"))
    assert await cast.refused(cast.max, Redo()) == "history.nothing_to_redo"
    assert [(row.kind, row.number) for row in await _done(cast)] == [("announce", 3)]


async def test_a_merge_that_was_taken_back_is_told_and_never_redone(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    await cast.does(cast.max, MergeTopics(topic=one, into=two, title="Beides"))
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, Announce(text="Suppe ist da"))
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, Redo())  # the announcement
    assert (await cast.barcamp()).announcement == "Suppe ist da"
    assert await cast.refused(cast.max, Redo()) == "history.nothing_to_redo"


async def test_a_redo_is_refused_where_somebody_has_worked_on_it_since(cast: Cast):
    topic = await cast.pitches("Eins")
    await cast.does(cast.max, RenamePerson(person=cast.kim.id, name="Kimi"))
    await cast.does(cast.max, Undo())
    await cast.does(cast.kim, Rename(name="Kim Königin"))
    assert await cast.refused(cast.max, Redo()) == "history.changed_since"
    history = await _history(cast)
    assert (history.redo, [each.kind for each in history.not_redone]) == (None, ["rename"])
    await place(cast, topic, 0, 0)
    await cast.does(cast.max, Undo())
    assert await grid(cast) == {}


async def test_an_undo_needs_the_topic_the_room_and_the_slot_still_to_be_there(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    last = (await _done(cast))[-1].number
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))
    assert await cast.refused(cast.max, Undo(seen=last)) == "room.closed"
    await cast.does(cast.max, ReopenRoom(room=cast.rooms[0]))
    await cast.does(cast.ada, RemoveRoom(room=cast.rooms[0]))
    assert await cast.refused(cast.max, Undo(seen=last)) == "room.gone"
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    assert await cast.refused(cast.max, Undo(seen=last)) == "topic.gone"
    assert await grid(cast) == {}


async def test_only_so_many_steps_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(history, "MOST", 7)
    topic = await placed(cast, "Eins", 0, 0)
    for number in range(7 + 1):
        await place(cast, topic, 0, (number + 1) % 2)
    kept = [revision.number for revision in await cast.rows(revisions, barcamp_id=cast.id)]
    assert kept == list(range(4, 7 + 4))


async def test_a_step_tells_who_did_it_and_when(cast: Cast):
    await placed(cast, "Eins", 0, 0)
    [step] = await _done(cast)
    assert (step.kind, step.by, step.at, step.state, step.skipped) == ("place", "Max", cast.clock.at, DONE, 0)


async def _done(cast: Cast) -> list:
    """Since the event was set up, which ended with its first phase."""
    return (await cast.rows(revisions, barcamp_id=cast.id))[1:]


async def _whole_state(cast: Cast) -> tuple:
    camp = await cast.barcamp()
    words = [
        (row.title, row.withdrawn_at is None, row.hidden_because, row.hands, row.merged_into)
        for row in await cast.rows(topics, barcamp_id=cast.id)
    ]
    names = [row.name for row in await cast.rows(attendees, barcamp_id=cast.id)]
    interest = sorted((row.topic_id, row.attendee_id) for row in await cast.rows(votes, barcamp_id=cast.id))
    return await _state(cast), words, names, interest, camp.phase, camp.interest_open, camp.on_stage, camp.announcement


async def _state(cast: Cast) -> tuple:
    rows = await cast.rows(placements, barcamp_id=cast.id)
    where = [(row.topic_id, row.room_id, row.slot_id, row.pinned) for row in rows]
    return where, [row.parked_at for row in await cast.rows(topics, barcamp_id=cast.id)]


async def _history(cast: Cast) -> History:
    async with cast.ctx.db.reading() as db:
        return await load_history(db, cast.id)
