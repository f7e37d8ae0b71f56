"""Slots are decided, rooms are not: which topic gets which, so that the expected people fit, those who take part from
elsewhere find a video link, and few sessions move."""

from collections.abc import Mapping
from math import lcm

from barcamp.planner.model import Model, ones
from barcamp.planner.problem import Cell, Id, Problem, Room
from barcamp.planner.search.annealing import groups_of
from barcamp.planner.search.matching import cheapest

SHARES = lcm(*range(1, 17))  # heads are counted in parts of one person
NEVER = 10**60


def cells_of(model: Model, where: list[int]) -> dict[Id, Cell]:
    """Rooms for a plan of slots, the fixed cells included."""
    cells = dict(model.fixed)
    for s, group in enumerate(groups_of(model, _settled(model, where))):
        cells.update(_share_out(model, s, group))
    order = {topic.id: i for i, topic in enumerate(model.problem.topics)}
    return dict(sorted(cells.items(), key=lambda item: order[item[0]]))


def moves(problem: Problem, cells: Mapping[Id, Cell]) -> int:
    """The topics of the present plan that are elsewhere now, or nowhere."""
    topics = {topic.id for topic in problem.topics}
    return sum(cells.get(t) != cell for t, cell in problem.present.items() if t in topics)


def reached(problem: Problem, cells: Mapping[Id, Cell]) -> int:
    """How many interests can be attended: each person once per slot, and the hands of everything that is placed."""
    people: dict[Id, set[Id]] = {}
    placed = [topic for topic in problem.topics if topic.id in cells]
    for topic in placed:
        people.setdefault(cells[topic.id].slot, set()).update(topic.interest)
    return sum(map(len, people.values())) + sum(topic.hands for topic in placed)


def _settled(model: Model, where: list[int]) -> list[int]:
    """The plan with whole slots that are alike exchanged, if that keeps more topics in their present slot."""
    settled = list(where)
    groups = groups_of(model, where)
    for alike in model.members:
        if len(alike) > 1:
            stays = [[sum(model.kept[t] == s for t in ones(groups[old])) for s in alike] for old in alike]
            chosen = cheapest([[-stay for stay in row] for row in stays])
            for old, new in zip(alike, chosen, strict=True):
                for t in ones(groups[old]):
                    settled[t] = alike[new]
    return settled


def _share_out(model: Model, s: int, group: int) -> dict[Id, Cell]:
    """Shares out rooms: fewest people without a chair or a way in first, then the present room, then the bigger room
    for the fuller session.

    If moves have a price (`stability`), the present rooms come first.
    """
    problem, slot = model.problem, model.slots[s]
    topics, rooms = ones(group), ones(model.free[s])
    heads = expected(model, s, group)
    room_rank = {r: i for i, r in enumerate(sorted(rooms, key=lambda r: problem.rooms[r].capacity))}
    costs: list[list[int]] = []
    for t in topics:
        cell = problem.present.get(model.topics[t].id)
        row: list[int] = []
        for r in rooms:
            room = problem.rooms[r]
            over = _without(model, t, room, *heads[t])
            moved = int(cell is not None and cell != (room.id, slot.id))
            waste = -heads[t][0] * room_rank[r]
            weights = (moved, over, waste) if problem.stability else (over, moved, waste)
            row.append(_packed(weights) if model.fit[t][s] >> r & 1 else NEVER)
        costs.append(row)
    chosen = cheapest(costs)
    return {model.topics[t].id: Cell(problem.rooms[rooms[i]].id, slot.id) for t, i in zip(topics, chosen, strict=True)}


def _without(model: Model, t: int, room: Room, seated: int, online: int) -> int:
    """How many people this room would keep out, in 1 / SHARES: those for whom there is no chair, and without a video
    link those who are elsewhere. If all who lead it are, nobody has anything of it."""
    if room.video:
        return max(0, seated - room.capacity * SHARES)
    hosts = model.topics[t].hosts
    away = hosts & model.problem.online
    if away and away == hosts:
        return seated + online + len(away) * SHARES
    return max(0, seated - room.capacity * SHARES) + online + len(away) * SHARES


def _packed(weights: tuple[int, int, int]) -> int:
    """One number for three that count one after another; each stays far below 10^15 in sum."""
    first, second, third = weights
    return (first * 10**18 + second) * 10**18 + third


def expected(model: Model, s: int, group: int) -> dict[int, tuple[int, int]]:
    """How many will come on site and how many from elsewhere, in 1 / SHARES people: somebody who wants several topics
    of the slot counts for each in part."""
    topics = ones(group)
    heads: dict[int, tuple[int, int]] = {}
    counted: dict[int, int] = {}
    for mask in (*(model.bits[t] for t in topics), *model.held[s]):
        for person in ones(mask):
            counted[person] = counted.get(person, 0) + 1
    for t in topics:
        seated, online = (
            sum(SHARES // counted[person] for person in ones(model.bits[t] & some))
            for some in (~model.online, model.online)
        )
        heads[t] = model.topics[t].hands * SHARES + seated, online
    return heads
