"""Whatever somebody does with mouse, finger and keys, with what the page does not offer, and on pages that are behind:
the cards of all others stay as they are, unless the wall lets everybody move them."""

import asyncio
import os
import re
from collections.abc import Awaitable
from contextlib import suppress
from itertools import count
from random import Random, SystemRandom
from typing import Any

import pytest
from playwright.async_api import CDPSession, Error, Page, WebSocketRoute

from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WriteNote, notes
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser

# The same ones each time, unless other and more ones are looked for.
LOOKS = "BARCAMP_TEST_RANDOM" in os.environ
MANY = 1000 if LOOKS else 200
SEED = SystemRandom().randrange(10**6) if LOOKS else 17
BOTH = {**LAPTOP, "has_touch": True}
# Until a finger has picked a card up, see moving/drop.js; until the page has begun to go elsewhere.
HOLDS, GOES = [f"new Promise((done) => setTimeout(done, {milliseconds}))" for milliseconds in (250, 100)]
KEYS = [
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Tab", "Tab", "Enter", "Space", "Escape", "Delete"),
    *("g", "m", "j", "k", "+", "-", "n", "2", "Backspace", "x", "Control+a"),
]
# A point of a card, so far down; of its button, to move it; of a pile, of a lane, or anywhere.
POINT = """({ selector, part, scroll }) => {
  const all = [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const found = all[Math.floor(part[2] * all.length)];
  if (scroll) found?.scrollIntoView({ block: "nearest" });
  const box = found?.getBoundingClientRect();
  return box ? [box.left + box.width * part[0], box.top + box.height * part[1]] : null;
}"""
# Any form that is on the page, shown or not, with the card of somebody else in it.
FORGE = """({ note, other, section, at }) => {
  const all = [...document.querySelectorAll("#content form[hx-post], .moving form")]
    .filter((form) => form.querySelector("[name=note], [name=cards], [name=section]") && !form.matches(".write-note"));
  const form = all[at % all.length];
  if (!form) return; // the page has only just come
  const values = { note, cards: `${note} ${other}`, section, seen_section: section, place: `before-${other}`,
    group: "Zutaten", text: "Anders", reason: "weg", name: "Anders", who: "Kim" };
  for (const field of form.querySelectorAll("input, textarea, select, button[name]"))
    if (values[field.name] !== undefined) field.value = values[field.name];
  form.noValidate = true;
  form.requestSubmit();
}"""
SEND = """({ path, fields }) => location.origin === "null" ? null :
  fetch(path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" }).then(() => {}, () => {})"""


