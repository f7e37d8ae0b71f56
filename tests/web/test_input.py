"""Text that cannot be taken: a sentence stands beside its field and what was typed is still there, with and without
scripts, and nothing was changed."""

import json
from typing import Any
from urllib.parse import quote_plus

import pytest

from tests.cast import Cast
from tests.markup import Element
from tests.server import Server
from tests.web.asking import LIVE, complaints, give, page, sentence

LONG = "Wirtschaftsförderungsgesellschaft " * 30
BAD = {
    "empty": ("", sentence("text.empty")),
    "blank": ("  \t ", sentence("text.empty")),
    "unseen": ("\u200b\u2060", sentence("text.unseen")),
    "control": ("\x07\x1b", sentence("text.empty")),
    "long": (LONG, sentence("text.long", most=140, length=len(LONG.strip()))),
}
# verb, its text field, another field that must be kept
FORMS = [("pitch-topic", "title", "description"), ("rename", "name", "organisation"), ("write-note", "text", "wall")]


@pytest.fixture
async def fields(cast: Cast) -> dict[str, str]:
    """A good value for every field of the forms."""
    return {
        "title": "Brot", "description": "Zwei Beispiele", "name": "Kim", "organisation": "Stadt Hohenlinde",
        "text": "Eine Notiz", "wall": f"t{await cast.pitches()}",
    }  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
async def test_a_bad_title_is_answered_beside_its_field(server: Server, cast: Cast, bad: str):
    typed, says = BAD[bad]
    before = await cast.journal()
    shown = page(
        await give(server.client(cast.kim), cast.code, "pitch-topic", title=typed, description="Zwei Beispiele"), 422
    )
    field = shown.id("f-pitch-topic-title")
    assert shown.id("e-pitch-topic-title").text == says
    assert field["aria-invalid"] == "true"
    assert held(field) == typed
    assert shown.id("f-pitch-topic-description").text == "Zwei Beispiele"
    said = complaints(await give(server.client(cast.kim), cast.code, "pitch-topic", live=True, title=typed))
    assert said == {"said": sentence("form.look_again"), "e-pitch-topic-title": says}
    assert await cast.journal() == before


@pytest.mark.parametrize(("verb", "text", "other"), FORMS)
async def test_every_form_gives_back_what_was_typed(
    server: Server, cast: Cast, fields: dict[str, str], verb: str, text: str, other: str
):
    client = server.client(cast.kim)
    form: dict[str, Any] = {text: "x" * 2001, other: fields[other]}
    shown = page(await give(client, cast.code, verb, **form), 422)
    why = shown.id(f"e-{verb}-{text}").text
    assert why.startswith("Das sind 2001 Zeichen")
    kept = [each.get("value") or each.text for each in shown if each.get("name") == other]
    assert fields[other] in kept
    said = complaints(await give(client, cast.code, verb, live=True, **form))
    assert said[f"e-{verb}-{text}"] == why
    good = await give(client, cast.code, verb, live=True, **{text: fields[text], other: fields[other]})
    assert good.status_code == 200
    # What was complained about before is taken back.
    assert complaints(good, 200)[f"e-{verb}-{text}"] == ""


OFFICE = "Co\x1eWor\x07king,\x0bInnen\x02stadt\tund\x85Wirtschafts\x1fförderung\x0c"


@pytest.mark.parametrize(("verb", "text", "other"), FORMS)
async def test_every_form_takes_what_office_programs_leave_in_text(
    server: Server, cast: Cast, fields: dict[str, str], verb: str, text: str, other: str
):
    """Nobody sees these signs, and nobody could delete them."""
    form = {text: OFFICE, other: fields[other]}
    assert (await give(server.client(cast.kim), cast.code, verb, live=True, **form)).status_code == 200
    last = max(await cast.journal(), key=lambda line: line.seq)
    words = " ".join(json.loads(last.payload)[text].split())
    assert words == "Co-Working, Innenstadt und Wirtschaftsförderung"


