"""Rooms full of wishes, made from a seed: topics, hosts, needs, times and whose interest they found."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from barcamp.planner.problem import Cell, Problem, Room, Slot, Topic

FIRST, LENGTH = 10 * 60, 45  # the first session starts at ten; three quarters of an hour each


@dataclass(frozen=True, slots=True)
class Shape:
    topics: int
    slots: int
    rooms: int
    people: int

    def __str__(self) -> str:
        return f"{self.topics} topics, {self.slots}×{self.rooms}, {self.people} people"


def room_full(shape: Shape, seed: int) -> Problem:
    """A room. Interest is skewed as in reality: few topics draw many people, people have leanings, and each shows at
    most a few more wishes than there are slots.

    A tenth of the topics share a host, a sixth need a projector, a tenth have hours, and one or two are pinned.
    """
    return _room_full(shape, seed, range(2, shape.slots + 3))


def crowded(shape: Shape, seed: int) -> Problem:
    """A room in which many show little interest: half the people name three topics or fewer, some only one. It is they
    who have little of a plan that puts their topics side by side."""
    return _room_full(shape, seed, (1, 2, 2, 2, 3, 3, 4, 4, 5, 6))


def _room_full(shape: Shape, seed: int, wishes: Sequence[int]) -> Problem:
    rng = Random(f"{shape.topics}/{shape.slots}/{shape.rooms}/{shape.people}/{seed}")
    slots = tuple(
        Slot(f"s{i}", FIRST + i * (LENGTH + 15), FIRST + i * (LENGTH + 15) + LENGTH) for i in range(shape.slots)
    )
    rooms = tuple(_room(rng, i, shape) for i in range(shape.rooms))
    interest = _interest(rng, shape, wishes)
    topics = []
    for i in range(shape.topics):
        host = f"h{rng.randrange(i)}" if i and rng.random() < 0.1 else f"h{i}"
        hours = rng.random()
        topics.append(
            Topic(
                f"t{i}", f"Topic {i}", frozenset(interest[i]), rng.choice((0, 0, 0, 1, 2, 5)), frozenset((host,)),
                frozenset(("projector",)) if rng.random() < 1 / 6 else frozenset(),
                not_before=slots[shape.slots // 2].starts if hours < 0.05 else None,
                not_after=slots[(shape.slots - 1) // 2].ends if hours > 0.95 else None,
            )
        )  # fmt: skip
    pins = {}
    if shape.topics > 12:
        plain = [t for t in topics if not (t.needs or t.not_before or t.not_after)]
        for n, topic in enumerate(rng.sample(plain, 2)):
            pins[topic.id] = Cell(rooms[n].id, slots[n].id)
    return Problem(tuple(topics), rooms, slots, pins, seed=seed)


def _room(rng: Random, i: int, shape: Shape) -> Room:
    average = shape.people / shape.rooms
    return Room(
        f"r{i}", f"Room {i}", max(8, int(average * rng.choice((0.6, 0.8, 1, 1.3, 1.8)))),
        frozenset(("projector",)) if i % 5 != 4 else frozenset(), video=i % 3 == 0,
    )  # fmt: skip


def _interest(rng: Random, shape: Shape, wishes: Sequence[int]) -> list[set[str]]:
    """Who wants what, each as many as one of `wishes` says: a topic's draw falls with its rank (as 1/rank^0.7),
    threefold for people of the same leaning."""
    leanings = 5
    draw = [1 / (rank + 2) ** 0.7 for rank in range(shape.topics)]
    rng.shuffle(draw)
    subject = [rng.randrange(leanings) for _ in range(shape.topics)]
    wanted: list[set[str]] = [set() for _ in range(shape.topics)]
    for person in range(shape.people):
        leaning = rng.randrange(leanings)
        weights = [d * (3 if s == leaning else 1) for d, s in zip(draw, subject, strict=True)]
        for _ in range(min(shape.topics // 2, rng.choice(wishes))):
            topic = rng.choices(range(shape.topics), weights)[0]
            wanted[topic].add(f"p{person}")
            weights[topic] = 0
    return wanted


def penguicon(path: Path) -> Problem:
    """The programme of PenguiCon 2013 (Quesnelle and Steffy 2015; github.com/jquesnelle/convention-scheduling) from a
    file of its numbers: talks with presenters and kinds of rooms; 500 people are made up after the heads counted."""
    told = json.loads(path.read_text(encoding="utf-8"))
    rng = Random(2013)
    heads = [1] * len(told["talks"])
    for talk, counted in told["counts"]:
        heads[talk] = max(heads[talk], counted)
    wanted: list[set[int]] = [set() for _ in heads]
    for person in range(500):
        for talk in rng.choices(range(len(heads)), heads, k=rng.randint(4, 20)):
            wanted[talk].add(person)
    rooms = [
        Room(f"{kind} {i}", capacity=60, features=frozenset((kind,)))
        for kind, count in told["rooms"].items() for i in range(count)
    ]  # fmt: skip
    topics = tuple(
        Topic(i, f"Talk {i}", frozenset(wanted[i]), 0, frozenset(talk["who"]), frozenset((talk["kind"],)))
        for i, talk in enumerate(told["talks"])
    )
    return Problem(topics, tuple(rooms), tuple(Slot(i, 60 * i, 60 * i + 50) for i in range(len(told["hours"]))))
