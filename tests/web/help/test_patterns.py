"""The page of patterns: only in the demo, in the event's colour, every pair of colours readable."""

from dataclasses import replace
from typing import Any

from httpx import ASGITransport, AsyncClient

from barcamp.app import make_app
from barcamp.domain.event.accent import LEAST
from barcamp.domain.event.appearance import READY, ChooseAccent
from barcamp.web.help.patterns import tokens, written
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import page, sentence


async def test_only_the_demo_shows_it(server: Server, cast: Cast):
    for path in ("/patterns", f"/{cast.code}/patterns"):
        answer = await server.client(cast.ada).get(path)
        assert page(answer, 404).all("h1")[0].text == sentence("page.gone")


async def test_it_shows_every_piece_in_light_and_dark(cast: Cast):
    await cast.does(cast.ada, ChooseAccent(colour="#8f2352"))
    app: Any = make_app(replace(cast.ctx, demo=True))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://camp.example.org") as client:
        assert (await client.get("/patterns")).status_code == 303
        shown = page(await client.get(f"/{cast.code}/patterns"))
    halves = [each["data-theme"] for each in shown.all("div") if "data-theme" in each.attributes]
    assert halves == ["light", "dark"] * 17


def test_every_pair_of_colours_on_it_can_be_read():
    for accent in ("", *READY.values()):
        for face in tokens(accent):
            assert all(figure >= LEAST for ink in written(face) for _, _, figure in ink.on), accent
