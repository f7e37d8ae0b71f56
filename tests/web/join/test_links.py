"""Links to pages of an event, opened by somebody who is nobody there yet: they lead in, and on to what was wanted."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from litestar import Litestar

from barcamp.app import make_app
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.link import links
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import give, page, sentence, title, typed

# What joining does not help against.
NOT_BY_JOINING = {sentence(key) for key in ("role.moderator", "role.organiser", "results.closed")}


def answered(app: Litestar, code: str, number: int) -> Iterator[tuple[str, bool]]:
    """Every path of an event that GET answers, with some wall and number in it, and whether it is a page."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if "GET" in handler.http_methods and route.path.startswith("/{code:str}"):
                path = route.path.replace("{code:str}", code).replace("{wall:str}", f"t{number}")
                path = path.replace("{screen:str}", "phone").replace("{name:str}", "none")
                path = re.sub(r"\{\w+:int\}", str(number), re.sub(r"\{\w+:str\}", "none", path))
                yield path, not handler.opt.get("no_page")


async def test_no_page_of_an_event_refuses_a_stranger_without_the_way_in(server: Server, cast: Cast):
    topic = await cast.pitches()
    paths = list(answered(make_app(server.ctx), cast.code, topic))
    asking = []
    assert len(paths) > 30
    for path, is_page in paths:
        client = server.client()
        answer = await client.get(path)
        if answer.status_code == 403 and is_page:
            assert title(answer, 403) in NOT_BY_JOINING, path
        if "/join?back=" not in answer.headers.get("location", ""):
            continue
        asking.append(path.removeprefix(f"/{cast.code}"))
        form = await client.get(path, follow_redirects=True)
        assert set(typed(form, "back")) >= {path}, path
        joined = await give(client, cast.code, "join", name="Bo", back=path)
        assert joined.headers["location"] == path
        assert "/join" not in (await client.get(path)).headers.get("location", ""), path
    wall = f"t{topic}"
    assert set(asking) == {
        f"/notes/{wall}", f"/notes/{wall}/result", f"/notes/{wall}/{topic}", f"/notes/{wall}/lanes",
        f"/notes/{wall}/sealed/{topic}", f"/photos/{wall}/{topic}", "/home",
        "/my-data", f"/topics/{topic}", f"/offers/{topic}", f"/door/{topic}", f"/papers/sheet/{wall}",
        "/personal-link", "/calendar-link", "/leave", "/one-by-one",
    }  # fmt: skip


