"""What is printed, by Chromium and by Firefox: however long titles, places and funding lines are, everything is on its
sheet."""

import base64
import re
import shutil
import subprocess
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser
from pypdf import PdfReader

from barcamp.domain.event.facts import StateFacts
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import AddRoom
from barcamp.domain.setup.founding import EditBarcamp
from tests.cast import Cast
from tests.journeys.browser import Visitors
from tests.journeys.firefox import Firefox, firefox
from tests.pictures import put_up_logo
from tests.presence import absent
from tests.server import Server

pytestmark = pytest.mark.browser

TITLE = (
    "Wirtschaftsförderungsgesellschaften im Gespräch: "
    "Wie wir Ortskerne, Netzwerke und Nachwuchs gemeinsam stärken können"
)
PLACE = "Burg Hohenlinde, Großer Rittersaal im Westflügel, Zugang über den unteren Burghof, Am Burgberg, Hohenlinde"
HOUSE = "Regionalagentur Südwestfalen-Beispiel, Geschäftsbereich Stadtmarketing, Wirtschaftsförderung und Tourismus"
FUNDING = ("Gefördert aus Mitteln der Europäischen Union und des Landes im Rahmen der gemeinsamen Aufgabe. " * 4)[
    :296
] + "Ende"
FEATURES = "Beamer, Flipchart, Stellwände, barrierefrei über den Aufzug im Nordturm, Steckdosen an allen Tischen, Küche"
HEAD = 12 / 25.4 * 96  # twelve millimetres, as pixels
PRINTABLES = {"poster": 1, "papers/doors": 8, "papers/cards": 1, "papers/emergency": 3, "papers/sheets": 2}
SAID = {"poster": (HOUSE, FUNDING), "papers/doors": (FUNDING,)}
# Firefox draws bold letters of a variable font as shapes, in which nothing can be read.
BOLD = {**dict.fromkeys(PRINTABLES, (TITLE,)), "poster": (TITLE, PLACE), "papers/doors": (TITLE, FEATURES)}
# What lies outside its sheet, and the heights of tables' heads.
_BEYOND = """[...document.querySelectorAll("[data-sheet] *:not(svg *)")].filter((each) => {
  const box = each.getBoundingClientRect(), sheet = each.closest("[data-sheet]").getBoundingClientRect();
  return box.height && !each.closest(".unseen, .lines") && (box.top < sheet.top - 2 || box.bottom > sheet.bottom + 2
    || box.left < sheet.left - 2 || box.right > sheet.right + 2);
}).map((each) => each.textContent.trim().slice(0, 40))"""
_HEADS = "[...document.querySelectorAll('thead')].map((each) => each.getBoundingClientRect().height)"

Print = Callable[[str], Awaitable[tuple[bytes, list[float], list[str]]]]


@pytest.fixture
async def fox(tmp_path: Path) -> AsyncIterator[Firefox]:
    async with firefox(tmp_path) as fox:
        yield fox


@pytest.fixture
async def long_winded(cast: Cast) -> Cast:
    """A day whose every line is as long as it may be: eight rooms, six logos."""
    await cast.does(cast.ada, EditBarcamp(name=TITLE, day=date(2026, 6, 13), timezone="Europe/Berlin", language="de",
                                          tone="sie", place=PLACE))  # fmt: skip
    await cast.does(cast.ada, StateFacts(organiser_name=HOUSE, contact=HOUSE, funding=FUNDING))
    for number in range(8 - len(cast.rooms)):
        await cast.does(
            cast.ada, AddRoom(name=f"Sitzungssaal der Wirtschaftsförderungsgesellschaft {number}", features=FEATURES)
        )
    for _ in range(3):  # two each
        await put_up_logo(cast)
    for slot in cast.slots[:2]:
        topic = await cast.pitches(TITLE)
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=slot))
    return cast


async def test_chromium_prints_every_paper_whole(long_winded: Cast, visitors: Visitors, server: Server, tmp_path: Path):
    page = await visitors.open("/", long_winded.max, size={"viewport": {"width": 1280, "height": 800}})

    async def printed(address: str) -> tuple[bytes, list[float], list[str]]:
        await page.goto(address)
        await page.locator(".fitted").wait_for()
        await page.evaluate("document.fonts.ready.then(() => document.body.classList.add('measured'))")
        heads, beyond = await page.evaluate(_HEADS), await page.evaluate(_BEYOND)
        await page.evaluate("document.body.classList.remove('measured')")
        return await page.pdf(prefer_css_page_size=True, print_background=True), heads, beyond

    assert await faults(printed, server.url, long_winded, tmp_path, bold=True) == []


