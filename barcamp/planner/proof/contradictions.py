"""What cannot all be had: finds the smallest sets of wishes that exclude one another, and gives up the weakest of each.

Wishes contradict one another if the pins cannot all stand, or if a topic could stand nowhere even if it were alone on
the plan. Too few cells for all topics is not a contradiction: then some are left out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from barcamp.planner.board import Board
from barcamp.planner.problem import Cell, Contradiction, Id, Problem, Room, Slot, Topic, Wish
from barcamp.planner.rules import early, late

STRENGTH = {"need": 0, "online": 1, "not_before": 2, "not_after": 3, "pin": 4}


def settle(problem: Problem) -> tuple[Problem, tuple[Contradiction, ...]]:
    """The problem without the wishes that were given up, and why; what remains has a plan that keeps every pin.

    Any problem is accepted. In the result ids are unique, present cells are known, and whatever stands in a slot that
    has begun is a pin whose cell meets its wishes, since nothing about it is left to decide.
    """
    problem = _tidy(problem)
    board = Board(problem)
    found: list[Contradiction] = []
    pins = {**_pins_that_stand(board, found), **board.frozen}
    topics = {topic.id: topic for topic in problem.topics}
    for topic in problem.topics:
        if topic.id in board.frozen:
            continue
        if topic.id in pins:
            topics[topic.id] = _at_its_pin(board, topic, pins[topic.id], found)
        else:
            topics[topic.id] = _reconciled(board, topic, _open_cells(board), found)
    return replace(problem, topics=tuple(topics.values()), pins=pins), tuple(found)


def _pins_that_stand(board: Board, found: list[Contradiction]) -> dict[Id, Cell]:
    """The pins that go together, the strongest first: a pin counts as weaker than those it has to go with."""
    stand: dict[Id, Cell] = {}
    taken: dict[Cell, Id] = {}
    busy: dict[Id, list[Id]] = {}
    frozen_hosts = [(host, cell.slot) for topic, cell in board.frozen.items() for host in board.topics[topic].hosts]
    for topic in _strongest_first(board, board.problem.pins):
        cell = board.problem.pins[topic]
        wish = Wish("pin", topic)
        alone = _why_not(board, topic, cell, frozen_hosts)
        if topic in board.frozen and not alone:
            continue
        if alone:
            found.append(Contradiction(alone, (wish,), wish))
        elif cell in taken:
            found.append(Contradiction("pin_cell", (Wish("pin", taken[cell]), wish), wish))
        elif rival := _rival(board, topic, cell, stand, busy):
            found.append(Contradiction("pin_host", (Wish("pin", rival), wish), wish))
        else:
            stand[topic] = cell
            taken[cell] = topic
            for host in board.topics[topic].hosts:
                busy.setdefault(host, []).append(topic)
    return stand


def _why_not(board: Board, topic: Id, cell: Cell, frozen_hosts: list[tuple[Id, Id]]) -> str:
    """The key of what speaks against the pin even if it were the only one."""
    if topic not in board.topics:
        return "pin_topic"
    if not board.known(cell):
        return "pin_nowhere"
    if topic in board.frozen:
        return "" if board.frozen[topic] == cell else "pin_begun"
    if board.begun(cell):
        return "pin_late"
    if cell.slot in board.rooms[cell.room].closed:
        return "pin_closed"
    hosts = board.topics[topic].hosts
    if any(host in hosts and board.parallel(slot, cell.slot) for host, slot in frozen_hosts):
        return "pin_busy"
    return ""


def _rival(board: Board, topic: Id, cell: Cell, stand: dict[Id, Cell], busy: dict[Id, list[Id]]) -> Id | None:
    rivals = (other for host in board.topics[topic].hosts for other in busy.get(host, ()))
    parallel = [other for other in rivals if board.parallel(stand[other].slot, cell.slot)]
    return min(parallel, key=board.place.__getitem__, default=None)


def _strongest_first(board: Board, topics: Iterable[Id]) -> list[Id]:
    def weakness(topic: Id) -> tuple[int, int]:
        known = board.topics.get(topic)
        return (-known.shown, board.place[topic]) if known else (1, 0)

    return sorted(topics, key=weakness)


def _at_its_pin(board: Board, topic: Topic, pin: Cell, found: list[Contradiction]) -> Topic:
    """The topic without the wishes that its pin does not meet, some of which no cell would."""
    everywhere = _open_cells(board)
    for wish in list(_wishes(topic)):
        if _met(board, wish, [pin]):
            continue
        if _met(board, wish, everywhere):
            found.append(Contradiction(f"pin_{wish.kind}", (Wish("pin", topic.id), wish), wish))
        else:
            found.append(Contradiction(wish.kind, (wish,), wish))
        topic = _without(topic, wish)
    return topic


def _reconciled(board: Board, topic: Topic, places: list[Cell], found: list[Contradiction]) -> Topic:
    """The topic without the wishes that leave it no place at all."""
    wishes = list(_wishes(topic))
    if not places or not wishes:
        return topic
    met = {wish: _met(board, wish, places) for wish in wishes}
    everywhere = (1 << len(places)) - 1
    while wishes and not _common(met, wishes, everywhere):
        fewest = _smallest(wishes, lambda some: not _common(met, some, everywhere))
        given_up = min(fewest, key=lambda wish: STRENGTH[wish.kind])
        found.append(Contradiction(_key(fewest), fewest, given_up))
        wishes.remove(given_up)
        topic = _without(topic, given_up)
    return topic


def _wishes(topic: Topic) -> Iterator[Wish]:
    for feature in sorted(topic.needs):
        yield Wish("need", topic.id, feature)
    if topic.online:
        yield Wish("online", topic.id)
    if topic.not_before is not None:
        yield Wish("not_before", topic.id, topic.not_before)
    if topic.not_after is not None:
        yield Wish("not_after", topic.id, topic.not_after)


def _met(board: Board, wish: Wish, places: list[Cell]) -> int:
    """A bit for each place in which the wish is met."""
    topic = board.topics[wish.topic]
    tests: dict[str, Callable[[Room, Slot], bool]] = {
        "need": lambda room, slot: wish.what in room.features,
        "online": lambda room, slot: room.video,
        "not_before": lambda room, slot: not early(topic, slot),
        "not_after": lambda room, slot: not late(topic, slot),
    }
    test = tests[wish.kind]
    return sum(1 << i for i, (room, slot) in enumerate(places) if test(board.rooms[room], board.slots[slot]))


def _common(met: dict[Wish, int], wishes: Iterable[Wish], everywhere: int) -> int:
    for wish in wishes:
        everywhere &= met[wish]
    return everywhere


def _smallest(wishes: list[Wish], contradict: Callable[[Iterable[Wish]], bool]) -> tuple[Wish, ...]:
    """A contradicting set no part of which contradicts: the smallest of all up to two, or three among few; beyond that,
    one from which nothing can be left out."""
    for size in range(1, 4 if len(wishes) <= 20 else 3):
        for some in combinations(wishes, size):
            if contradict(some):
                return some
    kept = list(wishes)
    for wish in wishes:
        without = [other for other in kept if other != wish]
        if contradict(without):
            kept = without
    return tuple(kept)


def _key(wishes: tuple[Wish, ...]) -> str:
    kinds = {wish.kind for wish in wishes}
    if len(wishes) == 1:
        return wishes[0].kind
    if kinds <= {"need", "online"}:
        return "no_room_online" if "online" in kinds else "no_room"
    if kinds <= {"not_before", "not_after"}:
        return "no_time"
    return "no_cell"


def _without(topic: Topic, wish: Wish) -> Topic:
    if wish.kind == "need":
        return replace(topic, needs=topic.needs - {wish.what})
    return replace(topic, **{wish.kind: False if wish.kind == "online" else None})


def _open_cells(board: Board) -> list[Cell]:
    return [
        Cell(room.id, slot.id)
        for slot in board.problem.slots
        for room in board.problem.rooms
        if not slot.begun and slot.id not in room.closed
    ]


def _tidy(problem: Problem) -> Problem:
    """The problem with each id once, numbers that make sense, only present cells that exist, and no wishes for what has
    begun."""
    board = Board(problem)
    frozen: dict[Id, Cell] = {}
    for topic in _strongest_first(board, board.frozen):
        if board.frozen[topic] not in frozen.values():
            frozen[topic] = board.frozen[topic]
    here = {
        topic: cell
        for topic, cell in problem.present.items()
        if topic in board.topics and board.known(cell) and (topic in frozen or not board.begun(cell))
    }
    busy: dict[Id, list[Id]] = {}
    topics: list[Topic] = []
    for topic in board.topics.values():
        topic = replace(topic, hands=max(0, topic.hands))
        topics.append(_as_it_stands(board, topic, frozen[topic.id], busy) if topic.id in frozen else topic)
    rooms = tuple(
        replace(room, closed=room.closed - {cell.slot for cell in frozen.values() if cell.room == room.id})
        for room in problem.rooms
        if room is board.rooms[room.id]
    )
    slots = tuple(slot for slot in problem.slots if slot is board.slots[slot.id])
    return replace(
        problem, topics=tuple(topics), rooms=rooms, slots=slots, present=here, stability=max(0, problem.stability)
    )


def _as_it_stands(board: Board, topic: Topic, cell: Cell, busy: dict[Id, list[Id]]) -> Topic:
    """The topic in a begun slot: a running session has no more wishes, and a person said to be in two of them is in the
    first."""
    hosts = frozenset(
        host for host in topic.hosts if not any(board.parallel(slot, cell.slot) for slot in busy.get(host, ()))
    )
    for host in hosts:
        busy.setdefault(host, []).append(cell.slot)
    return replace(topic, hosts=hosts, needs=frozenset(), online=False, not_before=None, not_after=None)