class Hands:
    """Of one person at one page, who does not wait for anything to come."""

    def __init__(self, page: Page, cdp: CDPSession, chance: Random, path: str) -> None:
        self.page, self.cdp, self.chance, self.path = page, cdp, chance, path
        self.theirs: list[int] = []
        self.mine: list[int] = []
        self.sections: list[int] = []

    async def does_something(self) -> str:
        kinds = {self.drags: 8, self.touches: 4, self.holds: 1, self.doubles: 4, self.types: 6, self.opens: 3,
                 self.chooses: 5, self.forges: 4, self.sends: 4, self.leaves: 1}  # fmt: skip
        kind = self.chance.choices(list(kinds), list(kinds.values()))[0]
        try:
            await kind()
        except Error as error:
            if not re.search("navigation|destroyed", error.message):  # the page went while something was done on it
                raise
        if self.page.url.partition("#")[0].partition("?")[0] != self.path:
            with suppress(Error):  # it was on its way to another one
                await self.page.goto(self.path, wait_until="commit")
        return kind.__name__

    async def comes_home(self) -> None:
        """However often the page is still on its way elsewhere."""
        for _ in range(20):
            with suppress(Error):
                await self.page.goto(self.path)
                return
        raise AssertionError(f"{self.page.url} does not lead back")

    def note(self) -> int:
        return self.chance.choice([*self.theirs, *self.theirs, *self.mine])

    def card(self) -> str:
        return f"#note_e-{self.note()}"

    async def point(self, selector: str) -> tuple[float, float]:
        chance = self.chance
        part = [chance.choice([0.1, 0.5, 0.9]), chance.choice([0.1, 0.5, 0.9]), chance.random()]
        asked = {"selector": selector, "part": part, "scroll": chance.random() < 0.7}
        anywhere = chance.randrange(1280), chance.randrange(800)
        x, y = await self.page.evaluate(POINT, asked) or anywhere
        return x, y

    async def target(self) -> tuple[float, float]:
        where = [self.card(), self.card(), ".pile", ".wall-section h3", ".wall-section .groups", "#nowhere"]
        return await self.point(self.chance.choice(where))

    async def mouse(self, *events: tuple[str, float, float], clicks: int = 1, shift: bool = False) -> None:
        """One after the other, as they are sent in order."""
        await _all(
            self.cdp.send(
                "Input.dispatchMouseEvent",
                {"type": kind, "x": x, "y": y, "clickCount": clicks, "modifiers": 8 if shift else 0,
                 **({"button": "left", "buttons": 1} if kind != "mouseReleased" else {"button": "left"})},
            )
            for kind, x, y in events
        )  # fmt: skip

    async def touch(self, *events: tuple[str, float, float]) -> None:
        await _all(
            self.cdp.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [] if kind == "touchEnd" else [{"x": x, "y": y}]},
            )
            for kind, x, y in events
        )

    async def drags(self) -> None:
        x, y = await self.point(f"{self.card()} {self.chance.choice(['.text', '.move', '.by'])}")
        to_x, to_y = await self.target()
        moves = [("mouseMoved", (x + to_x) / 2, (y + to_y) / 2), ("mouseMoved", to_x, to_y)]
        await self.mouse(("mousePressed", x, y), *moves, ("mouseReleased", to_x, to_y))

    async def chooses(self) -> None:
        """Several cards, with Shift or by a frame, and then what the bar offers, or a drag."""
        for _ in range(self.chance.randrange(1, 4)):
            x, y = await self.point(f"{self.card()} .text")
            await self.mouse(("mousePressed", x, y), ("mouseReleased", x, y), shift=True)
        if self.chance.random() < 0.4:
            x, y = await self.point(".wall-section .groups")
            to_x, to_y = await self.target()
            await self.mouse(("mousePressed", x, y), ("mouseMoved", to_x, to_y), ("mouseReleased", to_x, to_y))
        if self.chance.random() < 0.5:
            await self.drags()
        else:
            x, y = await self.point(".selecting :is(button, select, summary)")
            await self.mouse(("mousePressed", x, y), ("mouseReleased", x, y))

    async def touches(self) -> None:
        x, y = await self.point(f"{self.card()} {self.chance.choice(['.text', '.move'])}")
        to_x, to_y = await self.target()
        await self.touch(("touchStart", x, y), ("touchMove", (x + to_x) / 2, (y + to_y) / 2), ("touchEnd", 0, 0))

    async def holds(self) -> None:
        x, y = await self.point(f"{self.card()} .move")
        to = await self.target()
        await self.touch(("touchStart", x, y))
        await self.page.evaluate(HOLDS)
        await self.touch(("touchMove", *to), ("touchEnd", 0, 0))

    async def doubles(self) -> None:
        x, y = await self.point(f"{self.card()} {self.chance.choice(['.text', '.foot', '.move', '.edit', '.support'])}")
        if self.chance.random() < 0.5:
            await self.touch(*[("touchStart", x, y), ("touchEnd", 0, 0)] * 2)
        else:
            for clicks in (1, 2):
                await self.mouse(("mousePressed", x, y), ("mouseReleased", x, y), clicks=clicks)

    async def types(self) -> None:
        if self.chance.random() < 0.5:
            await self.page.evaluate("of => document.querySelector(of)?.focus()", f"{self.card()} .move")
        for _ in range(self.chance.randrange(2, 7)):
            await self.page.keyboard.press(self.chance.choice(KEYS))

    async def opens(self) -> None:
        """A card's menu, and something in it."""
        await self.page.evaluate("of => document.querySelector(of)?.click()", f"{self.card()} .edit")
        x, y = await self.point("#card :is(button, select, input, textarea)")
        await self.mouse(("mousePressed", x, y), ("mouseReleased", x, y))

    async def forges(self) -> None:
        asked = {"note": self.chance.choice(self.theirs), "other": self.note(), "at": self.chance.randrange(1000)}
        await self.page.evaluate(FORGE, {**asked, "section": self.chance.choice(self.sections)})

    async def sends(self) -> None:
        """What a page offered to somebody who had more rights, or to everybody before the wall was changed."""
        note, section = str(self.chance.choice(self.theirs)), str(self.chance.choice(self.sections))
        command, fields = self.chance.choice([
            ("move-note", {"section": section, "place": self.chance.choice(["first", "last", f"onto-{self.note()}"])}),
            ("group-note", {"section": section, "group": "Zutaten"}), ("edit-note", {"text": "Anders"}),
            ("withdraw-note", {}), ("undo-move", {}), ("mark-key", {}), ("unmark-key", {}),
            ("hide-note", {"reason": "weg"}), ("show-note", {}),
            ("rename-group", {"wall": "e", "section": section, "group": "Gruppe", "name": "Anders"}),
            *((verb, {"wall": "e", "cards": f"{self.note()} {note}", "section": section, "place": "last"})
              for verb in ("move-notes", "undo-moves", "withdraw-notes")),
            ("let-everybody-move", {"wall": "e", "everybody": "yes"}), ("become-keeper", {"wall": "e"}),
            ("leave-keeper", {"wall": "e"}), ("choose-lanes", {"wall": "e", "template": "kickoff"}),
        ])  # fmt: skip
        fields = {**fields, "op": f"{self.chance.randrange(10**12)}", **({} if "wall" in fields else {"note": note})}
        home = self.path.partition("/notes")[0]
        await self.page.evaluate(SEND, {"path": f"{home}/{command}", "fields": fields})

    async def leaves(self) -> None:
        """Back and forward, or the page anew."""
        way = self.chance.choice(["history.back()", "history.forward()", "location.reload()"])
        await self.page.evaluate(f"setTimeout(() => {way})")
        await self.page.evaluate(GOES)


