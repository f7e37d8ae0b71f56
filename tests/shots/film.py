"""The day that is filmed: its clock is set by hand, so that "now" means something on every picture."""

import tempfile
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from barcamp import migrations
from barcamp.app import build, make_app
from barcamp.demo import full_day
from barcamp.demo.content.topics import ANNOUNCEMENTS
from barcamp.domain.event.barcamp import load_by_code
from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.topics.topic import EditTopic
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.queries.history import last_seq
from barcamp.queries.plan.plan import Plan, Row, load_plan
from barcamp.queries.topics.topics import TopicCard, topic_cards
from barcamp.serving import listen, open_house
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from tests.journeys.browser import LAPTOP, Visitors, chromium, shows_line
from tests.shots.pictures import ELSE, SIZE_OF, save

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
AFTERNOON = datetime(2026, 6, 18, 13, 5, tzinfo=UTC)  # 15:05 in Berlin, in the closing round


@dataclass(slots=True)
class Clock:
    at: datetime = AFTERNOON

    def __call__(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Film:
    """A day that was lived through, and whoever takes the pictures of it."""

    ctx: AppContext
    clock: Clock
    camp: Barcamp
    visitors: Visitors
    plan: Plan
    cards: list[TopicCard]
    everything: Path | None = None  # where all pictures go, not only those that are kept
    pages: dict[str, Page] = field(default_factory=dict)  # Kim's phone, Max's console, by the screen's name
    taken: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def home(self) -> str:
        return f"/{self.camp.code}"

    @property
    def organiser(self) -> Actor:
        return Actor(Role.ORGANISER, self.camp.id, organiser_id=self.camp.organiser_id)

    @property
    def wall(self) -> str:
        """Of a session that has notes."""
        return max(self.cards, key=lambda card: card.interest).wall

    async def does(self, *commands: Command) -> None:
        for command in commands:
            await self.ctx.desk.carry_out(command, self.organiser)

    async def enter(self, phase: str, row: Row, minutes: int = 12) -> None:
        """Some minutes into a row of the day, in that phase. Screens that are open begin anew, as this clock jumps and
        theirs go on evenly."""
        midnight = datetime.combine(self.camp.day, time(), self.camp.zone)
        self.clock.at = midnight + timedelta(minutes=row.starts + minutes)
        await self.does(MoveToPhase(phase=phase), Announce(text=ANNOUNCEMENTS.get(phase, "")))
        for page in self.pages.values():
            await page.reload()

    def row(self, title: str) -> Row:
        """The first row of this title; without a title, the first one that holds sessions."""
        return next(row for row in self.plan.rows if row.title == title)

    async def say(self, language: str, tone: str) -> None:
        camp = self.camp
        await self.does(
            EditBarcamp(
                name=camp.name, day=camp.day, timezone=camp.timezone, language=language, tone=tone, place=camp.place
            )
        )

    async def shoot(self, page: Page, name: str, *, whole: bool = False, kept: bool = True) -> None:
        """A picture of a page as it is, and with `everything` of how else that screen can look."""
        if not kept and self.everything is None:
            return
        await self._settle(page)
        shot = await page.screenshot(full_page=whole, animations="disabled")
        for folder in ([FOLDER] if kept else []) + ([self.everything] if self.everything else []):
            save(shot, folder / f"{name}.png")
        self.taken.append(name)
        if self.everything is not None:
            await self._shoot_otherwise(page, name, whole)

    async def _shoot_otherwise(self, page: Page, name: str, whole: bool) -> None:
        before = page.viewport_size
        for label, size, theme in ELSE.get(name.partition("-")[0], ()):
            await page.set_viewport_size(size)
            await page.emulate_media(color_scheme=theme)
            await page.wait_for_timeout(120)
            shot = await page.screenshot(full_page=whole, animations="disabled")
            assert self.everything is not None
            save(shot, self.everything / f"{name}-{label}.png")
        await page.emulate_media(color_scheme="light")
        if before:
            await page.set_viewport_size(before)

    async def _settle(self, page: Page) -> None:
        await page.evaluate("document.fonts.ready")
        if await page.locator("body[data-mark]").count():
            async with self.ctx.db.reading() as db:
                await shows_line(page, await last_seq(db, self.camp.id))
        await page.wait_for_load_state("networkidle")
        await page.evaluate("scrollY && document.body.dataset.screen === 'console' && scrollTo(0, 0)")
        await page.evaluate("document.activeElement.matches('input[type=radio]') && document.activeElement.blur()")
        if await page.locator("#status[data-saved]").count():
            await expect(page.locator("#status")).to_be_hidden()

    async def see(self, path: str, name: str, *, whole: bool = False, kept: bool = True, **options: Any) -> None:
        """A picture of what anybody sees there."""
        if not kept and self.everything is None:
            return
        size = SIZE_OF.get(name.partition("-")[0], LAPTOP)
        page = await self.visitors.open(path, size=size, **options)
        await self.shoot(page, name, whole=whole, kept=kept)
        await page.context.close()


Scene = Callable[[Film], Awaitable[None]]
# The day in its order, and the pictures that are taken at each moment.
MOMENTS: dict[str, list[Scene]] = {
    name: [] for name in ("arrival", "pitching", "interest", "planning", "planned", "sessions", "closing", "archived")
}


def moment(name: str) -> Callable[[Scene], Scene]:
    def note(scene: Scene) -> Scene:
        MOMENTS[name].append(scene)
        return scene

    return note


async def take(film: Film, scene: Scene) -> None:
    """One scene; what fails is told at the end and stops no other."""
    try:
        await scene(film)
    except Exception:
        film.failed.append(f"{scene.__module__}.{scene.__name__}: {traceback.format_exc(limit=-2)}")


@asynccontextmanager
async def filming(everything: Path | None = None) -> AsyncIterator[Film]:
    with tempfile.TemporaryDirectory() as folder:
        config = Settings(data=Path(folder), port=0, public_url="http://camp.example.org")
        await migrations.upgrade(config.database)
        clock = Clock()
        ctx = replace(build(config, clock), demo=True)
        listener = listen(config)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with (
            open_house(make_app(ctx), config, listener),
            chromium() as browser,
        ):
            code = await full_day(ctx)
            async with ctx.db.reading() as db:
                camp = await load_by_code(db, code)
                assert camp is not None
                cards = await topic_cards(db, camp.id)
                plan = await load_plan(db, camp.id, cards)
            await without_pictures(ctx, camp, cards)
            visitors = Visitors(browser, url, _expected=["status of 40[349]"])
            try:
                yield Film(ctx, clock, camp, visitors, plan, cards, everything)
            finally:
                await visitors.leave()


async def without_pictures(ctx: AppContext, camp: Barcamp, cards: list[TopicCard]) -> None:
    """Emoji in titles become nothing: a machine without a font for them would show empty boxes."""
    organiser = Actor(Role.ORGANISER, camp.id, organiser_id=camp.organiser_id)
    for card in cards:
        title = "".join(character for character in card.title if ord(character) < 0x2600).strip()
        if title != card.title:
            command = EditTopic(topic=card.id, title=title, description=card.description)
            await ctx.desk.carry_out(command, organiser)
