"""A screen says that somebody writes: it is told to the others on that wall, and leaves no trace."""

import pytest

from barcamp.domain.moderation.archive import ArchiveBarcamp
from tests.cast import Cast
from tests.server import Server


async def said(server: Server, who, wall: str, lane: str) -> int:
    answer = await server.client(who).post(f"/{server.cast.code}/writing/{wall}", data={"lane": lane})
    return answer.status_code


def counted(server: Server, wall: str = "e") -> dict[int, int]:
    return dict(server.ctx.hub.broadcast(server.cast.id).typing.counts(wall))


async def test_it_is_told_to_the_others_and_written_nowhere(server: Server, cast: Cast):
    before = await cast.journal()
    async with server.socket(f"/{cast.code}/socket/notes/e", cast.noor) as noor:
        await noor.recv()
        assert await said(server, cast.kim, "e", "12") == 204
        assert await noor.recv() == "!typing 12:1"
        assert await said(server, cast.max, "e", "12") == 204
        assert await noor.recv() == "!typing 12:2"
    assert await cast.journal() == before


@pytest.mark.parametrize("lane", ["", "x", "-1", "٣", "9" * 10])
async def test_what_makes_no_sense_counts_for_nothing(server: Server, cast: Cast, lane: str):
    async with server.socket(f"/{cast.code}/socket/notes/e", cast.noor) as noor:
        await noor.recv()
        assert await said(server, cast.kim, "e", lane) == 204
        assert counted(server) == {}
        assert await said(server, cast.kim, "e", "3") == 204
        assert counted(server) == {3: 1}


async def test_only_people_of_the_event_are_counted_and_only_while_it_lasts(server: Server, cast: Cast):
    async with server.socket(f"/{cast.code}/socket/notes/e", cast.noor) as noor:
        await noor.recv()
        for who, status in ((None, 403), (cast.eve, 403), (cast.ada, 403)):
            assert await said(server, who, "e", "3") == status
        assert await said(server, cast.kim, "nowhere", "3") == 404
        assert await said(server, cast.kim, "t999999", "3") == 204
        await cast.does(cast.max, ArchiveBarcamp())
        assert await said(server, cast.kim, "e", "3") == 204
        assert counted(server) == {}
