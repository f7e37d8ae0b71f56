"""Every plan of a tiny problem, one after another. Shares no code with the planner but its plain values."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from barcamp.planner.problem import Cell, Problem, Room, Slot, Topic


def best_of_all(problem: Problem) -> tuple[int, int]:
    """The most topics that can be placed, and the highest value such a plan can have, moves deducted."""
    return max(judged(problem, cells) for cells in every_plan(problem))


def judged(problem: Problem, cells: dict) -> tuple[int, int]:
    value = 0
    for slot in problem.slots:
        there = [t for t in problem.topics if t.id in cells and cells[t.id].slot == slot.id]
        value += len({person for t in there for person in t.interest}) + sum(t.hands for t in there)
    moved = [t.id for t in problem.topics if t.id in problem.present and cells.get(t.id) != problem.present[t.id]]
    return len(cells), value - problem.stability * len(moved)


def every_plan(problem: Problem) -> Iterator[dict]:
    slots = {slot.id: slot for slot in problem.slots}
    frozen = {t: c for t, c in problem.present.items() if slots[c.slot].begun}
    told = {**problem.pins, **frozen}
    cells = [Cell(r.id, s.id) for r in problem.rooms for s in problem.slots if s.id not in r.closed and not s.begun]
    rooms = {room.id: room for room in problem.rooms}

    def clash(one: Topic, here: Cell, other: Topic, there: Cell) -> bool:
        if here == there:
            return True
        a, b = slots[here.slot], slots[there.slot]
        return bool(one.hosts & other.hosts) and a.starts < b.ends and b.starts < a.ends

    def fits(topic: Topic, cell: Cell) -> bool:
        room, slot = rooms[cell.room], slots[cell.slot]
        early = topic.not_before is not None and slot.starts < topic.not_before
        late = topic.not_after is not None and slot.ends > topic.not_after
        return topic.needs <= room.features and (room.video or not topic.online) and not early and not late

    def go_on(i: int, plan: dict) -> Iterator[dict]:
        if i == len(problem.topics):
            yield dict(plan)
            return
        topic = problem.topics[i]
        options = [told[topic.id]] if topic.id in told else [None, *(c for c in cells if fits(topic, c))]
        for cell in options:
            if cell is None:
                yield from go_on(i + 1, plan)
            elif not any(clash(topic, cell, other, plan[other.id]) for other in problem.topics[:i] if other.id in plan):
                yield from go_on(i + 1, {**plan, topic.id: cell})

    return go_on(0, {})


def tiny(seed: int) -> Problem:
    """A problem small enough to try everything: few people, so that many topics add nothing."""
    rng = Random(seed)
    breadth, length = rng.choice(((2, 2), (1, 3), (3, 2), (2, 3)))
    step = rng.choice((60, 60, 60, 30))  # with 30 the slots overlap
    slots = tuple(Slot(i, 600 + step * i, 645 + step * i) for i in range(length))
    rooms = tuple(
        Room(r, capacity=rng.choice((1, 2, 5)), features=frozenset(rng.sample(("flip", "beam"), rng.randint(0, 2))),
             video=rng.random() < 0.6, closed=frozenset(rng.sample(range(length), rng.random() < 0.2)))
        for r in range(breadth)
    )  # fmt: skip
    people = range(rng.randint(1, 6))
    topics = tuple(
        Topic(
            t, interest=frozenset(rng.sample(people, rng.randint(0, len(people)))), hands=rng.choice((0, 0, 1)),
            hosts=frozenset(rng.sample(range(4), rng.choice((0, 1, 1, 2)))),
            needs=frozenset(rng.sample(("flip", "beam"), rng.random() < 0.25)), online=rng.random() < 0.2,
            not_before=rng.choice((None, None, None, 600 + step)), not_after=rng.choice((None, None, None, 645 + step)),
        )
        for t in range(rng.randint(2, 5))
    )  # fmt: skip
    free = Problem(topics, rooms, slots, seed=seed)
    plans = [plan for plan, _ in zip(every_plan(free), range(400), strict=False)]
    plan = rng.choice(plans)
    stays = {t: cell for t, cell in plan.items() if rng.random() < 0.25}
    problem = replace(free, pins=stays if rng.random() < 0.6 else {}, stability=rng.choice((0, 0, 1, 3)))
    if rng.random() < 0.6:
        present = {t: cell for t, cell in rng.choice(plans).items() if t not in problem.pins}
        problem = replace(problem, present={**problem.pins, **present})
        taken = list(problem.present.values())
        if len(set(taken)) < len(taken) or not any(True for _ in every_plan(problem)):
            problem = replace(problem, present=plan)
    if problem.present and not problem.pins and rng.random() < 0.4:
        problem = replace(problem, slots=(replace(slots[0], begun=True), *slots[1:]))
        if not any(True for _ in every_plan(problem)):
            problem = replace(problem, slots=slots)
    return problem
