"""Renderings: the number of regions drawn for one change must not depend on how many people watch."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from barcamp.app import build
from barcamp.domain.topics.vote import CastVote
from barcamp.kernel.actor import Actor, Role
from barcamp.live.audience import Group, Seat
from barcamp.live.broadcast import Broadcast
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from bench.findings import Findings, Goal, Plan

SEATS = (3, 300, 3000)
FIRST = 6  # votes that are there before: from the sixth to the ninth, bars of interest have the same scale
SCREENS = ("phone", "console", "projector")
SAYS = ["In this process, on a stage of its own; a third of the seats each on phone, console and projector, in German."]


class Nowhere:
    """A line that counts what it is shown."""

    deflates = False
    alive = True
    backlog = 0

    def __init__(self) -> None:
        self.shown = 0
        self.write = self.show

    def show(self, frame: bytes) -> None:
        self.shown += 1

    def abort(self) -> None: ...


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(plan.room.folder, data)
        found.rows = asyncio.run(_draw(plan, data))
    counts = {row["renderings"] for row in found.rows}
    fewest = min(row["shown"] for row in found.rows)
    found.goals.append(Goal("different counts of renderings per change", float(len(counts)), 1))
    found.goals.append(Goal("share of seats that were shown the change", fewest, 1, at_least=True))
    return found


async def _draw(plan: Plan, data: Path) -> list[dict]:
    ctx = build(Settings(data=data))
    try:
        for number in range(len(SEATS), len(SEATS) + FIRST):
            await _vote(plan, ctx, number)
        return [await _one_change(plan, ctx, number, seats) for number, seats in enumerate(SEATS)]
    finally:
        await ctx.desk.close()
        await ctx.db.close()


async def _one_change(plan: Plan, ctx: AppContext, number: int, seats: int) -> dict:
    stage = Broadcast(plan.room.camp_id, ctx.db, ctx.env, ctx.clock)
    lines = [Nowhere() for _ in range(seats)]
    for i, line in enumerate(lines):
        stage.enter(Seat(Group(SCREENS[i % len(SCREENS)], "de"), line, ""))
    await stage.beat()
    drawn, shown = stage.counts.drawings, [line.shown for line in lines]
    await _vote(plan, ctx, number)
    await stage.beat()
    told = sum(line.shown > before for line, before in zip(lines, shown, strict=True))
    return {"server": "barcamp", "seats": seats, "renderings": stage.counts.drawings - drawn, "shown": told / seats}


async def _vote(plan: Plan, ctx: AppContext, number: int) -> None:
    voter = Actor(Role.ATTENDEE, plan.room.camp_id, await somebody(ctx, plan, number))
    await ctx.desk.carry_out(CastVote(topic=plan.room.topics[0]), voter)


async def somebody(ctx: AppContext, plan: Plan, number: int) -> int:
    from sqlalchemy import select

    from barcamp.domain.people.attendee import attendees

    async with ctx.db.reading() as db:
        ids = select(attendees.c.id).where(attendees.c.barcamp_id == plan.room.camp_id).order_by(attendees.c.id)
        return (await db.scalars(ids)).all()[number]
