"""The server's own pages, with the operator's words in them, on a phone."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.cast import Cast
from tests.journeys.browser import PHONE
from tests.server import running

pytestmark = pytest.mark.browser

# Lines of text that begin with what ends a sentence.
BEGINS_WITH_A_FULL_STOP = """() => [...document.querySelectorAll("main p")].flatMap((each) => {
  const after = each.querySelector("a").nextSibling, range = document.createRange();
  range.setStart(after, 0);
  range.setEnd(after, 1);
  const stop = range.getBoundingClientRect(), box = each.getBoundingClientRect();
  return stop.left <= box.left + 1 ? [each.textContent] : [];
})"""


async def test_a_long_address_ends_its_sentence_on_its_own_line(cast: Cast, browser: Browser, tmp_path: Path):
    address = "https://hohenlinder-land.example/buergerservice/Open_Space_(Methode)"
    (tmp_path / "imprint.de.md").write_text(f"Mehr steht auf der Seite {address}. Und mehr.", "utf-8")
    async with running(cast, data=tmp_path) as server:
        page = await browser.new_page(base_url=server.url, locale="de-DE", **PHONE)
        try:
            await page.goto("/imprint")
            assert await page.locator("main p a").get_attribute("href") == address
            assert await page.evaluate(BEGINS_WITH_A_FULL_STOP) == []
        finally:
            await page.close()
