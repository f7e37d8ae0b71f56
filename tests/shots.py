"""`make shots`: lives a demo day through and writes a picture of every screen to docs/screens.

The day's clock is set by hand, so that "now" means something on every picture.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from barcamp import migrations
from barcamp.app import build, make_app
from barcamp.demo import full_day
from barcamp.demo.script import ANNOUNCEMENTS
from barcamp.domain.barcamp import Announce, ArchiveBarcamp, Barcamp, MoveToPhase, load_by_code
from barcamp.domain.base import Actor, Role
from barcamp.domain.command import Command
from barcamp.domain.link import InviteModerator
from barcamp.domain.organiser import MakeKey
from barcamp.domain.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.topic import EditTopic
from barcamp.queries.history import last_seq
from barcamp.queries.plan import Plan, Row, load_plan
from barcamp.queries.topics import TopicCard, ranked, topic_cards
from barcamp.serving import SERVER, listen, open_house
from barcamp.settings import Settings
from barcamp.web.parts import Parts
from barcamp.web.tokens import hashed, new_token
from tests.journeys.browser import HALL, LAPTOP, PHONE, Visitors, chromium, live, shows_line
from tests.journeys.deeds import pick, tab

FOLDER = Path(__file__).parents[1] / "docs" / "screens"
AFTERNOON = datetime(2026, 6, 18, 13, 5, tzinfo=UTC)  # 15:05 in Berlin, in the closing round
LONGEST = 240  # seconds
A4 = {"width": 794, "height": 1123}


@dataclass(slots=True)
class Clock:
    at: datetime = AFTERNOON

    def __call__(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Film:
    """A day that was lived through, and whoever takes the pictures of it."""

    parts: Parts
    clock: Clock
    camp: Barcamp
    visitors: Visitors
    plan: Plan
    cards: list[TopicCard]
    taken: list[str] = field(default_factory=list)

    @property
    def home(self) -> str:
        return f"/{self.camp.code}"

    @property
    def organiser(self) -> Actor:
        return Actor(Role.ORGANISER, self.camp.id, organiser_id=self.camp.organiser_id)

    async def does(self, *commands: Command) -> None:
        for command in commands:
            await self.parts.desk.carry_out(command, self.organiser)

    async def enter(self, phase: str, row: Row, minutes: int = 12) -> None:
        """Some minutes into a row of the day, in that phase."""
        midnight = datetime.combine(self.camp.day, time(), self.camp.zone)
        self.clock.at = midnight + timedelta(minutes=row.starts + minutes)
        await self.does(MoveToPhase(phase=phase), Announce(text=ANNOUNCEMENTS.get(phase, "")))

    def row(self, title: str) -> Row:
        """The first row of this title; without a title, the first one that holds sessions."""
        return next(row for row in self.plan.rows if row.title == title)

    async def shoot(self, page: Page, name: str, *, whole: bool = False) -> None:
        await page.evaluate("document.fonts.ready")
        if await page.locator("body[data-mark]").count():
            async with self.parts.db.reading() as db:
                await shows_line(page, await last_seq(db, self.camp.id))
        await page.wait_for_load_state("networkidle")
        await page.evaluate("scrollY && document.body.dataset.screen === 'console' && scrollTo(0, 0)")
        await page.evaluate("document.activeElement.matches('input[type=radio]') && document.activeElement.blur()")
        if await page.locator("#status[data-saved]").count():
            await expect(page.locator("#status")).to_be_hidden()
        await page.screenshot(path=FOLDER / f"{name}.png", full_page=whole, animations="disabled")
        self.taken.append(name)

    async def see(self, path: str, name: str, size: dict, *, whole: bool = False, **options: object) -> None:
        """A picture of what anybody sees there."""
        page = await self.visitors.open(path, size=size, **options)
        await self.shoot(page, name, whole=whole)
        await page.context.close()


async def main() -> list[str]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with asyncio.timeout(LONGEST), filming() as film:
        phone, console = await arrive(film)
        await collect_topics(film, phone, console)
        await run_sessions(film, phone, console)
        await organise(film)
        await show_patterns(film)
        await finish(film, phone, console)
        assert film.visitors.unexpected == [], film.visitors.unexpected
        return film.taken


@asynccontextmanager
async def filming() -> AsyncIterator[Film]:
    with tempfile.TemporaryDirectory() as folder:
        config = Settings(data=Path(folder), port=0, public_url="http://camp.example.org")
        await migrations.upgrade(config.database)
        clock = Clock()
        parts = replace(build(config, clock), demo=True)
        listener = listen(config)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with (
            open_house(make_app(parts), config, listener),
            chromium() as browser,
        ):
            code = await full_day(parts)
            async with parts.db.reading() as db:
                camp = await load_by_code(db, code)
                assert camp is not None
                cards = await topic_cards(db, camp.id)
                plan = await load_plan(db, camp.id, cards)
            await without_pictures(parts, camp, cards)
            visitors = Visitors(browser, url, _expected=["status of 40[349]"])
            try:
                yield Film(parts, clock, camp, visitors, plan, cards)
            finally:
                await visitors.leave()


async def without_pictures(parts: Parts, camp: Barcamp, cards: list[TopicCard]) -> None:
    """Emoji in titles become nothing: a machine without a font for them would show empty boxes."""
    organiser = Actor(Role.ORGANISER, camp.id, organiser_id=camp.organiser_id)
    for card in cards:
        title = "".join(character for character in card.title if ord(character) < 0x2600).strip()
        if title != card.title:
            command = EditTopic(topic=card.id, title=title, description=card.description)
            await parts.desk.carry_out(command, organiser)


async def arrive(film: Film) -> tuple[Page, Page]:
    """Kim's phone and Max's console."""
    await film.enter("arrival", film.plan.rows[0])
    await film.see(f"{film.home}/projector", "projector-arrival", HALL)
    await film.see("/", "phone-home", PHONE)
    await film.see("/ABC234", "phone-error", PHONE)
    phone = await film.visitors.open(film.home)
    await film.shoot(phone, "phone-join")
    await phone.fill("#f-join-name", "Kim")
    await phone.click(".more summary")
    await phone.fill("#f-join-organisation", "Stadt Hohenlinde")
    await phone.click("form[action$='/join'] button")
    await live(phone)
    await film.shoot(phone, "phone-arrival")

    token = new_token()
    await film.does(InviteModerator(token=hashed(token), label="Max"))
    console = await film.visitors.open(f"/link/{token}", size=LAPTOP)
    await film.shoot(console, "console-invitation")
    await console.fill("#f-open-link-name", "Max")
    await console.click("form .button")
    await live(console)
    return phone, console


async def collect_topics(film: Film, phone: Page, console: Page) -> None:
    """As it was before anything had a place."""
    placed = [(cell.topic.id, cell.room.id, row.id) for row in film.plan.rows for cell in row.sessions if cell.topic]
    await film.does(*(UnplaceTopic(topic=topic) for topic, _, _ in placed))
    await film.enter("pitching", film.row("Themen sammeln"), 5)
    await film.see(f"{film.home}/projector", "projector-topics", HALL)
    await tab(phone, "topics")
    await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", "Wochenmarkt am Abend: Wer hat Erfahrung?")
    await film.shoot(phone, "phone-pitch")
    await phone.fill("#f-pitch-topic-title", "")
    await phone.click("#pitch summary")

    await film.enter("interest", film.row("Themen sammeln"), 9)
    for card in ranked(film.cards)[:9:2]:
        vote = phone.locator(f"#topic_{card.id} button.interest")
        await vote.click()
        await expect(vote).to_have_attribute("aria-pressed", "true")
        await expect(phone.locator(f"#mine[data-votes~='{card.id}']")).to_be_attached()
    await phone.evaluate("window.scrollTo(0, 0)")
    await film.shoot(phone, "phone-topics")
    await phone.emulate_media(color_scheme="dark")
    await film.shoot(phone, "phone-topics-dark")
    await phone.emulate_media(color_scheme="light")
    await film.shoot(console, "console-topics")
    await film.see(f"{film.home}/projector", "projector-interest", HALL)
    await film.see(f"{film.home}/projector", "projector-interest-dark", HALL, color_scheme="dark")

    await film.enter("planning", film.row("Themen sammeln"), 13)
    half = len(placed) * 2 // 3
    await film.does(*(PlaceTopic(topic=topic, room=room, slot=slot) for topic, room, slot in placed[:half]))
    await pick(console, placed[half][0])
    await film.shoot(console, "console-plan")
    await console.keyboard.press("Escape")
    await console.locator("#topics").evaluate("topics => { topics.scrollTop = 0; }")
    await film.does(*(PlaceTopic(topic=topic, room=room, slot=slot) for topic, room, slot in placed[half:]))
    await film.see(f"{film.home}/projector", "projector-plan", HALL)


async def run_sessions(film: Film, phone: Page, console: Page) -> None:
    sessions = film.row("")
    await film.enter("sessions", sessions)
    await film.does(Announce(text="Der Kaffee ist da: Rittersaal, gleich links."))
    await film.see(f"{film.home}/projector", "projector-sessions", HALL)
    await film.see(f"{film.home}/projector", "projector-sessions-dark", HALL, color_scheme="dark")
    await phone.goto(film.home)
    await live(phone)
    for name in ("now", "plan", "me"):
        await tab(phone, name)
        await film.shoot(phone, f"phone-{name}")
    wall = max((cell.topic.id for cell in sessions.sessions if cell.topic), default=0)
    await phone.goto(f"{film.home}/notes/t{wall}")
    await live(phone)
    await film.shoot(phone, "phone-notes")
    await phone.goto(film.home)
    await tab(phone, "me")
    await phone.click("form[action$='/personal-link'] button")
    await film.shoot(phone, "phone-link")
    await film.shoot(console, "console-sessions")
    await console.emulate_media(color_scheme="dark")
    await film.shoot(console, "console-sessions-dark")
    await console.emulate_media(color_scheme="light")
    await console.set_viewport_size(PHONE["viewport"])
    await film.shoot(console, "console-phone", whole=True)
    await console.set_viewport_size(A4)
    await console.goto(f"{film.home}/poster")
    await film.shoot(console, "poster", whole=True)
    await console.set_viewport_size(LAPTOP["viewport"])


async def organise(film: Film) -> None:
    await film.see("/organiser/sign-in", "organiser-sign-in", LAPTOP)
    first, own = new_token(), new_token()
    keys = ((first, 0), (own, film.camp.organiser_id))
    for token, organiser in keys:
        await film.parts.desk.carry_out(MakeKey(token=hashed(token), organiser=organiser), SERVER)
    await film.see(f"/organiser/key/{first}", "organiser-account", LAPTOP)
    page = await film.visitors.open(f"/organiser/key/{own}", size=LAPTOP)
    await film.shoot(page, "organiser-events", whole=True)
    await page.goto(f"/organiser/{film.camp.code}")
    await film.shoot(page, "organiser-set-up", whole=True)
    for step in ("details", "rooms", "print"):
        await page.goto(f"/organiser/{film.camp.code}/{step}")
        await film.shoot(page, f"organiser-{step}", whole=True)
    await page.goto(f"/organiser/{film.camp.code}")
    await page.set_viewport_size(PHONE["viewport"])
    await film.shoot(page, "organiser-set-up-phone", whole=True)


async def show_patterns(film: Film) -> None:
    await film.see(f"{film.home}/patterns", "patterns", LAPTOP, whole=True)
    await film.see(f"{film.home}/patterns", "patterns-forced", LAPTOP, whole=True, forced_colors="active")


async def finish(film: Film, phone: Page, console: Page) -> None:
    await film.enter("closing", film.plan.rows[-1], 5)
    await film.see(f"{film.home}/projector", "projector-closing", HALL)
    await film.does(Announce(), ArchiveBarcamp())
    await film.see(f"{film.home}/projector", "projector-archived", HALL)
    await console.goto(f"{film.home}/console")
    await film.shoot(console, "console-archived")
    await phone.goto(f"{film.home}#now")
    await film.shoot(phone, "phone-archived")


if __name__ == "__main__":
    try:
        for name in asyncio.run(main()):
            print(f"docs/screens/{name}.png")
    except (pytest.skip.Exception, pytest.fail.Exception) as why:
        sys.exit(str(why))
