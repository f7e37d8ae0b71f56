"""Sending: a full room is written to slice by slice, and holds up neither other events nor its own people."""

import asyncio

import pytest

from barcamp.live.audience import SLICE
from barcamp.live.broadcast import Broadcast
from tests.cast import Cast
from tests.live.broadcasts import (
    PHONE,
    Viewer,
    make_broadcast,
    make_theatre,
    opened,
    seated,
    small_environment,
    unframed,
)


async def test_another_event_hears_something_while_a_full_room_is_written_to(cast: Cast):
    full, small = make_broadcast(cast), Broadcast(cast.elsewhere.id, cast.ctx.db, small_environment(), cast.clock)
    crowd, [other] = await seated(full, *[PHONE] * (4 * SLICE)), await seated(small, PHONE)
    begun = _told_at_the_first(crowd)

    async def meanwhile() -> int:
        await begun.wait()
        await small.sign_of_life()
        assert len(other.frames) == 1
        return sum(not viewer.frames for viewer in crowd)

    await cast.pitches("Brot")
    waiting = asyncio.create_task(meanwhile())
    await full.beat()
    assert await waiting > 0
    assert {len(viewer.frames) for viewer in crowd} == {1}


async def test_a_sign_of_life_between_two_slices_is_ahead_of_nobody(cast: Cast):
    broadcast = make_broadcast(cast)
    crowd = await seated(broadcast, *[PHONE] * (3 * SLICE))
    begun = _told_at_the_first(crowd)

    async def sign() -> None:
        await begun.wait()
        await broadcast.sign_of_life()

    await cast.pitches("Brot")
    signs = asyncio.create_task(sign())
    await broadcast.beat()
    await signs
    said = {tuple("\n" in unframed(frame) for frame in viewer.frames) for viewer in crowd}
    assert said == {(True, False)}  # the change, and only then how far everybody should be


async def test_who_asked_for_the_page_and_hung_up_costs_nobody_a_message(cast: Cast):
    broadcast = make_broadcast(cast)
    crowd = await seated(broadcast, *[PHONE] * (2 * SLICE))
    begun = _told_at_the_first(crowd)
    await cast.pitches("Brot")
    broadcast.ring()
    asks = asyncio.create_task(broadcast.page(PHONE))
    await begun.wait()
    assert sum(not viewer.frames for viewer in crowd) > 0
    asks.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asks
    assert {len(viewer.frames) for viewer in crowd} == {1}


async def test_an_event_whose_beat_takes_long_delays_no_other(cast: Cast, monkeypatch):
    beats, over = Broadcast.beat, asyncio.Event()

    async def beat(broadcast: Broadcast) -> None:
        if broadcast is full:
            await over.wait()
        await beats(broadcast)

    async with opened(make_theatre(cast)) as hub:
        full, small = hub.broadcast(cast.id), hub.broadcast(cast.elsewhere.id)
        [here], [there] = await seated(full, PHONE), await seated(small, PHONE)
        monkeypatch.setattr(Broadcast, "beat", beat)
        await cast.pitches("Hier")
        for number in range(3):
            await cast.pitches("Dort", by=cast.eve)
            await there.sees(number + 1)
        assert here.frames == []
        over.set()
        await here.sees(1)


def _told_at_the_first(crowd: list[Viewer]) -> asyncio.Event:
    """Set when the first of them is shown something."""
    begun = asyncio.Event()
    for viewer in crowd:
        viewer._news = begun
    return begun
