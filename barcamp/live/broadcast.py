"""The broadcast of one barcamp: beat by beat, what changed is drawn once per group and shown to every seat.

A beat reads the journal since the last beat, so one vote or three hundred cost the same, and a lost ring heals at the
next. What is drawn is kept, piece by piece, so that a change costs what it changes; pages are joined from the same
pieces, for requests and for seats that missed something alike.
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
from barcamp.live.kept import Kept
from barcamp.live.keyed import Shelf
from barcamp.live.people_counter import PeopleCounter
from barcamp.live.snapshot import Snapshot
from barcamp.live.view import Page, View
from barcamp.live.websocket import frames
from barcamp.live.websocket.frames import Frame
from barcamp.queries.history import changed_since, last_seq
from barcamp.telemetry import metrics

log = structlog.get_logger("stage")

MOST_UNWATCHED = 16  # groups whose view is kept though nobody watches

Clock = Callable[[], datetime]


class Gone(LookupError):
    """The event was deleted."""


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
    contexts: dict[str, regions.Context | Exception] = field(default_factory=dict[str, regions.Context | Exception])


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
        self._views: dict[Group, View] = {}
        self._turn = asyncio.Lock()
        self._people_counter = PeopleCounter()
        self._kept = Kept()
        self._forget = forget

    @property
    def mark(self) -> str:
        return self._mark

    async def page(self, group: Group) -> Page:
        """The group's page as it is now: drawn once per change, however many ask."""
        return (await self._view(group)).page

    async def first_page(self, group: Group) -> Page:
        """The same, with the first pieces of long lists alone."""
        return (await self._view(group)).first_page

    async def look(self, group: Group, mark: str) -> str:
        """The message for a screen that is as far as `mark`; empty where nothing has changed since."""
        view = await self._view(group)
        return "" if view.mark == mark else view.since(mark) or view.page.message

    async def _view(self, group: Group) -> View:
        if self._seen == self._rings and self._is_there(group):
            return self._views[group]
        async with self._turn:
            if self._seen != self._rings or not self._is_there(group):
                await self._catch_up({group})
            return self._views[group]

    def _undrawn(self) -> set[Group]:
        """Groups that are watched, by screens from before a restart: the next change has to be told from something."""
        return {group for group in self.audience.groups if not self._is_there(group)}

    def _is_there(self, group: Group) -> bool:
        view = self._views.get(group)
        return view is not None and view.mark == self._mark

    def ring(self) -> None:
        """Something may have changed; whoever asks for a page from now on gets one that includes it."""
        self._rings += 1

    def enter(self, seat: Seat) -> bool:
        """A seat without a page, or with an older one than was last shown, gets what it is without at the next beat.
        Whether there is anything to do then."""
        self.audience.enter(seat, due=not seat.mark or seat.mark != self._mark)
        return seat.due or not self._is_there(seat.group)

    async def beat(self) -> None:
        """Shows what changed since the last beat. Raises when the database cannot be read; the next beat catches up."""
        async with self._turn:
            await self._catch_up(self.audience.due_groups() | self._undrawn())
            for group in self.audience.due_groups():
                if self._is_there(group):
                    self.audience.show_due(group, self._mark, self._views[group].frame_since)
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
        """Draws what changed for groups with an audience, and whatever is not up to date for `wanted`."""
        rings = self._rings  # whatever is rung from here on needs another look
        changes, watched = await self._look(wanted)
        if self._mark and changes.mark != self._mark:
            for group in watched:
                if self._is_there(group):
                    self._show_changes(group, changes)
            for group in self.audience.groups:
                # Sat down while we looked, or a moment before: what they would need was not asked for.
                if group not in self._views or self._views[group].mark != changes.mark:
                    self.audience.make_all_due(group)
        self._seq, self._moment, self._mark = changes.seq, changes.moment, changes.mark
        self._people_counter = changes.presence
        for group in wanted:
            if not self._is_there(group):
                view = self._views.setdefault(group, View())
                view.become(self._mark, self._drawn(group, changes, screens.whole(group.screen, group.subject)))
        self._seen = rings
        self._put_away(wanted)

    def _put_away(self, wanted: set[Group]) -> None:
        """Views of groups that nobody watches are kept for whoever polls, or comes back; not for ever."""
        watched = {*self.audience.groups, *wanted}
        for group in [group for group in self._views if group not in watched][:-MOST_UNWATCHED]:
            del self._views[group]

    async def _look(self, wanted: set[Group]) -> tuple[_Changes, list[Group]]:
        async with self._db.reading() as db:
            camp = await barcamps.load(db, self._id)
            if camp is None:
                raise Gone(f"barcamp {self._id} is gone")
            if self._seq < 0:  # nobody watched before, so nothing has to be shown as a change
                seq, facts = await last_seq(db, self._id), frozenset[Changed]()
            else:
                seq, facts = await changed_since(db, self._id, self._seq)
            self._kept.note(facts)
            snapshot = Snapshot(db, camp, self._clock(), self._kept)
            moment = (await snapshot.moment()).mark
            if moment != self._moment and self._seq >= 0:
                another_day = moment.partition(":")[0] != self._moment.partition(":")[0]
                passed = {Changed.moment(), Changed.date()} if another_day else {Changed.moment()}
                self._kept.note(passed)
                facts |= passed
            if Changed.rights() in facts:
                await self._end_rights(db)
            facts, presence = self._people_counter.after(facts)
            changes = _Changes(camp, seq, f"{seq}_{moment}{presence.mark}", moment, presence, screens.told(facts, camp))
            watched = self.audience.groups
            names = {name for group in watched for name in screens.shown_by(group.screen, group.subject, changes.told)}
            for group in wanted:
                if group not in watched or not self._is_there(group):
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
        drawn = self._drawn(group, changes, screens.shown_by(group.screen, group.subject, changes.told))
        # Also when nothing of this screen changed: its mark must not fall behind.
        message = self._views[group].become(changes.mark, drawn)
        self.audience.show(group, frames.text_frame(message))

    def _drawn(self, group: Group, changes: _Changes, names: list[str]) -> dict[str, Shelf]:
        """A region that fails is logged and left as it was; one bad row never blanks the room."""
        view, drawn = self._views.get(group), dict[str, Shelf]()
        for name in names:
            before = view.shelves.get(name) if view else None
            try:
                context = changes.contexts[name]
                if isinstance(context, Exception):
                    raise context
                drawn[name], pieces = regions.draw(self._env, group, changes.barcamp, name, context, before)
                self.counts.drawings += pieces
            except Exception:
                self.counts.failed += 1
                log.exception("region failed", region=name, screen=group.screen, barcamp=self._id)
        return drawn
