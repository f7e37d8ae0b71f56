"""How many write in a lane: others see it in its head while they do, nobody sees themselves."""

import pytest
from playwright.async_api import expect

from barcamp.domain.walls.section import load_sections
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser


# Over none of the signs in the head of its lane.
ASIDE = """(words) => {
  const box = words.getBoundingClientRect();
  const signs = [...words.closest(".wall-section").querySelectorAll(".add, [data-show-lane]")]
    .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect());
  return signs.every(({ left, right, top, bottom }) =>
    right <= box.left || left >= box.right || bottom <= box.top || top >= box.bottom);
}"""


async def test_others_see_in_which_lane_somebody_writes(cast: Cast, visitors: Visitors):
    async with cast.ctx.db.reading() as db:
        lanes = [each.id for each in await load_sections(db, cast.id)]
    kim, other_tab = [await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP) for _ in range(2)]
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    max_ = await visitors.open(f"/{cast.code}/notes/e", cast.max, LAPTOP)
    pages = (kim, other_tab, noor, max_)
    await live(*pages)
    for page in pages:
        await until(page, "() => Boolean(window.barcamp?.shortcuts)")
    await kim.locator(f"#foot_{lanes[1]} textarea").press_sequentially("Ich")
    head = f"#section_e-{lanes[1]} h3 .typing"
    await expect(max_.locator(head)).to_have_text("1 schreibt")
    await expect(kim.locator(".typing")).to_have_count(0)
    await max_.locator(f"#foot_{lanes[1]} textarea").press_sequentially("Auch")
    await expect(noor.locator(head)).to_have_text("2 schreiben")
    await expect(kim.locator(head)).to_have_text("1 schreibt")
    await expect(max_.locator(head)).to_have_text("1 schreibt")
    for page in (noor, max_):
        assert await page.locator(head).evaluate(ASIDE)
    # It goes by itself, some seconds after the last letter.
    await expect(noor.locator(".typing")).to_have_count(0)
