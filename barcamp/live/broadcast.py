"""The broadcast of one barcamp: beat by beat, what changed is drawn once per group and shown to every seat.

A beat reads the journal since the last beat, so one vote or three hundred cost the same, and a lost ring heals at the
next beat. What was drawn is kept, piece by piece, so that a change costs only what it changes; pages are joined from
the same pieces, both for requests and for seats that missed something.
"""

import asyncio
from collections.abc import Callable, Iterator
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
from barcamp.live.typing import Typing
from barcamp.live.view import Page, View
from barcamp.live.websocket import frames
from barcamp.live.websocket.frames import Frame
from barcamp.queries.history import changed_since, last_seq
from barcamp.telemetry import metrics

log = structlog.get_logger("stage")

OWN = frames.text_frame(frames.aside("own"))  # something of your own has changed
MOST_UNWATCHED = 16  # groups whose view is kept although nobody watches

Clock = Callable[[], datetime]


class Gone(LookupError):
    """The event has been deleted."""


@dataclass(slots=True)
class Counts:
    """The work done so far; tests and measurements read it."""

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
    counter: PeopleCounter
    told: screens.Told
    people: frozenset[int]  # who did something
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
        """Makes a broadcast. `forget` is called when the rights of people here must be looked up again."""
        self.audience = Audience()
        self.typing = Typing(self.audience)
        self.counts = Counts()
        self._told = Counts()
        self.idle = 0
        self._rings = 1  # how often something may have changed
        self._seen = 0  # how many of these changes the pages include
        self._id = barcamp_id
        self._db = db
        self._env = env
        self._clock = clock
        self._seq = -1
        self._moment = ""
        self._mark = ""
        self._views: dict[Group, View] = {}
        self._lock = asyncio.Lock()
        self._sending = asyncio.Lock()
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
        """The same, with only the first pieces of long lists."""
        return (await self._view(group)).first_page

    async def look(self, group: Group, mark: str) -> str:
        """The message for a screen that is as far as `mark`; empty if nothing has changed since."""
        view = await self._view(group)
        return "" if view.mark == mark else view.since(mark) or view.page.message

    async def _view(self, group: Group) -> View:
        if self._seen == self._rings and self._is_there(group):
            return self._views[group]
        async with self._lock:
            if self._seen != self._rings or not self._is_there(group):
                await self._catch_up({group})
            return self._views[group]

    def _undrawn(self) -> set[Group]:
        """Groups that are watched by screens from before a restart: the next change has to be compared with
        something."""
        return {group for group in self.audience.groups if not self._is_there(group)}

    def _is_there(self, group: Group) -> bool:
        view = self._views.get(group)
        return view is not None and view.mark == self._mark

    def ring(self) -> None:
        """Notes that something may have changed; a page asked for from now on includes it."""
        self._rings += 1

    def enter(self, seat: Seat) -> bool:
        """Seats a screen. One without a page, or with an older one than was last shown, gets what it lacks at the next
        beat. Returns whether there is anything to do then."""
        self.audience.enter(seat, due=not seat.mark or seat.mark != self._mark)
        return seat.due or not self._is_there(seat.group)

    async def beat(self) -> None:
        """Shows what has changed since the last beat. Raises if the database cannot be read; the next beat
        catches up."""
        async with self._lock:
            await self._catch_up(self.audience.due_groups() | self._undrawn())
            for group in self.audience.due_groups():
                if self._is_there(group):
                    frame_since = self._views[group].frame_since
                    await self._pass_on([self.audience.showing_due(group, self._mark, frame_since)])
        self.counts.beats += 1

    def measure(self) -> None:
        """Passes on what was counted since the last time."""
        now, told = self.counts, self._told
        metrics.DRAWINGS.inc(now.drawings - told.drawings)
        metrics.FAILED.inc(now.failed - told.failed)
        self._told = replace(now)

    async def say_who_writes(self) -> None:
        await self._pass_on(self.typing.due())

    async def sign_of_life(self) -> None:
        """Tells quiet screens how far they should be, and asks them to answer; cuts the lines of those that no longer
        do."""
        mark = frames.text_frame(self._mark).plain
        both = frames.frame(frames.PING, b"") + mark
        await self._pass_on([self.audience.showing(group, Frame(both, both)) for group in self.audience.groups])
        self.audience.let_go_of_the_silent()

    async def _catch_up(self, wanted: set[Group]) -> None:
        """Draws what changed for groups with an audience, and whatever is out of date for `wanted`."""
        rings = self._rings  # anything rung from here on needs another look
        changes, watched = await self._look(wanted)
        showing: list[Iterator[None]] = []
        try:
            self._become(changes, watched, wanted, showing)
            self._seen = rings
            self._put_away(wanted)
        finally:
            await self._pass_on(showing)

    async def _pass_on(self, showing: list[Iterator[None]]) -> None:
        """Slice by slice, so that a full room holds up neither other events nor what its own people do meanwhile. One
        after another, so that every screen hears what was drawn, and how far it should be, in their order."""
        try:
            async with self._sending:
                for slices in showing:
                    for _ in slices:
                        await asyncio.sleep(0)
        finally:
            # Whoever asked for the page and hung up costs nobody else a message.
            for slices in showing:
                for _ in slices:
                    pass

    def _become(
        self, changes: _Changes, watched: list[Group], wanted: set[Group], showing: list[Iterator[None]]
    ) -> None:
        """All views and the mark, in one go: who sits down from here on is as far as they are."""
        if self._mark and changes.mark != self._mark:
            for group in watched:
                if self._is_there(group):
                    showing.append(self._show_changes(group, changes))
            for group in self.audience.groups:
                # Seated while we looked, or a moment before: what they need was not asked for.
                if group not in self._views or self._views[group].mark != changes.mark:
                    self.audience.make_all_due(group)
            # What is theirs is in no view: their other devices have to ask for it.
            showing.append(self.audience.telling(changes.people, OWN))
        self._seq, self._moment, self._mark = changes.seq, changes.moment, changes.mark
        self._people_counter = changes.counter
        for group in wanted:
            if not self._is_there(group):
                view = self._views.setdefault(group, View())
                view.become(self._mark, self._drawn(group, changes, screens.whole(group.screen, group.subject)))

    def _put_away(self, wanted: set[Group]) -> None:
        """Keeps views of groups that nobody watches for those who poll or come back, but not forever."""
        watched = {*self.audience.groups, *wanted}
        for group in [group for group in self._views if group not in watched][:-MOST_UNWATCHED]:
            del self._views[group]

    async def _look(self, wanted: set[Group]) -> tuple[_Changes, list[Group]]:
        async with self._db.reading() as db:
            camp = await barcamps.load(db, self._id)
            if camp is None:
                raise Gone(f"barcamp {self._id} is gone")
            if self._seq < 0:  # nobody watched before, so nothing has to be shown as a change
                seq, facts, people = await last_seq(db, self._id), frozenset[Changed](), frozenset[int]()
            else:
                seq, facts, people = await changed_since(db, self._id, self._seq)
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
            facts, counter = self._people_counter.after(facts)
            changes = _Changes(
                camp, seq, f"{seq}_{moment}{counter.mark}", moment, counter, screens.told(facts, camp), people
            )
            watched = self.audience.groups
            names = {name for group in watched for name in screens.shown_by(group.screen, group.subject, changes.told)}
            for group in wanted:
                if group not in watched or not self._is_there(group):
                    names.update(screens.whole(group.screen, group.subject))
            changes.contexts = await regions.contexts(snapshot, names)
        return changes, watched

    async def _end_rights(self, db: AsyncConnection) -> None:
        """Ends, in this process, the screens of people who have lost a right, wherever the command was given."""
        self._forget(self._id)
        theirs = [seat for seat in self.audience.seats() if seat.person]
        found = await roles_of(db, {seat.person for seat in theirs})
        devices = await wearers(db, self._id, {seat.device for seat in theirs if seat.device})
        roles = {person: role for person, (event, role) in found.items() if event == self._id}
        self.audience.let_go_of_fallen(roles, devices)

    def _show_changes(self, group: Group, changes: _Changes) -> Iterator[None]:
        drawn = self._drawn(group, changes, screens.shown_by(group.screen, group.subject, changes.told))
        # Even if nothing on this screen changed: its mark must not fall behind.
        message = self._views[group].become(changes.mark, drawn)
        return self.audience.showing(group, frames.text_frame(message))

    def _drawn(self, group: Group, changes: _Changes, names: list[str]) -> dict[str, Shelf]:
        """Draws the regions. One that fails is logged and left as it was; one bad row never blanks the room."""
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
