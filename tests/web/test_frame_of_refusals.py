"""Every refusal that people see has the frame of the pages around it, and names an event to nobody without its code."""

import pytest
from httpx import Response

from barcamp.domain.plan.withdraw import WithdrawTopic
from tests.cast import Cast, Member
from tests.markup import Element, parse
from tests.server import Server
from tests.web.asking import give

LEGAL = ["/imprint", "/privacy", "/accessibility"]


def framed(answer: Response, status: int) -> Element:
    """The page, once it is seen to have one heading, a way on and who answers for the server."""
    assert answer.status_code == status, answer.text
    shown = parse(answer.text)
    [_] = shown.all("h1")
    [nav] = [each for each in shown.all("nav") if each.get("class") == "legal"]
    assert [each.get("href") for each in nav.all("a")][1:] == LEGAL
    return shown


def head(shown: Element) -> str:
    [found] = [each for each in shown.all("header") if "top" in each.get("class").split()]
    return found.text


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [("kim", "console", 403), ("stranger", "console", 403), ("kim", "topics/999999", 404),
     ("kim", "notes/t999999", 404), ("stranger", "papers/doors", 403), ("eve_organising", "pack", 403)],
)  # fmt: skip
async def test_a_page_that_one_may_not_see_or_that_is_not_there(
    server: Server, cast: Cast, who: str, path: str, status: int
):
    member: Member = getattr(cast, who)
    shown = framed(await server.client(member).get(f"/{cast.code}/{path}"), status)
    assert (await cast.barcamp()).name in head(shown)
    assert f"/{cast.code}" in [each.get("href") for each in shown.all("a")]


async def test_what_is_no_page_at_all_leads_back_to_the_event(server: Server, cast: Cast):
    for path, status in (("nowhere", 404), ("rename", 405)):
        shown = framed(await server.client(cast.kim).get(f"/{cast.code}/{path}"), status)
        assert (await cast.barcamp()).name in head(shown)


async def test_a_form_that_was_refused(server: Server, cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    client = server.client(cast.kim)
    for answer, status in (
        (await give(client, cast.code, "cast-vote", topic=topic), 404),
        (await give(client, cast.code, "pitch-topic", title="x" * 200), 422),
        (await give(client, cast.code, "no-such-command"), 404),
    ):
        assert (await cast.barcamp()).name in head(framed(answer, status))


async def test_the_organiser_s_pages_keep_theirs(server: Server, cast: Cast):
    for who, status in ((cast.eve_organising, 403), (cast.ada, 404)):
        path = "rooms" if who is cast.eve_organising else "nowhere"
        shown = framed(await server.client(who).get(f"/organiser/{cast.code}/{path}"), status)
        assert "/organiser" in [each.get("href") for each in shown.all("a")]


@pytest.mark.parametrize("path", ["/XXXXXX", "/XXXXXX/console", "/link/" + "x" * 43, "/organiser/XXXXXX", "/a/b/c/d"])
async def test_without_a_code_no_event_is_named(server: Server, cast: Cast, path: str):
    for who in (cast.stranger, cast.kim, cast.ada):
        answer = await server.client(who).get(path)
        shown = framed(answer, 404)
        for stay in (cast.here, cast.elsewhere):
            assert stay.code not in answer.text
        assert (await cast.barcamp()).name not in shown.text
