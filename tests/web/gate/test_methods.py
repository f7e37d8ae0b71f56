"""Manners of HTTP, on every address that the app knows: methods, content types, and who may read from elsewhere."""

import re
from collections.abc import Iterator

import pytest
from litestar import Litestar

from barcamp.app import make_app
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.kernel.command import COMMANDS
from barcamp.web.commands import kind_of
from tests.cast import Cast, Member
from tests.server import Server

pytestmark = pytest.mark.usefixtures("made_here")

SOCKETS = ("/{code:str}/socket/{screen:str}", "/{code:str}/socket/{screen:str}/{subject:str}")
OPEN = ("plan.ics", "schedule.xml", "schedule.json")


def routes(app: Litestar) -> dict[str, set[str]]:
    """What each path takes, as it was written, without what answers for the others."""
    found: dict[str, set[str]] = {}
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if "takes" not in handler.opt:
                found.setdefault(route.path, set()).update(map(str, handler.http_methods))
    return {path: methods for path, methods in found.items() if path not in SOCKETS}


def filled(paths: dict[str, set[str]], **facts: str) -> Iterator[tuple[str, set[str]]]:
    for path, methods in paths.items():
        yield re.sub(r"\{(\w+):\w+\}", lambda found: facts.get(found[1], "1"), path), methods


async def test_every_address_says_what_it_takes_instead(server: Server, cast: Cast):
    paths = dict(filled(routes(make_app(server.ctx)), code=cast.code, verb="cast-vote"))
    assert len(paths) > 80
    client = server.client(cast.kim)
    for path, methods in paths.items():
        for asked in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
            if asked in methods or (asked == "HEAD" and "GET" in methods):
                continue
            answer = await client.request(asked, path)
            if asked == "OPTIONS":
                assert (answer.status_code, answer.content) == (204, b""), path
            else:
                assert answer.status_code == 405, (asked, path)
                assert (answer.content == b"") == (asked == "HEAD"), (asked, path)
            told = set(answer.headers["allow"].split(", "))
            assert told == methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set()), (asked, path)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE"])
async def test_an_address_that_is_not_there_is_not_there_by_any_method(server: Server, cast: Cast, method: str):
    own_route = next(verb for verb in COMMANDS if kind_of(verb) is None and verb not in ("join", "leave"))
    paths = [f"/{cast.code}/nope", f"/{cast.code}/{own_route}", "/.well-known/nope", "/XXXXXX/cast-vote", "/a/b/c/d/e"]
    for path in paths:
        answer = await server.client(cast.kim).request(method, path)
        assert answer.status_code == 404, path
        assert "allow" not in answer.headers, path


async def test_in_an_event_that_is_not_there_nothing_is(server: Server):
    paths = dict(filled(routes(make_app(server.ctx)), code="XXXXXX", verb="cast-vote"))
    within = [path for path in paths if "/XXXXXX" in path]
    assert len(within) > 40
    for path in within:
        for method in ("GET", "POST", "PUT"):
            assert (await server.client().request(method, path)).status_code == 404, (method, path)


async def test_a_socket_s_address_asks_for_the_upgrade(server: Server, cast: Cast):
    answer = await server.client(cast.kim).get(f"/{cast.code}/socket/phone")
    assert (answer.status_code, answer.headers["upgrade"]) == (426, "websocket")
    assert (await server.client().get("/XXXXXX/socket/phone")).status_code == 404


async def test_content_types_name_their_charset_once_and_only_the_public_plan_is_read_from_elsewhere(
    server: Server, cast: Cast
):
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    facts = {"code": cast.code, "topic": str(topic), "wall": f"t{topic}", "name": "json", "room": str(cast.rooms[0])}
    paths = {path for path, methods in filled(routes(make_app(server.ctx)), **facts) if "GET" in methods}
    paths |= {f"/{cast.code}/summary/{each}" for each in ("report.md", "plan.ics")}
    paths |= {f"/static/{each}" for each in ("css/base.css", "js/core/live.js", "css/pages.css", "icon.svg")}
    everything = Member("Ada", cast.ada.actor, {**cast.ada.cookies, **cast.kim.cookies})
    client, opened = server.client(everything, timeout=300), set()
    for path in sorted(paths):
        answer = await client.get(path)
        assert answer.headers.get("content-type", "").count("charset") <= 1, path
        if "access-control-allow-origin" in answer.headers:
            assert answer.headers["access-control-allow-origin"] == "*"
            opened.add(path)
    assert opened == {f"/{cast.code}/{name}" for name in OPEN}
    known = await client.get(f"/{cast.code}/plan.ics")
    again = await client.get(f"/{cast.code}/plan.ics", headers={"if-none-match": known.headers["etag"]})
    assert (again.status_code, again.headers["access-control-allow-origin"]) == (304, "*")
