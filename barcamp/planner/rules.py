"""The hard rules of a plan, each in the words of a moderator.

A rule is asked about some topics of a plan and yields what it forbids there; the plan may be made by hand and break any
rule. What stands in a slot that has begun is a fact: only the last rule judges it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from barcamp.planner.board import Board, Cells, clock
from barcamp.planner.problem import Cell, Id, Problem, Room, Slot, Topic

Fact = str | int
Rule = Callable[[Board, Cells, Iterable[Id]], Iterator["Breach"]]


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule. `rule` is the name of the rule that `topics` break in `cell`; breach.<rule> is its sentence,
    `facts` go into it."""

    rule: str
    topics: tuple[Id, ...]
    cell: Cell
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact], compare=False)


def breaches(problem: Problem, cells: Cells) -> list[Breach]:
    """Everything in the plan that a hard rule forbids, rule by rule, in the order of the topics."""
    board = Board(problem)
    everything = [topic for topic in board.topics if topic in cells or topic in problem.pins or topic in board.frozen]
    everything += [topic for topic in cells if topic not in board.topics]
    return breaches_of(board, cells, sorted(everything, key=lambda topic: board.place.get(topic, len(board.place))))


def breaches_of(board: Board, cells: Cells, topics: Iterable[Id]) -> list[Breach]:
    """The breaches in which one of these topics is involved, each once."""
    asked = list(topics)
    return list(dict.fromkeys(breach for rule in RULES for breach in rule(board, cells, asked)))


def possible_cells(problem: Problem, topic: Id) -> tuple[Cell, ...]:
    """Where the topic could stand if it were alone: its cell once it has begun, else its pin, else what its wishes
    allow."""
    return possible_on(Board(problem), topic)


def possible_on(board: Board, topic: Id) -> tuple[Cell, ...]:
    if topic in board.frozen:
        return (board.frozen[topic],)
    if topic in board.problem.pins:
        pin = board.problem.pins[topic]
        return (pin,) if board.known(pin) else ()
    return allowed(board, board.topics[topic])


def allowed(board: Board, topic: Topic) -> tuple[Cell, ...]:
    """The cells in which the wishes of the topic are met, in rooms that are open and slots that have not begun."""
    rooms = [
        room for room in board.rooms.values() if not missing(topic, room) and not (topic.online and not room.video)
    ]
    return tuple(
        Cell(room.id, slot.id)
        for slot in board.problem.slots
        if not slot.begun and not early(topic, slot) and not late(topic, slot)
        for room in rooms
        if slot.id not in room.closed
    )


def missing(topic: Topic, room: Room) -> list[str]:
    return sorted(topic.needs - room.features)


def early(topic: Topic, slot: Slot) -> bool:
    return topic.not_before is not None and slot.starts - slot.midnight < topic.not_before


def late(topic: Topic, slot: Slot) -> bool:
    return topic.not_after is not None and slot.ends - slot.midnight > topic.not_after


# The rules.


def known(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """A session is one of the topics, in one of the rooms and one of the time slots."""
    for topic in topics:
        if topic in cells and not (topic in board.topics and board.known(cells[topic])):
            yield _breach("known", board, cells, topic)


def cell(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """One session stands in one cell: a room in a time slot."""
    for topic in _judged(board, cells, topics):
        for other in board.placed(cells):
            if other != topic and cells[other] == cells[topic]:
                yield _between("cell", board, cells, topic, other)


def host(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """Nobody hosts, or co-hosts, two sessions at once."""
    for topic in _judged(board, cells, topics):
        hosts = board.topics[topic].hosts
        for other in board.placed(cells) if hosts else ():
            if (
                other != topic
                and hosts & board.topics[other].hosts
                and board.parallel(cells[other].slot, cells[topic].slot)
            ):
                yield _between("host", board, cells, topic, other)


def not_before(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """A session does not begin before its host is there."""
    for topic in _judged(board, cells, topics):
        wish = board.topics[topic]
        if early(wish, board.slots[cells[topic].slot]):
            yield _breach("not_before", board, cells, topic, limit=clock(wish.not_before or 0))


def not_after(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """A session is over before its host has to leave."""
    for topic in _judged(board, cells, topics):
        wish = board.topics[topic]
        if late(wish, board.slots[cells[topic].slot]):
            yield _breach("not_after", board, cells, topic, limit=clock(wish.not_after or 0))


def need(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """The room has what the session needs."""
    for topic in _judged(board, cells, topics):
        lacking = missing(board.topics[topic], board.rooms[cells[topic].room])
        if lacking:
            yield _breach("need", board, cells, topic, what=", ".join(lacking))


def online(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """A session that people join from elsewhere is in a room with a video link."""
    for topic in _judged(board, cells, topics):
        if board.topics[topic].online and not board.rooms[cells[topic].room].video:
            yield _breach("online", board, cells, topic)


def closed(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """Nothing is in a room while the room is not available."""
    for topic in _judged(board, cells, topics):
        if cells[topic].slot in board.rooms[cells[topic].room].closed:
            yield _breach("closed", board, cells, topic)


def pin(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """What is pinned stays where it is pinned."""
    pins = board.problem.pins
    for topic in topics:
        if topic in pins and topic in board.topics and cells.get(topic) != pins[topic]:
            yield Breach("pin", (topic,), pins[topic], _facts(board, topic, pins[topic]))


def begun(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Breach]:
    """In a time slot that has begun everything stays as it is."""
    for topic in topics:
        was, now = board.frozen.get(topic), cells.get(topic)
        if was is not None and now != was:
            yield Breach("begun", (topic,), was, _facts(board, topic, was))
        elif was is None and now is not None and topic in board.topics and board.begun(now):
            yield _breach("begun", board, cells, topic)


RULES: tuple[Rule, ...] = (known, cell, host, not_before, not_after, need, online, closed, pin, begun)


def _judged(board: Board, cells: Cells, topics: Iterable[Id]) -> Iterator[Id]:
    """The topics that stand somewhere and could still be moved from there."""
    for topic in topics:
        stands = topic in cells and topic in board.topics and board.known(cells[topic])
        if stands and board.frozen.get(topic) != cells[topic]:
            yield topic


def _breach(rule: str, board: Board, cells: Cells, topic: Id, **facts: Fact) -> Breach:
    return Breach(rule, (topic,), cells[topic], {**_facts(board, topic, cells[topic]), **facts})


def _between(rule: str, board: Board, cells: Cells, one: Id, other: Id) -> Breach:
    first, second = sorted((one, other), key=board.place.__getitem__)
    facts = {**_facts(board, first, cells[first]), "other": board.title(second)}
    return Breach(rule, (first, second), cells[first], facts)


def _facts(board: Board, topic: Id, cell: Cell) -> dict[str, Fact]:
    return {"title": board.title(topic), "room": board.room_name(cell.room), "time": board.time(cell.slot)}
