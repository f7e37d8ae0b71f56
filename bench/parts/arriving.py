"""One topic more on an old phone that shows few or many: what its main thread spends, piece by piece and whole."""

import asyncio
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from barcamp.app import build
from barcamp.settings import Settings
from bench import servers, tracing
from bench.browsing import Phone, chromium, phone
from bench.findings import Findings, Goal, Plan
from bench.parts.growth import SIZES, fill
from bench.parts.phone import pitch, post
from bench.room import MODERATOR, Room
from bench.servers import Server
from bench.sixty import sixty_topics

SLOWER, MOST_MS, FIRST = 6, 20, 20
SAYS = [
    "Milliseconds of the main thread's own time at 6× CPU slowdown, from the message on until 400 ms after it was"
    " drawn, medians; tracing is in it. `whole`: the same topic in a message that holds the whole list, as before, in"
    " the same run.",
    "`other` is the browser's own: most of it comes a tenth of a second after the change, and grows with the page; it"
    " is probably the search for forms that could be filled in.",
    "What is kept of the page for a time without a connection is written later, and is not in it.",
]
# Messages are held until they are asked for, so that nothing else is in the trace; in their place the page hears that
# it is as far as it should be, or it would take the path for dead.
_HOLD = """(() => {
  window.held = [];
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    set onmessage(take) {
      window.take = take;
      super.onmessage = (event) => {
        if (!window.hold) return take(event);
        if (event.data.includes("\\n")) held.push(event.data);
        take({ data: document.body.dataset.mark });
      };
    }
  };
})()"""
_TAKE = """(texts) => new Promise((done, fail) => {
  const quiet = () => {
    performance.mark("quiet");
    done();
  };
  const shown = () => requestAnimationFrame(() => setTimeout(quiet, 400));
  document.body.addEventListener("barcamp:shown", shown, { once: true });
  setTimeout(fail, 60000, new Error("nothing was shown"));
  setTimeout(() => {
    performance.mark("arrives");
    for (const data of texts) window.take({ data });
  });
})"""


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
        rooms = {size: asyncio.run(_filled(plan, Path(folder) / str(size), size)) for size in SIZES}
        with chromium() as browser:
            for size, room in rooms.items():
                with servers.barcamp(room) as server, phone(browser, server) as one:
                    post(plan, server, "set-pitching", MODERATOR, open="yes")
                    found.rows += _arrivals(plan, browser, server, one, size)
    of_many = found.rows[-2]["all"]
    found.goals.append(Goal(f"main thread at 6× for one topic more among {SIZES[-1]}", of_many, MOST_MS, " ms"))
    return found


def _arrivals(plan: Plan, browser, server: Server, one: Phone, size: int) -> list[dict]:
    one.page.add_init_script(_HOLD)
    one.page.goto(f"/{plan.room.code}#topics")
    one.listens()
    one.page.wait_for_timeout(2500)
    one.page.evaluate("window.hold = true")
    one.slow_down(SLOWER)
    spent: dict[str, list[dict[str, float]]] = {"piece": [], "whole": []}
    for turn in range(2 if plan.repeats < 2 else 14):
        way = ("piece", "whole")[turn % 2]
        pitch(plan, server, FIRST + turn, *sixty_topics(FIRST)[turn])
        texts = _held(one)
        if way == "whole":
            texts = [_whole(plan, one, text) if "\n+topic_" in text else text for text in texts]
        browser.start_tracing(page=one.page, categories=tracing.CATEGORIES)
        one.page.evaluate(_TAKE, texts)
        spent[way].append(tracing.spent(browser.stop_tracing(), "arrives", "quiet"))
    return [
        {
            "server": "barcamp",
            "topics": size,
            "sent": way,
            **{kind: median(one[kind] for one in many) for kind in many[0]},
        }
        for way, many in spent.items()
    ]


def _held(one: Phone) -> list[str]:
    """All that came since, the new topic among it, and by now nothing that came before is still being kept."""
    while not one.page.evaluate("held.some((text) => text.includes('\\n+topic_'))"):
        one.page.wait_for_timeout(100)
    one.page.wait_for_timeout(2500)
    return one.page.evaluate("held.splice(0)")


def _whole(plan: Plan, one: Phone, text: str) -> str:
    """The same step from mark to mark, with the whole list in place of what became of it."""
    page = one.page.evaluate(
        "async (path) => (await fetch(path, { headers: { 'hx-request': 'true' } })).text()",
        f"/{plan.room.code}/look/phone?mark=",
    )
    parts = re.findall(r'<hx-partial hx-target="#topics".*?</hx-partial>', page, re.DOTALL)
    return "\n".join([text.split("\n", 1)[0], *parts])


async def _filled(plan: Plan, data: Path, size: int) -> Room:
    shutil.copytree(plan.room.folder, data)
    ctx = build(Settings(data=data))
    try:
        await fill(plan, ctx, size)
    finally:
        await ctx.desk.close()
        await ctx.db.close()
    return replace(plan.room, folder=data)
