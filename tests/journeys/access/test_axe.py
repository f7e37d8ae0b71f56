"""Every screen in English, light and narrow, dark and wide: axe-core finds no fault, nothing scrolls sideways, and
every control is large enough. In German the same is asked of every state of every journey, see watching.py."""

import pytest
from playwright.async_api import BrowserContext, Page

from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.event.results import OpenResults
from barcamp.domain.feedback import GiveFeedback
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.projector import SCENES, ShowOnProjector
from barcamp.domain.offer import PutUpOffer
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.setup.series import NameSeries
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.journeys.browser import LAPTOP, Visitors, live
from tests.journeys.watching import LOOKS, axe_source, faults
from tests.presence import absent

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source() or absent("axe", "BARCAMP_TEST_AXE does not name a copy of axe.min.js.")


class Eye:
    """Looks at one screen after the other and remembers what is wrong. Each person has one browser, which keeps what
    the screens share."""

    def __init__(self, visitors: Visitors, axe: str) -> None:
        self.visitors, self.axe, self.found = visitors, axe, list[str]()
        self.contexts: dict[str, BrowserContext] = {}
        visitors.watch = None  # everything is examined here as it is

    async def look(self, path: str, who: Member | None = None, *, opened: str = "") -> None:
        page = await self.page(path, who)
        if await page.locator("body[data-mark]").count():
            await live(page)
        if opened:
            await page.click(opened)
        # Once light, once dark in each width: another language changes no colours.
        told = [f"{path} {opened} {fault}" for fault in await faults(page, self.axe, LOOKS[:2])]
        if await page.locator("html").get_attribute("lang") != "en":
            told.append(f"{path} is not in English")
        self.found += told
        await page.close()

    async def page(self, path: str, who: Member | None) -> Page:
        name = who.name if who else ""
        if name not in self.contexts:
            self.contexts[name] = await self.visitors.context(who, LAPTOP, locale="en-GB")
            language = {"name": tokens.LANGUAGE, "value": "en", "url": self.visitors.url}
            await self.contexts[name].add_cookies([language])  # type: ignore[list-item]
        page = await self.contexts[name].new_page()
        await page.goto(path)
        return page


async def test_the_phone_and_its_pages(cast: Cast, visitors: Visitors, axe: str):
    topic = await furnished(cast)
    home, eye = f"/{cast.code}", Eye(visitors, axe)
    for tab in ("now", "topics", "plan", "me"):
        await eye.look(f"{home}#{tab}", cast.kim)
    await eye.look(f"{home}#topics", cast.kim, opened="#pitch summary")
    await eye.look(f"{home}/notes/t{topic}", cast.kim)
    await eye.look(f"{home}/notes/t{topic}", cast.max, opened=".note .edit")
    for path in (f"topics/{topic}", "offers/1", "home", "my-data", f"notes/t{topic}/1", f"notes/t{topic}/result"):
        await eye.look(f"{home}/{path}", cast.kim)
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    await eye.look(f"{home}#now", cast.kim)
    await cast.does(cast.max, ArchiveBarcamp())
    await eye.look(f"{home}#now", cast.kim)
    await eye.look(home)
    await cast.does(cast.ada, OpenResults(results="everybody"))
    await eye.look(home, opened="details summary")
    await eye.look(f"{home}/home", cast.kim)
    assert not eye.found, "\n".join(eye.found)


async def test_the_pages_for_everybody(cast: Cast, visitors: Visitors, axe: str):
    visitors.expects("status of 404")
    eye = Eye(visitors, axe)
    await furnished(cast)
    for path in (
        "/",
        f"/{cast.code}",
        "/XXXXXX",
        "/help",
        "/imprint",
        "/privacy",
        "/accessibility",
        "/organiser/sign-in",
    ):
        await eye.look(path)
    await eye.look(f"/{cast.code}/notes/t999999", cast.kim)
    assert not eye.found, "\n".join(eye.found)


async def test_the_console_and_the_papers(cast: Cast, visitors: Visitors, axe: str):
    topic = await furnished(cast)
    home, eye = f"/{cast.code}", Eye(visitors, axe)
    await eye.look(f"{home}/console", cast.max)
    await eye.look(f"{home}/console", cast.max, opened=f"label[for=pick_{topic}]")
    for path in ("/poster", "/papers/sheets", "/papers/doors", "/pack"):
        await eye.look(f"{home}{path}", cast.max)
    await cast.does(cast.max, ArchiveBarcamp())
    await eye.look(f"{home}/console", cast.max)
    assert not eye.found, "\n".join(eye.found)


async def test_the_organisers_pages(cast: Cast, visitors: Visitors, axe: str):
    await furnished(cast)
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=21))
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    await cast.does(cast.kim, GiveFeedback(worth=5, new=4, run=5, sentence="Gern wieder."))
    eye = Eye(visitors, axe)
    steps = ("details", "rooms", "rules", "look", "moderators", "print", "day", "archive", "people", "afterwards")
    pages = (*steps, "copy", "processing-record")
    for page in ("", f"/{cast.code}", *(f"/{cast.code}/{page}" for page in pages)):
        await eye.look(f"/organiser{page}", cast.ada)
    for page in ("pack", "people", f"people/{cast.kim.id}", "papers/cards", "papers/emergency"):
        await eye.look(f"/{cast.code}/{page}", cast.ada)
    assert not eye.found, "\n".join(eye.found)


async def test_the_projector(cast: Cast, visitors: Visitors, axe: str):
    topic = await furnished(cast)
    screen, eye = f"/{cast.code}/projector", Eye(visitors, axe)
    for phase in ("arrival", "interest", "sessions"):
        await cast.does(cast.max, MoveToPhase(phase=phase))
        await eye.look(screen)
    for scene in sorted(SCENES):
        wall = f"t{topic}" if scene in ("wall", "pitch") else ""
        await cast.does(cast.max, ShowOnProjector(scene=scene, wall=wall))
        await eye.look(screen)
    await cast.does(cast.max, ArchiveBarcamp())
    await eye.look(screen)
    assert not eye.found, "\n".join(eye.found)


async def furnished(cast: Cast) -> int:
    """Sets out a bit of everything; returns the id of a topic with notes and a place."""
    topic = await cast.pitches("Zusammenarbeit mit der Wirtschaftsförderungsgesellschaft")
    await cast.pitches("KI in der Verwaltung", by=cast.noor)
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Zwischennutzung zuerst"))
    await cast.does(cast.kim, PutUpOffer(title="Erfahrungsaustausch", what="Einmal im Monat"))
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    return topic
