"""The projector in a real browser: nothing is cut off or covered in any scene, whatever people write and however large
the screen is; it recovers on its own after an outage."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from barcamp import addresses
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.logo import AddLogo
from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import AddRoom, RemoveRoom
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.setup.slot import RemoveSlot
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.images.svg import drawn_anew
from bench.sixty import sixty_topics
from tests.cast import DAY, Cast
from tests.journeys.browser import HALL, Visitors, live, mark_visit, resize, same_visit, shows_line
from tests.journeys.outbox.cutting import way_to
from tests.pictures import emblem
from tests.server import Server

pytestmark = pytest.mark.browser

_FAULTS = Path(__file__).with_name("projected.js").read_text(encoding="utf-8")
_PAGES = "[...document.querySelectorAll('.scene > [data-pages]')].find((each) => each.offsetParent)?.dataset.pages"
SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (1024, 768)]
TITLES = (
    "Wirtschaftsförderungsgesellschaft: Was Vertreter*innen kleiner Gemeinden voneinander brauchen",
    "Ä" * 120,
    "كيف نحافظ على المتاجر الصغيرة في وسط المدينة",
    "KI",
    "Warum ein Titel, der aus lauter gewöhnlichen Wörtern besteht, auf der Leinwand ganz zu lesen sein muss, auch weit",
)
SCENES = ("join", "topics", "pitch", "plan", "countdown", "wall", "results", "pause", "thanks")


@pytest.mark.parametrize("many", [3, 60])
async def test_nothing_is_cut_or_covered_in_any_scene(cast: Cast, visitors: Visitors, many: int):
    topics = await fill(cast, many)
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(page)
    await cast.does(cast.max, MoveToPhase(phase="closing"))  # when thanks have the most to say
    found: list[str] = []
    for scene in SCENES:
        for topic in topics[:5] if scene == "pitch" else topics[:1]:
            wall = f"t{topic}" if scene in ("pitch", "wall") else ""
            answer = await cast.does(cast.max, ShowOnProjector(scene=scene, wall=wall))
            await shows_line(page, answer.seq)
            for width, height in SIZES:
                await resize(page, width, height)
                found += [f"{scene} {width}x{height} {fault}" for fault in await faults(page)]
    assert found == []


async def test_sixty_topics_have_been_seen_within_a_minute(cast: Cast, visitors: Visitors):
    for number, (title, _) in enumerate(sixty_topics()):
        await cast.pitches(title, by=(cast.kim, cast.noor, cast.max)[number % 3])
    await cast.does(cast.max, MoveToPhase(phase="interest"))
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(page)
    ranking, topics, seen = page.locator("#ranking"), page.locator("#ranking li:visible .title"), set[str]()
    pages = int((await ranking.get_attribute("data-pages") or "").partition(" / ")[2])
    assert 2 <= pages <= 6  # each stays for nine seconds
    for number in range(pages):
        await expect(ranking).to_have_attribute("data-pages", f"{number + 1} / {pages}")
        seen.update(await topics.all_inner_texts())
        await page.keyboard.press("PageDown")
    assert len(seen) == 60


ORDINARY = (
    "Leerstand nutzen, bevor die Mitte verödet",
    "Junge Fachkräfte finden und halten",
    "KI und soziale Medien im Stadtmarketing",
    "Netzwerke mit Mehrwert für Betriebe",
)


@pytest.mark.parametrize("hours", [-2, 2])
async def test_a_day_with_three_rooms_is_one_page_also_below_an_announcement(
    cast: Cast, visitors: Visitors, hours: int
):
    await cast.does(cast.ada, RemoveRoom(room=cast.rooms[3]))
    await cast.does(cast.ada, RemoveSlot(slot=cast.slots[4]))
    await planned(cast, cast.rooms[:3], cast.slots[:4], hours)
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1920, "height": 1080}})
    await live(page)
    assert await page.locator("#plan").get_attribute("data-pages") == ""
    assert await page.locator("#plan tr.running:visible").count() == (hours > 0)
    assert await faults(page) == []


async def test_what_runs_stands_on_every_page_and_ten_rooms_are_three_pages(cast: Cast, visitors: Visitors):
    more = [await cast.makes(cast.ada, AddRoom(name=f"Turmstube {number}")) for number in range(10 - len(cast.rooms))]
    await planned(cast, (*cast.rooms, *more), cast.slots, hours=2)
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1920, "height": 1080}})
    await live(page)
    for number in range(3):
        assert await page.locator("#plan").get_attribute("data-pages") == f"{number + 1} / 3"
        assert await page.locator("#plan tr.running").is_visible()
        await page.keyboard.press("PageDown")


async def planned(cast: Cast, rooms: Iterable[int], slots: Iterable[int], hours: int) -> None:
    """A session in every cell and an announcement; after two hours the second round of sessions runs."""
    for number, (slot, room) in enumerate(product(slots, rooms)):
        topic = await cast.pitches(ORDINARY[number % 4], by=(cast.kim, cast.noor, cast.max)[number % 3])
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=slot))
    await cast.does(cast.max, Announce(text="Der Kaffee ist da: Rittersaal, gleich links."))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    cast.clock.forward(hours=hours)


async def test_what_somebody_looks_for_is_a_chip_as_wide_as_its_words(cast: Cast, visitors: Visitors):
    answer = await cast.makes(cast.kim, PitchTopic(title="Brot backen", angle="seeks"))
    await cast.does(cast.max, ShowOnProjector(scene="pitch", wall=f"t{answer}"))
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1920, "height": 1080}})
    chip = page.locator(".spotlight .angle")
    words = "(chip) => { const all = new Range(); all.selectNodeContents(chip); return all.getBoundingClientRect(); }"
    around, inside = await chip.bounding_box() or {}, await chip.evaluate(words)
    assert await chip.evaluate("(chip) => getComputedStyle(chip).display") == "inline-block"
    assert around["width"] - inside["width"] < 80


async def test_a_page_of_the_results_round_stays_as_long_as_it_takes_to_read_it(cast: Cast, visitors: Visitors):
    texts = ("Guter Anfang", "Eine Stelle für drei Orte. " * 15, "Bis bald")
    for plenary, text in zip(cast.plenaries, texts, strict=False):
        await cast.does(cast.max, WriteResult(wall=f"s{plenary}", text=text))
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await page.clock.install()
    await page.clock.pause_at(datetime.now() + timedelta(minutes=1))  # a busy machine would turn pages in the meantime
    await page.reload()
    scene = page.locator("#scene")
    for seconds, shown in ((0, "1 / 3"), (6, "1 / 3"), (2, "2 / 3"), (20, "2 / 3"), (11, "3 / 3"), (8, "1 / 3")):
        await page.clock.run_for(1000 * seconds)
        assert await scene.get_attribute("data-pages") == shown


async def test_a_lost_connection_shows_as_a_dot_alone_and_all_is_right_by_itself_afterwards(
    server: Server, cast: Cast, browser: Browser
):
    async with way_to(server.url) as way:
        visitors = Visitors(browser, way.url, _expected=["ERR_", "WebSocket"])
        page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
        await live(page)
        await mark_visit(page)
        seen = await page.evaluate("document.body.innerText")
        way.cut()
        dot = page.locator(".dot")
        await expect(dot).to_be_visible()
        box = await dot.bounding_box() or {}
        assert (await dot.inner_text(), box["width"] < 20, box["x"] < 40) == ("", True, True)
        assert await page.evaluate("document.body.innerText") == seen
        await cast.does(cast.max, ShowOnProjector(scene="pause"))
        way.mend()
        await expect(page.locator(".rest h1")).to_be_visible()
        await expect(dot).to_be_hidden()
        assert await same_visit(page)
        await visitors.leave()
        assert visitors.unexpected == []


async def faults(page: Page) -> list[str]:
    """What is wrong on every page of the scene that is shown."""
    found: list[str] = []
    for _ in range(40):
        faulty, pages = await page.evaluate(_FAULTS)
        found += faulty
        shown, _, count = (pages or "1 / 1").partition(" / ")
        if count == "1":
            break
        await page.keyboard.press("PageDown")
        if shown == count:
            break
    return found


async def fill(cast: Cast, many: int) -> list[int]:
    """Fills the event with hard titles, three more rooms, a long announcement, cards and a result; returns the topics'
    ids."""
    people = (cast.kim, cast.noor, cast.max)
    topics = [await cast.pitches(TITLES[number % len(TITLES)], by=people[number % 3]) for number in range(many)]
    if many > 3:
        for name in ("Turmstube", "Sitzungssaal der Wirtschaftsförderungsgesellschaft", "Hof"):
            await cast.does(cast.ada, AddRoom(name=name))
        await cast.does(cast.max, Announce(text=TITLES[0] + ". " + "Der Kaffee ist da. " * 5))
    places = [(room, slot) for slot in cast.slots for room in cast.rooms]
    for topic, (room, slot) in zip(topics, places, strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=slot))
    for number in range(many // 4):
        await cast.does(cast.kim, WriteNote(wall=f"t{topics[0]}", text=TITLES[number % len(TITLES)]))
    await cast.does(cast.max, WriteResult(wall=f"t{topics[0]}", text=f"{TITLES[4]}. Erst fragen, dann bauen."))
    return topics


@pytest.mark.here_only
async def test_the_address_that_phones_will_reach_is_never_broken_within_its_port(
    cast: Cast, visitors: Visitors, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(addresses, "lan_address", lambda: "192.168.178.105")
    page = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(page)
    for size in ((1024, 768), (1280, 720), (1920, 1080)):
        await resize(page, *size)
        pieces = page.locator(".join .unreached strong span")
        assert [await piece.evaluate(_LINES_OF) for piece in await pieces.all()] == [1, 1, 1], size
        assert re.fullmatch(r":\d+", await pieces.last.inner_text())


_LINES_OF = """(each) => {
  const range = document.createRange();
  range.selectNodeContents(each);
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
}"""


async def test_few_topics_are_one_page_however_long_they_are(cast: Cast, visitors: Visitors):
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(page)
    await cast.does(cast.ada, StateFacts(funding="Gefördert vom Land und von der Europäischen Union. " * 3))
    for number in range(6):
        await cast.pitches(f"{TITLES[0]} {number}", by=(cast.kim, cast.noor)[number % 2])
        answer = await cast.does(cast.max, ShowOnProjector(scene="topics"))
        await shows_line(page, answer.seq)
        for size in SIZES:
            await resize(page, *size)
            ranking = page.locator("#ranking")
            assert await ranking.get_attribute("data-pages") == "", (number, size)
            assert await page.locator("#ranking li:visible").count() == number + 1
            assert await faults(page) == [], (number, size)


async def test_what_is_short_stands_in_large_letters(cast: Cast, visitors: Visitors):
    """A result of three words on a page of its own is read from the back row: a line is a tenth of the screen."""
    await cast.does(cast.max, WriteResult(wall=f"s{cast.plenaries[0]}", text="Praktikum in drei Orten."))
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(page)
    for width, height in SIZES:
        await resize(page, width, height)
        words = page.locator("#scene .result .words")
        size = await words.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        assert size >= 0.055 * width, (width, height)
        assert await faults(page) == []


async def test_who_comes_in_reads_the_whole_name_and_who_pays(cast: Cast, visitors: Visitors):
    name = "Wirtschaftsförderungsgesellschaften im Gespräch: Ortskerne, Netzwerke und Nachwuchs gemeinsam stärken " * 2
    frame = {"day": DAY, "timezone": "Europe/Berlin", "language": "de", "tone": "sie"}
    await cast.does(cast.ada, EditBarcamp(name=name[:120], **frame))
    await cast.does(cast.ada, emblem("Land"))
    await cast.does(cast.ada, _wide("Kofinanziert von der Europäischen Union"))
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(page)
    for scene in ("join", "thanks"):
        answer = await cast.does(cast.max, ShowOnProjector(scene=scene))
        await shows_line(page, answer.seq)
        for width, height in SIZES:
            await resize(page, width, height)
            shown = page.locator("#heading .name")
            assert await shown.evaluate("each => each.scrollHeight <= each.clientHeight + 3"), (scene, width)
            wide = await page.locator(".logos img.wide").bounding_box() or {}
            assert wide["width"] >= 0.2 * width, (scene, width, height)
            assert await faults(page) == [], (scene, width, height)


def _wide(description: str) -> AddLogo:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 60"><path fill="#003399" d="M0 0h340v60H0z"/></svg>'
    )
    made = drawn_anew(drawing.encode())
    size = {"width": made.width, "height": made.height}
    digest = sha256(made.data).hexdigest()
    return AddLogo(description=description, media_type="image/svg+xml", sha256=digest, data=made.data, **size)
