"""The plan for calendar and conference apps: those that ask again and have the newest get 304."""

import json

import pytest
from httpx import AsyncClient
from lxml import etree

from barcamp.domain.plan.ending.changeover import SetChangeover
from barcamp.domain.plan.ending.lasting import ExtendSession
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.exports.calendars import at, events, told
from tests.exports.schemas import schema
from tests.markup import parse
from tests.server import Server
from tests.web.asking import follow, give, page, sentence, title

FILES = ("plan.ics", "schedule.xml", "schedule.json")


@pytest.fixture
async def topics(cast: Cast) -> list[int]:
    """Two sessions: Kim's, in which Noor showed interest, and Noor's."""
    topics = [await cast.pitches("Leerstand"), await cast.pitches("Mitfahrbänke", by=cast.noor)]
    await cast.does(cast.noor, CastVote(topic=topics[0]))
    for number, topic in enumerate(topics):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[number], slot=cast.slots[0]))
    return topics


def sessions(content: bytes) -> list[str]:
    return sorted(told(event, "summary") for name, event in events(content).items() if "-t" in name)


@pytest.mark.parametrize("name", FILES)
async def test_anybody_with_the_code_gets_the_plan(server: Server, cast: Cast, topics: list[int], name: str):
    answer = await server.client().get(f"/{cast.code}/{name}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")
    match name:
        case "plan.ics":
            assert sessions(answer.content) == ["Leerstand", "Mitfahrbänke"]
        case "schedule.xml":
            etree.XMLSchema(etree.parse(schema("schedule.xml.xsd"))).assertValid(etree.fromstring(answer.content))
            assert "Leerstand" in answer.text
        case _:
            days = json.loads(answer.text)["schedule"]["conference"]["days"]
            assert [event["title"] for event in days[0]["rooms"]["Saal"]] == ["Leerstand"]


@pytest.mark.parametrize("name", FILES)
async def test_whoever_has_the_newest_is_told_so(server: Server, cast: Cast, topics: list[int], name: str):
    client, path = server.client(), f"/{cast.code}/{name}"
    first = await client.get(path)
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}'):
        again = await client.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    await cast.does(cast.max, PlaceTopic(topic=topics[0], room=cast.rooms[2], slot=cast.slots[1]))
    changed = await client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert changed.content != first.content


@pytest.mark.parametrize("name", FILES)
async def test_the_same_state_gives_the_same_bytes_later(server: Server, cast: Cast, topics: list[int], name: str):
    client = server.client()
    first = (await client.get(f"/{cast.code}/{name}")).content
    cast.clock.forward(hours=2)
    assert (await client.get(f"/{cast.code}/{name}")).content == first


async def test_a_moved_session_keeps_its_name_and_grows_its_number(server: Server, cast: Cast, topics: list[int]):
    client = server.client()
    before = await _event(client, cast, topics[0])
    await cast.does(cast.max, PlaceTopic(topic=topics[0], room=cast.rooms[2], slot=cast.slots[1]))
    after = await _event(client, cast, topics[0])
    assert int(told(after, "sequence")) > int(told(before, "sequence"))
    assert at(after, "dtstart") > at(before, "dtstart")


async def test_a_session_ends_in_calendars_and_schedules_when_people_leave_for_the_next(
    server: Server, cast: Cast, topics: list[int]
):
    client = server.client()

    async def ends() -> tuple[str, str]:
        schedule = (await client.get(f"/{cast.code}/schedule.json")).json()["schedule"]["conference"]
        [told] = schedule["days"][0]["rooms"]["Saal"]
        return f"{at(await _event(client, cast, topics[0]), 'dtend'):%H:%M}", told["duration"]

    assert await ends() == ("11:15", "00:45")
    await cast.does(cast.max, SetChangeover(minutes=20))
    assert await ends() == ("11:10", "00:40")
    cast.clock.forward(hours=1)
    await cast.does(cast.kim, ExtendSession(topic=topics[0], minutes=10))
    assert await ends() == ("11:20", "00:50")


async def test_my_sessions_are_those_i_host_or_want(server: Server, cast: Cast, topics: list[int]):
    mine = {
        who.name: sessions((await server.client(who).get(f"/{cast.code}/my-plan.ics")).content)
        for who in (cast.kim, cast.noor)
    }
    assert mine == {"Kim": ["Leerstand"], "Noor": ["Leerstand", "Mitfahrbänke"]}
    assert title(await server.client().get(f"/{cast.code}/my-plan.ics"), 403) == sentence("role.attendee")


async def test_a_calendar_app_has_an_address_of_its_own(server: Server, cast: Cast, topics: list[int]):
    link = await _link(server, cast)
    app = server.client()
    answer = await app.get(link)
    assert sessions(answer.content) == ["Leerstand"]
    assert (await app.get(link, headers={"if-none-match": answer.headers["etag"]})).status_code == 304


async def test_once_a_longer_session_is_over_its_calendar_is_new(server: Server, cast: Cast, topics: list[int]):
    link = await _link(server, cast)
    cast.clock.forward(hours=1)
    await cast.does(cast.kim, ExtendSession(topic=topics[0], minutes=10))
    tags: list[str] = []
    for minutes in (0, 37, 10):  # 10:40, 11:17, 11:27; it ends at 11:25
        cast.clock.forward(minutes=minutes)
        tags.append((await server.client().get(link)).headers["etag"])
    assert len(set(tags)) == 3


async def test_the_address_opens_nothing_else(server: Server, cast: Cast, topics: list[int]):
    token = (await _link(server, cast)).rpartition("/")[2].removesuffix(".ics")
    app = server.client()
    assert title(await app.get(f"/link/{token}"), 404) == sentence("link.gone")
    assert app.cookies == {}
    other = await app.get(f"/{cast.elsewhere.code}/my-plan/{token}.ics")
    assert title(other, 404) == sentence("link.gone")


async def test_a_second_address_is_made_only_after_it_was_said_that_it_ends_the_first(server: Server, cast: Cast):
    first, client = await _link(server, cast), server.client(cast.kim)
    forms = []
    for _ in range(2):
        warned = page(await follow(client, await give(client, cast.code, "calendar-link")))
        forms = warned.all("form")
        assert "Eine neue beendet sie" in warned.text
        assert warned.all("code") == []
        assert (await server.client().get(first)).status_code == 200
    [form] = forms
    [button] = form.all("button")
    made = page(await follow(client, await client.post(form["action"], data={button["name"]: button["value"]})))
    [second] = made.all("code")
    assert (await server.client().get(second.text)).status_code == 200
    assert title(await server.client().get(first), 404) == sentence("link.gone")
    noor = server.client(cast.noor)
    assert page(await follow(noor, await give(noor, cast.code, "calendar-link"))).all("code") != []


async def test_only_people_of_the_event_get_an_address(server: Server, cast: Cast):
    for who in (None, cast.eve):
        answer = await give(server.client(who), cast.code, "calendar-link")
        assert title(answer, 403) == sentence("role.attendee")


async def _link(server: Server, cast: Cast) -> str:
    client = server.client(cast.kim)
    shown = await follow(client, await give(client, cast.code, "calendar-link"))
    (code,) = parse(shown.text).all("code")
    return code.text


async def _event(client: AsyncClient, cast: Cast, topic: int):
    content = (await client.get(f"/{cast.code}/plan.ics")).content
    return events(content)[f"{cast.code}-t{topic}@barcamp"]
