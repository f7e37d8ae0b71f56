"""Every state that a journey reaches is examined once, after the journey: by axe-core, light and dark, narrow and wide;
whether it needs scrolling sideways; and whether its controls are large enough for a thumb.

watching.js keeps a state when it shows a kind of thing that no state before it showed. It is examined as a copy without
scripts, so the journey itself is not disturbed. kinds.txt says which journey looks at which kind, as most are seen in
many; a kind that is not in it is examined by every journey that meets it. So it depends on the journey alone what is
found, not on what ran before it or beside it. To write kinds.txt anew:

    BARCAMP_TEST_KINDS=a/folder make test ARGS="-m browser" && .venv/bin/python -m tests.journeys.watching a/folder
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Route

TAP = 44  # CSS pixels
MOST = 40  # kinds for one journey at a time
LOOKS = [("light", 320), ("dark", 1280), ("dark", 320), ("light", 1280)]
_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "watching.js").read_text(encoding="utf-8")
_KINDS = _HERE / "kinds.txt"
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
    """Of one journey. `folder` is where it writes what kinds it met, instead of examining them."""

    browser: Browser
    axe: str
    journey: str
    folder: Path | None = None
    kept: list[State] = field(default_factory=list)

    @property
    def known(self) -> set[str]:
        """Kinds that other journeys look at."""
        if self.folder:
            return set()
        return {kind for kind, journey in assigned().items() if journey != self.journey}

    async def follow(self, context: BrowserContext) -> None:
        await context.expose_binding("keepState", self._keep)
        await context.add_init_script(_SCRIPT.replace("KNOWN", json.dumps(sorted(self.known)), 1))

    async def examine(self, server: str) -> list[str]:
        """What is wrong with the states that were kept; seen at the server itself, as the way that a journey took to it
        may be cut by then."""
        if self.folder:
            self._write_kinds(self.folder)
            return []
        found: dict[str, str] = {}
        states = enough(self.kept, self.known)
        if not states:
            return []
        context = await self.browser.new_context(reduced_motion="reduce")
        try:
            page = await context.new_page()
            page.set_default_timeout(120_000)
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

    def _write_kinds(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        kinds = sorted({kind for state in self.kept for kind in state.kinds})
        name = re.sub(r"[^\w.-]", "_", self.journey)
        (folder / name).write_text("\n".join([self.journey, *kinds]), encoding="utf-8")


def enough(states: Iterable[State], known: set[str]) -> list[State]:
    """As few of the states as show all that is not known; the richest first."""
    states, known = list(states), set(known)
    chosen: list[State] = []
    while states:
        best = max(states, key=lambda state: len(state.kinds - known))
        if not best.kinds - known:
            break
        chosen.append(best)
        known |= best.kinds
    return chosen


@cache
def assigned() -> Mapping[str, str]:
    """Kinds, and the journey that looks at each."""
    found, journey = {}, ""
    for line in _KINDS.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[line[2:]] = journey
        else:
            journey = line
    return found


def assign(folder: Path) -> str:
    """kinds.txt, of what all journeys met: the one that met most has MOST of these, the next what it met beside them,
    and so on; in turns, as none should take long."""
    met: dict[str, set[str]] = {}
    for file in sorted(folder.iterdir()):
        journey, *kinds = file.read_text(encoding="utf-8").splitlines()
        met[journey] = set(kinds)
    found: dict[str, set[str]] = {}
    while left := {journey for journey, kinds in met.items() if kinds}:
        while left:
            journey = max(sorted(left), key=lambda each: len(met[each]))
            left.discard(journey)
            taken = set(sorted(met[journey])[:MOST])
            found.setdefault(journey, set()).update(taken)
            for kinds in met.values():
                kinds -= taken
    lines = ([journey, *(f"  {kind}" for kind in sorted(kinds))] for journey, kinds in sorted(found.items()) if kinds)
    return "\n".join(line for each in lines for line in each) + "\n"


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


if __name__ == "__main__":
    _KINDS.write_text(assign(Path(sys.argv[1])), encoding="utf-8")
