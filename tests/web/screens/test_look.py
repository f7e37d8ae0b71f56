"""Asking how a screen looks now, in place of a socket."""

import pytest

from barcamp.domain.topics.topic import PitchTopic
from tests.cast import Cast
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
    mark, _, fragments = changed.text.partition("\n")
    assert changed.status_code == 200
    assert mark.startswith(f"{answer.seq}_")
    assert all(shown.has(name) for name in partials(fragments))
    assert (await client.get(address, params={"mark": mark})).status_code == 204
    for odd in ("", "x", "0_", "999999_", "\n", "é"):
        assert (await client.get(address, params={"mark": odd})).text == changed.text


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
