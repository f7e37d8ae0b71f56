"""A new language is a catalogue and a row: one that is made here is used by every page, and nothing that we say on them
is German or English."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.exports.formats import html
from barcamp.text import i18n
from barcamp.text.languages import LANGUAGES
from barcamp.text.plurals import forms, plural_rule
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.exports.reading import DAYS
from tests.house.language.heard import FORMATS, NUMBER, dates, languages, spoken, strings, typed, words
from tests.house.pages.test_names import busy
from tests.markup import parse
from tests.server import Server
from tests.text.pseudo import POLISH, SORBIAN, Speech, spoken_too


@pytest.fixture(params=[POLISH, SORBIAN], ids=lambda speech: speech.code)
def third(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speech]:
    with spoken_too(request.param, tmp_path / "locale", monkeypatch) as speech:
        yield speech


async def test_every_page_speaks_it(server: Server, cast: Cast, third: Speech):
    topic, _ = await busy(cast)
    here = await cast.barcamp()
    edit = EditBarcamp(name="0", day=here.day, timezone=here.timezone, language=third.code, tone="du", place="1")
    await cast.does(cast.ada, edit)
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    home, left, numbers = f"/{cast.code}", {}, set()
    known = words(*FORMATS, *await typed(cast)) | dates(third) | languages()
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
        assert shown.all("html")[0]["lang"] == third.code
        left[path] = words(*said) - known
        numbers.update(NUMBER.findall(" ".join(said)))
    assert {path: found for path, found in left.items() if found} == {}
    assert {sign for _, sign in numbers} == third.signs
    assert [(number, sign) for number, sign in numbers if sign != third.form(int(number))] == []


@pytest.mark.parametrize("name", ["full", "empty"])
def test_a_report_speaks_it(third: Speech, name: str):
    day = DAYS[name]()
    with i18n.speaking(third.code):
        said = list(spoken(parse(html.write(day).decode())))
    assert any("ẃẃẃ" in each for each in said)
    assert words(*said) - dates(third) - words(*strings(dataclasses.astuple(day))) == set()


def test_its_plurals_are_told_apart(third: Speech):
    with i18n.speaking(third.code):
        said = {n: i18n.ngettext("%(num)s point", "%(num)s points", n) % {"num": n} for n in range(131)}
        assert i18n.sentence("dots.none_left", num=2)[:-20] != i18n.sentence("dots.none_left", num=5)[:-20]
    assert {NUMBER.findall(each)[0][1] for each in said.values()} == third.signs
    assert [n for n, each in said.items() if NUMBER.findall(each) != [(str(n), third.form(n))]] == []


def test_scripts_are_given_every_form_and_which_of_them_a_number_takes(third: Speech):
    with i18n.speaking(third.code):
        said, rule = forms("{n} point left", "{n} points left").split("|"), plural_rule()
    assert len(rule) == 200
    assert [NUMBER.findall(said[int(form)].replace("{n}", str(n))) for n, form in enumerate(rule)] == [
        [(str(n), third.form(n))] for n in range(200)
    ]


@pytest.mark.parametrize("locale", ["de", "de-sie", "en"])
def test_scripts_know_one_and_others_by_themselves(locale: str):
    with i18n.speaking(locale):
        assert plural_rule() == ""
        one, others = forms("{n} new topic", "{n} new topics").split("|")
    assert (one, others) == (
        ("{n} new topic", "{n} new topics") if locale == "en" else ("{n} neues Thema", "{n} neue Themen")
    )


async def test_who_asks_for_it_is_spoken_to_in_it(server: Server, third: Speech):
    asked = server.client(headers={"accept-language": f"fr;q=0.9,{third.language.tag},en"})
    home = parse((await asked.get("/")).text)
    assert home.all("html")[0]["lang"] == third.code
    other = [button["value"] for button in home.all("button", name="language")]
    assert other == [code for code in LANGUAGES if code != third.code]


async def test_who_chooses_it_keeps_it(server: Server, cast: Cast, third: Speech):
    asked = server.client()
    answer = await asked.post("/language", data={"language": third.code, "back": f"/{cast.code}"})
    assert answer.status_code == 303
    assert parse((await asked.get(f"/{cast.code}")).text).all("html")[0]["lang"] == third.code
