"""The planner's routes: what each cell would cost a topic, and a suggested plan, which another process searches for."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream

from barcamp.domain.plan.fixed import load_fixed
from barcamp.domain.plan.proposal import KeepProposal
from barcamp.kernel.actor import Role
from barcamp.kernel.night import DAY
from barcamp.kernel.refused import NotFound, Refused
from barcamp.planner.explain.assess import Cost, assess, costs, heads_at
from barcamp.planner.problem import Problem, Solution
from barcamp.queries.event.revisions import plan_number
from barcamp.queries.plan.plan import barred, load_plan
from barcamp.queries.plan.problem import load_problem
from barcamp.queries.topics.topics import topic_cards
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.forms import back, read_form
from barcamp.web.visitor import Visitor

if TYPE_CHECKING:
    from barcamp.planner.explain.why import Explanation

SECONDS = {"short": 2.0, "long": 30.0}
WITHIN = 0.01  # share of the value that keeping the moves few may cost
MOST_GIVEN_UP = 3  # of 100 attendable interests, for the sake of people who have little of the plan
LINES = "application/x-ndjson"
MOST_SHOWN = 12  # clashes and the like; a list that nobody finishes reading explains nothing


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for, and the revision of the plan it starts from; with `within`, a plan with few changes. The
    sessions of other days than `day` stay as they are and are no part of what is proposed."""

    problem: Problem
    base: int
    within: float | None
    day: int | None = None  # the only one that is planned, 0 for the first
    fixed: Mapping[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])  # where fixed sessions are


