"""What the next step of the day is, for everything that decides it."""

from typing import get_args

import pytest

from barcamp.domain.event.phases import PHASES, MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.proposal import KeepProposal
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.room import CloseRoom
from barcamp.domain.setup.slot import AddSlot, RemoveSlot
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.live.snapshot import Snapshot
from barcamp.queries.event.next_step import Kind, NextStep, Standing, next_step
from barcamp.queries.topics.topics import TopicCard
from tests.cast import Cast

BROT, SALZ = (
    TopicCard(n, title, "", n, "Kim", "", 0, None, None, None, None, None, None)
    for n, title in ((1, "Brot"), (2, "Salz"))
)

TABLE = [
    (Standing(phase="arrival"), NextStep(kind="begin pitching")),
    (Standing(phase="arrival", people=7), NextStep(kind="begin pitching", count=7)),
    (
        Standing(phase="pitching", topics=2, waiting=(BROT, SALZ)),
        NextStep(kind="call first topic", topic=BROT, count=2, or_phase="interest"),
    ),
    (
        Standing(phase="pitching", topics=2, waiting=(SALZ,), on_stage=True),
        NextStep(kind="call next topic", topic=SALZ, count=1, or_phase="interest"),
    ),
    (
        Standing(phase="interest", topics=2, waiting=(SALZ,), been_on_stage=1),
        NextStep(kind="call next topic", topic=SALZ, count=1, or_phase="planning"),
    ),
    (
        Standing(phase="interest", topics=1, waiting=(BROT,)),
        NextStep(kind="call first topic", topic=BROT, count=1, or_phase="planning"),
    ),
    (Standing(phase="pitching", topics=1, on_stage=True), NextStep(kind="clear stage", or_phase="interest")),
    (Standing(phase="interest", topics=1, on_stage=True), NextStep(kind="clear stage", or_phase="planning")),
    (Standing(phase="pitching"), NextStep(kind="await topics", or_phase="interest")),
    (Standing(phase="pitching", topics=3, been_on_stage=3), NextStep(kind="begin interest", count=3)),
    (Standing(phase="interest", topics=3), NextStep(kind="begin planning")),
    (Standing(phase="interest"), NextStep(kind="begin planning")),
    (
        Standing(phase="planning", proposed=3, proposed_unled=2, unled=1, unplaced=4, free=4, changed=1),
        NextStep(kind="take proposal", count=3, unled=2, or_phase="sessions"),
    ),
    (
        Standing(phase="planning", unplaced=4, free=1, unled=1),
        NextStep(kind="suggest plan", count=4, or_phase="sessions"),
    ),
    (
        Standing(phase="planning", unplaced=4, free=1, changed=2),
        NextStep(kind="suggest plan", count=4, or_phase="sessions", or_publish=True),
    ),
    (
        Standing(phase="planning", unplaced=4, free=1, changed=2, proposed=0),
        NextStep(kind="suggest plan", count=4, or_phase="sessions"),
    ),
    (
        Standing(phase="planning", unplaced=4, changed=2, unled=1, proposed=0),
        NextStep(kind="publish plan", unled=1, or_phase="sessions"),
    ),
    (
        Standing(phase="planning", free=4, changed=2, published=True),
        NextStep(kind="publish plan", or_phase="sessions"),
    ),
    (
        Standing(phase="planning", unplaced=4, unled=1, published=True),
        NextStep(kind="begin sessions", unled=1, unplaced=4),
    ),
    (Standing(phase="planning", free=4, proposed=0), NextStep(kind="begin sessions")),
    (
        Standing(phase="sessions", changed=2, unled=1, slots=3),
        NextStep(kind="publish first plan", count=2, unled=1, or_phase="closing"),
    ),
    (
        Standing(phase="sessions", changed=2, published=True),
        NextStep(kind="publish changes", count=2, or_phase="closing"),
    ),
    (
        Standing(phase="sessions", published=True, slots=3, unled=1),
        NextStep(kind="await sessions", count=3, or_phase="closing"),
    ),
    (Standing(phase="sessions", published=True), NextStep(kind="begin closing")),
    (
        Standing(phase="sessions", published=True, slots=1, later=2),
        NextStep(kind="await sessions", count=1, or_phase="closing"),
    ),
    (Standing(phase="sessions", published=True, later=2), NextStep(kind="begin next day", or_phase="closing")),
    (Standing(phase="closing", topics=3, people=7), NextStep(kind="take home")),
]


