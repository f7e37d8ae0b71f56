"""Asking the server as a browser would, with and without scripts, and reading what it says."""

import html
import re

from httpx import AsyncClient, Response

from barcamp.text import i18n
from tests.markup import Element, parse, partials

LIVE = {"hx-request": "true"}


def sentence(key: str, locale: str = "de", **facts: object) -> str:
    """The sentence of a refusal; the cast's barcamp says du."""
    with i18n.speaking(locale):
        said = i18n.sentence(key, **facts)
    assert said != key, f"{key} has no sentence"
    return " ".join(said.split())


def page(answer: Response, status: int = 200) -> Element:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return parse(answer.text)


async def give(client: AsyncClient, code: str, verb: str, *, live: bool = False, **form: object) -> Response:
    """Sends a command's form."""
    return await client.post(f"/{code}/{verb}", data=form, headers=LIVE if live else {})


def complaints(answer: Response, status: int = 422) -> dict[str, str]:
    """What a live answer complains about, by the id of its place."""
    assert answer.status_code == status, answer.text
    return {name: part.text for name, part in partials(answer.text).items()}


async def follow(client: AsyncClient, answer: Response) -> Response:
    """The page to which a form without scripts leads."""
    assert answer.status_code == 303, answer.text
    return await client.get(answer.headers["location"])


def asked_in(answer: Response) -> bool:
    """Whether somebody who did not join was led to the form to join, which leads on to what they wanted to see."""
    code, wanted = answer.request.url.path.split("/")[1], answer.request.url.path
    return (answer.status_code, answer.headers.get("location")) == (303, f"/{code}/join?back={wanted}")


def title(answer: Response, status: int) -> str:
    """The heading of an error page."""
    (heading,) = page(answer, status).all("h1")
    return heading.text


def text_of(answer: Response) -> str:
    """What people read: without tags and without white space in a row."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def typed(answer: Response, field: str) -> list[str]:
    """The values in the inputs of this name."""
    return [html.unescape(v) for v in re.findall(rf'name="{field}"[^>]*? value="([^"]*)"', answer.text)]
