"""The broadcast of one barcamp: beat by beat, what changed is drawn once per group and shown to every seat.

A beat reads the journal since the last beat, so one vote or three hundred cost the same, and a lost ring heals at the
next. Pages are drawn from the same regions and kept until the next change, for requests and for seats that missed
something alike.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from jinja2 import Environment
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.people.attendee import roles_of, wearers
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.db import Database
from barcamp.kernel.facts import Changed
from barcamp.live import regions, screens
from barcamp.live.audience import Audience, Group, Seat
from barcamp.live.people_counter import PeopleCounter
from barcamp.live.snapshot import Snapshot
from barcamp.live.websocket import frames
from barcamp.live.websocket.frames import Frame
from barcamp.queries.history import changed_since, last_seq
from barcamp.telemetry import metrics

log = structlog.get_logger("stage")

Clock = Callable[[], datetime]


class Gone(LookupError):
    """The event was deleted."""


@dataclass(frozen=True, slots=True)
class Page:
    """All regions of a group's screen as they are at `mark`."""

    mark: str
    regions: dict[str, str]
    message: str
    frame: Frame


@dataclass(slots=True)
class Counts:
    """What the work has been so far; tests read it, and what is measured comes from it."""

    beats: int = 0
    drawings: int = 0
    failed: int = 0


@dataclass(slots=True)
class _Changes:
    """What one look at the database found since the last beat."""

    barcamp: Barcamp
    seq: int
    mark: str
    moment: str
    presence: PeopleCounter
    told: screens.Told
    contexts: dict[str, regions.Context | Exception | None] = field(
        default_factory=dict[str, regions.Context | Exception | None]
    )


