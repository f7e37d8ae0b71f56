"""HEAD, which link checkers, calendar servers and office programs send before they ask for anything."""

import re
from collections.abc import Iterator

import pytest
from litestar import Litestar

from barcamp.app import make_app
from barcamp.domain.plan.placement import PlaceTopic
from tests.cast import Cast, Member
from tests.pictures import printed
from tests.server import Server

pytestmark = pytest.mark.usefixtures("made_here")


def everywhere(app: Litestar, facts: dict[str, str]) -> Iterator[str]:
    """A path for each route that answers GET."""
    for route in app.routes:
        if any("GET" in handler.http_methods for handler in getattr(route, "route_handlers", ())):
            yield re.sub(r"\{(\w+):\w+\}", lambda found: facts.get(found[1], "none"), route.path)


async def test_wherever_get_answers_head_answers_the_same_without_a_body(server: Server, cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    photo = (await cast.does(cast.kim, printed(f"t{topic}"))).made
    facts = {
        "code": cast.code, "wall": f"t{topic}", "screen": "phone", "subject": "", "name": f"{photo}.jpg",
        "number": str(photo), "topic": str(topic), "room": str(cast.rooms[0]), "step": "rooms", "path": "icon.svg",
    }  # fmt: skip
    everything = Member("Ada", cast.ada.actor, {**cast.ada.cookies, **cast.kim.cookies})
    paths, statuses = list(everywhere(make_app(server.ctx), facts)), set()
    assert len(paths) > 60
    for who in (None, everything):
        client = server.client(who)
        for path in paths:
            asked, told = await client.get(path), await client.head(path)
            assert told.status_code == asked.status_code, path
            assert told.content == b"", path
            for name in ("content-type", "location", "content-encoding", "cache-control", "x-robots-tag"):
                assert told.headers.get(name) == asked.headers.get(name), (path, name)
            statuses.add(asked.status_code)
    assert {200, 303, 403, 404} <= statuses


async def test_where_only_forms_are_sent_head_is_refused_like_get(server: Server, cast: Cast):
    asked, told = [await server.client(cast.kim).request(method, f"/{cast.code}/rename") for method in ("GET", "HEAD")]
    assert (told.status_code, told.content) == (asked.status_code, b"") == (405, b"")
