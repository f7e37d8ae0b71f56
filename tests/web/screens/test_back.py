"""After a form without scripts one is led back; only ever to a page of this server."""

import pytest

from tests.cast import Cast
from tests.server import Server
from tests.web.asking import give

ELSEWHERE = [
    "https://example.org/", "//example.org", "/\\example.org", "\\\\example.org", "javascript:alert(1)", "/%0d%0aX: y",
    "/\r\nX: y", "/\n/example.org", "example.org", "///example.org", "/@example.org:80", "",
]  # fmt: skip


@pytest.mark.parametrize("where", ELSEWHERE)
async def test_never_to_another_server(server: Server, cast: Cast, where: str):
    answer = await give(server.client(cast.kim), cast.code, "rename", name="Kim", back=where)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}")
    answer = await server.client().post("/language", data={"language": "en", "back": where})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "x" not in answer.headers


async def test_to_where_one_was(server: Server, cast: Cast):
    for where in (
        f"/{cast.code}#topic_7",
        f"/{cast.code}/console",
        f"/{cast.code}/notes/t7",
        "/x?a=b&c=d#e",
        "/x?next=//example.org",
    ):
        answer = await give(server.client(cast.kim), cast.code, "rename", name="Kim", back=where)
        assert (answer.status_code, answer.headers["location"]) == (303, where)


async def test_to_the_topic_that_was_pressed(server: Server, cast: Cast):
    topic = await cast.pitches()
    answer = await give(server.client(cast.noor), cast.code, "cast-vote", topic=topic, back=f"/{cast.code}#topic_")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}#topic_{topic}")