@get("/{code:str}/costs/{topic:int}")
async def cell_costs(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], topic: FromPath[int]
) -> Response[Any]:
    """For each cell of the console's grid: what putting the topic there would change, in a few words, also where the
    room keeps out those who take part from elsewhere, or why that is impossible; and how many people to expect there,
    for how many seats."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        problem = await load_problem(db, visitor.camp, ctx.clock())
        closed = barred(await load_plan(db, visitor.camp.id, await topic_cards(db, visitor.camp.id)), topic)
    if all(known.id != topic for known in problem.topics):
        raise NotFound("topic.gone")
    found = await asyncio.to_thread(costs, problem, problem.present, topic)
    heads = await asyncio.to_thread(heads_at, problem, problem.present, topic)
    rooms = {room.id: room for room in problem.rooms}
    hosted = any(known.hosts & problem.online for known in problem.topics if known.id == topic)
    words = ctx.env.get_template("macros/plan.html").module
    with i18n.speaking(visitor.locale, visitor.dated):
        said = {
            f"cell_{cell.slot}_{cell.room}": {
                "says": str(words.bar(bar) if bar else words.cost(cost, unlinked=unlinked)).strip(),  # type: ignore[attr-defined]
                "kind": "barred" if bar else _kind(cost, unlinked),
                "heads": str(words.heads(ceil(heads[cell].site), room.capacity, ceil(heads[cell].online))).strip(),  # type: ignore[attr-defined]
                "tight": heads[cell].site > room.capacity,
            }
            for cell, cost in found.items()
            for room in [rooms[cell.room]]
            for unlinked in [not room.video and (hosted or heads[cell].online > 0)]
            for bar in [closed.get((int(cell.slot), int(cell.room)), "")]
        }
    return Response(said, headers={"Cache-Control": "no-store"})


def _kind(cost: Cost, unlinked: bool) -> str:
    if cost.breaches:
        return "forbidden"
    return "worse" if cost.value_change < 0 or unlinked else "better" if cost.value_change > 0 else "same"


@post("/{code:str}/suggest-plan", status_code=200)
async def suggest(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any] | Stream:
    """Searches, and keeps the result as the proposal. Reports its progress if the client can read that; hanging up ends
    the search."""
    visitor.must_be(Role.MODERATOR)
    form = await read_form(request)
    if visitor.device:
        ctx.rate_limit.keep(visitor.device)
    if visitor.camp.archived:
        raise Refused("barcamp.archived")
    if visitor.camp.interest_hidden:
        raise Refused("interest.hidden")
    async with ctx.db.reading() as db:
        seconds = SECONDS.get(form.get("seconds", ""), SECONDS["short"])
        one_day = visitor.camp.days > 1 and form.get("days") == "one"
        problem = await load_problem(
            db, visitor.camp, ctx.clock(), seconds=seconds, fairness=_fairness(form), one_day=one_day
        )
        if not problem.topics:
            raise Refused("plan.no_topics")
        within = WITHIN if form.get("steady") == "yes" and problem.present else None
        fixed = {each.topic: (each.room, each.slot) for each in await load_fixed(db, visitor.camp.id)}
        number = await plan_number(db, visitor.camp.id)
        search = Search(problem, number, within, _day(problem) if one_day else None, fixed)
    lines = _search(ctx, visitor, search)
    if LINES in request.headers.get("accept", ""):
        return Stream(_as_lines(lines, visitor.locale), media_type=LINES, headers={"Cache-Control": "no-store"})
    async for _ in lines:
        pass
    return pages.see(back(form, f"/{visitor.camp.code}/console"))


def _fairness(form: Mapping[str, str]) -> int:
    """How many of 100 interests may be given up; none if few changes are asked for, which costs some of its own."""
    asked = form.get("fair", "")
    offered = asked.isdecimal() and int(asked) <= MOST_GIVEN_UP and form.get("steady") != "yes"
    return int(asked) if offered else 0


def _day(problem: Problem) -> int | None:
    """The day of the slots that are still to be filled."""
    return next((slot.midnight // DAY for slot in problem.slots if not slot.begun), None)


async def _as_lines(news: AsyncIterator[dict[str, object]], locale: str) -> AsyncIterator[bytes]:
    try:
        async for line in news:
            yield msgspec.json.encode(line) + b"\n"
    except Refused as why:
        with i18n.speaking(locale):
            yield msgspec.json.encode({"failed": True, "says": i18n.sentence(why.key, **why.facts)}) + b"\n"


async def _search(ctx: AppContext, visitor: Visitor, search: Search) -> AsyncIterator[dict[str, object]]:
    """News of the search; at its end the proposal is kept. Raises Refused if the search failed."""
    from barcamp.planner.explain.why import explain
    from barcamp.planner.process import PlanningFailed, solve_elsewhere

    told: asyncio.Queue[dict[str, object] | None] = asyncio.Queue()

    def progress(share: float, value: int, bound: int | None) -> None:
        with i18n.speaking(visitor.locale, visitor.dated):
            told.put_nowait({"share": round(share, 3), "says": _so_far(search.problem, value, bound)})

    if visitor.camp.id in ctx.planning:
        raise Refused("plan.being_made")
    ctx.planning.add(visitor.camp.id)
    task = asyncio.create_task(solve_elsewhere(search.problem, on_progress=progress, within=search.within))
    task.add_done_callback(lambda _: told.put_nowait(None))
    try:
        while (news := await told.get()) is not None:
            yield news
        solution = await task
        explanation = await asyncio.to_thread(explain, search.problem, solution)
        await ctx.desk.carry_out(_proposal(search, solution, explanation), visitor.actor)
    except PlanningFailed:
        raise Refused("plan.search_failed") from None
    finally:
        ctx.planning.discard(visitor.camp.id)
        task.cancel()
        with suppress(asyncio.CancelledError, PlanningFailed):
            await task  # the other process has ended by then, too
    with i18n.speaking(visitor.locale, visitor.dated):
        yield {"share": 1, "says": i18n.gettext("The proposal is below."), "done": True}


def _so_far(problem: Problem, value: int, bound: int | None) -> str:
    if not value:
        return i18n.gettext("Looking for a plan …")
    shown = i18n.sentence("plan.so_far", value=value, shown=problem.shown, num=problem.shown)
    if bound is None or bound <= value:
        return shown
    return f"{shown} {i18n.sentence('plan.so_far_most', num=bound - value)}"


def _proposal(search: Search, solution: Solution, why: "Explanation") -> KeepProposal:
    aim: dict[int, tuple[int, int] | None] = {int(topic.id): None for topic in search.problem.topics}
    aim |= {int(topic): (int(cell.room), int(cell.slot)) for topic, cell in solution.cells.items()}
    aim |= {topic: cell for topic, cell in search.fixed.items() if topic in aim}
    if search.day is not None:
        others = {slot.id for slot in search.problem.slots if slot.midnight != search.day * DAY}
        aim = {topic: cell for topic, cell in aim.items() if cell is None or cell[1] not in others}
    figures = msgspec.json.encode(_figures(search, solution, why)).decode()
    return KeepProposal(cells=aim, figures=figures, base=search.base)


def _figures(search: Search, solution: Solution, why: "Explanation") -> dict[str, object]:
    """Everything that the console says about a proposal: sentences as keys and facts, so that each person reads them in
    their own language."""
    present = assess(search.problem, search.problem.present)
    return {
        "day": search.day,
        "value": why.figures.value,
        "shown": why.figures.shown,
        "present": present.value,
        "popularity": why.popularity,
        "proof": why.proof,
        "fair": why.fair,
        "proven": solution.proven,
        "fewest": solution.fewest,
        "seconds": round(solution.found_after, 2),
        "contradictions": why.contradictions,
        "left_out": why.left_out,
        "clashes": why.clashes[:MOST_SHOWN],
        "tight": why.tight[:MOST_SHOWN],
        "unlinked": why.unlinked[:MOST_SHOWN],
        "repeats": [
            {"topic": one.topic, "room": one.cell.room, "slot": one.cell.slot, "why": said}
            for one, said in why.repeats[:MOST_SHOWN]
        ],
        "times": why.times,
        "rooms": why.rooms,
    }
