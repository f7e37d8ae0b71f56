"""A language more is a catalogue and a row: one that is made here is spoken by every page, and nothing that we say on
them is German or English."""

import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.core import Locale
from sqlalchemy import select

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.exports.formats import html
from barcamp.kernel.db import metadata
from barcamp.text import catalogues, i18n
from barcamp.text.languages import LANGUAGES, Language
from barcamp.web.gate import tokens
from tests import pseudo
from tests.cast import Cast
from tests.exports.reading import DAYS
from tests.house.test_names import busy
from tests.markup import Element, parse
from tests.server import Server

# What is read out or shown of an element beside its text.
SAID = {"title", "aria-label", "aria-description", "alt", "placeholder"}
SENTENCE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+.*", re.DOTALL)
WORD = re.compile(r"[A-Za-zäöüßÄÖÜ]{2,}")
ADDRESS = re.compile(r"https?://\S+")
NUMBER = re.compile(rf"(\d+)([{pseudo.FORMS}])")
# Columns with what people wrote.
TYPED = ("code", "name", "title", "text", "what", "features", "organisation", "contact", "timezone")
POLISH = Locale.parse("pl")
DATES = {
    name
    for names in (POLISH.months, POLISH.days)
    for width in ("wide", "abbreviated")
    for name in names["format"][width].values()
}
FORMATS = {"JSON", "Markdown", "HTML", "PDF", "Word", "Excel", "CSV"}
NAMES = {"barcamp", *(language.name for language in LANGUAGES.values())}


@pytest.fixture
def third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """One row more, and its catalogue beside ours."""
    folder = tmp_path / "locale"
    shutil.copytree(catalogues.FOLDER, folder)
    pseudo.write_catalogue(folder)
    monkeypatch.setattr(catalogues, "FOLDER", folder)
    monkeypatch.setitem(LANGUAGES, pseudo.CODE, Language("Śṕéáḱ", "pl-PL", within="‚’"))
    catalogues.translations.cache_clear()
    yield pseudo.CODE
    catalogues.translations.cache_clear()


async def test_every_page_speaks_it(server: Server, cast: Cast, third: str):
    topic, _ = await busy(cast)
    here = await cast.barcamp()
    edit = EditBarcamp(name="0", day=here.day, timezone=here.timezone, language=third, tone="du", place="1")
    await cast.does(cast.ada, edit)
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    home, left, numbers = f"/{cast.code}", {}, set()
    known = words(*DATES, *FORMATS, *NAMES, *await typed(cast))
    german = server.client()
    german.cookies.set(tokens.LANGUAGE, "de")
    assert {"Alles", "Gerät"} <= words(*spoken(parse((await german.get(home)).text))) - known
    for person, path in (
        (None, home),
        (None, f"{home}/help"),
        (None, f"{home}/projector"),
        (None, f"{home}/no-such-page"),
        (cast.kim, home),
        (cast.kim, f"{home}/topics/{topic}"),
        (cast.kim, f"{home}/notes/t{topic}"),
        (cast.kim, f"{home}/my-data"),
        (cast.max, f"{home}/console"),
        (cast.ada, f"{home}/people"),
        (cast.ada, f"/organiser{home}"),
    ):
        shown = parse((await server.client(person).get(path)).text)
        said = list(spoken(shown))
        assert any("ẃẃẃ" in each for each in said), path
        assert shown.all("html")[0]["lang"] == third
        left[path] = words(*said) - known
        numbers.update(NUMBER.findall(" ".join(said)))
    assert {path: found for path, found in left.items() if found} == {}
    assert {sign for _, sign in numbers} == set(pseudo.FORMS)
    assert [(number, sign) for number, sign in numbers if sign != pseudo.form(int(number))] == []


@pytest.mark.parametrize("name", ["full", "empty"])
def test_a_report_speaks_it(third: str, name: str):
    day = DAYS[name]()
    with i18n.speaking(third):
        said = list(spoken(parse(html.write(day).decode())))
    assert any("ẃẃẃ" in each for each in said)
    assert words(*said) - words(*DATES, *strings(dataclasses.astuple(day))) == set()


def test_three_plurals_are_told_apart(third: str):
    with i18n.speaking(third):
        said = {n: i18n.ngettext("%(num)s point", "%(num)s points", n) % {"num": n} for n in range(131)}
        assert i18n.sentence("dots.none_left", num=2)[:-20] != i18n.sentence("dots.none_left", num=5)[:-20]
    assert len({NUMBER.findall(each)[0][1] for each in said.values()}) == 3
    assert [n for n, each in said.items() if NUMBER.findall(each) != [(str(n), pseudo.form(n))]] == []


async def test_who_asks_for_it_is_spoken_to_in_it(server: Server, third: str):
    asked = server.client(headers={"accept-language": "fr;q=0.9,pl-PL,en"})
    home = parse((await asked.get("/")).text)
    assert home.all("html")[0]["lang"] == third
    other = [button["value"] for button in home.all("button", name="language")]
    assert other == [code for code in LANGUAGES if code != third]


def spoken(page: Element) -> Iterator[str]:
    for each in page:
        if each.tag not in ("script", "style"):
            yield from (child for child in each.children if isinstance(child, str))
        for name, value in each.attributes.items():  # scripts take what they say from data-
            if name in SAID or (name.startswith("data-") and SENTENCE.match(value)):
                yield value


def words(*texts: str) -> set[str]:
    """Without those of addresses."""
    return {word for text in texts for word in WORD.findall(ADDRESS.sub(" ", text))}


async def typed(cast: Cast) -> list[str]:
    """What the people of this event wrote."""
    columns = [column for table in metadata.sorted_tables for column in table.columns if column.name in TYPED]
    async with cast.ctx.db.reading() as db:
        found = [value for column in columns for value in await db.scalars(select(column))]
    return [value for value in found if isinstance(value, str)]


def strings(value: object) -> Iterator[str]:
    """All that somebody wrote in a day."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from strings(each)
