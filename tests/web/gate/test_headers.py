"""What every answer tells the browser, and that no page needs more than that allows."""

import re

import pytest

from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.walls.note import WriteNote
from barcamp.queries.event.accent import sheet
from barcamp.rendering.assets import WITHIN, allowance, within
from tests.cast import Cast, Member
from tests.markup import Element, parse
from tests.server import Server
from tests.web.asking import LIVE, follow, give

POLICY = {
    "default-src": "'none'",
    "script-src": " ".join(["'self'", *(allowance(within(each)) for each in WITHIN if each.endswith(".js"))]),
    "style-src": " ".join(["'self'", *(allowance(within(each)) for each in WITHIN if each.endswith(".css"))]),
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
}


@pytest.fixture
async def pages(server: Server, cast: Cast) -> dict[str, str]:
    """Every page that people see, by where it is, as text."""
    topic = await cast.pitches("<b>Brot</b>")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Notiz"))
    found: dict[str, str] = {}

    async def look(path: str, who: Member | None = None, status: int = 200) -> None:
        answer = await server.client(who).get(path)
        assert answer.status_code == status, path
        found[f"{status} {path}"] = _checked(answer)

    await look("/")
    await look(f"/{cast.code}", None)
    found["/joined"] = _checked(await server.client(cast.kim).get(f"/{cast.code}"))
    for screen in ("console", "poster"):
        await look(f"/{cast.code}/{screen}", cast.max)
    await look(f"/{cast.code}/projector")
    await look(f"/{cast.code}/notes/t{topic}", cast.kim)
    await look("/XXXXXX", None, 404)
    await look("/nowhere/at/all/there", None, 404)
    await look(f"/{cast.code}/console", cast.kim, 403)
    kim = server.client(cast.kim)
    found["/422"] = _checked(await give(kim, cast.code, "pitch-topic", title=""), "private, no-cache")
    found["/link"] = _checked(await follow(kim, await kim.post(f"/{cast.code}/personal-link")))
    await look("/organiser/sign-in")
    await look("/organiser", cast.ada)
    await look(f"/organiser/{cast.code}", cast.ada)
    return found


def _checked(answer, kept: str = "no-store") -> str:
    """The text of an answer whose headers are as strict as they must be."""
    directives = answer.headers.get_list("content-security-policy")
    assert len(directives) == 1
    assert dict(each.split(" ", 1) for each in directives[0].split("; ")) == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cache-control"] == kept
    assert "server" not in answer.headers
    return answer.text


async def test_pages_have_only_scripts_and_styles_within_that_the_policy_names(pages: dict[str, str]):
    assert len(pages) == 15
    seen: set[str] = set()
    for where, text in pages.items():
        page = parse(text)
        for script in page.all("script"):
            assert script.get("src").startswith("/static/") != bool(script.children), where
        held = {"".join(map(str, each.children)) for each in (*page.all("script"), *page.all("style")) if each.children}
        assert held <= {within(each) for each in WITHIN}, where
        seen |= held
        for element in page:
            handlers = {name for name in element.attributes if name.startswith(("on", "hx-on"))} | (
                {"style"} & set(element.attributes)
            )
            assert handlers == set(), (where, str(element)[:200])
            assert "javascript:" not in element.get("href") + element.get("action"), where
    assert seen == {within(each) for each in WITHIN}


async def test_the_policy_names_the_colours_that_a_page_holds(server: Server, cast: Cast):
    for colour in ("#8f2352", "#14355a"):
        await cast.does(cast.ada, ChooseAccent(colour=colour))
        for who in (None, cast.kim):
            answer = await server.client(who).get(f"/{cast.code}")
            told = dict(each.split(" ", 1) for each in answer.headers["content-security-policy"].split("; "))
            assert told == POLICY | {"style-src": f"{POLICY['style-src']} {allowance(sheet(colour))}"}


async def test_no_page_loads_anything_from_elsewhere(pages: dict[str, str]):
    for where, text in pages.items():
        for element in parse(text):
            loaded = element.get("src") or (element.get("href") if element.tag == "link" else "")
            assert re.match(r"$|/(?!/)|data:", loaded), (where, loaded)
            assert not element.get("action", "/").startswith("//"), where


async def test_every_page_is_sound(pages: dict[str, str]):
    for where, text in pages.items():
        page = parse(text)
        names = [each["id"] for each in page if "id" in each.attributes]
        assert sorted(names) == sorted(set(names)), where
        (html,) = page.all("html")
        assert html["lang"] == "de", where
        (title,) = page.all("head")[0].all("title")
        assert title.text, where
        assert len(page.all("h1")) >= 1, where
        assert all("alt" in image.attributes for image in page.all("img")), where
        for field in [*page.all("input"), *page.all("textarea"), *page.all("select")]:
            assert field.get("type") == "hidden" or _label(page, field), (where, str(field))
        for field in page.all("input"):  # `form.form` would be the field, and htmx could not send the form
            assert field.get("name") not in ("form", "action", "method", "elements", "submit"), (where, str(field))
        for each in page:
            for attribute in ("aria-describedby", "aria-labelledby", "for", "form"):
                for name in each.get(attribute).split():
                    assert page.has(name), (where, attribute, name)


async def test_answers_to_forms_and_errors_carry_the_headers_too(server: Server, cast: Cast):
    client = server.client(cast.kim)
    for answer in (
        await give(client, cast.code, "pitch-topic", title="Brot"),
        await give(client, cast.code, "pitch-topic", live=True, title="Salz"),
        await client.get(f"/{cast.code}/mine"),
        await client.get(f"/{cast.code}/look/phone"),
        await client.get(f"/{cast.code}/qr.svg"),
        await client.post(f"/{cast.code}/rename", data={"name": "x"}, headers={"sec-fetch-site": "cross-site", **LIVE}),
        await client.get("/healthz"),
    ):
        _checked(answer)


def _label(page: Element, field: Element) -> bool:
    return any(label.get("for") == field.get("id") and label.text for label in page.all("label")) or bool(
        field.get("aria-label")
    )
