"""Whatever others do meanwhile, in Chromium and in Firefox: the page is what a fresh one would be, and what somebody is
in the middle of stays: what is open, half typed or in focus, and the caret, also where the very card moves."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from barcamp.domain.event.phases import Announce
from barcamp.domain.walls.groups import GroupNote, MarkKey, UnmarkKey
from barcamp.domain.walls.hide_note import HideNote, ShowNote
from barcamp.domain.walls.layout.edit_sections import AddSection
from barcamp.domain.walls.note import EditNote, WriteNote
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.support import SupportNote, UnsupportNote
from barcamp.kernel.refused import Refused
from tests.cast import Cast
from tests.journeys.browser import Visitors, live
from tests.journeys.firefox import firefox
from tests.server import Server

pytestmark = pytest.mark.browser

# How many are played, each with so many commands; BARCAMP_TEST_HISTORIES says another number.
HISTORIES = int(os.environ.get("BARCAMP_TEST_HISTORIES", "3"))
COMMANDS = 14
Evaluate = Callable[[str], Awaitable[Any]]

# With a note half typed, or with an open card whose button has the focus.
BEGIN = """(() => {{
  const field = document.getElementById("f-write-note-text"), own = document.querySelector("#note_e-{note} details");
  field.value = "Halb getippt";
  field.dispatchEvent(new Event("input", {{ bubbles: true }}));
  own.open = true;
  if ({typing}) field.focus(), field.setSelectionRange(4, 8);
  else own.querySelector("button").focus();
}})()"""
STATE = """(() => {{
  const field = document.getElementById("f-write-note-text"), own = document.querySelector("#note_e-{note} details");
  const focus = document.activeElement;
  return [field.value, field.selectionStart, field.selectionEnd, own.open, focus === field, own.contains(focus)];
}})()"""
# Without what only this page knows, what is open; and however attributes are ordered.
WALL = """(() => {
  const written = (node) => node.nodeType === Node.TEXT_NODE ? node.data.trim() : [
    `<${node.localName}`,
    ...[...node.attributes].filter(({ name }) => !/^(open|data-htmx)/.test(name))
      .map(({ name, value }) => `${name}=${value}`).sort(),
    ">", ...[...node.childNodes].map(written), "</>",
  ].filter(Boolean).join(" ");
  return written(document.getElementById("wall_e"));
})()"""
AT = "Number.parseInt(document.body.dataset.mark, 10) >= {}"
LIVE = "document.getElementById('status')?.dataset.state === 'live'"


async def play(cast: Cast, seed: int, note: int, others: list[int], evaluate: Evaluate) -> None:
    """Plays what others do to the wall, several things within one beat or one after the other, until the page has
    everything."""
    chance, last = Random(seed), 0
    async with cast.ctx.db.reading() as db:
        sections = [section.id for section in await load_sections(db, cast.id)]
    for number in range(COMMANDS):
        any_note, section = chance.choice([note, *others]), chance.choice(sections)
        any_other = chance.choice(others)
        who, command = chance.choice([
            (cast.noor, WriteNote(wall="e", text=f"{seed} {number} {'Wort ' * chance.randrange(20)}", section=section)),
            (cast.max, GroupNote(note=any_note, group=chance.choice(["", "Geld", "Zeit"]), section=section)),
            (cast.max, GroupNote(note=note, group=chance.choice(["", "Geld", "Zeit"]), section=section)),
            (cast.noor, EditNote(note=any_other, text=f"Anders {seed} {number}")),
            (cast.noor, SupportNote(note=any_note)), (cast.noor, UnsupportNote(note=any_note)),
            (cast.max, HideNote(note=any_other, reason="doppelt")), (cast.max, ShowNote(note=any_other)),
            (cast.max, MarkKey(note=any_note)), (cast.max, UnmarkKey(note=any_note)),
            (cast.max, Announce(text=f"Gleich {number}")),
            (cast.ada, AddSection(title=f"Spalte {seed} {number}", wall_kind="e")),
        ])  # fmt: skip
        try:
            answer = await cast.does(who, command)
        except Refused:
            continue
        if answer.made and isinstance(command, WriteNote):
            others.append(answer.made)
        last = answer.seq
        if chance.random() < 0.3:
            await true(evaluate, AT.format(last))
    await true(evaluate, AT.format(last))


@pytest.fixture
async def cards(cast: Cast) -> list[int]:
    """Kim's, and others."""
    mine = await cast.makes(cast.kim, WriteNote(wall="e", text="Meine"))
    return [mine, *[await cast.makes(cast.noor, WriteNote(wall="e", text=text)) for text in ("Brot", "Salz", "Mehl")]]


async def stays(cast: Cast, cards: list[int], evaluate: Evaluate, fresh: Callable[[], Awaitable[Evaluate]]) -> None:
    note, *others = cards
    for seed in range(HISTORIES):
        await evaluate(BEGIN.format(note=note, typing=str(seed % 2 == 0).lower()))
        before = await evaluate(STATE.format(note=note))
        await play(cast, seed, note, others, evaluate)
        assert await evaluate(STATE.format(note=note)) == before, seed
        assert await evaluate(WALL) == await (await fresh())(WALL), seed


async def true(evaluate: Evaluate, expression: str) -> None:
    async with asyncio.timeout(300):
        while not await evaluate(expression):  # noqa: ASYNC110 (a page tells nobody)
            await asyncio.sleep(0.05)


async def test_in_chromium(cast: Cast, cards: list[int], visitors: Visitors):
    context = await visitors.context(cast.kim)
    page, other = await context.new_page(), await context.new_page()
    await page.goto(f"/{cast.code}/notes/e")
    await live(page)

    async def fresh() -> Evaluate:
        await other.goto(f"/{cast.code}/notes/e")
        await page.bring_to_front()
        return other.evaluate

    await stays(cast, cards, page.evaluate, fresh)


async def test_in_firefox(cast: Cast, cards: list[int], server: Server, tmp_path: Path):
    async with firefox(tmp_path) as fox:
        page = await fox.open(f"{server.url}/{cast.code}/notes/e", cast.kim)
        other = await fox.open(f"{server.url}/{cast.code}/notes/e", cast.kim)
        await page.until(LIVE)

        async def fresh() -> Evaluate:
            await other.goto(f"{server.url}/{cast.code}/notes/e")
            return other.evaluate

        await stays(cast, cards, page.evaluate, fresh)
        assert [complaint for tab in fox.tabs.values() for complaint in tab.complaints] == []
