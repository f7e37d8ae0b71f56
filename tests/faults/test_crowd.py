"""A room behind one address comes in: nobody is slowed for what others do."""

import asyncio
from collections import Counter
from pathlib import Path

import httpx

from barcamp.domain.people.attendee import attendees
from tests.cast import Cast
from tests.faults.breaking.processes import process

ROOM = 300


async def test_three_hundred_people_join_from_one_address(cast: Cast, database_url: str, tmp_path: Path):
    before, at_once = len(await cast.rows(attendees, barcamp_id=cast.id)), asyncio.Semaphore(30)
    async with process(database_url, tmp_path) as server:
        codes = await asyncio.gather(*(_join(server.url, cast.code, number, at_once) for number in range(ROOM)))
    assert Counter(codes) == {(303, 200): ROOM}
    assert len(await cast.rows(attendees, barcamp_id=cast.id)) == before + ROOM


async def _join(url: str, code: str, number: int, at_once: asyncio.Semaphore) -> tuple[int, int]:
    """What a phone that scanned the code is answered: to its name, then to its page."""
    async with (
        at_once,
        httpx.AsyncClient(base_url=url, headers={"origin": url}, trust_env=False, verify=False, timeout=300) as phone,
    ):
        await phone.get(f"/{code}")
        joined = await phone.post(f"/{code}/join", data={"name": f"Gast {number}"})
        return joined.status_code, (await phone.get(f"/{code}")).status_code
