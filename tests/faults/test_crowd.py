"""A room behind one address comes in within a minute, and one device that acts like a script is slowed down."""

import asyncio
from collections import Counter
from pathlib import Path

import httpx

from barcamp.domain.attendee import attendees
from barcamp.web.pace import BURST, PER_SECOND
from tests.cast import Cast
from tests.faults.devices import device
from tests.faults.processes import process
from tests.web.asking import LIVE, complaints, sentence, title

ROOM, COMMANDS = 300, 1000


async def test_three_hundred_people_join_from_one_address(cast: Cast, database_url: str, tmp_path: Path):
    before, time = len(await cast.rows(attendees, barcamp_id=cast.id)), asyncio.get_running_loop().time
    async with process(database_url, tmp_path) as server:
        began, doors = time(), asyncio.Semaphore(30)
        codes = await asyncio.gather(*(_join(server.url, cast.code, number, doors) for number in range(ROOM)))
        assert time() - began < 60
    assert Counter(codes) == {(303, 200): ROOM}
    assert len(await cast.rows(attendees, barcamp_id=cast.id)) == before + ROOM


async def test_a_device_that_gives_a_thousand_commands_is_slowed_with_a_sentence(
    cast: Cast, database_url: str, tmp_path: Path
):
    topic, time = await cast.pitches(), asyncio.get_running_loop().time
    async with (
        process(database_url, tmp_path) as server,
        device(server.url, cast.code, cast.kim) as script,
        device(server.url, cast.code, cast.noor) as person,
    ):
        began, path, form = time(), f"/{cast.code}/cast-vote", {"topic": topic}
        codes = Counter([(await script.client.post(path, data=form)).status_code for _ in range(COMMANDS)])
        assert set(codes) == {303, 429}
        assert BURST <= codes[303] <= BURST + PER_SECOND * (time() - began) + 1
        # Enough for the bucket to be empty, whatever time the sentence takes.
        said = await asyncio.gather(*(script.client.post(path, data=form, headers=LIVE) for _ in range(20)))
        slowed = next(answer for answer in said if answer.status_code == 429)
        assert complaints(slowed, 429)["said"] == sentence("pace.slow")
        shown = await asyncio.gather(*(script.client.post(path, data=form) for _ in range(20)))
        assert title(next(answer for answer in shown if answer.status_code == 429), 429) == sentence("pace.slow")
        assert (await person.gives("cast-vote", topic=topic)).accepted


async def _join(url: str, code: str, number: int, doors: asyncio.Semaphore) -> tuple[int, int]:
    """What a phone that scanned the code is answered: to its name, then to its page."""
    async with (
        doors,
        httpx.AsyncClient(base_url=url, headers={"origin": url}, trust_env=False, verify=False, timeout=60) as phone,
    ):
        await phone.get(f"/{code}")
        joined = await phone.post(f"/{code}/join", data={"name": f"Gast {number}"})
        return joined.status_code, (await phone.get(f"/{code}")).status_code