async def test_joining_with_a_bad_name_keeps_the_organisation(server: Server, cast: Cast):
    client = server.client()
    form: dict[str, Any] = {"name": "\u200b", "organisation": "Stadt Hohenlinde"}
    shown = page(await give(client, cast.code, "join", **form), 422)
    assert shown.id("e-join-name").text == sentence("text.unseen")
    assert shown.id("f-join-organisation")["value"] == "Stadt Hohenlinde"


async def test_a_complaint_about_a_field_hidden_behind_another_name_finds_its_form(server: Server, cast: Cast):
    """The page has two announce forms; the answer goes to the one that was sent."""
    said = complaints(
        await give(server.client(cast.max), cast.code, "announce", live=True, text="x" * 201, owner="take-down")
    )
    assert set(said) == {"said", "e-take-down-text"}
    said = complaints(
        await give(server.client(cast.max), cast.code, "announce", live=True, text="x" * 201, owner="<script>")
    )
    assert set(said) == {"said", "e-announce-text"}


@pytest.mark.parametrize("typed", [b"%FF%FEBrot", b"\xff\xfeBrot", b"%ED%A0%80Brot"])
@pytest.mark.parametrize("headers", [{}, LIVE], ids=["plain", "live"])
async def test_text_that_is_not_utf_8_is_answered_beside_its_field(
    server: Server, cast: Cast, typed: bytes, headers: dict[str, str]
):
    before = await cast.journal()
    answer = await server.client(cast.kim).post(
        f"/{cast.code}/pitch-topic",
        content=b"title=" + typed,
        headers={"content-type": "application/x-www-form-urlencoded", **headers},
    )
    if headers:
        assert complaints(answer)["e-pitch-topic-title"] == sentence("text.control")
    else:
        shown = page(answer, 422)
        assert shown.id("e-pitch-topic-title").text == sentence("text.control")
        assert held(shown.id("f-pitch-topic-title")).endswith("Brot")
    assert await cast.journal() == before


@pytest.mark.parametrize("number", ["", "x", "1.5", "99999999999", "-99999999999", "\u0661\u0662x", "1e3"])
async def test_a_number_that_is_none_is_refused(server: Server, cast: Cast, number: str):
    before = await cast.journal()
    for live in (False, True):
        answer = await give(server.client(cast.kim), cast.code, "cast-vote", live=live, topic=number)
        assert answer.status_code == 422
        assert sentence("form.look_again") in answer.text
    assert await cast.journal() == before


async def test_what_was_typed_is_text_and_never_markup(server: Server, cast: Cast):
    typed = '"><script>alert(1)</script>' + "x" * 140
    shown = page(await give(server.client(cast.kim), cast.code, "pitch-topic", title=typed), 422)
    assert held(shown.id("f-pitch-topic-title")) == typed
    await cast.pitches("<script>alert(1)</script> & Vertreter*innen")
    shown = page(await server.client(cast.kim).get(f"/{cast.code}"))
    assert [h3.text for h3 in shown.id("topics").all("h3")] == ["<script>alert(1)</script> & Vertreter*innen"]


async def test_fields_without_end_are_refused(server: Server, cast: Cast):
    answer = await server.client(cast.kim).post(
        f"/{cast.code}/pitch-topic", content="&".join(f"a{n}={n}" for n in range(200))
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("headers", [{}, LIVE], ids=["plain", "live"])
async def test_a_body_over_the_limit_is_refused_in_a_sentence(server: Server, cast: Cast, headers: dict[str, str]):
    before = await cast.journal()
    body = "title=" + quote_plus("x" * 65 * 1024)
    answer = await server.client(cast.kim).post(f"/{cast.code}/pitch-topic", content=body, headers=headers)
    assert answer.status_code == 413
    assert sentence("body.too_large") in " ".join(answer.text.split())
    assert await cast.journal() == before


def held(field: Element) -> str:
    """What a field for one line or several holds, to the last space."""
    if field.tag == "input":
        return field["value"]
    return "".join(child for child in field.children if isinstance(child, str)).removeprefix("\n")
