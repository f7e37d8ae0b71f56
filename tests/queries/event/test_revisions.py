"""What can be undone and redone, and how far the plan is."""

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.queries.event.revisions import History, load_history, plan_number
from tests.cast import Cast
from tests.planning import place, placed


async def test_at_the_beginning_there_is_the_first_phase_to_undo_and_no_change_of_the_plan(cast: Cast):
    found = await _history(cast)
    assert (found.undo and found.undo.what, found.redo, found.plan) == ("pitching", None, None)
    assert await _number(cast) == 0


async def test_undo_and_redo_are_told_by_number_kind_and_titles(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    await place(cast, one, 1, 1, seen=two)
    assert await _told(cast) == ((4, "swap", ("Eins", "Zwei")), None)
    await cast.does(cast.max, Undo())
    assert await _told(cast) == ((3, "place", ("Zwei",)), (4, "swap", ("Eins", "Zwei")))
    await cast.does(cast.max, Undo())
    assert await _told(cast) == ((2, "place", ("Eins",)), (3, "place", ("Zwei",)))
    assert await _number(cast) == 2
    await cast.does(cast.max, Redo())
    await cast.does(cast.max, UnplaceTopic(topic=two))
    assert await _told(cast) == ((5, "unplace", ("Zwei",)), None)


async def test_what_was_done_besides_the_plan_stands_in_the_same_row(cast: Cast):
    topic, other = await placed(cast, "Eins", 0, 0), await cast.pitches("Zwei")
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    found = await _history(cast)
    assert (found.undo and (found.undo.kind, found.undo.what), found.plan and found.plan.kind) == (
        ("phase", "sessions"), "place"
    )  # fmt: skip
    assert await _number(cast) == 2
    await cast.does(cast.max, HideTopic(topic=other, reason="doppelt"))
    assert (await _history(cast)).undo.what == "Zwei"  # type: ignore[union-attr]
    for _ in range(2):
        await cast.does(cast.max, Undo())
    found = await _history(cast)
    assert (found.undo, found.redo and found.redo.kind) == (found.plan, "phase")
    assert topic in found.plan.before  # type: ignore[union-attr]


async def _told(cast: Cast):
    found = await _history(cast)
    return tuple((step.number, step.kind, step.titles) if step else None for step in (found.undo, found.redo))


async def _history(cast: Cast) -> History:
    async with cast.ctx.db.reading() as db:
        return await load_history(db, cast.id)


async def _number(cast: Cast) -> int:
    async with cast.ctx.db.reading() as db:
        return await plan_number(db, cast.id)
