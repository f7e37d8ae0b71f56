"""The organiser presses once, sees how far it is, and has the ZIP; without scripts it simply comes."""

import zipfile
from pathlib import Path

import pytest
from playwright.async_api import expect

from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.walls.note import WriteNote
from barcamp.exports.pack.downloads import DOWNLOADS
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors

pytestmark = pytest.mark.browser


@pytest.fixture
async def topic(cast: Cast) -> int:
    topic = await cast.pitches("Leerstand")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Zwischennutzung zuerst"))
    return topic


async def test_one_press_for_all(cast: Cast, topic: int, visitors: Visitors, tmp_path: Path):
    page = await visitors.open(f"/{cast.code}/pack", cast.ada, LAPTOP)
    bar = page.locator("[data-making]")
    await expect(bar).to_be_hidden()
    async with page.expect_download(timeout=120_000) as waiting:
        await page.click("[data-make='pack.zip']")
        await expect(bar).to_be_visible()
    with zipfile.ZipFile(await saved(waiting, tmp_path)) as files:
        assert {name for name in DOWNLOADS if name != "csv.zip"} <= set(files.namelist())
    await expect(bar).to_be_hidden()
    await expect(page.locator("[data-said]")).to_have_text("Die Dateien sind fertig.")


async def test_the_choice_counts(cast: Cast, topic: int, visitors: Visitors, tmp_path: Path):
    page = await visitors.open(f"/{cast.code}/pack", cast.ada, LAPTOP)
    await page.uncheck("input[name=names]")
    await page.get_by_role("button", name="Zeigen, was weggelassen wird").click()
    await expect(page.locator("input[name=names]")).not_to_be_checked()
    await expect(page.locator("input[name=photos]")).to_be_checked()
    link = page.get_by_role("link", name="event.json")
    assert await link.get_attribute("href") == f"/{cast.code}/summary/event.json?chosen=1&photos=1&votes=1"


async def test_bringing_an_archive_in_says_that_it_takes_a_while_and_is_sent_once(cast: Cast, visitors: Visitors):
    page = await visitors.open("/organiser", cast.ada, LAPTOP)
    await page.set_input_files("#f-import-barcamp-file", [{"name": "a.zip", "mimeType": "", "buffer": b"Ein Brief."}])
    sent, said = await page.evaluate(_PRESSED_TWICE)
    assert sent == 1
    assert "bitte diese Seite offen lassen" in said


# Nothing leaves the page: a page on its way to another one cannot be looked at.
_PRESSED_TWICE = """() => {
  const form = document.querySelector("form[data-waits]");
  let sent = 0;
  form.addEventListener("submit", (event) => { sent += !event.defaultPrevented; event.preventDefault(); });
  form.querySelector("button").click();
  form.querySelector("button").click();
  return [sent, form.querySelector("[data-waiting]").textContent];
}"""


async def saved(waiting, folder: Path) -> Path:
    file = await waiting.value
    await file.save_as(folder / file.suggested_filename)
    return folder / file.suggested_filename
