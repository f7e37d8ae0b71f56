"""The wall of a workshop: how soon five full lanes open, how smoothly a card is dragged there, and how soon what forty
people write stands on every screen."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from bench import servers
from bench.browsing import LAPTOP, Phone, chromium, phone
from bench.findings import Findings, Goal, Plan
from bench.machine import Absent
from bench.parts.latency import quantile
from bench.servers import Server
from bench.workshop import WALL, Told, Workshop, furnished, work

LANES, CARDS, WRITERS, A_MINUTE = 5, 100, 40, 20
SLOWER, OPENED = 4, 5
SAYS = [
    f"{LANES} lanes of {CARDS} cards on a laptop's screen of 1280 × 800, its CPU {SLOWER} times slower. 'open' is until"
    " everything has been loaded and all scripts have run; 'first paint' until the first cards can be read; 'live'"
    " until the screen gets what is new; 'all' until the cards out of sight are there, too.",
    "'frames' are those of the browser while a card is dragged across the lanes and up and down; the longest is the"
    " time between two of them.",
    f"{WRITERS} people, {A_MINUTE} deeds a minute each, at random moments; every fifth is a move of one's own card to"
    f" another lane. Each waits for its {WRITERS} screens, from before it is sent until a screen has the message; the"
    " beat is the default of 100 ms. 'painted' is until a laptop's Chromium has it on its screen, beside the same"
    " load.",
    "scrumlr and mindwendel do not run here (Go and Elixir with their packages), and publish no such figures.",
]
# Counts the frames between two moments, and notes when each new card is painted.
_WATCH = """() => {
  const seen = window.frames_seen = [];
  const tick = (at) => { if (window.frames_seen === seen) { seen.push(at); requestAnimationFrame(tick); } };
  requestAnimationFrame(tick);
}"""
_PAINTED = """() => {
  window.painted = {};
  new MutationObserver((records) => {
    const fresh = [];
    for (const { addedNodes } of records) for (const node of addedNodes) {
      const found = /Karte (\\d+-\\d+) /.exec(node.textContent ?? "");
      if (found && !(found[1] in painted)) { painted[found[1]] = 0; fresh.push(found[1]); }
    }
    if (fresh.length) requestAnimationFrame(() => setTimeout(() => {
      for (const each of fresh) painted[each] = (performance.timeOrigin + performance.now()) / 1000;
    }));
  }).observe(document.getElementById("content"), { childList: true, subtree: true });
}"""


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    cards, writers = (CARDS, WRITERS) if not plan.tiny else (5, 4)
    seconds = 15 if plan.repeats > 1 else 3
    with (
        tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder,
        furnished(plan, Path(folder), cards, writers) as shop,
    ):
        waits: dict[str, list[float]] = {"written": [], "moved": [], "painted": []}
        opened: list[dict[str, float]] = []
        for _ in range(plan.repeats):
            with servers.barcamp(shop.room) as server:
                try:
                    opened.append(_open_and_drag(plan, shop, server))
                except Absent as why:
                    found.says.append(f"Without a browser: {why}.")
                told, painted = _beside(shop, server, writers, seconds, watched=bool(opened) and not plan.tiny)
                waits["written"] += told.waits(moves=False)
                waits["moved"] += told.waits(moves=True)
                waits["painted"] += painted
                found.raw.append({"missing": told.missing(writers), "refused": told.refused, "sent": len(told.sent)})
    _conclude(found, waits, opened, cards, writers)
    return found


def _conclude(
    found: Findings, waits: dict[str, list[float]], opened: list[dict[str, float]], cards: int, writers: int
) -> None:
    row: dict[str, Any] = {"server": "barcamp", "cards": LANES * cards, "writers": writers}
    for name in opened[0] if opened else ():
        row[name] = median(each[name] for each in opened)
    for name, some in waits.items():
        some.sort()
        row[f"{name} p50 ms"], row[f"{name} p95 ms"] = quantile(some, 0.5), quantile(some, 0.95)
    row["missing"] = sum(each["missing"] for each in found.raw)
    found.rows.append(row)
    found.goals += [
        Goal(f"{LANES * cards} cards open, {SLOWER} × slower", row.get("open ms"), 1000, " ms"),
        Goal(f"frames a second while dragging, {SLOWER} × slower", row.get("frames/s"), 59, at_least=True),
        Goal("a written card on every screen, p95", row["written p95 ms"], 200, " ms"),
        Goal("a moved card on every screen, p95", row["moved p95 ms"], 200, " ms"),
        Goal("deeds that a screen never heard of", row["missing"], 0),
    ]


def _open_and_drag(plan: Plan, shop: Workshop, server: Server) -> dict[str, float]:
    with chromium() as browser:
        opened = [_open(browser, shop, server) for _ in range(OPENED if plan.repeats > 1 else 1)]
        found = {name: median(each[name] for each in opened) for name in opened[0]}
        with phone(browser, server, 0, shape=LAPTOP) as one:
            one.page.goto(f"/{shop.room.code}/notes/{WALL}")
            one.listens()
            for slower, said in ((SLOWER, ""), (1, " unslowed")):
                one.slow_down(slower)
                gaps = _drag(one, shop.own[0][0])
                found |= {f"frames/s{said}": 1000 * len(gaps) / sum(gaps), f"longest frame ms{said}": max(gaps)}
        return found


def _open(browser: Any, shop: Workshop, server: Server) -> dict[str, float]:
    with phone(browser, server, 0, shape=LAPTOP) as one:
        one.slow_down(SLOWER)
        one.page.goto(f"/{shop.room.code}/notes/{WALL}")
        one.page.locator("#status[data-state=live]").wait_for(state="attached")
        live = one.page.evaluate("performance.now()")
        one.page.locator(f"#note_{WALL}-{shop.own[len(shop.own) - 1][-1]}").wait_for(state="attached")
        complete = one.page.evaluate("performance.now()")
        loaded = one.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        return {"first paint ms": one.first_paint(), "open ms": loaded, "live ms": live, "all ms": complete}


def _drag(one: Phone, card: int) -> list[float]:
    """Milliseconds between the frames while one's own card is carried about; it is put back where it was."""
    page = one.page
    words = page.locator(f"#note_{WALL}-{card} .text")
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    x, y = box["x"] + 20, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 10, steps=5)
    page.evaluate(_WATCH)
    for turn in range(90):
        page.mouse.move(x + turn * 11, y + 120 * (turn % 30) / 30)
        page.wait_for_timeout(8)
    times = page.evaluate("frames_seen")
    page.keyboard.press("Escape")
    page.mouse.up()
    page.wait_for_timeout(300)
    return [after - before for before, after in pairwise(times)]


def _beside(shop: Workshop, server: Server, writers: int, seconds: float, *, watched: bool) -> tuple[Told, list[float]]:
    """What the screens have heard; and until when a browser had painted it, where there is one."""

    def load() -> Told:
        return asyncio.run(work(shop, server, writers, A_MINUTE, seconds))

    if not watched:
        return load(), []
    with (
        chromium() as browser,
        phone(browser, server, writers, shape=LAPTOP) as one,
        ThreadPoolExecutor(1) as beside,
    ):
        one.page.goto(f"/{shop.room.code}/notes/{WALL}")
        one.listens()
        one.page.evaluate(_PAINTED)
        working = beside.submit(load)
        while not working.done():
            one.page.wait_for_timeout(200)
        told, painted = working.result(), one.page.evaluate("painted")
    return told, [(at - told.sent[deed]) * 1000 for deed, at in painted.items() if at and deed in told.sent]