class Broadcast:
    def __init__(
        self,
        barcamp_id: int,
        db: Database,
        env: Environment,
        clock: Clock,
        forget: Callable[[int], None] = lambda barcamp_id: None,
    ) -> None:
        """`forget` is told where what somebody may do here must be looked up anew."""
        self.audience = Audience()
        self.counts = Counts()
        self._told = Counts()
        self.idle = 0
        self._rings = 1  # how often something may have changed
        self._seen = 0  # how many of these the pages include
        self._id = barcamp_id
        self._db = db
        self._env = env
        self._clock = clock
        self._seq = -1
        self._moment = ""
        self._mark = ""
        self._pages: dict[Group, Page] = {}
        self._turn = asyncio.Lock()
        self._people_counter = PeopleCounter()
        self._forget = forget

    @property
    def mark(self) -> str:
        return self._mark

    async def page(self, group: Group) -> Page:
        """The group's page as it is now: drawn once per change, however many ask."""
        if self._seen == self._rings and (page := self._pages.get(group)):
            return page
        async with self._turn:
            if self._seen != self._rings or group not in self._pages:
                await self._catch_up({group})
            return self._pages[group]

    def ring(self) -> None:
        """Something may have changed; whoever asks for a page from now on gets one that includes it."""
        self._rings += 1

    def enter(self, seat: Seat) -> None:
        """A seat without a page, or with an older one than was last shown, gets everything at the next beat."""
        self.audience.enter(seat, due=not seat.mark or seat.mark != self._mark)

    async def beat(self) -> None:
        """Shows what changed since the last beat. Raises when the database cannot be read; the next beat catches up."""
        async with self._turn:
            await self._catch_up(self.audience.due_groups())
            for group in self.audience.due_groups():
                page = self._pages.get(group)
                if page is not None:
                    self.audience.show_due(group, page.mark, page.frame)
        self.counts.beats += 1

    def measure(self) -> None:
        """Passes on what was counted since it was passed on last."""
        now, told = self.counts, self._told
        metrics.DRAWINGS.inc(now.drawings - told.drawings)
        metrics.FAILED.inc(now.failed - told.failed)
        self._told = replace(now)

    def sign_of_life(self) -> None:
        """Tells quiet screens how far they should be, and asks them to answer; lets go of those that no longer do."""
        mark = frames.text_frame(self._mark).plain
        both = frames.frame(frames.PING, b"") + mark
        for group in self.audience.groups:
            self.audience.show(group, Frame(both, both))
        self.audience.let_go_of_the_silent()

    async def _catch_up(self, wanted: set[Group]) -> None:
        """Draws what changed for groups with an audience, and whole pages for `wanted`."""
        rings = self._rings  # whatever is rung from here on needs another look
        changes, watched = await self._look(wanted)
        if changes.mark != self._mark:
            self._pages.clear()
        if changes.mark != self._mark:
            for group in watched:
                self._show_changes(group, changes)
            for group in set(self.audience.groups) - set(watched):
                # Sat down while we looked: what they would need was not asked for.
                self.audience.make_all_due(group)
        self._seq, self._moment, self._mark = changes.seq, changes.moment, changes.mark
        self._people_counter = changes.presence
        for group in wanted:
            if group not in self._pages:
                drawn = self._draw_all(group, changes, screens.whole(group.screen, group.subject))
                message = frames.message(changes.mark, drawn)
                self._pages[group] = Page(changes.mark, drawn, message, frames.text_frame(message))
        self._seen = rings

    async def _look(self, wanted: set[Group]) -> tuple[_Changes, list[Group]]:
        async with self._db.reading() as db:
            camp = await barcamps.load(db, self._id)
            if camp is None:
                raise Gone(f"barcamp {self._id} is gone")
            if self._seq < 0:  # nobody watched before, so nothing has to be shown as a change
                seq, facts = await last_seq(db, self._id), frozenset[Changed]()
            else:
                seq, facts = await changed_since(db, self._id, self._seq)
            snapshot = Snapshot(db, camp, self._clock())
            moment = (await snapshot.moment()).mark
            if moment != self._moment and self._seq >= 0:
                another_day = moment.partition(":")[0] != self._moment.partition(":")[0]
                facts |= {Changed.moment(), Changed.date()} if another_day else {Changed.moment()}
            if Changed.rights() in facts:
                await self._end_rights(db)
            facts, presence = self._people_counter.after(facts)
            changes = _Changes(camp, seq, f"{seq}_{moment}{presence.mark}", moment, presence, screens.told(facts, camp))
            watched = self.audience.groups
            names = {name for group in watched for name in screens.shown_by(group.screen, group.subject, changes.told)}
            for group in wanted:
                if group not in self._pages or changes.mark != self._mark:
                    names.update(screens.whole(group.screen, group.subject))
            changes.contexts = await regions.contexts(snapshot, names)
        return changes, watched

    async def _end_rights(self, db: AsyncConnection) -> None:
        """In this process, wherever the command was given: whoever lost a right loses the screens that it opened."""
        self._forget(self._id)
        theirs = [seat for seat in self.audience.seats() if seat.person]
        found = await roles_of(db, {seat.person for seat in theirs})
        devices = await wearers(db, self._id, {seat.device for seat in theirs if seat.device})
        roles = {person: role for person, (event, role) in found.items() if event == self._id}
        self.audience.let_go_of_fallen(roles, devices)

    def _show_changes(self, group: Group, changes: _Changes) -> None:
        drawn = self._draw_all(group, changes, screens.shown_by(group.screen, group.subject, changes.told))
        # Also when nothing of this screen changed: its mark must not fall behind.
        self.audience.show(group, frames.text_frame(frames.message(changes.mark, drawn)))

    def _draw_all(self, group: Group, changes: _Changes, names: list[str]) -> dict[str, str]:
        """A region that fails is logged and left out; one bad row never blanks the room."""
        drawn: dict[str, str] = {}
        for name in names:
            context = changes.contexts.get(name)
            if context is None:
                continue
            try:
                if isinstance(context, Exception):
                    raise context
                drawn[name] = regions.draw(self._env, group, changes.barcamp, name, context)
                self.counts.drawings += 1
            except Exception:
                self.counts.failed += 1
                log.exception("region failed", region=name, screen=group.screen, barcamp=self._id)
        return drawn
