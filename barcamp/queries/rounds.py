"""The round through the walls of a day: what a projector can show and what a results round goes through."""

from dataclasses import dataclass

from barcamp.queries.plan import Plan


@dataclass(frozen=True, slots=True)
class Stop:
    """One wall. `starts` in minutes since midnight; a session that is held twice stands at its first time."""

    wall: str
    title: str
    starts: int


def rounds(plan: Plan) -> list[Stop]:
    found: dict[str, Stop] = {}
    for row in plan.rows:
        stops = [Stop(row.wall, row.title, row.starts)] if row.plenary else []
        stops += [Stop(cell.topic.wall, cell.topic.title, row.starts) for cell in row.sessions if cell.topic]
        for stop in stops:
            found.setdefault(stop.wall, stop)
    return list(found.values())
