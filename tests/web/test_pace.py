"""One device cannot give commands like a script; a room behind one address is never slowed down."""

import pytest

from barcamp.domain.base import Refused
from barcamp.web.pace import BURST, PER_SECOND, Pace
from tests.server import Server


def test_a_burst_goes_through_and_then_it_takes_time():
    now = [0.0]
    pace = Pace(lambda: now[0])
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
