"""Every state that a journey reaches is examined once, after the journey: by axe-core, light and dark, narrow and wide;
whether it needs scrolling sideways; and whether its controls are large enough for a thumb.

watching.js keeps a state when it shows a kind of thing that no state before it showed. It is examined as a copy without
scripts, so the journey itself is not disturbed. kinds.txt says which journey looks at which kind, as most are seen in
many; a kind that is not in it is examined by every journey that meets it. So it depends on the journey alone what is
found, not on what ran before it or beside it. Files of journeys are known by their names, whatever room they stand in.
To write kinds.txt anew, from all journeys or for some of them:

    BARCAMP_TEST_KINDS=a/folder make test ARGS="-m browser" && .venv/bin/python -m tests.journeys.watching a/folder
"""

import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Route

TAP = 44  # CSS pixels
MOST = 5  # states of one journey
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
        told = {"journey": self.journey, "states": [sorted(state.kinds) for state in self.kept]}
        name = re.sub(r"[^\w.-]", "_", self.journey)
        (folder / name).write_text(json.dumps(told), encoding="utf-8")


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
    """kinds.txt, of what the journeys in the folder met: as few states as show all of it, the richest first; MOST of
    one journey, as none should take long, unless no other shows what is left. Journeys that did not run keep what they
    had."""
    told = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.iterdir())]
    ran = {each["journey"] for each in told}
    found: dict[str, set[str]] = defaultdict(set)
    for kind, journey in assigned().items():
        if journey not in ran and there(journey):
            found[journey].add(kind)
    kept = set().union(*found.values())
    met = [(each["journey"], set(kinds) - kept) for each in told for kinds in each["states"]]
    turns: Counter[str] = Counter()
    while met := [(journey, kinds) for journey, kinds in met if kinds]:
        free = [each for each in met if turns[each[0]] < MOST]
        journey, kinds = max(free or met, key=lambda each: len(each[1]))
        taken = set(kinds)
        turns[journey] += 1
        found[journey] |= taken
        for _, each in met:
            each -= taken
    lines = ([journey, *(f"  {kind}" for kind in sorted(kinds))] for journey, kinds in sorted(found.items()))
    return "\n".join(line for each in lines for line in each) + "\n"


def there(journey: str) -> bool:
    """Whether there is still a journey of this name."""
    of, _, example = journey.partition("[")
    name, _, test = of.partition("::")
    texts = (file.read_text(encoding="utf-8") for file in _HERE.rglob("test_*.py") if file.name == name)
    whole = not example or example.endswith("]")
    return whole and any(f"def {test}(" in text for text in texts)


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