async def test_a_link_of_a_calendar_leads_to_the_form_and_then_to_the_wall(server: Server, cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    client = server.client(follow_redirects=True)
    [link] = re.findall(
        rf"URL:{server.url}(/{cast.code}/notes/t\d+)", (await client.get(f"/{cast.code}/plan.ics")).text
    )
    form = await client.get(link)
    assert page(form).id("f-join-name").get("required") == ""
    assert (await give(client, cast.code, "join", name="Bo", back=typed(form, "back")[-1])).url.path == link


async def test_what_was_wanted_is_kept_when_the_name_is_missing_and_in_the_other_language(server: Server, cast: Cast):
    wanted = f"/{cast.code}/notes/e"
    client = server.client()
    refused = await give(client, cast.code, "join", name=" ", back=wanted)
    assert refused.status_code == 422
    assert typed(refused, "back") == [wanted]
    form = await client.get(wanted, follow_redirects=True)
    switched = await client.post("/language", data={"language": "en", "back": typed(form, "back")[0]})
    assert switched.headers["location"] == f"/{cast.code}/join?back={wanted}"
    assert typed(await client.get(switched.headers["location"]), "back")[-1] == wanted


@pytest.mark.parametrize(
    "elsewhere",
    ["//example.org", "https://example.org", "/\\example.org", "javascript:alert(1)", "/%09/example.org", "/a\r\nb: c"],
)
async def test_nobody_is_led_to_another_server(server: Server, cast: Cast, elsewhere: str):
    client = server.client()
    form = await client.get(f"/{cast.code}/join", params={"back": elsewhere})
    assert typed(form, "back") == [f"/{cast.code}", f"/{cast.code}"]
    joined = await give(client, cast.code, "join", name="Bo", back=elsewhere)
    assert joined.headers["location"] == f"/{cast.code}?welcome=1"
    assert (await client.get(f"/{cast.code}/join", params={"back": elsewhere})).headers["location"] == f"/{cast.code}"


@pytest.mark.parametrize(
    ("path", "there"),
    [("/notes/{wall}", "#{wall}"), ("/photos/{wall}/1", "#{wall}"), ("/topics/{number}", "#{wall}"), ("/notes/e", "#e"),
     ("/home", ""), ("/door/1", "")],
)  # fmt: skip
async def test_once_the_day_is_archived_they_lead_to_the_results(server: Server, cast: Cast, path: str, there: str):
    topic = await cast.pitches()
    facts = {"wall": f"t{topic}", "number": topic}
    await cast.does(cast.ada, ArchiveBarcamp(results="everybody"))
    client = server.client()
    asked = await client.get(f"/{cast.code}{path.format(**facts)}")
    led = await client.get(asked.headers["location"])
    assert (led.status_code, led.headers["location"]) == (303, f"/{cast.code}{there.format(**facts)}")
    assert page(await client.get(f"/{cast.code}")).all("body", class_="published")


async def test_whoever_is_in_already_goes_on_at_once(server: Server, cast: Cast):
    answer = await server.client(cast.kim).get(f"/{cast.code}/join", params={"back": f"/{cast.code}/notes/e"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}/notes/e")


async def test_whatever_link_is_there_to_be_passed_on_can_be_copied(server: Server, cast: Cast):
    kim, ada = server.client(cast.kim), server.client(cast.ada)
    for client, form, of in (
        (kim, f"/{cast.code}/personal-link", ["link"]),
        (kim, f"/{cast.code}/calendar-link", ["link"]),
        (ada, f"/organiser/{cast.code}", ["address"]),
        (ada, f"/{cast.code}/pack", ["address-calendar", "address-json", "address-schedule"]),
    ):
        answer = await (client.post(form, follow_redirects=True) if form.endswith("link") else client.get(form))
        shown = page(answer)
        buttons = [each for each in shown.all("button") if each.get("data-copy")]
        assert sorted(each["data-copy"] for each in buttons) == of
        for button in buttons:
            assert shown.id(button["data-copy"]).text.startswith("http")
            assert shown.id(button["aria-describedby"]).get("role") == "status"
        assert "js/core/copy.js" in answer.text


async def test_a_personal_link_makes_nobody_of_a_messenger_that_opens_it(server: Server, cast: Cast):
    made = page(await server.client(cast.kim).post(f"/{cast.code}/personal-link", follow_redirects=True))
    path = made.all("code")[0].text.removeprefix(server.url)
    preview = server.client()
    shown = await preview.get(path)
    assert "Weiter als Kim" in page(shown).text
    assert "set-cookie" not in shown.headers
    assert [row.devices for row in await cast.rows(links, attendee_id=cast.kim.id)] == [0]
    came = await preview.post(path)
    assert (came.status_code, came.headers["location"]) == (303, f"/{cast.code}")
    assert "Kim" in (await preview.get(f"/{cast.code}")).text
    assert (await preview.get(path)).headers["location"] == f"/{cast.code}"  # who is Kim already goes on at once
    data = await preview.get(f"/{cast.code}/my-data")
    assert "1 Gerät kam darüber." in page(data).text
    (link,) = typed(data, "link") or [each["value"] for each in page(data).all("button") if each.get("name") == "link"]
    await give(preview, cast.code, "end-personal-link", link=link)
    assert (await server.client().post(path)).status_code == 404


async def test_a_device_that_begins_to_moderate_has_a_new_token(server: Server, cast: Cast):
    ada, phone = server.client(cast.ada), server.client(cast.kim)
    invited = await ada.post(f"/organiser/{cast.code}/invite", data={"label": "Kim"}, follow_redirects=True)
    path = "/link/" + invited.text.partition("/link/")[2][:43]
    op = "einmal-und-nicht-noch-einmal"
    before, answers = dict(phone.cookies), []
    for _ in range(2):  # pressed twice: the second press goes out with the cookie of the first
        answers.append(await server.client(cast.kim).post(path, data={"op": op}))
    first, again = answers
    assert first.headers["set-cookie"].startswith(f"{tokens.DEVICE}=")
    assert "set-cookie" not in again.headers
    token = first.cookies[tokens.DEVICE]
    assert token != before[tokens.DEVICE]
    renewed = replace(cast.kim, cookies={tokens.DEVICE: token})
    assert (await server.client(renewed).get(f"/{cast.code}/console")).status_code == 200
    assert (await server.client(cast.kim).get(f"/{cast.code}/console")).status_code == 403


async def test_an_invitation_speaks_as_its_event_does(server: Server, cast: Cast):
    ada = server.client(cast.ada)
    invited = await ada.post(f"/organiser/{cast.code}/invite", data={"label": "Bo"}, follow_redirects=True)
    path = "/link/" + invited.text.partition("/link/")[2][:43]
    assert "dich" in page(await server.client().get(path)).text.split()  # whatever the browser asks for
    english = server.client(headers={"origin": server.url, "accept-language": "en"})
    assert "dich" in page(await english.get(path)).text.split()
