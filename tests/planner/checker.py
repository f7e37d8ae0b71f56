"""Whether a plan breaks a hard rule, found by going through it in the plainest way.

Shares nothing with the planner but its plain values.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, product

from barcamp.planner.problem import Cell, Id, Problem, Slot, Solution, Topic, Wish


def complaints(problem: Problem, solution: Solution) -> list[str]:
    """What the plan breaks of the problem, less the wishes that it says were given up."""
    given_up = {found.given_up for found in solution.contradictions}
    topics, rooms, slots = first(problem.topics), first(problem.rooms), first(problem.slots)
    running = begun_cells(problem)
    cells, wrong = solution.cells, []
    for topic, (room, slot) in cells.items():
        if topic not in topics or room not in rooms or slot not in slots:
            wrong.append(f"{topic} stands nowhere")
        elif slots[slot].begun:
            if topic not in running.get(Cell(room, slot), ()):
                wrong.append(f"{topic} came into a slot that has begun")
        else:
            if slot in rooms[room].closed:
                wrong.append(f"{topic} stands in a room that is closed then")
            wrong += [
                f"{wish} is not met" for wish in wishes(topics[topic]) - given_up if not met(problem, wish, cells)
            ]
    if len(set(cells.values())) < len(cells):
        wrong.append("two stand in one cell")
    for one, other in combinations([topic for topic in cells if topic in topics], 2):
        a, b = slots[cells[one].slot], slots[cells[other].slot]
        if not (a.begun and b.begun) and at_once(a, b) and topics[one].hosts & topics[other].hosts:
            wrong.append(f"{one} and {other} share a host")
    wrong += [f"{cell} was emptied" for cell, there in running.items() if not any(cells.get(t) == cell for t in there)]
    wrong += [
        f"{topic} left its pin"
        for topic, pin in problem.pins.items()
        if Wish("pin", topic) not in given_up and cells.get(topic) != pin
    ]
    wrong += [f"{topic} is lost" for topic in topics if (topic in cells) == (topic in solution.left_out)]
    return wrong


def value(problem: Problem, cells: Mapping[Id, Cell]) -> int:
    """Attendable interests, by counting every person in every slot."""
    topics, rooms = first(problem.topics), first(problem.rooms)
    found = 0
    for slot in first(problem.slots):
        there = [topics[t] for t, cell in cells.items() if t in topics and cell.slot == slot and cell.room in rooms]
        found += len({person for topic in there for person in topic.interest}) + sum(topic.hands for topic in there)
    return found


def heads(problem: Problem, cells: Mapping[Id, Cell]) -> dict[Id, tuple[Fraction, Fraction]]:
    """How many to expect of each topic, on site and online, by asking every person in every slot."""
    topics, rooms = first(problem.topics), first(problem.rooms)
    found: dict[Id, tuple[Fraction, Fraction]] = {}
    for slot in first(problem.slots):
        there = [topics[t] for t, cell in cells.items() if t in topics and cell.slot == slot and cell.room in rooms]
        going = {topic.id: topic.interest if topic.going is None else topic.going for topic in there}
        for topic in there:
            parts = {p: Fraction(1, sum(p in those for those in going.values())) for p in going[topic.id]}
            site = sum((part for p, part in parts.items() if p not in problem.online), Fraction(topic.hands))
            found[topic.id] = site, sum((part for p, part in parts.items() if p in problem.online), Fraction())
    return found


def kept_out(problem: Problem, cells: Mapping[Id, Cell]) -> Fraction:
    """How many people are kept out by the rooms of this plan: those without a seat and, where there is no video link,
    those who are elsewhere; everybody, where all who lead it are elsewhere."""
    topics, rooms = first(problem.topics), first(problem.rooms)
    out = Fraction()
    for topic, (site, online) in heads(problem, cells).items():
        room, hosts = rooms[cells[topic].room], topics[topic].hosts
        away = len(hosts & problem.online)
        if not room.video and away and away == len(hosts):
            out += site + online + away
        else:
            out += max(Fraction(), site - room.capacity) + (0 if room.video else online + away)
    return out


def can_be_met(problem: Problem, some: tuple[Wish, ...]) -> bool:
    """Whether these wishes, and no others, go together: by trying every cell for each topic that has one of them."""
    topics, slots = first(problem.topics), first(problem.slots)
    standing = {topic: cell for cell, there in begun_cells(problem).items() for topic in there}
    asking = list(dict.fromkeys(wish.topic for wish in some))
    if any(topic not in topics for topic in asking):
        return False
    free = [
        Cell(room.id, slot.id)
        for room in first(problem.rooms).values()
        for slot in slots.values()
        if not slot.begun and slot.id not in room.closed
    ]
    for places in product(*([standing[topic]] if topic in standing else free for topic in asking)):
        plan = dict(zip(asking, places, strict=True))
        pinned = {wish.topic for wish in some if wish.kind == "pin"}
        beside = {t: c for t, c in standing.items() if t not in plan and slots[c.slot].begun}
        pairs = [*combinations(plan, 2), *product(plan, beside)]
        where = plan | beside
        clash = any(
            where[a] == where[b]
            or (
                a in pinned
                and (b in pinned or b in beside)
                and at_once(slots[where[a].slot], slots[where[b].slot])
                and topics[a].hosts & topics[b].hosts
            )
            for a, b in pairs
        )
        if not clash and all(met(problem, wish, plan) for wish in some):
            return True
    return False


def met(problem: Problem, wish: Wish, cells: Mapping[Id, Cell]) -> bool:
    room = first(problem.rooms)[cells[wish.topic].room]
    slot = first(problem.slots)[cells[wish.topic].slot]
    if wish.kind == "pin":
        return cells[wish.topic] == problem.pins[wish.topic]
    if wish.kind == "need":
        return wish.what in room.features
    if wish.kind == "online":
        return room.video
    assert isinstance(wish.what, int)
    return wish.what <= slot.starts if wish.kind == "not_before" else slot.ends <= wish.what


def wishes(topic: Topic) -> set[Wish]:
    found = {Wish("need", topic.id, feature) for feature in topic.needs}
    found |= {Wish("online", topic.id)} if topic.online else set()
    found |= {Wish("not_before", topic.id, topic.not_before)} if topic.not_before is not None else set()
    return found | ({Wish("not_after", topic.id, topic.not_after)} if topic.not_after is not None else set())


def begun_cells(problem: Problem) -> dict[Cell, list]:
    topics, rooms, slots = first(problem.topics), first(problem.rooms), first(problem.slots)
    found: dict[Cell, list] = {}
    for topic, cell in problem.present.items():
        if topic in topics and cell.room in rooms and cell.slot in slots and slots[cell.slot].begun:
            found.setdefault(cell, []).append(topic)
    return found


def at_once(one: Slot, other: Slot) -> bool:
    return one.id == other.id or (one.starts < other.ends and other.starts < one.ends)


def first(things) -> dict:
    return {thing.id: thing for thing in reversed(things)}
