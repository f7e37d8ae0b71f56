"""What the projector shows: by the phase of the day, or what a moderator wants seen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from barcamp.domain.event.phases import PHASES, MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.projector import (
    LONGEST,
    OF_PHASE,
    REST,
    SCENES,
    SetProjectorLook,
    ShowOnProjector,
    scene_of,
)
from barcamp.kernel.clock import instant, minute_of_day
from tests.cast import Cast


def test_every_phase_has_a_scene():
    assert list(OF_PHASE) == list(PHASES)
    assert set(OF_PHASE.values()) < set(SCENES)


async def test_the_scene_is_the_chosen_one_until_the_day_goes_on(cast: Cast):
    assert scene_of(await cast.barcamp()) == "topics"
    await cast.does(cast.max, ShowOnProjector(scene="pause"))
    assert scene_of(await cast.barcamp()) == "pause"
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    assert scene_of(await cast.barcamp()) == "plan"
    await cast.does(cast.max, ArchiveBarcamp())
    assert scene_of(await cast.barcamp()) == "thanks"


async def test_a_topic_is_on_stage_and_nothing_else_can_be(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, ShowOnProjector(scene="pitch", wall=f"t{topic}", seconds=60))
    camp = await cast.barcamp()
    assert (camp.scene, camp.scene_wall) == ("pitch", f"t{topic}")
    assert camp.scene_until == cast.clock() + timedelta(seconds=60)
    assert await cast.refused(cast.max, ShowOnProjector(scene="pitch", wall=f"s{cast.plenaries[0]}")) == "topic.gone"
    assert await cast.refused(cast.max, ShowOnProjector(scene="pitch")) == "wall.gone"


@pytest.mark.parametrize(("seconds", "lasts"), [(0, None), (-5, None), (300, 300), (10**9, LONGEST)])
async def test_a_countdown_lasts_as_long_as_said_or_as_the_plan_says(cast: Cast, seconds: int, lasts: int | None):
    await cast.does(cast.max, ShowOnProjector(scene="countdown", seconds=seconds))
    until = cast.clock() + timedelta(seconds=lasts) if lasts else None
    assert (await cast.barcamp()).scene_until == until


async def test_the_moderator_chooses_light_or_dark_for_the_hall(cast: Cast):
    await cast.does(cast.max, SetProjectorLook(look="dark"))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    assert (await cast.barcamp()).projector_look == "dark"
    assert await cast.refused(cast.max, SetProjectorLook(look="pink")) == "look.unknown"


async def test_a_minute_of_the_day_is_one_instant_whatever_the_zone(cast: Cast):
    for zone in ("Europe/Berlin", "Pacific/Auckland", "America/New_York"):
        camp = replace(await cast.barcamp(), timezone=zone)
        for minute in (0, 600, 1439, 1500):
            assert minute_of_day(camp, instant(camp, minute)) == minute


async def test_a_rehearsal_on_the_other_side_of_a_clock_change_ends_when_its_clock_says(cast: Cast):
    ahead = int(timedelta(days=160).total_seconds())
    camp = replace(await cast.barcamp(), day=date(2026, 12, 5), clock_shift=ahead)
    for minute in (0, 600, 1439, 1500):
        assert minute_of_day(camp, instant(camp, minute)) == minute


async def test_a_results_round_ends_with_what_is_missing(cast: Cast):
    await cast.does(cast.max, ShowOnProjector(scene="results", wall=REST))
    assert (await cast.barcamp()).scene_wall == REST
    assert await cast.refused(cast.max, ShowOnProjector(scene="wall", wall=REST)) == "wall.gone"
