"""What the first page of a phone weighs on the wire, with all it loads: weak Wi-Fi, and everybody comes at once."""

import re

import pytest
from babel.messages.pofile import read_po

from barcamp.domain.topics.topic import PitchTopic
from barcamp.live.view import FIRST
from barcamp.rendering.assets import folder, static
from barcamp.rendering.scopes import scoped
from barcamp.rendering.scripts import bundle
from barcamp.rendering.styles import order
from barcamp.text.catalogues import FOLDER
from barcamp.text.languages import locales
from bench.sixty import sixty_topics
from tests.cast import Cast
from tests.house.language.words import forms_of
from tests.server import Server

MOST = 60_000
STATIC = folder("static")
SCRIPTS = ("js/phone.js", "js/notes.js", "js/console.js", "js/projector.js", "js/offline.js", "js/pages.js")
SHEETS = ("css/pages.css", "css/entrance.css", "css/phone.css", "css/notes.css", "css/console.css", "css/projector.css")
FONTS = STATIC / "css" / "fonts" / "phone.css"


@pytest.mark.parametrize("coding", ["br", "gzip"])
async def test_the_first_page_of_a_phone_is_light_with_sixty_topics_and_all_it_needs(
    server: Server, cast: Cast, coding: str
):
    """However many topics there are: what is out of sight comes afterwards, over the socket."""
    for number, (title, description) in enumerate(sixty_topics()):
        await cast.does((cast.kim, cast.noor, cast.max)[number % 3], PitchTopic(title=title, description=description))
    page, weight = await fetched(server, cast, f"/{cast.code}", coding)
    assert page.count('class="topic"') == FIRST
    needed = re.findall(r'(?:src|<link[^>]* href)="(/[^"]+)"', page)
    assert len(needed) == 1, needed  # the scripts
    assert letters_beyond(page) == set()
    for address in (*needed, static("type/atkinson-core.woff2")):
        weight += (await fetched(server, cast, address, coding))[1]
    assert weight < MOST


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
@pytest.mark.parametrize("name", [*SHEETS, *SCRIPTS])
async def test_what_is_joined_comes_packed_as_the_browser_takes_it(server: Server, name: str, coding: str):
    answer = await server.client().get(f"/static/{name}", headers={"accept-encoding": f"{coding};q=1, other"})
    assert answer.headers.get("content-encoding", "identity") == coding
    assert answer.headers["vary"] == "accept-encoding"
    if name in SCRIPTS:
        assert answer.text == bundle(STATIC, name)
    for each in order(STATIC, name) if name in SHEETS else ():
        text = (STATIC / each).read_text(encoding="utf-8")
        assert squeezed(scoped(each, text, name)).rstrip("}")[-200:] in squeezed(answer.text), each


def test_no_letter_is_in_two_fonts_of_a_phone():
    *others, core = ranges()
    assert len(others) == 2
    assert not core & others[0]
    assert not core & others[1]
    assert not others[0] & others[1]


def test_our_own_words_need_only_the_small_font():
    for locale in locales():
        messages = list(read_po((FOLDER / f"{locale}.po").open("rb")))
        assert len(messages) > 20, locale
        for message in messages:
            words = "".join(forms_of(message))
            assert letters_beyond(words) == set(), words


def squeezed(style: str) -> str:
    """Without what only people read."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL).replace('url("../../', 'url("/static/')
    bare = re.sub(r"(?<![\w.])0(\.\d)", r"\1", bare)
    return re.sub(r"\s|\?v=[0-9a-f]{10}", "", bare).replace(";}", "}")


async def fetched(server: Server, cast: Cast, address: str, coding: str) -> tuple[str, int]:
    """Its text, and what came over the wire with the head of the answer."""
    answer = await server.client(cast.noor).get(address, headers={"accept-encoding": coding})
    assert answer.status_code == 200, address
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
    return answer.text, answer.num_bytes_downloaded + head + len("HTTP/1.1 200 OK\r\n\r\n")


def letters_beyond(text: str) -> set[str]:
    """Letters that make a phone load one of the large fonts."""
    *others, _ = ranges()
    return {letter for letter in text if ord(letter) in others[0] | others[1]}


def ranges() -> list[set[int]]:
    """By font, in the order of the style sheet."""
    found = re.findall(r"unicode-range:\s*([^;]+);", FONTS.read_text(encoding="utf-8"))
    return [
        {code for part in re.split(r",\s*", each.strip()) for code in _codes(part.removeprefix("U+"))} for each in found
    ]


def _codes(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