async def _all(sent: Any) -> None:
    waiting: list[Awaitable[Any]] = [asyncio.ensure_future(each) for each in sent]
    await asyncio.gather(*waiting)


async def stand(cast: Cast) -> list[tuple[Any, ...]]:
    """Noor's cards as they are shown: in which order, where, and all that is on them."""
    rows = sorted(await cast.rows(notes, barcamp_id=cast.id), key=lambda row: (row.position, row.id))
    there = [row for row in rows if row.withdrawn_at is None]
    first: dict[tuple[int | None, str], int] = {}
    for place, row in enumerate(there):
        first.setdefault((row.section_id, row.grouped), place if row.grouped else -1)
    row_place = {row.id: place for place, row in enumerate(there)}
    theirs = [row for row in rows if row.author_id == cast.noor.id]
    theirs.sort(
        key=lambda row: (row.section_id or 0, first.get((row.section_id, row.grouped), 0), row_place.get(row.id, 0))
    )
    return [
        (row.id, row.section_id, row.grouped, row.text, row.key, row.who, row.until, row.hidden_at, row.hidden_because,
         row.withdrawn_at)
        for row in theirs
    ]  # fmt: skip


async def hands(cast: Cast, visitors: Visitors, chance: Random, *, behind: bool) -> Hands:
    """`behind`: at a page that gets nothing more."""
    context = await visitors.context(cast.kim, BOTH)
    page = await context.new_page()
    if behind:
        await page.route_web_socket("**/socket/**", _silent)
        await page.route("**/look/**", lambda route: route.abort())
    path = f"{visitors.url}/{cast.code}/notes/e"
    await page.goto(path)
    await live(page)
    return Hands(page, await context.new_cdp_session(page), chance, path)


async def sent(page: Page) -> None:
    try:
        await until(page, "barcamp.entries.waiting().length === 0", seconds=60)
    except TimeoutError:
        left = await page.evaluate("JSON.stringify(barcamp.entries.waiting().slice(0, 3))")
        raise AssertionError(f"seed {SEED}: {left}") from None


def _silent(socket: WebSocketRoute) -> None:
    """It is there, and nothing ever comes."""


@pytest.mark.parametrize("everybody", [False, True], ids=["only one's own", "everybody"])
async def test_random_gestures_leave_the_cards_of_others_where_they_were(
    cast: Cast, visitors: Visitors, monkeypatch: pytest.MonkeyPatch, everybody: bool
):
    """Unless the wall lets everybody move them, when the same gestures do."""
    # Time stands still in tests: without this, everything after the first 120 commands would be too much at once.
    monkeypatch.setattr(cast.ctx.rate_limit, "_time", count(step=20).__next__)
    visitors.watch = None
    visitors.expects("status of 4", "ERR_FAILED", "WebSocket")
    chance = Random(SEED)
    async with cast.ctx.db.reading() as db:
        sections = [each.id for each in await load_sections(db, cast.id)]
    theirs = [
        await cast.makes(cast.noor, WriteNote(wall="e", text=f"Noors {number}", section=sections[number % 3]))
        for number in range(9)
    ]
    mine = [
        await cast.makes(cast.kim, WriteNote(wall="e", text=f"Kims {number}", section=sections[number % 2]))
        for number in range(4)
    ]
    await cast.does(cast.noor, BecomeKeeper(wall="e"))
    for note in (mine[1], theirs[1], theirs[4]):
        await cast.does(cast.max, GroupNote(note=note, group="Gruppe"))
    await cast.does(cast.max, MoveNote(note=theirs[0], place="last"))
    await cast.does(cast.max, HideNote(note=theirs[8], reason="Name"))
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    people = [await hands(cast, visitors, chance, behind=True)]
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=everybody))
    people.append(await hands(cast, visitors, chance, behind=False))
    for person in people:
        person.theirs, person.mine, person.sections = theirs, mine, sections
    before, done = await stand(cast), list[str]()
    for number in range(1, (MANY if not everybody else 60) + 1):
        done.append(await chance.choice(people).does_something())
        if number % 100 == 0 and not everybody:
            assert await stand(cast) == before, f"seed {SEED}, gesture {number}, {done[-100:]}"
    for person in people:
        await person.comes_home()
        await live(person.page)
        await sent(person.page)
    after = await stand(cast)
    assert (after != before) is everybody, f"seed {SEED}"
    if not everybody:
        assert after == before, f"seed {SEED}"
        own = [row for row in await cast.rows(notes, barcamp_id=cast.id) if row.id in mine]
        assert [row.section_id for row in own] != [sections[number % 2] for number in range(4)], "nothing was moved"
