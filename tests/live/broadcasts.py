"""A broadcast for tests: small templates of its own, without words, and viewers who remember what they were shown."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import takewhile

from jinja2 import DictLoader, Environment, StrictUndefined

from barcamp.kernel.db import Database
from barcamp.live.audience import Group, Seat
from barcamp.live.broadcast import Broadcast
from barcamp.live.hub import Hub
from barcamp.live.screens import SCREENS
from barcamp.text.i18n import current
from tests.cast import Cast

REGIONS = {
    "heading": "{{ barcamp.name }} {{ locale() }}",
    "announcement": "{{ barcamp.announcement }}",
    "exhibit": "{{ exhibit.note.text if exhibit }}",
    "phase": "{{ barcamp.phase }}",
    "where": "{{ barcamp.held }}",
    "people": "{{ people }} here",
    "topics": "{% for card in cards %}{{ keyed('topic', card.id, card=card) }}{% endfor %}",
    "topic": "{{ card.title }} {{ card.interest }}",
    "ranking": "{% for card in cards %}{{ card.title }} {{ card.interest }} {% endfor %}",
    "plan": "{{ plan.placed }} of {{ plan.cells }}",
    "now": "{% for row in moment.running %}{{ row.title }}{% endfor %}",
    "news": "{{ publication.latest.number if publication.latest else 0 }}",
    "check": "{{ assessment.breaches|length }}",
    "proposal": "{{ proposal.changes|length if proposal else 0 }}",
    "revisions": "{{ skipped }}",
    "offers": "{{ offers|length }}",
    "scene": "{{ scene }}",
    "stage": "{{ stage.card.title if stage.card }}",
    "next": "{{ step.kind }}",
    "undo": "{{ history.undo.kind if history.undo }}",
    "walls": "{{ plan.placed }}",
    "accent": "",
    "clock": "",
    "logos": "{{ logos|length }}",
    "hidden": "{{ hidden|length }}",
    "sections": "{{ wall.sections|length }}",
    "order": "{{ wall.sections|length }}",
    "note": "{{ note.text }}",
    "silence": "{{ silence.lanes|length }}",
    "wall": "{% for note in wall.notes %}{{ keyed('note', note.id, note=note) }}{% endfor %}",
}
PHONE, CONSOLE, PROJECTOR = (Group(screen, "de") for screen in ("phone", "console", "projector"))


def small_environment(**instead: str) -> Environment:
    """`instead` gives regions other words, or, as `projector_ranking`, those of one screen."""
    words = {**REGIONS, **instead}
    templates = {
        f"{screen}/_{kind}.html": f'<div id="{{{{ region }}}}">{words.get(f"{screen}_{kind}", words[kind])}</div>'
        for screen in SCREENS
        for kind in REGIONS
    }
    env = Environment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined)
    env.globals["locale"] = current
    return env


def make_broadcast(cast: Cast, db: Database | None = None, **instead: str) -> Broadcast:
    return Broadcast(cast.id, db or cast.ctx.db, small_environment(**instead), cast.clock)


def make_theatre(cast: Cast, heartbeat: float = 60, **instead: str) -> Hub:
    parts = cast.ctx
    return Hub(parts.db, parts.bell, small_environment(**instead), cast.clock, 0.01, heartbeat)


@asynccontextmanager
async def opened(hub: Hub) -> AsyncIterator[Hub]:
    """It beats while the block lasts."""
    hub.open()
    await asyncio.sleep(0)
    try:
        yield hub
    finally:
        await hub.close()


@dataclass(frozen=True, slots=True)
class Shown:
    """One message: how far the screen then is, the HTML of each element by its id, and what becomes of lists."""

    mark: str
    regions: Mapping[str, str]
    lines: tuple[str, ...] = ()


@dataclass
class Viewer:
    """Somebody's screen. `seat` is theirs, `frames` the bytes, `shown` what these say."""

    group: Group
    mark: str = ""
    frames: list[bytes] = field(default_factory=list)
    deflates: bool = False
    alive: bool = True
    aborted: bool = False

    def __post_init__(self) -> None:
        self.seat = Seat(self.group, self, self.mark)
        self._news = asyncio.Event()

    def show(self, frame: bytes) -> None:
        self.frames.append(frame)
        self._news.set()

    @property
    def write(self):
        return lambda frame: self.show(frame)

    @property
    def backlog(self) -> int:
        return 0

    def abort(self) -> None:
        self.aborted = True

    @property
    def shown(self) -> list[Shown]:
        return [read_message(unframed(frame)) for frame in self.frames]

    async def sees(self, number: int) -> list[Shown]:
        """Waits until so many messages have come."""
        async with asyncio.timeout(300):
            while len(self.frames) < number:
                self._news.clear()
                await self._news.wait()
        return self.shown


async def seated(broadcast: Broadcast, *groups: Group) -> list[Viewer]:
    """One viewer per group, who have the page as it is now."""
    viewers = []
    for group in groups:
        viewer = Viewer(group, (await broadcast.page(group)).mark)
        broadcast.enter(viewer.seat)
        viewers.append(viewer)
    return viewers


def read_message(message: str | bytes) -> Shown:
    assert isinstance(message, str)
    head, *rest = message.split("\n")
    lines = tuple(takewhile(lambda line: line[:1] in ("+", "-", "#"), rest))
    html = "\n".join(rest[len(lines) :])
    found = re.findall(r'<hx-partial hx-target="#([\w-]+)" hx-swap="outerMorph">(.*?)</hx-partial>', html, re.DOTALL)
    return Shown(head.split(" ")[-1], dict(found), lines)


def unframed(frame: bytes) -> str:
    """The text in an unmasked frame (RFC 6455, section 5.2), which a ping may go before."""
    frame = frame.removeprefix(b"\x89\x00")
    assert frame[0] == 0x81
    long = {126: 2, 127: 8}.get(frame[1], 0)
    size = int.from_bytes(frame[2 : 2 + long], "big") if long else frame[1]
    assert len(frame) == 2 + long + size
    return frame[2 + long :].decode()
