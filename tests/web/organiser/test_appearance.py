"""How an event looks: its colour and its logos, where they are given and where they are seen."""

from io import BytesIO
from typing import Any

import pytest
from httpx import AsyncClient, Response
from PIL import Image

from barcamp.domain.event.appearance import READY, ChooseAccent
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.logo import MOST, MoveLogo, logos
from barcamp.queries.event.accent import sheet
from tests.cast import Cast
from tests.pictures import HEIC, SVG, WORDS, bomb, emblem, encoded, photo, put_up_logo
from tests.server import Server
from tests.web.asking import page, sentence

GOOD_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><script>x()</script><path d="M0 0h4"/></svg>'


async def test_every_screen_wears_the_chosen_colour(server: Server, cast: Cast):
    before = await server.client(None).get(f"/{cast.code}")
    assert "accent.css" not in before.text
    assert len(page(before).all("style")) == 1
    await cast.does(cast.ada, ChooseAccent(colour="#8f2352"))
    topic = await cast.pitches()
    for who, path in (
        (None, "/projector"), (cast.kim, f"/notes/t{topic}"), (cast.kim, "/home"),
        (cast.max, "/console"), (cast.max, "/poster"),
    ):  # fmt: skip
        answer = await server.client(who).get(f"/{cast.code}{path}")
        [link] = [each for each in page(answer).all("link") if "accent.css" in each.attributes.get("href", "")]
        style = await server.client(None).get(link["href"])
        assert (style.status_code, style.text) == (200, sheet("#8f2352")), path
        assert "immutable" in style.headers["cache-control"]
        assert style.headers["content-type"].startswith("text/css")
    for who in (None, cast.kim):  # on a phone it comes with the page
        _, tint = page(await server.client(who).get(f"/{cast.code}")).all("style")
        assert "".join(map(str, tint.children)) == sheet("#8f2352")


async def test_an_old_address_of_the_sheet_gives_the_new_colour_and_is_not_kept(server: Server, cast: Cast):
    await cast.does(cast.ada, ChooseAccent(colour="#8f2352"))
    answer = await server.client(None).get(f"/{cast.code}/accent.css?v=0123456789")
    assert (answer.text, answer.headers["cache-control"]) == (sheet("#8f2352"), "no-cache")


async def test_white_is_refused_with_a_colour_that_can_be_taken_at_once(server: Server, cast: Cast):
    ada = server.client(cast.ada)
    answer = await ada.post(f"/{cast.code}/choose-accent", data={"colour": "#ffffff"})
    shown = page(answer, 422)
    assert shown.id("e-choose-accent-colour").text == sentence("accent.unreadable", contrast=1.0, nearest="#6a6a6a")
    assert shown.id("f-choose-accent-colour")["value"] == "#ffffff"
    [taken] = [button["value"] for button in shown.all("button") if button.attributes.get("name") == "colour"]
    assert (await ada.post(f"/{cast.code}/choose-accent", data={"colour": taken})).status_code == 303
    [camp] = await cast.rows(barcamps, id=cast.id)
    assert camp.accent == "#6a6a6a"


@pytest.mark.parametrize("colour", READY.values())
async def test_every_ready_made_colour_can_be_taken(cast: Cast, colour: str):
    await cast.does(cast.ada, ChooseAccent(colour=colour))
    [camp] = await cast.rows(barcamps, id=cast.id)
    assert camp.accent == ("" if colour == READY["petrol"] else colour)


async def test_a_drawing_is_drawn_anew_and_served_so_that_it_can_do_nothing(server: Server, cast: Cast):
    answer = await send(server.client(cast.ada), cast, GOOD_SVG, " Europäische Union ")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/organiser/{cast.code}/look#logos")
    [row] = await cast.rows(logos)
    assert (row.description, row.media_type, row.width, row.height) == ("Europäische Union", "image/svg+xml", 1000, 500)
    shown = page(await server.client(None).get(f"/{cast.code}"))
    [image] = [each for each in shown.all("img") if "/logo/" in each["src"]]
    assert image["alt"] == "Europäische Union"
    file = await server.client(None).get(image["src"])
    assert file.headers["content-type"] == "image/svg+xml"
    assert file.headers.get_list("content-security-policy")[0] == "default-src 'none'; sandbox"
    assert file.headers["x-content-type-options"] == "nosniff"
    assert b"script" not in file.content