async def test_firefox_prints_every_paper_whole(long_winded: Cast, fox: Firefox, server: Server, tmp_path: Path):
    tab = await fox.open(f"{server.url}/", long_winded.max, 1280, 800)

    async def printed(address: str) -> tuple[bytes, list[float], list[str]]:
        await tab.goto(address)
        await tab.until("document.body.matches('.fitted')")
        await tab.evaluate("document.fonts.ready.then(() => document.body.classList.add('measured'))")
        heads, beyond = await tab.evaluate(_HEADS), await tab.evaluate(_BEYOND)
        await tab.evaluate("document.body.classList.remove('measured')")
        sheet = {
            "page": {"width": 21.0, "height": 29.7},
            "margin": dict.fromkeys(("top", "bottom", "left", "right"), 1.4),
        }
        answer = await fox.call("browsingContext.print", context=tab.context, background=True, **sheet)
        return base64.b64decode(answer["data"]), heads, beyond

    assert await faults(printed, server.url, long_winded, tmp_path, bold=False) == []


async def test_without_scripts_the_poster_is_on_one_sheet_all_the_same(
    long_winded: Cast, browser: Browser, server: Server, tmp_path: Path
):
    file = tmp_path / "poster.pdf"
    context = await browser.new_context(java_script_enabled=False)
    try:
        host = server.url.split("/")[2].split(":")[0]
        await context.add_cookies(
            [
                {"name": name, "value": value, "domain": host, "path": "/"}
                for name, value in long_winded.max.cookies.items()
            ]
        )
        page = await context.new_page()
        await page.goto(f"{server.url}/{long_winded.code}/poster")
        await page.pdf(path=file, prefer_css_page_size=True)
    finally:
        await context.close()
    assert len(PdfReader(file).pages) == 1
    assert missing(file, TITLE, PLACE, HOUSE, FUNDING) == []


async def faults(printed: Print, url: str, cast: Cast, folder: Path, *, bold: bool) -> list[str]:
    found: list[str] = []
    for name, sheets in PRINTABLES.items():
        pdf, heads, beyond = await printed(f"{url}/{cast.code}/{name}")
        file = folder / f"{name.replace('/', '-')}.pdf"
        file.write_bytes(pdf)
        many = len(PdfReader(file).pages)
        if many != sheets:
            found.append(f"{name}: {many} sheets instead of {sheets}")
        found += [f"{name}: a head {head:.0f} px high" for head in heads if head > HEAD]
        found += [f"{name}: beyond its sheet: {words}" for words in beyond]
        found += [f"{name}: outside the sheet: {line}" for line in outside(file)]
        said = SAID.get(name, ())
        found += [f"{name}: cut: {word}" for word in missing(file, *said, *(BOLD.get(name, ()) if bold else ()))]
    return found


def outside(file: Path) -> list[str]:
    """Words beyond the edge of their sheet."""
    told = _poppler("-bbox", file)
    found = []
    for sheet in re.split(r"(?=<page )", told)[1:]:
        wide, high = (float(re.findall(rf'<page[^>]* {side}="([\d.]+)"', sheet)[0]) for side in ("width", "height"))
        for box, word in re.findall(r"<word ([^>]+)>([^<]*)</word>", sheet):
            left, top, right, bottom = (float(each) for each in re.findall(r'"(-?[\d.]+)"', box))
            if left < 0 or top < 0 or right > wide or bottom > high:
                found.append(word)
    return found


def missing(file: Path, *texts: str) -> list[str]:
    """Which of the texts are on no sheet. Lines may break anywhere, even within words."""
    said = _close(_poppler("-raw", file))
    return [text for text in texts if _close(text) not in said]


def _poppler(how: str, file: Path) -> str:
    found = shutil.which("pdftotext") or absent("poppler", "pdftotext of poppler-utils was not found.")
    return subprocess.run([found, how, str(file), "-"], check=True, capture_output=True, text=True).stdout


def _close(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", unicodedata.normalize("NFKC", text))


async def test_a_plan_to_fill_in_by_hand_is_read_from_an_arm_s_length(long_winded: Cast, visitors: Visitors):
    """However many rows there are, the text stays at ten points; if there are few, they fill the sheet."""
    page = await visitors.open(f"/{long_winded.code}/papers/emergency", long_winded.max)
    await page.wait_for_selector("body.fitted")
    millimetre = 96 / 25.4
    sizes = await page.locator(".by-hand tbody :is(th, td)").evaluate_all(
        "all => all.map((each) => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 3.5 * millimetre
