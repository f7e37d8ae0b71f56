"""Every state that a journey reaches is examined once, after the journey: by axe-core, light and dark, narrow and wide;
whether it needs scrolling sideways; and whether its controls are large enough for a thumb.

watching.js keeps a state when it shows a kind of thing that no state before it showed. It is examined as a copy without
scripts, so the journey itself is not disturbed.
"""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Route

TAP = 44  # CSS pixels
LOOKS = [("light", 320), ("dark", 1280), ("dark", 320), ("light", 1280)]
_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "watching.js").read_text(encoding="utf-8")
_MEASURES = (_HERE / "measures.js").read_text(encoding="utf-8")
# What the first look has found out about the page does not change with its size and colours, but for these.
_CHANGING = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
_AXE = """only => axe.run(document, {
  resultTypes: ["violations"],
  ...(only ? { runOnly: { type: "rule", values: only } } : { rules: { "target-size": { enabled: true } } }),
})"""


@dataclass
class State:
    url: str
    path: str
    kinds: set[str]
    html: str

    async def answer(self, route: Route) -> None:
        await route.fulfill(body=self.html, content_type="text/html; charset=utf-8")


def axe_source() -> str | None:
    """axe-core's axe.min.js, where BARCAMP_TEST_AXE names a copy."""
    named = os.environ.get("BARCAMP_TEST_AXE")
    return Path(named).read_text(encoding="utf-8") if named else None


@dataclass
class Watch:
    """`book` is a file of this test run in which all its workers write what they have examined."""

    browser: Browser
    axe: str
    book: Path
    kept: list[State] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    async def follow(self, context: BrowserContext) -> None:
        self._read()
        await context.expose_binding("keepState", self._keep)
        await context.add_init_script(_SCRIPT.replace("KNOWN", json.dumps(sorted(self._known)), 1))

    async def examine(self, server: str) -> list[str]:
        """What is wrong with the states that were kept since the last time; seen at the server itself, as the way that
        a journey took to it may be cut by then."""
        states = self._enough()
        found: dict[str, str] = {}
        if not states:
            return []
        context = await self.browser.new_context(reduced_motion="reduce")
        try:
            page = await context.new_page()
            page.set_default_timeout(60_000)
            for state in states:
                url = urlsplit(state.url)._replace(scheme="", netloc="").geturl()
                await page.route(f"{server}{url}", state.answer, times=1)
                await page.goto(f"{server}{url}")
                if not await page.evaluate("document.styleSheets.length"):
                    continue  # this server is gone
                for fault in await faults(page, self.axe):
                    found.setdefault(re.sub(r"\d+", "", fault), f"{state.path} {fault}")
        finally:
            await context.close()
        return list(found.values())

    def _keep(self, source: dict[str, Any], path: str, kinds: list[str], html: str) -> None:
        self.kept.append(State(source["page"].url.partition("#")[0], path, set(kinds), html))

    def _enough(self) -> list[State]:
        """As few of the kept states as show all that is new; the richest first. Other workers were perhaps faster."""
        self._read()
        states, self.kept = self.kept, []
        chosen: list[State] = []
        while states:
            best = max(states, key=lambda state: len(state.kinds - self._known))
            new = best.kinds - self._known
            if not new:
                break
            chosen.append(best)
            self._known |= new
            with self.book.open("a", encoding="utf-8") as book:
                book.write("".join(f"{kind}\n" for kind in sorted(new)))
        return chosen

    def _read(self) -> None:
        if self.book.exists():
            self._known.update(self.book.read_text(encoding="utf-8").splitlines())


async def faults(page: Page, axe: str, looks: Sequence[tuple[str, int]] = LOOKS) -> list[str]:
    """What is wrong with the page as it is now, in these looks."""
    await page.evaluate(axe)  # a script element would be against the page's own policy
    # Where one writes stays at the thumb and covers another part of the wall at every turn of the wheel.
    await page.evaluate("for (const form of document.querySelectorAll('.writing')) form.style.position = 'static'")
    found: dict[str, str] = {}
    measured: set[int] = set()
    for index, (scheme, width) in enumerate(looks):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        await page.set_viewport_size({"width": width, "height": 740})
        told = await page.evaluate(_AXE, _CHANGING if index else None)
        for fault in told["violations"]:
            for node in fault["nodes"]:
                found.setdefault(
                    f"{fault['id']}: {node['html'][:150]}", f"{scheme} {width} px, {node['failureSummary'][:300]}"
                )
        if width not in measured:
            measured.add(width)
            for fault in await page.evaluate(_MEASURES, TAP):
                found.setdefault(fault, f"{width} px")
    # Letters twice as large, as somebody sets them in the browser.
    await page.set_viewport_size({"width": 640, "height": 740})
    await page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    for fault in await page.evaluate(_MEASURES, 0):
        found.setdefault(fault, "text at 200 %")
    await page.evaluate("document.documentElement.style.fontSize = ''")
    return [f"{fault} ({where})" for fault, where in found.items()]
