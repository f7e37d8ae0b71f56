"""All broadcasts of a process: woken by the bell, in step, and looking for themselves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from barcamp.app import build
from barcamp.desk.desk import Desk
from barcamp.domain.event.phases import Announce
from barcamp.domain.topics.topic import PitchTopic
from barcamp.live import hub as theatres
from barcamp.live.audience import Group
from barcamp.live.bell import RedisBell
from barcamp.live.broadcast import Broadcast
from barcamp.live.hub import Hub
from barcamp.live.screens import SCREENS
from barcamp.web.context import AppContext
from tests.cast import Cast
from tests.live.broadcasts import PHONE, PROJECTOR, Viewer, make_theatre, opened, small_environment
from tests.waiting import until


@pytest.fixture
def bell_url(bell: str) -> str:
    return bell


async def test_a_change_is_shown_to_who_watches(cast: Cast):
    async with opened(make_theatre(cast)) as hub:
        phone = await _sit(hub, cast.id, PHONE)
        await cast.pitches("Brot")
        [shown] = await phone.sees(1)
        assert list(shown.regions) == ["topics"]


async def test_a_new_seat_without_a_page_is_shown_everything_at_once(cast: Cast):
    async with opened(make_theatre(cast)) as hub:
        viewer = Viewer(PROJECTOR)
        hub.enter(cast.id, viewer.seat)
        [shown] = await viewer.sees(1)
        assert list(shown.regions) == list(SCREENS["projector"])


async def test_a_seat_that_caught_up_is_shown_everything_at_once(cast: Cast):
    async with opened(make_theatre(cast)) as hub:
        phone = await _sit(hub, cast.id, PHONE)
        hub.set_behind(cast.id, phone.seat, True)
        await cast.does(cast.max, Announce(text="Suppe"))
        await hub.broadcast(cast.id).beat()
        assert phone.frames == []
        hub.set_behind(cast.id, phone.seat, False)
        [shown] = await phone.sees(1)
        assert list(shown.regions) == list(SCREENS["phone"])


async def test_a_page_that_is_asked_for_shows_the_change_to_who_watches(cast: Cast):
    async with opened(make_theatre(cast)) as hub:
        phone = await _sit(hub, cast.id, PHONE)
        await cast.pitches("Brot")
        page = await hub.page(cast.id, PROJECTOR)
        assert (await phone.sees(1))[0].mark == page.mark


async def test_a_lost_ring_costs_a_look_and_no_truth(cast: Cast, monkeypatch):
    monkeypatch.setattr(theatres, "LOOK_EVERY", 0.02)
    mute = Desk(cast.ctx.db, lambda ledger_id: None, cast.clock)
    async with opened(make_theatre(cast)) as hub:
        phone = await _sit(hub, cast.id, PHONE)
        await mute.carry_out(PitchTopic(title="Brot"), cast.kim.actor)
        [shown] = await phone.sees(1)
        assert list(shown.regions) == ["topics"]


async def test_a_quiet_screen_gets_signs_of_life(cast: Cast):
    async with opened(make_theatre(cast, heartbeat=0.02)) as hub:
        phone = await _sit(hub, cast.id, PHONE)
        shown = (await phone.sees(3))[:3]
        assert [(one.mark, one.regions) for one in shown] == [(hub.broadcast(cast.id).mark, {})] * 3


async def test_a_stage_that_fails_stops_no_other(cast: Cast, monkeypatch):
    beats = Broadcast.beat

    async def beat(broadcast: Broadcast) -> None:
        if broadcast._id == cast.id:
            raise OSError("unplugged")
        await beats(broadcast)

    monkeypatch.setattr(
        Broadcast, "beat", beat
    )  # before the first beat: none that began unpatched may still be looking
    async with opened(make_theatre(cast)) as hub:
        here, there = [await _sit(hub, camp, PHONE) for camp in (cast.id, cast.elsewhere.id)]
        await cast.pitches("Hier")
        await cast.pitches("Dort", by=cast.eve)
        await there.sees(1)
        assert here.frames == []
        monkeypatch.undo()
        assert list((await here.sees(1))[0].regions) == ["topics"]


async def test_a_database_that_is_away_is_one_line_of_the_log(cast: Cast, monkeypatch):
    async def beat(broadcast: Broadcast) -> None:
        raise OSError("unplugged")

    monkeypatch.setattr(Broadcast, "beat", beat)
    with capture_logs() as lines:
        async with opened(make_theatre(cast)) as hub:
            await _sit(hub, cast.id, PHONE)
            await cast.pitches()
            await until(lambda: any(line["log_level"] == "error" for line in lines))
    said = next(line for line in lines if line["log_level"] == "error")
    assert said == {"event": "database outage", "barcamp": cast.id, "error": "unplugged", "log_level": "error"}


async def test_a_stage_without_an_audience_is_taken_down_and_set_up_anew(cast: Cast, monkeypatch):
    monkeypatch.setattr(theatres, "LOOK_EVERY", 0.005)
    monkeypatch.setattr(theatres, "IDLE_LOOKS", 3)
    async with opened(make_theatre(cast)) as hub:
        phone = await _sit(hub, cast.id, PHONE)
        await hub.page(cast.elsewhere.id, PHONE)
        await until(lambda: cast.elsewhere.id not in hub.broadcasts)
        assert cast.id in hub.broadcasts
        hub.leave(cast.id, phone.seat)
        await until(lambda: cast.id not in hub.broadcasts)
        again = await _sit(hub, cast.id, PHONE)
        await cast.pitches("Brot")
        await again.sees(1)


async def test_leaving_a_stage_that_is_gone_is_harmless(cast: Cast):
    hub = make_theatre(cast)
    hub.leave(cast.id, Viewer(PHONE).seat)
    assert hub.broadcasts == {}


class TestTwoProcesses:
    """Each with a desk, a bell and a hub of its own, on one database."""

    @pytest.fixture
    def bell_url(self, redis_url: str) -> str:
        return redis_url

    async def test_what_is_done_in_one_is_shown_in_both(self, cast: Cast):
        other = build(cast.ctx.settings, cast.clock)
        hub = Hub(other.db, other.bell, small_environment(), cast.clock, 0.01, 60)
        async with _parts(other), opened(make_theatre(cast)) as here, opened(hub) as there:
            for bell in (cast.ctx.bell, other.bell):
                assert isinstance(bell, RedisBell)
                await asyncio.wait_for(bell.listening.wait(), 300)
            viewers = [await _sit(process, cast.id, Group("phone", "de")) for process in (here, there)]
            await cast.does(cast.max, Announce(text="Suppe"))
            assert [(await viewer.sees(1))[0] for viewer in viewers] == [viewers[0].shown[0]] * 2
            await other.desk.carry_out(Announce(text="Brot"), cast.max.actor)
            assert [(await viewer.sees(2))[1] for viewer in viewers] == [viewers[0].shown[1]] * 2


@asynccontextmanager
async def _parts(ctx: AppContext) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await ctx.desk.close()
        await ctx.bell.close()
        await ctx.db.close()


async def _sit(hub: Hub, barcamp_id: int, group: Group) -> Viewer:
    """Somebody with the page as it is now."""
    viewer = Viewer(group, (await hub.page(barcamp_id, group)).mark)
    hub.enter(barcamp_id, viewer.seat)
    return viewer
