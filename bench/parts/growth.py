"""Growth: what one change costs among few topics and among many, piece by piece, compared with whole regions."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import delete, insert, select

from barcamp.app import build
from barcamp.domain.event.phases import SetPitching
from barcamp.domain.moderation.helping import PitchFor
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.topics.topic import EditTopic, topics
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command
from barcamp.live import regions, screens
from barcamp.live.audience import Group, Seat
from barcamp.live.broadcast import Broadcast
from barcamp.live.keyed import Shelf
from barcamp.live.snapshot import Snapshot
from barcamp.live.websocket import frames
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from bench.findings import Findings, Goal, Plan
from bench.parts import growth_shares
from bench.parts.renderings import somebody
from bench.sixty import sixty_topics

SIZES = (40, 400)
GROUPS = {
    "phone": Group("phone", "de"), "console": Group("console", "de"), "projector": Group("projector", "de"),
    "wall": Group("notes", "de", "e"),
}  # fmt: skip
MOST = {"phone": 900, "console": 2000, "projector": 1000, "wall": 900}
MOST_MS = 10.0
SAYS = [
    "In this process; German words of real topics; bytes are deflated, to each screen. `whole`: all regions that the"
    " change touches, read, drawn and sent whole, as they were before, in the same run.",
    "Phoenix LiveView, as published: one change among 300 items 7,274 bytes with plain comprehensions, 120 in a list"
    " that forgets itself; a grid of 60 × 34 6,953 bytes before keys, 310 with them. Ours are larger items.",
]


@dataclass
class Line:
    """Keeps the last frame that it was shown."""

    deflates: bool = True
    alive: bool = True
    backlog: int = 0
    last: bytes = b""

    @property
    def write(self) -> Callable[[bytes], None]:
        return self.show

    def show(self, frame: bytes) -> None:
        self.last = frame

    def abort(self) -> None: ...


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
            data = Path(folder) / "data"
            shutil.copytree(plan.room.folder, data)
            rows, shares = asyncio.run(_all(plan, data, size))
        found.rows += rows
        found.says += shares if size == SIZES[-1] else []
    large = [row for row in found.rows if row["topics"] == SIZES[-1]]
    for name, most in MOST.items():
        worst = max((row[name] for row in large if name in row), default=None)
        found.goals.append(Goal(f"bytes to a {name} among {SIZES[-1]}", worst, most))
    found.goals.append(Goal(f"median beat among {SIZES[-1]}", max(row["beat ms"] for row in large), MOST_MS, " ms"))
    return found


async def _all(plan: Plan, data: Path, size: int) -> tuple[list[dict], list[str]]:
    """A row for each kind of change, and what to read beside them."""
    ctx = build(Settings(data=data))
    try:
        filled = await fill(plan, ctx, size)
        moderator = Actor(Role.MODERATOR, plan.room.camp_id, await somebody(ctx, plan, 0))
        author = Actor(Role.ATTENDEE, plan.room.camp_id, await somebody(ctx, plan, 1))
        await ctx.desk.carry_out(SetPitching(open=True), moderator)
        people = [await somebody(ctx, plan, number) for number in range(3, 20)]
        words = [title for title, _ in sixty_topics()]

        def pitch(turn: int) -> Command:
            title = f"{words[turn % len(words)]} ({turn})"
            return PitchFor(person=people[turn], title=title, description=words[turn % 7])

        def edit(turn: int) -> Command:
            return EditTopic(topic=plan.room.topics[turn % 5], title=f"Anders {turn}", description=words[turn % 7])

        def hide(turn: int) -> Command:
            return HideTopic(topic=filled[-1 - turn], reason="doppelt")

        def write(turn: int) -> Command:
            return WriteNote(wall="e", text=f"{words[turn % len(words)]} ({turn})")

        kinds = {"pitched": (moderator, pitch), "changed": (moderator, edit), "hidden": (moderator, hide),
                 "written": (author, write)}  # fmt: skip
        rows = [
            {"server": "barcamp", "topics": size, "change": name, **await _some(plan, ctx, who, what)}
            for name, (who, what) in kinds.items()
        ]
        camp = await ctx.visitor_cache.camp(plan.room.code)
        assert camp is not None
        async with ctx.db.reading() as db:
            return rows, await growth_shares.says(ctx.env, Snapshot(db, camp, ctx.clock()), GROUPS.values())
    finally:
        await ctx.desk.close()
        await ctx.db.close()


async def fill(plan: Plan, ctx: AppContext, size: int) -> list[int]:
    """As many topics as wanted; their ids."""
    host = await somebody(ctx, plan, 2)
    texts = list(sixty_topics())
    rows = [
        {"barcamp_id": plan.room.camp_id, "host_id": host, "title": f"{texts[n % len(texts)][0]} ({n})",
         "description": texts[n % len(texts)][1], "pitched_at": ctx.clock()}
        for n in range(size - len(plan.room.topics))
    ]  # fmt: skip
    async with ctx.db.writing() as db:
        if rows:
            await db.execute(insert(topics), rows)
        await db.execute(delete(votes).where(votes.c.barcamp_id == plan.room.camp_id))
        return list(await db.scalars(select(topics.c.id).order_by(topics.c.id)))


async def _some(plan: Plan, ctx: AppContext, who: Actor, what: Callable[[int], Command]) -> dict:
    broadcast = Broadcast(plan.room.camp_id, ctx.db, ctx.env, ctx.clock)
    lines = {name: Line() for name in GROUPS}
    for name, group in GROUPS.items():
        broadcast.enter(Seat(group, lines[name], ""))
    await broadcast.beat()
    beats, drawn, sizes, wholes, whole_ms = [], [], {name: [] for name in GROUPS}, {name: [] for name in GROUPS}, []
    for turn in range(5 if plan.repeats < 2 else 15):
        answer = await ctx.desk.carry_out(what(turn), who)
        before, began = broadcast.counts.drawings, perf_counter()
        await broadcast.beat()
        beats.append((perf_counter() - began) * 1000)
        drawn.append(broadcast.counts.drawings - before)
        for name, line in lines.items():
            sizes[name].append(len(line.last))
        ms, whole = await _whole(plan, ctx, answer.changed)
        whole_ms.append(ms)
        for name, many in whole.items():
            wholes[name].append(many)
    row: dict[str, object] = {"beat ms": median(beats), "whole ms": median(whole_ms), "drawn": median(drawn)}
    for name in GROUPS:
        row |= {name: median(sizes[name]), f"{name} whole": median(wholes[name])}
    return row


async def _whole(plan: Plan, ctx: AppContext, changed) -> tuple[float, dict[str, int]]:
    """How long it takes to read and draw all the regions that this touches, and how large they are."""
    began, found = perf_counter(), {}
    async with ctx.db.reading() as db:
        camp = await ctx.visitor_cache.camp(plan.room.code)
        assert camp is not None
        snapshot = Snapshot(db, camp, ctx.clock())
        for name, group in GROUPS.items():
            told = screens.told(changed, camp)
            names = screens.shown_by(group.screen, group.subject, told)
            contexts = await regions.contexts(snapshot, set(names))
            html: dict[str, str] = {}
            for each in names:
                context = contexts[each]
                assert not isinstance(context, Exception)
                shelf: Shelf = regions.draw(ctx.env, group, camp, each, context, None)[0]
                html[each] = shelf.piece.html
            found[name] = len(frames.text_frame(frames.message("1", html)).deflated)
    return (perf_counter() - began) * 1000, found
