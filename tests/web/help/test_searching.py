"""What search engines may find: nothing of an event, until its organiser lets them find the page of results."""

import re

import pytest

from barcamp.app import ROUTES
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.results import OpenResults, OpenToSearch
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.kernel.actor import Actor, Role
from barcamp.web.help.searching import CLOSED, CLOSED_TO_ALL, OPEN, SOME_OPEN
from tests.cast import DAY, Cast, Member
from tests.pictures import printed
from tests.server import Server
from tests.web.asking import give, page

PARTS = {"int": "1", "str": "e"}


def public_paths(code: str) -> list[str]:
    """Every address of an event that can be asked for, with something in the place of each of its parts."""
    found = set()
    for route in ROUTES:
        if "GET" in getattr(route, "http_methods", ()):
            for path in route.paths:
                if "{code:str}" in path:
                    whole = path.replace("{code:str}", code)
                    found.add(re.sub(r"\{\w+:(int|str)\}", lambda part: PARTS[part[1]], whole))
    return sorted(found)


async def robots_told(server: Server, path: str) -> str:
    answer = await server.client().get(path)
    return answer.headers.get("x-robots-tag", "")


async def open_all(cast: Cast) -> str:
    """The address of the page of results, which everybody may see and find."""
    await cast.pitches()
    await cast.does(cast.kim, printed("e", "Skizze"))
    await cast.does(cast.ada, ArchiveBarcamp(results="everybody"))
    await cast.does(cast.ada, OpenToSearch(open=True))
    return f"/{cast.code}/results"


async def test_by_default_nothing_is_found(server: Server, cast: Cast):
    await cast.does(cast.ada, ArchiveBarcamp(results="everybody"))
    paths = public_paths(cast.code)
    assert {f"/{cast.code}", f"/{cast.code}/results", f"/{cast.code}/results.pdf", f"/{cast.code}/console"} <= set(
        paths
    )
    assert {path: told for path in paths if (told := await robots_told(server, path)) != CLOSED} == {}
    assert (await server.client().get("/robots.txt")).text == CLOSED_TO_ALL


async def test_once_it_is_opened_the_page_of_results_is_found_and_nothing_else(server: Server, cast: Cast):
    results = await open_all(cast)
    told = {path: await robots_told(server, path) for path in public_paths(cast.code)}
    assert {path for path, said in told.items() if said != CLOSED} == {results}
    assert "noindex" not in told[results]
    assert told[results] == OPEN
    shown = page(await server.client().get(results))
    [meta] = shown.all("meta", name_="robots")
    assert meta.get("content") == OPEN
    [meta] = page(await server.client().get(f"/{cast.code}")).all("meta", name_="robots")
    assert meta.get("content") == CLOSED, "the same page under the address of the event"
    photos = [picture["src"] for picture in shown.all("img")]
    assert {await robots_told(server, photo) for photo in photos} <= {CLOSED}
    assert (await server.client().head(results)).headers["x-robots-tag"] == OPEN


async def test_robots_txt_follows_and_names_no_code(server: Server, cast: Cast):
    client = server.client()
    await open_all(cast)
    assert (await client.get("/robots.txt")).text == SOME_OPEN
    await cast.does(cast.ada, OpenToSearch(open=False))
    assert (await client.get("/robots.txt")).text == CLOSED_TO_ALL


@pytest.mark.parametrize("audience", ["joined", "nobody"])
async def test_only_what_everybody_with_the_code_may_see_is_found(server: Server, cast: Cast, audience: str):
    results = await open_all(cast)
    await cast.does(cast.ada, OpenResults(results=audience))
    assert await robots_told(server, results) == CLOSED
    assert (await server.client(cast.max).get(results)).headers["x-robots-tag"] == CLOSED
    assert (await server.client().get("/robots.txt")).text == CLOSED_TO_ALL


async def test_only_the_organiser_opens_it_also_once_it_is_archived(server: Server, cast: Cast):
    await cast.does(cast.ada, ArchiveBarcamp(results="everybody"))
    results, step = f"/{cast.code}/results", f"/organiser/{cast.code}/archive"
    for who in (cast.max, cast.kim, cast.eve_organising):
        assert (await give(server.client(who), cast.code, "open-to-search", open="yes")).status_code == 403
    ada = server.client(cast.ada)
    for value, told in (("yes", OPEN), ("no", CLOSED)):
        [form] = [form for form in page(await ada.get(step)).all("form") if form["action"].endswith("open-to-search")]
        [button] = form.all("button")
        assert (button["name"], button["value"]) == ("open", value)
        answer = await give(ada, cast.code, "open-to-search", open=value, back=f"{step}#search-title")
        assert answer.status_code == 303
        assert await robots_told(server, results) == told


async def test_a_copy_is_closed_again(cast: Cast):
    await open_all(cast)
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    await cast.does(ada, CopyBarcamp(source=cast.id, name="Noch einmal", day=DAY))
    assert [row.findable for row in await cast.rows(barcamps, name="Noch einmal")] == [False]
