"""The organiser chooses a colour, and open screens take it on at once."""

from dataclasses import replace

import pytest
from playwright.async_api import Page

from barcamp.domain.event.appearance import ChooseAccent
from barcamp.queries.event.accent import address
from tests.cast import Cast
from tests.journeys.browser import HALL, LAPTOP, Visitors, live, until
from tests.pictures import emblem

pytestmark = pytest.mark.browser

HOUSE, RASPBERRY = "#14555a", "#8f2352"
WEARS = """colour => {
  const mark = document.createElement("i");
  mark.className = "mark";
  document.body.append(mark);
  const worn = getComputedStyle(mark).color;
  mark.remove();
  const parts = colour.match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16));
  return worn === `rgb(${parts.join(", ")})`;
}"""


async def wear(colour: str, *pages: Page) -> None:
    for page in pages:
        await until(page, WEARS, colour)


async def test_open_screens_take_the_chosen_colour_and_give_it_back(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    projector = await visitors.open(f"/{cast.code}/projector", None, HALL)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(phone, projector, console)
    await wear(HOUSE, phone, projector, console)
    await cast.does(cast.ada, ChooseAccent(colour=RASPBERRY))
    await wear(RASPBERRY, phone, projector, console)
    assert address(replace(await cast.barcamp())) == await projector.get_attribute("#accent", "href")
    await cast.does(cast.ada, ChooseAccent(colour=""))
    await wear(HOUSE, phone, projector, console)


async def test_a_logo_appears_on_the_open_projector(cast: Cast, visitors: Visitors):
    projector = await visitors.open(f"/{cast.code}/projector", None, HALL)
    await live(projector)
    await cast.does(cast.ada, emblem("Stadt Hohenlinde"))
    await until(projector, "document.querySelector('#logos img')?.naturalWidth > 0")
