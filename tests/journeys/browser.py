"""The browser of the journeys: where it is found, and visitors who each have a context of their own."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

from tests.cast import Member
from tests.journeys.watching import Watch
from tests.presence import absent, says

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The first is the same browser without windows and bars, which nobody sees here: a third of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
Look = dict[str, Any]  # what Playwright makes a context of
PHONE: Look = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
LAPTOP: Look = {"viewport": {"width": 1280, "height": 800}}
HALL: Look = {"viewport": {"width": 1920, "height": 1080}}

# Scripts do not notice it: a violation becomes a complaint like any error on the console.
_TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`securitypolicyviolation: ${event.violatedDirective} ${event.blockedURI}`));
"""

expect.set_options(timeout=120_000)


@asynccontextmanager
async def chromium(*more: str, **options: Any) -> AsyncIterator[Browser]:
    """A running Chromium, with `more` of its switches; without one the test is skipped, or fails if a browser is
    required."""
    async with async_playwright() as playwright:
        found = _found(playwright.chromium.executable_path)
        if found is None:
            absent("browser", "No Chromium was found; BARCAMP_TEST_BROWSER can name one.")
        try:
            browser = await playwright.chromium.launch(executable_path=found, args=[*ARGS, *more], **options)
        except Exception as error:
            absent("browser", f"{found} did not start: {says(error)}.")
        try:
            yield browser
        finally:
            await browser.close()


def chromium_path() -> str:
    """Where to find a Chromium that other programs can start."""
    return _found("") or absent("browser", "No Chromium was found; BARCAMP_TEST_BROWSER can name one.")


def _found(own: str) -> str | None:
    if named := os.environ.get("BARCAMP_TEST_BROWSER"):
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next(filter(None, on_path), None) or (own if Path(own).exists() else None)


@dataclass(slots=True)
class Visitors:
    """Opens pages, each in a context of its own, and remembers what their consoles complained about.

    `await visitors.open(f"/{cast.code}", cast.kim)`; everything is closed at the end, and by then nothing may have been
    complained about that no `visitors.expects(...)` announced.
    """

    browser: Browser
    url: str
    watch: Watch | None = None
    complaints: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def open(self, path: str, who: Member | None = None, size: Look = PHONE, **options: Any) -> Page:
        page = await (await self.context(who, size, **options)).new_page()
        await page.goto(path)
        return page

    async def context(self, who: Member | None = None, size: Look = PHONE, **options: Any) -> BrowserContext:
        made = await self.browser.new_context(
            **{"base_url": self.url, "locale": "de-DE", "reduced_motion": "reduce", **size, **options}
        )
        self._open.push_async_callback(made.close)
        made.set_default_timeout(120_000)
        await made.add_init_script(_TELL_VIOLATIONS)
        if self.watch is not None:
            await self.watch.follow(made)
        made.on("console", lambda message: self._hear(message))
        made.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        if who is not None:
            cookies = [{"name": name, "value": value, "url": self.url} for name, value in who.cookies.items()]
            await made.add_cookies(cookies)  # type: ignore[arg-type]
        return made

    def expects(self, *patterns: str) -> None:
        """Regular expressions of complaints that belong to what the test does."""
        self._expected += patterns

    @property
    def unexpected(self) -> list[str]:
        return [said for said in self.complaints if not any(re.search(each, said) for each in self._expected)]

    async def leave(self) -> None:
        await self._open.aclose()

    def _hear(self, message: ConsoleMessage) -> None:
        # A page may be closed while the browser looks for a newer worker, which it does beside every page.
        if "error occurred when fetching the script" in message.text:
            return
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")


async def resize(page: Page, width: int, height: int) -> None:
    """Resizes the page and waits until it has drawn itself anew: it hears of its size with the next frame."""
    await page.set_viewport_size({"width": width, "height": height})
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


async def mark_visit(*pages: Page) -> None:
    """Leaves something in the page that a navigation would wipe out."""
    for page in pages:
        await page.evaluate("window.sameVisit = true")


async def same_visit(*pages: Page) -> bool:
    """Whether none of the pages was loaded anew since `mark_visit`."""
    return all([await page.evaluate("window.sameVisit === true") for page in pages])


async def until(page: Page, expression: str, arg: object = None, seconds: float = 120) -> None:
    """Waits until the expression is true in the page. Playwright's own way may need eval, which our pages forbid."""
    async with asyncio.timeout(seconds):
        while not await page.evaluate(expression, arg):  # noqa: ASYNC110
            await asyncio.sleep(0.03)


async def in_slow_motion(*pages: Page) -> None:
    """What moves from now on moves for so long that nobody misses it, however busy the machine is."""
    for page in pages:
        wire = await page.context.new_cdp_session(page)
        await wire.send("Animation.enable")
        await wire.send("Animation.setPlaybackRate", {"playbackRate": 0.001})


async def shows_line(page: Page, seq: int) -> None:
    """Waits until the page is as far as this line of the journal."""
    await until(page, "seq => parseInt(document.body.dataset.mark) >= seq", seq)


async def live(*pages: Page) -> None:
    """Waits until each page has its socket: what happens from now on comes over it."""
    for page in pages:
        await expect(page.locator("#status")).to_have_attribute("data-state", "live")
