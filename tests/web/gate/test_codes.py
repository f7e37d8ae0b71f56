"""The code of a barcamp as people type it."""

import re
from urllib.parse import quote, unquote

import pytest
from sqlalchemy import update

from barcamp.domain.event.barcamp import barcamps
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import page, sentence


@pytest.mark.parametrize("typed", ["XXXXXX", "x", "O0O0O0", "%00", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
async def test_an_unknown_code_is_said_and_asked_for_again(server: Server, typed: str):
    answer = await server.client().get(f"/{typed}")
    shown = page(answer, 404)
    field = shown.id("f-home-code")
    assert shown.id("e-home-code").text == sentence("code.unknown", typed=unquote(typed)[:20])
    assert field["aria-invalid"] == "true"
    assert "e-home-code" in field["aria-describedby"].split()


async def test_a_mistyped_code_is_put_back_into_its_field(server: Server):
    shown = page(await server.client().get("/<b>X"), 404)
    assert shown.id("f-home-code")["value"] == "<b>X"


@pytest.mark.parametrize(
    "change", [str.lower, lambda code: f"{code[:3]}-{code[3:]}", lambda code: f"{code[:3]} {code[3:]}"]
)
async def test_case_dashes_and_spaces_do_not_matter(server: Server, cast: Cast, change):
    answer = await server.client().get(f"/{change(cast.code)}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}")
    answer = await server.client().get("/", params={"code": change(cast.code)})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}")


async def test_the_right_code_leads_to_the_form_to_join(server: Server, cast: Cast):
    shown = page(await server.client().get(f"/{cast.code}"))
    assert shown.id("f-join-name").get("required") == ""
    assert [form["action"] for form in shown.all("form")] == ["/language", f"/{cast.code}/join"]


async def test_an_empty_code_asks_again(server: Server):
    shown = page(await server.client().get("/", params={"code": "  "}))
    assert shown.id("f-home-code")["value"] == ""


@pytest.mark.parametrize(
    "typed",
    ["//example.org", "\\example.org", "https://example.org", "é", "a/b", "?", "#x", "//", "javascript:alert(1)"],
)
async def test_a_code_of_odd_letters_never_leads_elsewhere_and_is_put_back(server: Server, typed: str):
    shown = page(await server.client().get("/", params={"code": typed}), 404)
    assert shown.id("f-home-code")["value"] == typed
    assert shown.id("e-home-code").text == sentence("code.unknown", "de-sie", typed=typed)


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("https://camp.example.org/{code}", ""),
        ("http://192.168.1.20:8000/{code}.", ""),
        ("camp.example.org/{code}/notes/e)", "/notes/e"),
        ("HTTPS://CAMP.EXAMPLE.ORG/{code}/", ""),
        ("https://camp.example.org/?code={code}", ""),
        ("Kommt alle zu https://camp.example.org/{code}, gleich", ""),
        ("/{code}/projector", "/projector"),
        ("{code}/../..//example.org", "/example.org"),
        ("„{code}“", ""),
        ("{code})", ""),
    ],
)
async def test_a_whole_address_typed_as_code_leads_to_where_it_means(
    server: Server, cast: Cast, typed: str, there: str
):
    for code in (cast.code, cast.code.lower()):
        answer = await server.client().get("/", params={"code": typed.format(code=code)})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}{there}")


@pytest.mark.parametrize("glued", [")", ".", ",", "!", "?)", "“", "\n", "\u200b", "…", ">", "*", "/index.html"])
@pytest.mark.parametrize("path", ["", "/notes/e", "/projector"])
async def test_what_was_glued_to_an_address_is_taken_off(server: Server, cast: Cast, path: str, glued: str):
    answer = await server.client().get(f"/{cast.code}{path}{quote(glued)}?utm_source=x")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}{path}?utm_source=x")


async def test_an_address_in_capitals_is_understood(server: Server, cast: Cast):
    topic = await cast.pitches()
    client = server.client(cast.kim, follow_redirects=True)
    for path in (f"/notes/t{topic}", "/projector", "/home"):
        assert (await client.get(f"/{cast.code}{path}".upper())).url.path == f"/{cast.code}{path}"
    assert (await client.get(f"/{cast.code}/NOWHERE")).status_code == 404


@pytest.mark.parametrize("path", ["//example.org.", "///example.org)", "/\\example.org.", "/%2F%2Fexample.org!"])
async def test_taking_off_never_leads_to_another_server(server: Server, path: str):
    answer = await server.client().get(f"{server.url}{path}")
    assert answer.status_code in (303, 404)
    assert not re.match(r"//|/\\|[a-z]+:", answer.headers.get("location", "/"))


async def test_signs_that_no_code_has_are_read_as_those_they_look_like(server: Server, cast: Cast):
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(code="QJCK34"))
    for typed in ("OJCK34", "0jck34", "QICK34", "0ICK34", "DJCK34"):
        for answer in (await server.client().get("/", params={"code": typed}), await server.client().get(f"/{typed}")):
            assert (answer.status_code, answer.headers["location"]) == (303, "/QJCK34")
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.elsewhere.id).values(code="DJCK34"))
    assert (await server.client().get("/OJCK34")).status_code == 404
