"""Why the plan is as it is, so that a moderator can defend it in front of the room."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from barcamp.planner.board import Board
from barcamp.planner.explain.assess import Assessment, Unlinked, assess
from barcamp.planner.explain.compare import Change, Repeat, changes, popularity, repeats
from barcamp.planner.explain.reasons import Reason, Settled, settled
from barcamp.planner.neglect import neglect
from barcamp.planner.problem import Id, Problem, Solution
from barcamp.planner.proof.contradictions import settle
from barcamp.planner.rules import Fact
from barcamp.planner.search.neighbourhood import Neighbourhood


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation. `headline` is how much can be attended, `proof` how certain it is that no more can; `fair` how
    many have little of it and, if a fair plan was asked for, what it gives up for them and how certain that is.
    `times` and `rooms` say for each session why it is there and then; `unled` names those that nobody hosts, if it is
    known who hosts any, `unlinked` those in rooms without a video link, though some take part from elsewhere.
    `popularity` is the value that popularity order would have reached."""

    headline: Reason
    proof: Reason
    fair: tuple[Reason, ...]
    times: Mapping[Id, Reason]
    rooms: Mapping[Id, Reason]
    left_out: Mapping[Id, Reason]
    contradictions: tuple[Settled, ...]
    clashes: tuple[Reason, ...]
    tight: tuple[Reason, ...]
    unlinked: tuple[Reason, ...]
    changes: tuple[tuple[Change, Reason], ...]
    repeats: tuple[tuple[Repeat, Reason], ...]
    unled: tuple[Reason, ...]
    popularity: int
    figures: Assessment


def explain(problem: Problem, solution: Solution) -> Explanation:
    settled_problem, _ = settle(problem)
    neighbourhood = Neighbourhood(settled_problem, solution.cells)
    figures = assess(settled_problem, solution.cells)
    board = neighbourhood.board
    return Explanation(
        headline=Reason("plan.value", {"num": figures.value, "shown": figures.shown}),
        proof=_proof(solution),
        fair=_fair(problem, solution),
        times={topic: _why_then(neighbourhood, problem, topic) for topic in neighbourhood.cells},
        rooms={topic: _why_there(neighbourhood, figures, topic) for topic in neighbourhood.cells},
        left_out={topic: _why_not(neighbourhood, topic) for topic in board.topics if topic not in neighbourhood.cells},
        contradictions=tuple(settled(problem, one) for one in solution.contradictions),
        clashes=tuple(
            Reason(
                "plan.clash", {"num": clash.people, "one": board.title(clash.one), "other": board.title(clash.other)}
            )
            for clash in figures.clashes
        ),
        tight=tuple(_why_there(neighbourhood, figures, tight.topic) for tight in figures.tight),
        unlinked=tuple(_unlinked(board, one) for one in figures.unlinked),
        changes=tuple((change, _changed(board, change)) for change in changes(problem, solution.cells)),
        repeats=tuple((repeat, _repeated(board, repeat)) for repeat in repeats(problem, solution.cells)),
        unled=_unled(board, neighbourhood),
        popularity=popularity(problem),
        figures=figures,
    )


def _proof(solution: Solution) -> Reason:
    if solution.proven:
        return Reason("plan.proven")
    if solution.bound is None:
        return Reason("plan.unproven")
    return Reason("plan.at_most", {"num": solution.bound - solution.value})


def _fair(problem: Problem, solution: Solution) -> tuple[Reason, ...]:
    fairness = solution.fairness
    if fairness is None:
        few, people = neglect(problem, solution.cells)
        return (Reason("plan.fair_not_asked", {"num": few, "people": people}),) if few else ()
    aim = Reason("plan.fair", {"num": problem.fairness})
    if not fairness.before:
        return (aim, Reason("plan.fair_anyway", {"num": fairness.entitled})) if fairness.entitled else (aim,)
    facts: dict[str, Fact] = {"people": fairness.entitled, "num": fairness.after, "before": fairness.before}
    if not fairness.after:
        return aim, Reason("plan.fair_nobody", {**facts, "num": fairness.before})
    few = Reason("plan.fair_same" if fairness.after == fairness.before else "plan.fair_fewer", facts)
    if fairness.proven:
        return aim, few, Reason("plan.fair_proven")
    if not fairness.bound:
        return aim, few, Reason("plan.fair_unproven")
    return aim, few, Reason("plan.fair_at_most", {"num": fairness.after - fairness.bound})


def _unled(board: Board, neighbourhood: Neighbourhood) -> tuple[Reason, ...]:
    if not any(topic.hosts for topic in board.topics.values()):
        return ()
    unled = (topic for topic in neighbourhood.cells if not board.topics[topic].hosts)
    return tuple(Reason("plan.unled", {"title": board.title(topic)}) for topic in unled)


def _unlinked(board: Board, one: Unlinked) -> Reason:
    facts: dict[str, Fact] = {"title": board.title(one.topic), "room": board.room_name(one.room)}
    if one.hosts:
        return Reason("plan.unlinked_host", facts)
    return Reason("plan.unlinked", {**facts, "num": one.people})


