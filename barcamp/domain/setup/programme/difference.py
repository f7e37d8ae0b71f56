"""What an import would change: each session of the file beside what is there, and what the file no longer has."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from barcamp.domain.plan.room import apart, same
from barcamp.domain.setup.programme.items import Item
from barcamp.kernel.clock import as_clock
from barcamp.kernel.refused import Refused

NEW, CHANGED, MOVED, SAME, GONE, WRONG = "new", "changed", "moved", "same", "gone", "wrong"


@dataclass(frozen=True, slots=True)
class There:
    """A session that stands in the plan. `fixed` as topics have it: empty for an open one."""

    topic: int
    fixed: str
    guid: str
    title: str
    people: str
    description: str
    room: int
    slot: int
    starts: int
    ends: int
    withdrawn: bool = False  # it was in the plan before; by an earlier import, say
    hidden: bool = False
    called: str = ""  # in our own exports

    @property
    def stands(self) -> bool:
        return bool(self.slot) and not self.withdrawn

    def when(self) -> tuple[int, int, int]:
        return self.room, self.starts, self.ends


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one session. `was` is what is there. `words` are the fields whose words change. `room` is its id,
    0 for a room that is to be added. `doubts` somebody has to look at; `why` is the reason for leaving it out."""

    kind: str
    item: Item | None = None
    was: There | None = None
    words: tuple[str, ...] = ()
    room: int = 0
    marks: tuple[Refused, ...] = ()
    doubts: tuple[Refused, ...] = ()
    why: Refused | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """`added`: the names of rooms that the file has and the event has not. `bumped` are open topics that come off the
    plan, as a fixed session takes their room."""

    steps: tuple[Step, ...] = ()
    added: tuple[str, ...] = ()
    bumped: tuple[There, ...] = ()

    def of(self, kind: str) -> list[Step]:
        return [step for step in self.steps if step.kind == kind]

    @property
    def doubted(self) -> bool:
        return bool(self.bumped or any(step.doubts for step in self.steps))

    @property
    def changes(self) -> int:
        return sum(step.kind in (NEW, CHANGED, MOVED, GONE) for step in self.steps)

    @property
    def strangers(self) -> bool:
        """Whether nothing that came in a file before is in this one: it may be another programme."""
        return bool(self.of(GONE)) and not (self.of(SAME) or self.of(CHANGED) or self.of(MOVED))

    @property
    def digest(self) -> str:
        """A text that is the same as long as the import would do the same."""
        told = [
            (step.kind, step.item and (step.item.id, step.item.title), step.was and step.was.topic, step.room)
            for step in self.steps
        ]
        said = json.dumps([told, self.added, [each.topic for each in self.bumped]])
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def compare(items: Iterable[Item], there: Collection[There], rooms: Sequence[tuple[int, str]]) -> Difference:
    """`rooms` are ids and names in the order of the event."""
    known = _rooms(rooms)
    fixed = [each for each in there if each.fixed]
    matched = _matched(items, fixed)
    steps: list[Step] = []
    added: dict[str, str] = {}
    open_ones = {each.called for each in there if not each.fixed}
    for item, was, marks in matched:
        room = known.get(same(item.room), 0)
        if item.id and item.id in open_ones:
            steps.append(Step(WRONG, item, why=Refused("programme.own_open")))
            continue
        if was is not None and was.hidden:
            steps.append(Step(WRONG, item, was, why=Refused("programme.hidden")))
            continue
        if not room:
            added.setdefault(same(item.room), item.room)
        steps.append(_step(item, was, room, marks))
    found = {step.was.topic for step in steps if step.was is not None}
    gone = [each for each in fixed if each.stands and each.fixed == "file" and each.topic not in found]
    steps += [Step(GONE, was=each) for each in gone]
    return _fitted(steps, there, tuple(added.values()))


def _rooms(rooms: Sequence[tuple[int, str]]) -> dict[str, int]:
    """By name, and by what exports call a room where names alone do not tell them apart."""
    found: dict[str, int] = {}
    for (number, name), called in zip(rooms, apart([name for _, name in rooms]), strict=True):
        found.setdefault(same(called), number)
        found.setdefault(same(name), number)
    return found


