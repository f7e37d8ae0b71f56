"""Asking how a screen looks now, in place of a socket."""

import asyncio
from urllib.parse import quote

import pytest

from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.walls.note import WriteNote
from barcamp.live.keyed import NESTED
from barcamp.live.view import FIRST, IN_SHORT
from tests.cast import Cast
from tests.live.applying import apply
from tests.markup import partials
from tests.server import Server
from tests.web.asking import page


@pytest.mark.parametrize("screen", ["phone", "console", "projector", "notes"])
async def test_everything_when_something_changed_and_nothing_when_not(server: Server, cast: Cast, screen: str):
    wall = f"t{await cast.pitches()}"
    client, subject = server.client(cast.max), f"/{wall}" if screen == "notes" else ""
    shown = page(await client.get({"phone": f"/{cast.code}"}.get(screen, f"/{cast.code}/{screen}{subject}")))
    (body,) = shown.all("body")
    address = f"/{cast.code}/look/{screen}{subject}"
    nothing = await client.get(address, params={"mark": body["data-mark"]})
    assert (nothing.status_code, nothing.content) == (204, b"")

    answer = await cast.does(cast.kim, PitchTopic(title="Salz"))
    changed = await client.get(address, params={"mark": body["data-mark"]})
    assert changed.status_code == 200
    apply(shown, changed.text)
    mark = body["data-mark"]
    assert mark.startswith(f"{answer.seq}_")
    assert (await client.get(address, params={"mark": mark})).status_code == 204
    whole = (await client.get(address)).text
    assert whole.partition("\n")[0] == mark
    assert all(shown.has(name) for name in partials(whole.partition("\n")[2]))
    for odd in ("x", "0_", "999999_", "\n", "é"):
        assert (await client.get(address, params={"mark": odd})).text == whole


async def test_a_long_list_comes_in_two_parts_and_then_is_whole(server: Server, cast: Cast):
    for number in range(FIRST + 5):
        await cast.does((cast.kim, cast.noor)[number % 2], PitchTopic(title=f"Thema {number}"))
    kim = server.client(cast.kim)
    shown, whole = page(await kim.get(f"/{cast.code}")), page(await kim.get(f"/{cast.code}?whole=yes"))
    (body,) = shown.all("body")
    assert len(shown.id("topics").children) == FIRST
    [refresh] = [each for each in shown.all("meta") if each.get("http-equiv") == "refresh"]
    assert refresh["content"] == f"0; url=/{cast.code}?whole=yes"
    first, whole_mark = body["data-mark"], whole.all("body")[0]["data-mark"]
    assert first == f"{whole_mark}{IN_SHORT}"
    rest = await kim.get(f"/{cast.code}/look/phone", params={"mark": first})
    apply(shown, rest.text)
    assert str(shown.id("topics")) == str(whole.id("topics"))
    assert body["data-mark"] == whole_mark
    # Also when something has changed meanwhile, and over the socket.
    answer = await cast.does(cast.noor, PitchTopic(title="Meanwhile"))
    shown = page(await server.client(cast.noor).get(f"/{cast.code}?whole=yes"))
    for later in (
        (await kim.get(f"/{cast.code}/look/phone", params={"mark": first})).text,
        await received(server, first),
    ):
        early = page(await kim.get(f"/{cast.code}"))
        early.all("body")[0].attributes["data-mark"] = first
        apply(early, later)
        assert str(early.id("topics")) == str(shown.id("topics"))
        assert early.has(f"topic_{answer.made}")


async def test_full_lanes_come_in_two_parts_and_then_are_whole(server: Server, cast: Cast):
    notes = []
    for number in range(NESTED + 5):
        notes.append(await cast.makes(cast.kim, WriteNote(wall="e", text=f"Karte {number}")))
    client = server.client(cast.noor)
    shown = page(await client.get(f"/{cast.code}/notes/e"))
    whole = page(await client.get(f"/{cast.code}/notes/e?whole=yes"))
    assert len([each for each in shown.all("li") if each.get("data-note")]) == NESTED
    assert whole.has(f"note_e-{notes[-1]}")
    [refresh] = [each for each in shown.all("meta") if each.get("http-equiv") == "refresh"]
    assert refresh["content"] == f"0; url=/{cast.code}/notes/e?whole=yes"
    mark = shown.all("body")[0]["data-mark"]
    apply(shown, (await client.get(f"/{cast.code}/look/notes/e", params={"mark": mark})).text)
    assert str(shown.id("wall_e")) == str(whole.id("wall_e"))


async def received(server: Server, mark: str) -> str:
    async with server.socket(f"/{server.cast.code}/socket/phone?mark={quote(mark)}", server.cast.kim) as socket:
        return str(await asyncio.wait_for(socket.recv(), 300))


async def test_who_may_not_see_a_screen_may_not_ask_for_it(server: Server, cast: Cast):
    wall = f"notes/t{await cast.pitches()}"
    statuses = {
        (who, screen): (await server.client(person).get(f"/{cast.code}/look/{screen}")).status_code
        for who, person in (("nobody", None), ("Eve", cast.eve), ("Kim", cast.kim), ("Max", cast.max))
        for screen in ("phone", "console", "projector", wall)
    }
    allowed = {key for key, status in statuses.items() if status == 200}
    assert allowed == {
        ("nobody", "projector"), ("Eve", "projector"),
        ("Kim", "phone"), ("Kim", "projector"), ("Kim", wall),
        ("Max", "phone"), ("Max", "console"), ("Max", "projector"), ("Max", wall),
    }  # fmt: skip
    assert {status for key, status in statuses.items() if key not in allowed} == {403}


async def test_what_is_mine(server: Server, cast: Cast):
    topic = await cast.pitches()
    answer = await server.client(cast.kim).get(f"/{cast.code}/mine")
    mine = partials(answer.text)["mine"].id("mine")
    assert (mine["data-topics"], mine["data-votes"], mine["data-notes"]) == (str(topic), "", "")
    assert (await server.client().get(f"/{cast.code}/mine")).status_code == 403
