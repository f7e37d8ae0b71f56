"""The demo workshop: people write unseen, see it all at once, give points, and agree on what comes next."""

import asyncio
from pathlib import Path

from sqlalchemy import select

from barcamp.demo import Demo, demonstration
from barcamp.demo.content import kick_off
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.journal import lines
from barcamp.queries.plan.plan import load_plan
from barcamp.queries.walls.notes import load_wall
from barcamp.settings import Settings

LED = ["begin-silence", "reveal-cards", "open-dots", "close-dots", "move-to-phase"]


async def given(demo: Demo) -> list[str]:
    """The commands, in their order."""
    async with demo.ctx.db.reading() as db:
        query = select(lines.c.command).where(lines.c.ledger_id == demo.day.id).order_by(lines.c.seq)
        return list(await db.scalars(query))


async def test_a_workshop_from_silent_cards_to_next_steps(tmp_path: Path):
    settings = Settings(host="127.0.0.1", port=0, data=tmp_path)
    async with demonstration(settings, attendees=12, pace=60, what="kick-off") as demo:
        async with asyncio.timeout(300):
            while LED[-1] not in await given(demo):  # noqa: ASYNC110 (the journal tells nobody)
                await asyncio.sleep(0.1)
        said = await given(demo)
        async with demo.ctx.db.reading() as db:
            plan = await load_plan(db, demo.day.id, [])
            [running] = [row for row in plan.rows if row.title == kick_off.ROWS[kick_off.RUNNING][0]]
            wall = await load_wall(db, demo.day.id, wall_named(running.wall))
    assert [each for each in said if each in LED] == LED
    steps = [(step.text, step.who) for step in wall.next_steps]
    assert steps[-len(kick_off.NEXT) :] == [(text, who) for text, who, _ in kick_off.NEXT]
    names = [section.name for section in wall.sections]
    assert names[:4] == list(kick_off.CARDS), "the cards are for the sections of the model"
