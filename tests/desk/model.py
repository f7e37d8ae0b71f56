"""A barcamp as plain Python: what the desk must come to, and what it must refuse and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from barcamp.domain.event.phases import PHASES, Announce, MoveToPhase, SetInterest, SetPitching
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.people.entry import Join
from barcamp.domain.plan.pin import PinTopic, UnpinTopic
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.topic import EditTopic, PitchTopic
from barcamp.domain.topics.vote import CastVote, WithdrawVote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command

Cell = tuple[int, int]  # room, slot
Places = dict[int, tuple[int, int, bool] | None]  # topic → room, slot, whether it is pinned; or off the grid


class No(Exception):
    """The key of a refusal."""


@dataclass(frozen=True, slots=True)
class Topic:
    host: int
    title: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    wall: str
    author: int
    text: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal; the same op gives its `seq` and `made` again."""

    seq: int
    op: str
    attendee: int | None
    organiser: int | None
    verb: str
    made: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the plan or of the day, which can be undone, and redone until something else is done. `was` and
    `is_now` are of the event."""

    before: Places = field(default_factory=dict)
    after: Places = field(default_factory=dict)
    was: Mapping[str, object] = field(default_factory=dict)
    is_now: Mapping[str, object] = field(default_factory=dict)
    undone: bool = False


@dataclass(slots=True)
class Model:
    """`accounts` are the names of organisers by id. Everything else is as the database should have it."""

    rooms: tuple[int, ...]
    slots: tuple[int, ...]
    plenaries: tuple[int, ...]
    accounts: dict[int, str]
    people: dict[int, tuple[str, Role]]
    lines: list[Line]
    devices: dict[str, int] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    votes: set[tuple[int, int]] = field(default_factory=set)
    grid: dict[int, tuple[Cell, str]] = field(default_factory=dict)  # topic → where, and who put it there
    pins: set[int] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    notes: dict[int, Note] = field(default_factory=dict)
    phase: str = "pitching"
    pitching: bool = True
    interest: bool = True
    announcement: str = ""
    archived: bool = False

    def answers(self, command: Command, actor: Actor, op: str, made: int | None) -> tuple[int, int | None] | str:
        """Carries it out: number and id of the line, or the key of the refusal."""
        try:
            line = self.do(command, actor, op, made)
        except No as no:
            return str(no)
        return line.seq, line.made

    def do(self, command: Command, actor: Actor, op: str, made: int | None) -> Line:
        """Carries it out; `made` is the id that the database gave to what it made. Raises No."""
        if actor.role < command.by:
            raise No(f"role.{command.by.name.lower()}")
        for line in self.lines:
            if line.op == op:
                if (line.attendee, line.organiser, line.verb) == _signed(actor, command):
                    return line
                raise No("op.not_yours")
        if self.archived:
            raise No("barcamp.archived")
        made = _RULES[type(command)](self, command, actor, made)
        self.lines.append(Line(len(self.lines) + 1, op, *_signed(actor, command), made))
        return self.lines[-1]

    def _join(self, c: Join, actor: Actor, made: int | None) -> int | None:
        if c.device in self.devices:
            return self.devices[c.device]
        assert made is not None
        assert made not in self.people
        self.devices[c.device], self.people[made] = made, (c.name, Role.ATTENDEE)
        return made

    def _rename(self, c: Rename, actor: Actor, made: int | None) -> None:
        who = _joined(actor)
        self.people[who] = (c.name, self.people[who][1])

    def _pitch(self, c: PitchTopic, actor: Actor, made: int | None) -> int | None:
        if not self.pitching:
            raise No("pitching.closed")
        who = _joined(actor)
        if sum(topic.host == who and not topic.withdrawn for topic in self.topics.values()) >= 30:
            raise No("topic.too_many_by_one")
        assert made is not None
        assert made not in self.topics
        self.topics[made] = Topic(who, c.title)
        return made

    def _edit(self, c: EditTopic, actor: Actor, made: int | None) -> None:
        self.topics[c.topic] = replace(self._own_topic(c.topic, actor), title=c.title)

    def _withdraw_topic(self, c: WithdrawTopic, actor: Actor, made: int | None) -> None:
        topic = self._own_topic(c.topic, actor)
        if c.topic in self.grid:
            raise No("grid.in_use")
        self.topics[c.topic] = replace(topic, withdrawn=True)

    def _vote(self, c: CastVote | WithdrawVote, actor: Actor, made: int | None) -> None:
        if not self.interest:
            raise No("interest.closed")
        self._topic(c.topic)
        vote = (c.topic, _joined(actor))
        (self.votes.add if isinstance(c, CastVote) else self.votes.discard)(vote)

    def _place(self, c: PlaceTopic, actor: Actor, made: int | None) -> None:
        if not c.topic:
            raise No("topic.pick_first")
        self._topic(c.topic)
        if c.room not in self.rooms:
            raise No("room.gone")
        if c.slot not in (*self.slots, *self.plenaries):
            raise No("slot.gone")
        if c.slot in self.plenaries:
            raise No("slot.plenary")
        cell = (c.room, c.slot)
        there = next((topic for topic, (where, _) in self.grid.items() if where == cell), 0)
        if there == c.topic:
            return
        if there != c.seen:
            if not there:
                self._topic(c.seen)
            raise No("cell.taken" if there else "cell.left")
        if {c.topic, there} & self.pins:
            raise No("placement.pinned")
        changes: Places = {c.topic: (*cell, False)}
        if there:
            changes[there] = (*self.grid[c.topic][0], False) if c.topic in self.grid else None
        self._step(changes, actor)

    def _unplace(self, c: UnplaceTopic, actor: Actor, made: int | None) -> None:
        self._topic(c.topic)
        if c.topic in self.pins:
            raise No("placement.pinned")
        self._step({c.topic: None}, actor)

    def _pin(self, c: PinTopic | UnpinTopic, actor: Actor, made: int | None) -> None:
        self._topic(c.topic)
        if c.topic not in self.grid:
            raise No("topic.not_placed")
        self._step({c.topic: (*self.grid[c.topic][0], isinstance(c, PinTopic))}, actor)

    def _step_back_or_on(self, c: Undo | Redo, actor: Actor, made: int | None) -> None:
        undo = isinstance(c, Undo)
        numbers = [number for number, step in enumerate(self.steps) if step.undone != undo]
        if not numbers:
            raise No(f"history.nothing_to_{'undo' if undo else 'redo'}")
        number = numbers[-1 if undo else 0]
        wanted = self.steps[number].before if undo else self.steps[number].after
        for topic in wanted:
            self._topic(topic)
        self._put(wanted, actor)
        for name, value in (self.steps[number].was if undo else self.steps[number].is_now).items():
            setattr(self, name, value)
        self.steps[number] = replace(self.steps[number], undone=undo)

    def _change(self, **values: object) -> None:
        was = {name: getattr(self, name) for name in values}
        if was != values:
            self._remember(Step(was=was, is_now=values))
        for name, value in values.items():
            setattr(self, name, value)

    def _remember(self, step: Step) -> None:
        self.steps = [*(each for each in self.steps if not each.undone), step]

    def _step(self, changes: Places, actor: Actor) -> None:
        before = {topic: self._place_of(topic) for topic in changes}
        after = {topic: place for topic, place in changes.items() if place != before[topic]}
        if after:
            self._put(after, actor)
            self._remember(Step({topic: before[topic] for topic in after}, after))

    def _place_of(self, topic: int) -> tuple[int, int, bool] | None:
        return (*self.grid[topic][0], topic in self.pins) if topic in self.grid else None

    def _put(self, places: Places, actor: Actor) -> None:
        """Who moves a session has placed it; who pins it has not."""
        for topic, place in places.items():
            if place is None:
                self.grid.pop(topic, None)
            elif topic not in self.grid or self.grid[topic][0] != place[:2]:
                self.grid[topic] = (place[:2], self._name(actor))
            (self.pins.add if place and place[2] else self.pins.discard)(topic)

    def _write(self, c: WriteNote, actor: Actor, made: int | None) -> int | None:
        if c.wall.startswith("t"):
            self._topic(int(c.wall[1:]))
        elif int(c.wall[1:]) not in self.plenaries:
            raise No("wall.gone")
        who = _joined(actor)
        assert made is not None
        assert made not in self.notes
        self.notes[made] = Note(c.wall, who, c.text)
        return made

    def _withdraw_note(self, c: WithdrawNote, actor: Actor, made: int | None) -> None:
        note = self.notes.get(c.note)
        if note is None or note.withdrawn:
            raise No("note.gone")
        if actor.role < Role.MODERATOR and note.author != actor.attendee_id:
            raise No("note.not_yours")
        self.notes[c.note] = replace(note, withdrawn=True)

    def _move(self, c: MoveToPhase, actor: Actor, made: int | None) -> None:
        if c.phase not in PHASES:
            raise No("phase.unknown")
        pitching, interest = PHASES[c.phase]
        self._change(phase=c.phase, pitching=pitching, interest=interest)

    def _set_pitching(self, c: SetPitching, actor: Actor, made: int | None) -> None:
        self._change(pitching=c.open)

    def _set_interest(self, c: SetInterest, actor: Actor, made: int | None) -> None:
        self._change(interest=c.open)

    def _announce(self, c: Announce, actor: Actor, made: int | None) -> None:
        self._change(announcement=c.text)

    def _archive(self, c: ArchiveBarcamp, actor: Actor, made: int | None) -> None:
        self.archived, self.pitching, self.interest = True, False, False

    def _topic(self, wanted: int) -> Topic:
        topic = self.topics.get(wanted)
        if topic is None or topic.withdrawn:
            raise No("topic.gone")
        return topic

    def _own_topic(self, wanted: int, actor: Actor) -> Topic:
        topic = self._topic(wanted)
        if actor.role < Role.MODERATOR and topic.host != actor.attendee_id:
            raise No("topic.not_yours")
        return topic

    def _name(self, actor: Actor) -> str:
        if actor.attendee_id is None:
            return self.accounts[actor.organiser_id or 0]
        return self.people[actor.attendee_id][0]


def _signed(actor: Actor, command: Command) -> tuple[int | None, int | None, str]:
    return actor.attendee_id, actor.organiser_id, command.verb


def _joined(actor: Actor) -> int:
    if actor.attendee_id is None:
        raise No("attendee.join_first")
    return actor.attendee_id


_RULES: dict[type[Command], Callable[[Model, Any, Actor, int | None], int | None]] = {
    Join: Model._join,
    Rename: Model._rename,
    PitchTopic: Model._pitch,
    EditTopic: Model._edit,
    WithdrawTopic: Model._withdraw_topic,
    CastVote: Model._vote,
    WithdrawVote: Model._vote,
    PlaceTopic: Model._place,
    UnplaceTopic: Model._unplace,
    PinTopic: Model._pin,
    UnpinTopic: Model._pin,
    Undo: Model._step_back_or_on,
    Redo: Model._step_back_or_on,
    WriteNote: Model._write,
    WithdrawNote: Model._withdraw_note,
    MoveToPhase: Model._move,
    SetPitching: Model._set_pitching,
    SetInterest: Model._set_interest,
    Announce: Model._announce,
    ArchiveBarcamp: Model._archive,
}
