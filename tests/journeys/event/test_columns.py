"""Tables of the report as HTML lose no column, on paper and on a narrow screen."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from barcamp.exports.formats import html
from tests.exports.reading import each_day, printed

pytestmark = pytest.mark.browser

A4 = 643  # pixels between margins of two centimetres
_CUT = """[...document.querySelectorAll("table")].filter((each) => each.offsetParent).filter((each) =>
  each.scrollWidth > each.parentElement.clientWidth + 1).map((each) => each.querySelector("th").textContent)"""


@each_day()
async def test_every_column_stands_on_the_paper(name: str, browser: Browser, tmp_path: Path):
    file = tmp_path / "report.html"
    file.write_bytes(printed(html.write, name))
    tab = await browser.new_page(viewport={"width": A4, "height": 900})
    try:
        await tab.goto(file.as_uri())
        await tab.emulate_media(media="print")
        assert await tab.evaluate(_CUT) == []
    finally:
        await tab.close()
