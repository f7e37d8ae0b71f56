"""The seats of one barcamp in this process, grouped by what they watch."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from barcamp.kernel.actor import Role
from barcamp.live.websocket.frames import Frame

SLICE = 128  # seats that are written to in one go, before others have their turn
MOST_SILENT = 3  # signs of life in a row without an answer, after which the connection counts as lost


@dataclass(frozen=True, slots=True)
class Group:
    """What somebody watches. Everybody in a group gets the same bytes. `subject` is the wall that a notes screen shows,
    else empty."""

    screen: str
    locale: str
    subject: str = ""


class Line(Protocol):
    """The line to one screen. `alive` is set whenever something is heard from the other end; `backlog` counts the bytes
    that wait for it.

    `write` is `show` without a check for a line that is closing, for the thousands of calls in a beat; a line says that
    it is behind before it closes.
    """

    deflates: bool
    alive: bool

    @property
    def write(self) -> Callable[[bytes], None]: ...

    @property
    def backlog(self) -> int: ...

    def show(self, frame: bytes) -> None: ...

    def abort(self) -> None: ...


@dataclass(eq=False, slots=True)
class Seat:
    """One open socket. `due`: gets everything at the next beat. `behind`: gets nothing until it has drained. `person`:
    by whose right it is open, on which device, and what right that is; 0 if it needs nobody's, and for organisers, who
    have a `sign_in`. Device and sign-in are the hashes of their tokens."""

    group: Group
    line: Line
    mark: str
    due: bool = False
    behind: bool = False
    silent: int = 0  # signs of life that it did not answer
    person: int = 0
    role: Role = Role.ANYONE
    device: str = ""
    sign_in: str = ""


@dataclass(slots=True)
class _Rows:
    """The seats of one group; those that are up to date are kept as ready-made calls, so that a beat only has to make
    them."""

    seats: set[Seat] = field(default_factory=set[Seat])
    plain: dict[Seat, Callable[[bytes], None]] = field(default_factory=dict[Seat, Callable[[bytes], None]])
    deflated: dict[Seat, Callable[[bytes], None]] = field(default_factory=dict[Seat, Callable[[bytes], None]])


@dataclass(slots=True)
class Audience:
    _groups: dict[Group, _Rows] = field(default_factory=dict[Group, _Rows])
    _due: dict[Group, set[Seat]] = field(default_factory=dict[Group, set[Seat]])
    _people: dict[int, list[Seat]] = field(default_factory=dict[int, list[Seat]])

    def __len__(self) -> int:
        return sum(len(rows.seats) for rows in self._groups.values())

    @property
    def groups(self) -> list[Group]:
        return list(self._groups)

    @property
    def anyone_due(self) -> bool:
        return bool(self._due)

    def due_groups(self) -> set[Group]:
        return set(self._due)

    def enter(self, seat: Seat, *, due: bool) -> None:
        self._groups.setdefault(seat.group, _Rows()).seats.add(seat)
        if seat.person:
            self._people.setdefault(seat.person, []).append(seat)
        if due:
            self.make_due(seat)
        else:
            self._is_up_to_date(seat)

    def leave(self, seat: Seat) -> None:
        self._put_aside(seat)
        theirs = self._people.get(seat.person, [])
        if seat in theirs:
            theirs.remove(seat)
            if not theirs:
                del self._people[seat.person]
        rows = self._groups.get(seat.group)
        if rows is not None:
            rows.seats.discard(seat)
            if not rows.seats:
                del self._groups[seat.group]

    def let_go_of_fallen(self, roles: Mapping[int, Role], devices: Mapping[str, int]) -> None:
        """Cuts the lines of people who may do less than when they sat down, or are no longer there, and of devices that
        belong to somebody else by now. `devices`: whose they are."""
        for seat in list(self.seats()):
            if not seat.person:
                continue
            left = bool(seat.device) and devices.get(seat.device) != seat.person
            if left or roles.get(seat.person, Role.ANYONE) < seat.role:
                seat.line.abort()

    def sign_ins(self) -> set[str]:
        return {seat.sign_in for seat in self.seats() if seat.sign_in}

    def let_go_of_signed_out(self, hold: Collection[str]) -> None:
        """Cuts the lines of organisers whose sign-in is not among those that hold."""
        for seat in list(self.seats()):
            if seat.sign_in and seat.sign_in not in hold:
                seat.line.abort()

    def let_go_of_all(self) -> None:
        for seat in list(self.seats()):
            seat.line.abort()

    def make_due(self, seat: Seat) -> None:
        self._put_aside(seat)
        seat.due = True
        if not seat.behind:
            self._due.setdefault(seat.group, set()).add(seat)

    def make_all_due(self, group: Group) -> None:
        if rows := self._groups.get(group):
            for seat in rows.seats:
                seat.mark = ""  # it has been shown more since it came
                self.make_due(seat)

    def set_behind(self, seat: Seat, behind: bool) -> None:
        seat.behind = behind
        seat.mark = ""
        if behind:
            self._put_aside(seat)
        else:
            # What it missed is not replayed: it gets the whole page.
            self.make_due(seat)

    def showing(self, group: Group, frame: Frame) -> Iterator[None]:
        """Shows it to everybody in the group who is up to date when this is called, a slice of them with each step."""
        rows = self._groups.get(group)
        if rows is None:
            return iter(())
        return chain(
            _slice_by_slice(rows.plain, tuple(rows.plain), frame.plain),
            _slice_by_slice(rows.deflated, tuple(rows.deflated), frame.deflated),
        )

    def showing_due(self, group: Group, mark: str, frame_since: Callable[[str], Frame]) -> Iterator[None]:
        """Shows seats what they lack, if they do not have it already, a slice of them with each step."""
        rows, due = self._groups.get(group), tuple(self._due.pop(group, ()))
        for number, seat in enumerate(due, 1):
            if rows and seat in rows.seats and seat.due and not seat.behind:
                seat.due = False
                self._is_up_to_date(seat)
                if seat.mark != mark:
                    frame = frame_since(seat.mark)
                    seat.line.show(frame.deflated if seat.line.deflates else frame.plain)
            if number % SLICE == 0:
                yield

    def telling(self, people: Collection[int], frame: Frame) -> Iterator[None]:
        """Shows it to the screens of those of these people who are here with more than one device."""
        found = (self._people.get(person, ()) for person in people)
        for seats in [tuple(seats) for seats in found if len(seats) > 1]:
            if len({seat.device for seat in seats}) > 1:
                for seat in seats:
                    if not seat.behind:
                        seat.line.show(frame.deflated if seat.line.deflates else frame.plain)
                yield

    def let_go_of_the_silent(self) -> None:
        for seat in list(self.seats()):
            seat.silent = 0 if seat.line.alive else seat.silent + 1
            seat.line.alive = False
            if seat.silent > MOST_SILENT:
                seat.line.abort()

    def seats(self) -> Iterator[Seat]:
        for rows in self._groups.values():
            yield from rows.seats

    def _is_up_to_date(self, seat: Seat) -> None:
        rows = self._groups[seat.group]
        (rows.deflated if seat.line.deflates else rows.plain)[seat] = seat.line.write

    def _put_aside(self, seat: Seat) -> None:
        if rows := self._groups.get(seat.group):
            rows.plain.pop(seat, None)
            rows.deflated.pop(seat, None)
        if due := self._due.get(seat.group):
            due.discard(seat)
            if not due:
                del self._due[seat.group]


def _slice_by_slice(rows: dict[Seat, Callable[[bytes], None]], seats: tuple[Seat, ...], frame: bytes) -> Iterator[None]:
    """Whoever left, or turned out to be behind, is not in the rows any more."""
    for first in range(0, len(seats), SLICE):
        if first:
            yield
        for seat in seats[first : first + SLICE]:
            if write := rows.get(seat):
                write(frame)