@pytest.mark.parametrize(("now", "step"), TABLE)
def test_what_stands_decides_on_the_next_step(now: Standing, step: NextStep):
    assert next_step(now) == step


@pytest.mark.parametrize("phase", PHASES)
def test_an_archived_day_is_only_taken_home(phase: str):
    now = Standing(phase=phase, archived=True, waiting=(BROT,), proposed=3, changed=2, slots=3)
    assert next_step(now) == NextStep(kind="take archive home")


def test_every_kind_of_step_is_tried():
    assert {step.kind for _now, step in TABLE} | {"take archive home"} == set(get_args(Kind))


async def test_topics_that_wait_and_the_stage_are_counted(cast: Cast):
    brot, _salz = await cast.pitches("Brot"), await cast.pitches("Salz")
    await cast.does(cast.max, BringOnStage(topic=brot))
    now = await stands(cast)
    assert [card.title for card in now.waiting] == ["Salz"]
    assert (now.phase, now.people, now.topics, now.on_stage, now.been_on_stage) == ("pitching", 2, 2, True, 0)
    await cast.does(cast.max, BringOnStage())
    now = await stands(cast)
    assert (now.waiting, now.topics, now.on_stage, now.been_on_stage) == ((), 2, True, 1)


async def test_places_that_are_free_are_counted(cast: Cast):
    whole = await stands(cast)
    assert (whole.unplaced, whole.free, whole.slots) == (0, len(cast.rooms) * len(cast.slots), len(cast.slots))
    placed, _open, parked = [await cast.pitches(title) for title in ("Brot", "Salz", "Mehl")]
    await cast.does(cast.max, PlaceTopic(topic=placed, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, ParkTopic(topic=parked))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[1]))
    now = await stands(cast)
    assert (now.topics, now.unplaced, now.free) == (3, 1, whole.free - 1 - len(cast.slots))
    cast.clock.forward(hours=24)
    late = await stands(cast)
    assert (late.unplaced, late.free, late.slots) == (1, 0, 0)


async def test_each_day_is_planned_for_itself(cast: Cast):
    """Saturday is full: what is left over waits for Sunday, and is no reason to suggest another plan."""
    await cast.lasts(days=2)
    await cast.does(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    for slot in cast.slots[1:]:
        await cast.does(cast.ada, RemoveSlot(slot=slot))
    for number, room in enumerate(cast.rooms):
        await cast.does(
            cast.max, PlaceTopic(topic=await cast.pitches(f"Thema {number}"), room=room, slot=cast.slots[0])
        )
    await cast.pitches("Für morgen")
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    assert next_step(await stands(cast)).kind == "publish plan"
    cast.clock.forward(days=1)
    assert next_step(await stands(cast)).kind == "suggest plan"


async def test_what_is_not_published_or_only_proposed_is_counted(cast: Cast):
    wish, brot = await cast.makes_a_wish(), await cast.pitches("Brot")
    await cast.does(cast.max, PlaceTopic(topic=wish, room=cast.rooms[0], slot=cast.slots[0]))
    now = await stands(cast)
    assert (now.published, now.changed, now.unled, now.proposed, now.proposed_unled) == (False, 1, 1, None, 0)
    await cast.does(cast.max, PublishPlan())
    cells: dict[int, tuple[int, int] | None] = {
        wish: (cast.rooms[0], cast.slots[0]),
        brot: (cast.rooms[1], cast.slots[0]),
    }
    await cast.does(cast.max, KeepProposal(cells=cells, figures="{}"))
    now = await stands(cast)
    assert (now.published, now.changed, now.unled, now.proposed, now.proposed_unled) == (True, 0, 1, 1, 1)


async def test_the_phase_and_the_archive_are_told(cast: Cast):
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    assert next_step(await stands(cast)) == NextStep(kind="take home")
    await cast.does(cast.max, ArchiveBarcamp())
    assert next_step(await stands(cast)) == NextStep(kind="take archive home")


async def stands(cast: Cast) -> Standing:
    async with cast.ctx.db.reading() as db:
        return await Snapshot(db, await cast.barcamp(), cast.clock()).standing()