async def test_a_picture_keeps_what_is_transparent_and_loses_everything_else(server: Server, cast: Cast):
    image = Image.new("RGBA", (1600, 900), (0, 0, 0, 0))
    image.paste((180, 20, 20, 255), (100, 100, 1500, 500))
    await send(server.client(cast.ada), cast, encoded(image, "PNG", pnginfo=None), "Kreis")
    [row] = await cast.rows(logos)
    assert (row.media_type, row.width, row.height) == ("image/png", 1200, 343)  # its empty margins are gone
    assert Image.open(BytesIO(row.data)).mode == "RGBA"


WHITE = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
WHITE.paste((255, 255, 255, 255), (10, 10, 200, 60))
BAD = {
    "letter": (WORDS, "logo.no_picture", {}),
    "heic": (HEIC, "logo.kind", {"kind": "HEIC"}),
    "nothing to see": (SVG, "logo.svg_empty", {}),
    "bomb": (bomb(), "logo.too_many_pixels", {}),
    "cut": (photo(900, 900)[:-3000], "logo.broken", {}),
    "8 MB": (photo() + b"\0" * 8_000_000, "logo.too_big", {"most": 4}),
    "white": (encoded(WHITE, "PNG"), "logo.pale", {}),
    "nothing": (b"", "logo.none", {}),
}


@pytest.mark.parametrize(("content", "key", "facts"), BAD.values(), ids=BAD)
async def test_what_is_no_logo_is_refused_with_a_sentence(
    server: Server, cast: Cast, content: bytes, key: str, facts: dict[str, Any]
):
    answer = await send(server.client(cast.ada), cast, content, "Stadt")
    shown = page(answer, 409)
    [heading] = shown.all("h1")
    assert heading.text == sentence(key, **facts)
    assert shown.id("f-add-logo-description")["value"] == "Stadt"
    assert await cast.rows(logos) == []


async def test_only_the_organiser_adds_logos(server: Server, cast: Cast):
    for who in (None, cast.kim, cast.max, cast.eve_organising):
        assert (await send(server.client(who), cast, GOOD_SVG, "Stadt")).status_code == 403
    assert await cast.rows(logos) == []


async def test_logos_stand_in_the_organiser_s_order(server: Server, cast: Cast):
    last = await put_up_logo(cast, "Land")
    await cast.does(cast.ada, MoveLogo(logo=last))
    assert await alts(server, cast) == ["Land", "Kreis"]
    await cast.does(cast.ada, MoveLogo(logo=last))
    assert await alts(server, cast) == ["Kreis", "Land"]


async def test_more_logos_than_fit_are_refused(cast: Cast):
    for number in range(MOST):
        await cast.does(cast.ada, emblem(f"Logo {number}"))
    assert await cast.refused(cast.ada, emblem("Noch eins")) == "logo.too_many"


async def test_projector_and_poster_show_logos_and_the_funding_line(server: Server, cast: Cast):
    await cast.does(cast.ada, emblem("Land"))
    await cast.does(cast.ada, StateFacts(funding="Gefördert vom Land"))
    for path in ("", "/projector", "/poster"):
        answer = await server.client(cast.ada).get(f"/{cast.code}{path}")
        assert "Gefördert vom Land" in answer.text, path
        assert "Land" in [image["alt"] for image in page(answer).all("img")], path


async def alts(server: Server, cast: Cast) -> list[str]:
    shown = page(await server.client(None).get(f"/{cast.code}/projector"))
    return [image["alt"] for image in shown.id("logos").all("img")]


async def send(client: AsyncClient, cast: Cast, content: bytes, description: str) -> Response:
    files = {"logo": ("logo.svg", content, "image/svg+xml")} if content else {"logo": ("", b"", "image/svg+xml")}
    return await client.post(f"/{cast.code}/logos", data={"description": description}, files=files)
