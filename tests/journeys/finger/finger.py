"""Ways with the finger: visible steps from somebody's first screen to the button that gives a command.

A step is a selector of what is pressed; `field := words` types, `photo: label` chooses a photo, and what begins with
`maybe: ` is only pressed where the screen has folded it. The last step need not be named: it is any button whose form
goes to the command's route."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from playwright.async_api import BrowserContext, Error, Locator, Page

from tests.cast import Cast, Member
from tests.journeys.browser import Visitors
from tests.pictures import photo

MEETS = (Path(__file__).parent / "finger.js").read_text(encoding="utf-8")
# Why none of the buttons that give a command can be pressed; null where one can.
BUTTON = """(route) => {
  const meets = %s, whole = new RegExp(`${route}$`);
  // What a tap on a star means says the script that paints it.
  const { mine } = window.barcamp ?? {};
  const means = (button) => button.matches(".interest") && mine ? `/${mine.tapMeans(button)}` : null;
  const goesTo = (button) => means(button) ?? button.getAttribute("formaction") ?? button.form.getAttribute("action");
  const all = [...document.querySelectorAll("button, input")].filter((each) => each.type === "submit" && each.form);
  const there = all.filter((each) => whole.test(new URL(goesTo(each), location).pathname));
  const why = there.map(meets);
  return why.includes(null) ? null : (why.find((each) => each !== "it is not shown") ?? why[0] ?? "it is not there");
}""" % MEETS.strip()  # noqa: UP031
PATIENCE = 120  # seconds until something is considered missing

# Routes whose name is not that of the command given there.
ROUTES = {
    "add-logo": r"/logos",
    "add-photo": r"/photos/\w+",
    "come-by-badge": r"/badge/[\w-]+",
    "copy-barcamp": r"/organiser/\w+/copy",
    "delete-barcamp": r"/organiser/\w+/delete",
    "found-next": r"/organiser/\w+/next",
    "found-rehearsal": r"/organiser/\w+/rehearse",
    "invite-moderator": r"/organiser/\w+/invite",
    "keep-proposal": r"/suggest-plan",
    "make-badges": r"/organiser/\w+/badges",
    "make-calendar-link": r"/calendar-link",
    "make-personal-link": r"/personal-link",
    "open-link": r"/link/[\w-]+",
    "take-guests": r"/organiser/\w+/guests",
    "set-up-organiser": r"/organiser/key/[\w-]+",
}

T = TypeVar("T")
Names = dict[str, object]
Steps = tuple[str, ...]


class NoWay(Exception):
    """A step of a way cannot be taken."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What has happened before, whose screen it is and which comes first; and, for each command, the steps to its
    button."""

    happens: Callable[[Cast], Awaitable[Names]]
    who: Callable[[Cast], Member | None]
    begins: str
    ways: dict[str, Steps] = field(default_factory=dict)


async def blocked(situation: Situation, cast: Cast, visitors: Visitors, size: dict) -> dict[str, str]:
    """By command, why its way cannot be walked on a screen of this size."""
    names = {"code": cast.code, **await situation.happens(cast)}
    context = await visitors.context(situation.who(cast), size)
    found: dict[str, str] = {}
    page, gone = None, None
    # In order of their steps: the next way goes on from where the last one ended.
    for verb, steps in sorted(situation.ways.items(), key=lambda way: way[1]):
        path = tuple(step.format(**names) for step in steps)
        try:
            if page is None or gone is None or path[: len(gone)] != gone:
                page, gone = await _first_screen(context, page, situation.begins.format(**names)), ()
            for step in path[len(gone) :]:
                page = await _go(page, step)
            gone = path
            await _find_button(page, verb)
        except NoWay as why:
            found[verb], gone = str(why), None
    return found


async def _first_screen(context: BrowserContext, page: Page | None, begins: str) -> Page:
    for old in context.pages[1:]:
        await old.close()
    page = context.pages[0] if context.pages else await context.new_page()
    # From another page: an address that differs only after its # would load nothing anew.
    await page.goto("about:blank")
    await page.goto(begins)
    return page


async def _go(page: Page, step: str) -> Page:
    selector, _, words = step.removeprefix("maybe: ").partition(" := ")
    if step.startswith("maybe: ") and not await page.locator(selector).is_visible():
        return page
    chooses = selector.startswith("photo: ")
    target = await _reach(page, page.locator(selector.removeprefix("photo: ")), step)
    if chooses:
        async with page.expect_file_chooser() as choosing:
            await target.click()
        await (await choosing.value).set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    elif words:
        await target.fill(words)
    elif await target.get_attribute("target") == "_blank":
        async with page.expect_popup() as opened:
            await target.click()
        return await opened.value
    else:
        await target.click()
    return page


async def _reach(page: Page, wanted: Locator, what: str) -> Locator:
    """The first of the wanted elements that a finger can press."""

    async def reach() -> Locator | str:
        why = "it is not there"
        for each in await wanted.all():
            said = await each.evaluate(MEETS)
            if said is None:
                return each
            why = said if said != "it is not shown" or why == "it is not there" else why
        return why

    return await _patiently(page, reach, what)


async def _find_button(page: Page, verb: str) -> None:
    route = ROUTES.get(verb, f"/{verb}")

    async def find() -> str | None:
        return await page.evaluate(BUTTON, route)

    await _patiently(page, find, "the button")


async def _patiently(page: Page, looks: Callable[[], Awaitable[T | str]], what: str) -> T:
    """What is found in the end, after giving pages time to load and to draw themselves."""
    why = ""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    found = await looks()
                    if not isinstance(found, str):
                        return found
                    why = found
                except Error:
                    why = "the page is being left"
                await asyncio.sleep(0.05)
    raise NoWay(f"{what}: {why} ({page.url.partition('/')[2]})")
