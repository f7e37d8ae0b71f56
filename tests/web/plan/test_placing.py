"""Two moderators, or one of them twice, reach for the same at the same moment."""

import asyncio
import re

import httpx
import pytest

from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.topics.pitch_round import BringOnStage
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import complaints, give, sentence


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def test_one_gets_the_cell_and_the_other_is_told_who_was_faster(server: Server, cast: Cast):
    topics = {await cast.pitches(title): title for title in ("Brot", "Salz")}
    cell = {"room": cast.rooms[0], "slot": cast.slots[0], "seen": 0}
    answers = await asyncio.gather(
        *(give(server.client(cast.max), cast.code, "place-topic", live=True, topic=topic, **cell) for topic in topics)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    (placed,) = await cast.rows(placements, barcamp_id=cast.id)
    (refused,) = [answer for answer in answers if answer.status_code == 409]
    assert complaints(refused, 409) == {"said": sentence("cell.taken", title=topics[placed.topic_id], who="Max")}


async def test_the_same_command_sent_twice_is_done_once(server: Server, cast: Cast):
    client = server.client(cast.kim)
    form = {"title": "Brot", "op": "0123456789abcdef"}
    answers = await asyncio.gather(*(give(client, cast.code, "pitch-topic", live=True, **form) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    assert [line.command for line in await cast.journal()].count("pitch-topic") == 1
    # Somebody else's op is not theirs to repeat.
    answer = await give(server.client(cast.noor), cast.code, "pitch-topic", live=True, **form)
    assert complaints(answer, 403) == {"said": sentence("op.not_yours")}


async def test_five_minutes_more_pressed_twice_in_one_moment_count_once(server: Server, cast: Cast):
    client, welcome = server.client(cast.max), cast.plenaries[1]  # until 10:15
    first = await shown(client, cast, "shift-slots")
    answers = [await give(client, cast.code, "shift-slots", live=True, **first) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert complaints(answers[1], 409) == {"said": sentence("shift.longer_already", time="10:20")}
    assert await ends(cast, welcome) == 10 * 60 + 20
    await give(client, cast.code, "shift-slots", live=True, **await shown(client, cast, "shift-slots"))
    assert await ends(cast, welcome) == 10 * 60 + 25


async def test_the_clock_on_stage_pressed_twice_in_one_moment_counts_once(server: Server, cast: Cast):
    await cast.pitches()
    await cast.does(cast.max, BringOnStage())
    client = server.client(cast.max)
    for seconds in (60, 30):
        form = {**await shown(client, cast, "run-stage-clock"), "seconds": seconds}
        answers = [await give(client, cast.code, "run-stage-clock", live=True, **form) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 409]
        assert complaints(answers[1], 409) == {"said": sentence("stage.clock_changed")}
    until = (await cast.barcamp()).stage_until
    assert until is not None
    assert (until - cast.clock()).total_seconds() == 90


async def shown(client: httpx.AsyncClient, cast: Cast, verb: str) -> dict[str, str]:
    """The hidden fields of a form of the console, and what its first button says."""
    page = (await client.get(f"/{cast.code}/console")).text
    (form,) = re.findall(rf'<form method="post" action="/{cast.code}/{verb}".*?</form>', page, re.DOTALL)
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)[:3])


async def ends(cast: Cast, slot: int) -> int:
    return next(row.ends for row in await cast.rows(slots, id=slot))
