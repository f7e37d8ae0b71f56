"""What the regions of walls are given, and the projector's scene, which shows one of them or something else."""

from collections.abc import Awaitable, Callable

from barcamp.domain.moderation.projector import REST, scene_of
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.clock import minute_of_day
from barcamp.live import instants
from barcamp.live.snapshot import Snapshot
from barcamp.queries.plan.video import rooms_of_wall
from barcamp.queries.walls.photos import as_they_hang, hung, piles, with_lane_of
from barcamp.queries.walls.rounds import results_round, rounds
from barcamp.queries.walls.silence import Silence
from barcamp.queries.walls.voting import ranking_of

Context = dict[str, object]


async def _exhibit(snapshot: Snapshot, key: str) -> Context:
    return {"exhibit": await snapshot.exhibit()}


async def _scene(snapshot: Snapshot, key: str) -> Context:
    """What the projector shows, and what it could show. `until`: when a countdown or a pause is over."""
    barcamp, plan, moment = snapshot.barcamp, await snapshot.plan(), await snapshot.moment()
    scene, name = scene_of(barcamp), barcamp.scene_wall
    ends = minute_of_day(barcamp, barcamp.scene_until) if barcamp.scene_until else moment.next_change
    next_change = None if moment.ahead and not moment.running else instants.next_change(barcamp, moment)
    only = await snapshot.wall(name) if scene == "results" and name not in ("", REST) else None
    wall = await snapshot.wall(name) if scene == "wall" else None
    silence = await snapshot.silence(name) if wall else None
    shown = only or wall
    return {
        "scene": scene,
        "rounds": rounds(plan),
        "onscreen": name,
        "exhibit": await snapshot.exhibit(),
        "until": instants.milliseconds(barcamp.scene_until) if barcamp.scene_until else next_change,
        "ends": ends,
        "moment": moment,
        "wall": wall,
        "voting": await snapshot.voting(name) if wall else None,
        "silence": silence,
        "silent_until": _ends(silence),
        "ranking": ranking_of(wall) if wall else None,
        "selection": await snapshot.selection(wall) if wall else None,
        "breadth": await snapshot.breadth(name) if wall else None,
        "round": results_round(plan, await snapshot.walls(), name, only) if scene == "results" else None,
        "only": only,
        "pictures": as_they_hang([shown], await snapshot.photos(name)) if shown else [],
    }


async def _sections(snapshot: Snapshot, key: str) -> Context:
    return {"wall": await snapshot.wall(key)}


async def _order(snapshot: Snapshot, key: str) -> Context:
    return {"wall": await snapshot.wall(key), "voting": await snapshot.voting(key)}


async def _silence(snapshot: Snapshot, key: str) -> Context:
    """`everywhere`: whatever is written on this wall is sealed."""
    silence, wall = await snapshot.silence(key), await snapshot.wall(key)
    offered = [section.id for section in wall.sections if section.offered] or [0]
    return {"silence": silence, "everywhere": set(offered) <= set(silence.silent), "until": _ends(silence)}


async def _voting(snapshot: Snapshot, key: str) -> Context:
    return {"voting": await snapshot.voting(key)}


async def _wall(snapshot: Snapshot, key: str) -> Context:
    wall = await snapshot.wall(key)
    hanging = hung(wall, await snapshot.photos(key))
    shown = with_lane_of(wall, hanging)
    return {
        "wall": shown,
        "ranking": ranking_of(wall),
        "selection": await snapshot.selection(wall),
        "silence": await snapshot.silence(key),
        "breadth": await snapshot.breadth(key),
        "piles": {section.id: piles(section, hanging) for section in shown.sections},
    }


async def _breadth(snapshot: Snapshot, key: str) -> Context:
    """`silent`: somebody writes unseen, or has; of how many there are then is told otherwise."""
    silent = bool((await snapshot.silence(key)).lanes)
    return {"breadth": await snapshot.breadth(key), "silent": silent, "voting": await snapshot.voting(key)}


def _ends(silence: Silence | None) -> int | None:
    """When the time of a silent round is over."""
    return instants.milliseconds(silence.until) if silence and silence.until else None


async def _video(snapshot: Snapshot, key: str) -> Context:
    wall = str(wall_named(key))
    moment = await snapshot.moment()
    # Sessions of this wall that end at another time than their slot says.
    otherwise = [cell.topic for cell in moment.aside if cell.topic and cell.topic.extra and cell.topic.wall == wall]
    return {"rooms": rooms_of_wall(snapshot.barcamp, await snapshot.plan(), moment, wall), "otherwise": otherwise}


LOADERS: dict[str, Callable[[Snapshot, str], Awaitable[Context]]] = {
    "wall": _wall,
    "silence": _silence,
    "voting": _voting,
    "breadth": _breadth,
    "opening": _voting,
    "exhibit": _exhibit,
    "sections": _sections,
    "order": _order,
    "scene": _scene,
    "video": _video,
}
