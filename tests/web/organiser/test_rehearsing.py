"""A rehearsal begun in the browser: phones come over HTTP, screens say what it is, and it ends without a trace."""

import asyncio
import re

import pytest

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.people.attendee import attendees
from barcamp.domain.topics.topic import topics
from barcamp.kernel.actor import Actor, Role
from barcamp.web.organiser import rehearsals
from tests.cast import Member
from tests.server import Server
from tests.web.asking import page, sentence


async def until(seen, seconds: float = 300) -> None:
    async with asyncio.timeout(seconds):
        while not await seen():  # noqa: ASYNC110 (another process acts)
            await asyncio.sleep(0.2)


async def test_phones_come_to_a_rehearsal_and_leave_with_it(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    here = f"/organiser/{cast.code}/rehearsal"
    assert "Probe beginnen" in (await client.get(here)).text
    before = [await cast.rows(table, barcamp_id=cast.id) for table in (attendees, topics)]
    begun = await client.post(f"/organiser/{cast.code}/rehearse", data={"people": "4"})
    assert begun.headers["location"] == f"{here}#running"
    [camp] = await cast.rows(barcamps, rehearses=cast.code)
    lead = Member("Ada", Actor(Role.ORGANISER, camp.id, organiser_id=camp.organiser_id))
    await cast.does(lead, MoveToPhase(phase="pitching"))

    async def everybody_is_there() -> bool:
        return len(await cast.rows(attendees, barcamp_id=camp.id)) == 4

    try:
        await until(everybody_is_there)
        for screen in ("", "/console", "/projector"):
            shown = await client.get(f"/{camp.code}{screen}")
            assert 'class="rehearsed"' in shown.text, screen
            assert 'class="rehearsed"' not in (await client.get(f"/{cast.code}{screen}")).text
        [camp] = await cast.rows(barcamps, rehearses=cast.code)
        assert f'data-shift="{camp.clock_shift}"' in (await client.get(f"/{camp.code}/projector")).text
        assert camp.code not in (await client.get("/organiser")).text
        assert (await client.get(f"/organiser/{camp.code}")).headers["location"] == here
        [first, *_] = re.findall(r'name="minute" value="(\d+)"', (await client.get(here)).text)
        turned = await client.post(f"/{camp.code}/turn-clock", data={"minute": first, "back": f"{here}#clock-title"})
        assert turned.headers["location"] == f"{here}#clock-title"
    finally:
        ended = await client.post(f"/organiser/{cast.code}/end-rehearsal")
    assert ended.headers["location"] == here
    assert not cast.ctx.rehearsals.running(camp.code)
    assert await cast.rows(barcamps, rehearses=cast.code) == []
    assert (await client.get(f"/{camp.code}/projector")).status_code == 404
    assert [await cast.rows(table, barcamp_id=cast.id) for table in (attendees, topics)] == before


async def test_without_simulated_phones_the_rehearsal_goes_on_and_says_so(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rehearsals, "find_spec", lambda name: None)
    cast, client = server.cast, server.client(server.cast.ada)
    told = page(await client.post(f"/organiser/{cast.code}/rehearse", data={"people": "4"}), 409)
    assert sentence("rehearsal.no_phones") in told.text
    [camp] = await cast.rows(barcamps, rehearses=cast.code)
    assert not cast.ctx.rehearsals.running(camp.code)


async def test_only_the_organiser_rehearses(server: Server):
    cast = server.cast
    for member in (cast.max, cast.kim, cast.eve_organising):
        client = server.client(member)
        assert (await client.post(f"/organiser/{cast.code}/rehearse", data={"people": "1"})).status_code == 403
        assert (await client.post(f"/organiser/{cast.code}/end-rehearsal")).status_code == 403
    assert await cast.rows(barcamps, rehearses=cast.code) == []
    ada = server.client(cast.ada)
    shown = page(await ada.post(f"/organiser/{cast.code}/rehearse", data={"people": "viele"}), 422)
    assert shown.id("e-rehearse-people").text == sentence("text.number")
    assert shown.id("f-rehearse-people")["value"] == "viele"
