"""Two moderators reach for the same cell at the same moment."""

import asyncio

import pytest

from barcamp.domain.grid import placements
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


async def test_the_same_deed_sent_twice_is_done_once(server: Server, cast: Cast):
    client = server.client(cast.kim)
    form = {"title": "Brot", "op": "0123456789abcdef"}
    answers = await asyncio.gather(*(give(client, cast.code, "pitch-topic", live=True, **form) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    assert [line.command for line in await cast.journal()].count("pitch-topic") == 1
    # Somebody else's op is not theirs to repeat.
    answer = await give(server.client(cast.noor), cast.code, "pitch-topic", live=True, **form)
    assert complaints(answer, 403) == {"said": sentence("op.not_yours")}