def _matched(items: Iterable[Item], fixed: Sequence[There]) -> list[tuple[Item, There | None, tuple[Refused, ...]]]:
    """Each with what it was: by its id; else, if that is clear, by its title."""
    by_id = {each.guid: each for each in fixed if each.guid}
    ours = {each.called: each for each in fixed if each.called}
    # What comes back from our own exports keeps the id that it had before.
    all_items = [
        msgspec.structs.replace(item, id=ours[item.id].guid) if item.id not in by_id and item.id in ours else item
        for item in items
    ]
    ids = {item.id for item in all_items if item.id}
    free: defaultdict[str, list[There]] = defaultdict(list)
    for each in fixed:
        if not each.guid or each.guid not in ids:
            free[same(each.title)].append(each)
    wanting = defaultdict[str, int](int)
    for item in all_items:
        wanting[same(item.title)] += not (item.id and item.id in by_id)
    found: list[tuple[Item, There | None, tuple[Refused, ...]]] = []
    for item in all_items:
        if was := by_id.get(item.id) if item.id else None:
            found.append((item, was, ()))
            continue
        alike = free[same(item.title)]
        was = next((each for each in alike if (each.starts, each.ends) == (item.starts, item.ends)), None)
        if was is None and len(alike) == 1 and wanting[same(item.title)] == 1:
            was = alike[0]
        if was is not None:
            alike.remove(was)
        moved = was is not None and was.guid and item.id and was.guid != item.id
        found.append((item, was, (Refused("programme.id_moved"),) if moved else ()))
    return found


def _step(item: Item, was: There | None, room: int, marks: tuple[Refused, ...]) -> Step:
    if was is None or not was.stands:
        return Step(NEW, item, was, room=room, marks=marks)
    pairs = {
        "title": (was.title, item.title),
        "people": (was.people, item.people),
        "description": (was.description, item.description),
    }
    words = tuple(name for name, (before, after) in pairs.items() if before != after)
    moved = was.when() != (room, item.starts, item.ends)
    kind = MOVED if moved else CHANGED if words or marks or was.fixed != "file" else SAME
    step = Step(kind, item, was, words, room, marks)
    if moved and "title" in words and was.people != item.people:
        doubt = Refused("programme.another", title=was.title)
        step = replace(step, doubts=(doubt,))
    return step


def _fitted(steps: list[Step], there: Collection[There], added: tuple[str, ...]) -> Difference:
    """What stands in whose way: two fixed sessions in one room at one time, and open topics that have to go. A session
    that cannot be had where the file says stays where it is, which may stand in the way of others."""
    stuck: set[int] = set()
    while True:
        done, taken = _once(steps, there, stuck)
        more = {step.was.topic for step in done if step.kind == WRONG and step.was is not None} - stuck
        if not more:
            break
        stuck |= more
    bumped = tuple(
        each for each in there if not each.fixed and each.stands
        and any(starts < each.ends and each.starts < ends for starts, ends, _ in taken[each.room])
    )  # fmt: skip
    return Difference(tuple(done), added, bumped)


_Taken = dict[object, list[tuple[int, int, str]]]


def _once(steps: list[Step], there: Collection[There], stuck: set[int]) -> tuple[list[Step], _Taken]:
    touched = {step.was.topic for step in steps if step.was is not None} - stuck
    taken: defaultdict[object, list[tuple[int, int, str]]] = defaultdict(list)
    for each in there:
        if each.fixed and each.stands and each.topic not in touched:
            taken[each.room].append((each.starts, each.ends, each.title))
    done: list[Step] = []
    for step in steps:
        item = step.item
        if item is None or step.kind == WRONG:
            done.append(step)
            continue
        place: object = step.room or same(item.room)
        beside = [other for other in taken[place] if other[0] < item.ends and item.starts < other[1]]
        exact = next((other for other in beside if other[:2] == (item.starts, item.ends)), None)
        if exact or (step.was is not None and step.was.topic in stuck):
            why = Refused("programme.cell_taken", title=exact[2] if exact else item.title, room=item.room)
            done.append(Step(WRONG, item, step.was, why=why))
            continue
        if beside and step.kind != SAME:
            starts, ends, title = beside[0]
            doubt = Refused("programme.overlap", title=title, time=as_clock(starts), until=as_clock(ends))
            step = replace(step, doubts=(*step.doubts, doubt))
        taken[place].append((item.starts, item.ends, item.title))
        done.append(step)
    return done, taken
