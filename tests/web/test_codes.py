"""The code of a barcamp as people type it."""

import re
from urllib.parse import unquote

import pytest

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


async def test_a_code_of_odd_letters_never_leads_elsewhere(server: Server):
    for typed in ("//example.org", "\\example.org", "https://example.org", "é", "a/b", "?", "#x"):
        answer = await server.client().get("/", params={"code": typed})
        where = answer.headers["location"]
        assert re.fullmatch(r"/[A-Za-z0-9%]+", where), where
        assert (await server.client().get(where)).status_code == 404