def _why_then(neighbourhood: Neighbourhood, problem: Problem, topic: Id) -> Reason:
    board, cell = neighbourhood.board, neighbourhood.cells[topic]
    facts = _where(board, topic, neighbourhood)
    if topic in board.frozen:
        return Reason("plan.why_begun", facts)
    if topic in neighbourhood.fixed:
        return Reason("plan.why_pinned", facts)
    possible = neighbourhood.allowed[topic]
    if len(possible) == 1:
        return Reason("plan.why_only_cell", facts)
    if len({other.slot for other in possible}) == 1:
        return Reason("plan.why_only_time", facts)
    steps = list(neighbourhood.steps(topic))
    if not steps:
        return Reason("plan.why_no_other", facts)
    best = max(steps, key=lambda step: step.change)
    if best.change < 0:
        return Reason("plan.why_best", {**facts, "num": -best.change})
    if best.change == 0:
        return Reason("plan.why_even", facts)
    if problem.stability and problem.present.get(topic) == cell:
        return Reason("plan.why_stays", facts)
    return Reason("plan.why_not_best", {**facts, "num": best.change, "better": board.time(best.cell.slot)})


def _why_there(neighbourhood: Neighbourhood, figures: Assessment, topic: Id) -> Reason:
    room = neighbourhood.board.rooms[neighbourhood.cells[topic].room]
    online = figures.online[topic]
    heads = figures.heads[topic] - online
    # Rounded so that too many remains too many.
    over = any(tight.topic == topic for tight in figures.tight)
    expected = ceil(heads - 1e-9) if over else int(heads + 0.5)
    where = _where(neighbourhood.board, topic, neighbourhood)
    facts = {**where, "num": expected, "seats": room.capacity}
    if online:
        facts["online"] = ceil(online - 1e-9)
        return Reason("plan.room_tight_hybrid" if over else "plan.room_fits_hybrid", facts)
    if over:
        return Reason("plan.room_tight", facts)
    wish = neighbourhood.board.topics[topic]
    if len({cell.room for cell in neighbourhood.allowed[topic]}) == 1 and (wish.needs or wish.online):
        what = ", ".join(sorted(wish.needs))
        return Reason("plan.why_only_room", {**where, "what": what}) if what else Reason("plan.why_only_video", where)
    return Reason("plan.room_fits", facts)


def _why_not(neighbourhood: Neighbourhood, topic: Id) -> Reason:
    board, possible = neighbourhood.board, neighbourhood.allowed[topic]
    shown = board.topics[topic].shown
    facts: dict[str, Fact] = {"title": board.title(topic), "num": shown}
    if not possible:
        over = board.slots and all(slot.begun for slot in board.slots.values())
        return Reason("plan.left_out_begun" if over else "plan.left_out_no_cell", facts)
    if all(neighbourhood.there.get(cell) in neighbourhood.fixed for cell in possible):
        return Reason("plan.left_out_pinned", facts)
    steps = list(neighbourhood.steps(topic))
    if not steps:
        return Reason("plan.left_out_host", facts)
    best = max(steps, key=lambda step: (step.other is None, step.change))
    if best.other is None:
        where: dict[str, Fact] = {"room": board.room_name(best.cell.room), "time": board.time(best.cell.slot)}
        return Reason("plan.left_out_free", {**facts, **where})
    facts["other"] = board.title(best.other)
    if best.change > 0:
        return Reason("plan.left_out_better", {**facts, "num": best.change})
    if all(board.topics[step.other].shown >= shown for step in steps if step.other is not None):
        return Reason("plan.left_out_fewest", facts)
    if best.change == 0:
        return Reason("plan.left_out_even", facts)
    return Reason("plan.left_out_served", {**facts, "num": -best.change})


def _where(board: Board, topic: Id, neighbourhood: Neighbourhood) -> dict[str, Fact]:
    cell = neighbourhood.cells[topic]
    return {"title": board.title(topic), "room": board.room_name(cell.room), "time": board.time(cell.slot)}


def _changed(board: Board, change: Change) -> Reason:
    facts: dict[str, Fact] = {"title": board.title(change.topic)}
    if change.before is not None:
        facts |= {"old_room": board.room_name(change.before.room), "old_time": board.time(change.before.slot)}
    if change.after is not None:
        facts |= {"room": board.room_name(change.after.room), "time": board.time(change.after.slot)}
    if change.kind == "new":
        return Reason("plan.change_new", facts)
    return Reason("plan.change_moved", facts) if change.kind == "moved" else Reason("plan.change_dropped", facts)


def _repeated(board: Board, repeat: Repeat) -> Reason:
    room, slot = repeat.cell
    facts: dict[str, Fact] = {"title": board.title(repeat.topic), "room": board.room_name(room)}
    return Reason("plan.repeat", {**facts, "time": board.time(slot), "num": repeat.helped})
