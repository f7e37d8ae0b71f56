"""Who chooses a language reads it from then on, on that device; an event's own language and tone stay all others'."""

import pytest

from barcamp.text import i18n
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.markup import Element, parse
from tests.server import Server


def offered(page: Element) -> dict[str, str]:
    return {button["value"]: button["lang"] for button in page.all("button", name="language")}


async def test_leichte_sprache_is_offered_where_somebody_joins_under_me_and_on_the_help_page(
    server: Server, cast: Cast
):
    for person, path in ((None, "/"), (None, f"/{cast.code}"), (cast.kim, f"/{cast.code}"), (None, "/help")):
        shown = parse((await server.client(person).get(path)).text)
        assert offered(shown) == {"de-leicht": "de-simple", "en": "en"}


async def test_who_chose_it_is_spoken_to_in_it_from_joining_on(server: Server, cast: Cast):
    device = server.client(follow_redirects=True)
    chosen = await device.post("/language", data={"language": "de-leicht", "back": f"/{cast.code}"})
    kept = chosen.history[0].headers["set-cookie"]
    assert f"Max-Age={tokens.HALF_A_YEAR}" in kept
    page = parse(chosen.text)
    assert page.all("html")[0]["lang"] == "de-simple"
    assert "Wie heißen Sie?" in page.text
    assert offered(page) == {"de": "de", "en": "en"}
    phone = await device.post(f"/{cast.code}/join", data={"name": "Uli", "back": f"/{cast.code}"})
    assert "Das ist ein Barcamp." in phone.text
    assert "Ihre Ergebnisse" not in phone.text
    again = await device.get(f"/{cast.code}/help")
    assert "Alle machen das Programm zusammen." in again.text
    other = await server.client().get(f"/{cast.code}")
    assert "Wie dürfen wir dich nennen?" in other.text


def test_what_is_not_said_more_easily_is_said_with_sie():
    with i18n.speaking("de-leicht"):
        said = [i18n.gettext(msgid) for msgid in ("You sign in with it.", "Rehearsal", "No connection")]
        assert i18n.sentence("role.server") == "Das geht nur auf dem Server selbst."
    assert said == ["Damit melden Sie sich an.", "Probe", "Kein Internet"]


@pytest.mark.parametrize(
    ("asks_for", "lang"),
    [
        ("de-simple, de;q=0.8", "de-simple"),
        ("de-leicht", "de-simple"),
        ("de-AT, de-simple;q=0.5", "de"),
        ("fr, en;q=0.5, de;q=0.7", "de"),
        ("en;q=0, fr", "de"),
        ("en-GB-oxendict", "en"),
        ("en;q=x, ;;;, de-simple-x-y", "de-simple"),
    ],
)
async def test_without_an_event_the_browser_is_asked(server: Server, asks_for: str, lang: str):
    page = parse((await server.client(headers={"accept-language": asks_for}).get("/")).text)
    assert page.all("html")[0]["lang"] == lang


async def test_no_event_speaks_a_variant(server: Server, cast: Cast):
    office = server.client(cast.ada)
    details = parse((await office.get(f"/organiser/{cast.code}/details")).text)
    [language] = details.all("select", name="language")
    assert [option["value"] for option in language.all("option")] == ["de", "en"]
