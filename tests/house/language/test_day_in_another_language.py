"""A whole day in a language that nobody speaks: in every state of it every page to which links lead is said in that
language, for whoever may look at it; so is what somebody is answered, and what they take home. Whatever is left is
something that people wrote."""

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from barcamp.app import make_app
from barcamp.domain.event.models import models
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.layout.templates import templates
from barcamp.exports.book.book import load_day
from barcamp.exports.book.choice import Choice
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.text import i18n
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.house.language.heard import FORMATS, NUMBER, dates, languages, spoken, strings, typed, words
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import FIRST, Still, crawl
from tests.house.pages.days import STATES, fill, people
from tests.markup import parse
from tests.server import Server
from tests.text.pseudo import POLISH, Speech, spoken_too

# Who looks at which state: each role where it sees most, and every state by somebody.
LOOKING = {
    "nothing there yet": ("stranger", "organiser"),
    "arrival": ("attendee",),
    "pitching with one on stage": ("host", "moderator by invitation"),
    "interest by points and hidden": ("attendee",),
    "planning with a proposal": ("moderator by invitation",),
    "sessions": ("stranger", "attendee", "host", "moderator who had joined"),
    "closing with results": ("attendee", "moderator by invitation", "organiser with a name"),
    "archived": ("attendee", "organiser"),
    "rehearsed": ("organiser",),
}
# What is German or English by itself: forms of address, cities of zones, and what templates of events bring along.
BY_ITSELF = {
    "du",
    "Sie",
    *words(*available_timezones()),
    *words(*strings([dataclasses.astuple(m) for m in models("en").values()])),
    *words(*strings([dataclasses.astuple(m) for m in templates("en").values()])),
}


@pytest.fixture
def third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speech]:
    with spoken_too(POLISH, tmp_path / "locale", monkeypatch) as speech:
        yield speech


async def switch(cast: Cast, speech: Speech) -> None:
    """The event speaks it from now on."""
    here = await cast.barcamp()
    edit = EditBarcamp(name=here.name, day=here.day, timezone=here.timezone, language=speech.code, tone="du", place="1")
    await cast.does(cast.ada, edit)


async def written(cast: Cast, speech: Speech) -> set[str]:
    """Words that are nobody's of ours."""
    return words(*FORMATS, *await typed(cast)) | dates(speech) | languages() | BY_ITSELF


@pytest.mark.parametrize("state", STATES)
async def test_every_page_of_the_day_speaks_it(cast: Cast, third: Speech, state: str):
    everybody = await people(cast)
    await switch(cast, third)
    await STATES[state](cast)
    app = make_app(dataclasses.replace(cast.ctx, rehearsals=Still()))
    known, left, said = await written(cast, third), {}, []
    for role in LOOKING[state]:
        speaker = dataclasses.replace(everybody[role], cookies={**everybody[role].cookies, tokens.LANGUAGE: third.code})
        first = [each.format(code=cast.code) for each in FIRST[role]]
        pages = await crawl(Asker(app, speaker, cast.code), first, office=role == "organiser")
        for path, page in pages.items():
            heard = [] if isinstance(page, int) else list(spoken(page))
            said += heard
            left[f"{role}: {path}"] = page if isinstance(page, int) else words(*heard) - known
    assert len(left) > 5
    assert {path: found for path, found in left.items() if found} == {}
    assert wrong_forms(third, said) == []


def wrong_forms(speech: Speech, said: list[str]) -> list[tuple[str, str]]:
    numbers = set(NUMBER.findall(" ".join(said)))
    assert numbers
    return [(number, sign) for number, sign in numbers if sign != speech.form(int(number))]


async def test_whoever_does_something_is_answered_in_it(server: Server, cast: Cast, third: Speech):
    """From joining to the last note, without scripts and with them, taken and refused."""
    await switch(cast, third)
    await fill(cast)
    await cast.does(cast.max, MoveToPhase(phase="pitching"))
    home = f"/{cast.code}"
    uli, said = server.client(follow_redirects=True), []

    async def does(verb: str, taken: bool = True, **form: str) -> None:
        for headers in ({}, {"hx-request": "true"}):
            answer = await uli.post(f"{home}/{verb}", data={"back": home, **form}, headers=headers)
            assert (answer.status_code < 400) == taken, (verb, answer.status_code)
            if not taken or not headers:
                heard = list(spoken(parse(answer.text)))
                assert any("ẃẃ" in each for each in heard), verb
                said.extend(heard)
            if taken:
                return

    topic = str((await cast.rows(topics))[0].id)
    await does("join", taken=False, name="")
    await does("join", name="Uli")
    await does("pitch-topic", taken=False, title="")
    await does("pitch-topic", title="Hafer")
    await cast.does(cast.max, MoveToPhase(phase="interest"))
    await does("cast-vote", topic=topic)
    await does("pitch-topic", taken=False, title="Zu spät")
    await does("withdraw-vote", topic=topic)
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    await does("write-note", taken=False, wall=f"t{topic}", text="")
    await does("write-note", wall=f"t{topic}", text="Gerste")
    await does("rename", taken=False, name="")
    assert words(*said) - await written(cast, third) - words("Zu spät") == set()
    assert wrong_forms(third, said) == []


@pytest.mark.parametrize("state", ["sessions", "archived"])
async def test_what_is_taken_home_speaks_it(cast: Cast, third: Speech, state: str):
    await switch(cast, third)
    await STATES[state](cast)
    known = await written(cast, third)
    async with cast.ctx.db.reading() as db:
        with i18n.speaking(third.code):
            day = await load_day(db, await cast.barcamp(), cast.clock(), Choice())
            files = {name: entry.write(day) for name, entry in DOWNLOADS.items() if name in READ}
    left, said = {}, []
    for name, content in files.items():
        text = READ[name](content)
        assert "ẃẃẃ" in text, name
        said.append(text)
        left[name] = words(text) - known
    assert {name: found for name, found in left.items() if found} == {}
    assert wrong_forms(third, said) == []


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig")


def _markup(content: bytes) -> str:
    return " ".join(spoken(parse(content.decode())))


def _zipped(content: bytes) -> str:
    """What somebody reads in its files, one behind the other."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = [packed.read(name).decode("utf-8-sig") for name in packed.namelist() if PART.search(name)]
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"<w:instrText.*?</w:instrText>", "", text)) for text in texts)


PART = re.compile(r"(?:\.csv|/(?:document|header\d*|footer\d*|sharedStrings|workbook|sheet\d+)\.xml)$")
READ = {
    "report.html": _markup, "report.md": _text, "press.md": _text, "report.docx": _zipped, "press.docx": _zipped,
    "e-mail.txt": _text, "one-page.docx": _zipped, "data.xlsx": _zipped, "csv.zip": _zipped,
}  # fmt: skip
