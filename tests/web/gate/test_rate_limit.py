"""One device cannot give commands like a script; a room behind one address is never slowed down."""

import asyncio
from functools import partial

import pytest

from barcamp.kernel.refused import Refused, TooBusy
from barcamp.web.gate.rate_limit import BURST, PER_SECOND, Queue, RateLimit
from tests.server import Server
from tests.waiting import until


def test_a_burst_goes_through_and_then_it_takes_time():
    now = [0.0]
    pace = RateLimit(lambda: now[0])
    for _ in range(BURST):
        pace.keep("kim")
    with pytest.raises(Refused) as refused:
        pace.keep("kim")
    assert refused.value.key == "pace.slow"
    pace.keep("noor")
    now[0] += 1.01 / PER_SECOND
    pace.keep("kim")


async def test_a_device_that_votes_like_a_script_is_told_to_wait(server: Server):
    cast = server.cast
    topic = await cast.pitches()
    kim, noor = server.client(cast.kim), server.client(cast.noor)
    codes = [(await kim.post(f"/{cast.code}/cast-vote", data={"topic": topic})).status_code for _ in range(BURST + 1)]
    assert codes == [303] * BURST + [429]
    told = await kim.post(f"/{cast.code}/cast-vote", data={"topic": topic}, headers={"hx-request": "true"})
    assert (told.status_code, 'hx-target="#said"' in told.text) == (429, True)
    assert (await noor.post(f"/{cast.code}/cast-vote", data={"topic": topic})).status_code == 303


class Gate:
    """Takes one in for every time that it is opened."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.came: list[int] = []

    async def come_in(self, who: int) -> None:
        await asyncio.sleep(0)
        if not self.room:
            raise TooBusy("entry.pace", seconds=0.0)
        self.room -= 1
        self.came.append(who)


async def test_who_comes_while_many_do_waits_for_their_turn_and_is_in():
    gate, queue = Gate(2), Queue()
    everybody = [asyncio.create_task(queue.through(7, partial(gate.come_in, who))) for who in range(6)]
    await until(lambda: len(gate.came) == 2)
    other = Gate(1)
    await queue.through(8, partial(other.come_in, 0))  # nobody of another event waits for them
    for number in range(3, 7):
        gate.room = 1
        await until(lambda number=number: len(gate.came) == number)
    await asyncio.gather(*everybody)
    assert sorted(gate.came) == [0, 1, 2, 3, 4, 5]


async def test_there_is_an_end_to_the_queue(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Queue, "MOST", 2)
    gate, queue = Gate(0), Queue()
    waiting = [asyncio.create_task(queue.through(7, partial(gate.come_in, who))) for who in range(2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    with pytest.raises(Refused) as refused:
        await queue.through(7, partial(gate.come_in, 2))
    assert refused.value.key == "entry.pace"
    gate.room = 2
    await asyncio.gather(*waiting)
    assert len(gate.came) == 2


async def test_another_refusal_is_said_at_once():
    async def closed() -> None:
        raise Refused("entry.closed")

    with pytest.raises(Refused) as refused:
        await Queue().through(7, closed)
    assert refused.value.key == "entry.closed"


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Queue, "PATIENCE", 0.0)
    with pytest.raises(Refused) as refused:
        await Queue().through(7, partial(Gate(0).come_in, 0))
    assert refused.value.key == "entry.pace"
