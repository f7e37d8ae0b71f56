"""Numbers that only scripts know are put as each language puts them: with three forms, and with four."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.walls.dots import OpenDots
from tests.cast import Cast
from tests.house.language.heard import NUMBER
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live, until
from tests.text.pseudo import POLISH, SORBIAN, Speech, spoken_too

pytestmark = pytest.mark.browser

NUMBERS = (1, 2, 3, 4, 5, 11, 12, 22, 25, 101, 102, 112, 199, 200, 201, 202, 1004, 1012, 1022)


@pytest.fixture(params=[POLISH, SORBIAN], ids=lambda speech: speech.code)
def third(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speech]:
    with spoken_too(request.param, tmp_path / "locale", monkeypatch) as speech:
        yield speech


async def speaking(visitors: Visitors, path: str, cast: Cast, speech: Speech) -> Page:
    """A page of Noor's, who has chosen the language."""
    page = await visitors.open(path, cast.noor)
    await page.context.add_cookies([{"name": "barcamp_language", "value": speech.code, "url": visitors.url}])
    await page.reload()
    await live(page)
    return page


async def test_points_that_are_left_are_counted(cast: Cast, visitors: Visitors, third: Speech):
    await cast.does(cast.ada, SetRulesOfInterest(points=6, blind=False))
    topics = [await cast.pitches(title) for title in ("Brot", "Salz", "Mehl", "Milch", "Hefe", "Zucker")]
    await cast.does(cast.max, MoveToPhase(phase="interest"))
    phone = await speaking(visitors, f"/{cast.code}#topics", cast, third)
    left, said = phone.locator("body > .points .words"), []
    for number, topic in zip((6, 5, 4, 3, 2, 1), topics, strict=True):
        await expect(left).to_contain_text(str(number))
        said += NUMBER.findall(await left.inner_text())
        await phone.click(f"#topic_{topic} .interest")
    assert said == [(str(number), third.form(number)) for number in (6, 5, 4, 3, 2, 1)]


async def test_what_waits_is_counted(cast: Cast, visitors: Visitors, third: Speech):
    await cast.pitches("Brot")
    phone = await speaking(visitors, f"/{cast.code}", cast, third)
    said = {}
    for kind in ("waiting", "refused"):
        for number in NUMBERS:
            # In one go: the outbox reports the true counts whenever it looks.
            words = await phone.evaluate(
                f"barcamp.statusline.entries({{ waiting: 0, refused: 0, ...{{ {kind}: {number} }} }}),"
                "document.getElementById('status').innerText"
            )
            [said[kind, number]] = NUMBER.findall(words)
    assert said == {(kind, number): (str(number), third.form(number)) for kind, number in said}
    assert len(said) == 2 * len(NUMBERS)


async def test_new_topics_are_counted(cast: Cast, visitors: Visitors, third: Speech):
    await cast.pitches("Brot")
    phone = await speaking(visitors, f"/{cast.code}#topics", cast, third)
    await tab(phone, "topics")
    said = []
    for number in (1, 2, 3, 4, 5):
        await cast.pitches(f"Thema {number}")
        await until(phone, f"document.querySelectorAll('.topic').length === {number + 1}")
        await expect(phone.locator(".fresh button")).to_contain_text(str(number))
        said += NUMBER.findall(await phone.inner_text(".fresh button"))
    assert said == [(str(number), third.form(number)) for number in (1, 2, 3, 4, 5)]


async def test_points_on_a_wall_are_counted(cast: Cast, visitors: Visitors, third: Speech):
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    wall = await speaking(visitors, f"/{cast.code}/notes/e", cast, third)
    assert NUMBER.findall(await wall.inner_text(".points")) == [("3", third.form(3))]
