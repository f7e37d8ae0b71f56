"""A solution as a JSON document, with its figures, and with reasons as key, facts and sentence. Its classes define
docs/schemas/plan-solution.schema.json."""

from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from barcamp.planner.board import Board, clock
from barcamp.planner.document import ID
from barcamp.planner.explain.reasons import Reason
from barcamp.planner.explain.why import Explanation, explain
from barcamp.planner.problem import Problem, Solution, Wish

Say = Callable[[Reason], str]


class Said(Struct, frozen=True):
    key: str
    facts: dict[str, int | str]
    sentence: str


class Session(Struct, frozen=True):
    topic: ID
    title: str
    room: ID
    slot: ID
    starts: str
    ends: str
    heads: Annotated[float, Meta(description="Expected heads, from interest shown.")]
    online: Annotated[float, Meta(description="Of these, who takes part from elsewhere and needs no seat.")]
    why: Annotated[list[Said], Meta(description="Why then, and why there.")]


class LeftOut(Struct, frozen=True):
    topic: ID
    title: str
    why: Said


class WishEntry(Struct, frozen=True):
    kind: Annotated[str, Meta(description="pin, need, online, not_before or not_after")]
    topic: ID
    what: ID | float | None


class ContradictionEntry(Struct, frozen=True):
    key: str
    wishes: Annotated[list[WishEntry], Meta(description="They cannot all be met; without any one of them they can.")]
    given_up: WishEntry
    why: list[Said]


class ClashEntry(Struct, frozen=True):
    one: ID
    other: ID
    people: int


class TightEntry(Struct, frozen=True):
    topic: ID
    room: ID
    heads: float
    capacity: int


class UnlinkedEntry(Struct, frozen=True):
    topic: ID
    room: ID
    people: Annotated[int, Meta(description="Those who want it and take part from elsewhere.")]
    hosts: Annotated[int, Meta(description="Hosts who take part from elsewhere.")]
    why: Said


class ChangeEntry(Struct, frozen=True):
    kind: Annotated[str, Meta(description="new, moved or dropped, against the present plan")]
    topic: ID
    why: Said


class RepeatEntry(Struct, frozen=True):
    topic: ID
    room: ID
    slot: ID
    clashing: Annotated[int, Meta(description="People who wanted two things at once and can then attend both.")]
    turned_away: Annotated[int, Meta(description="People for whom the room has no place.")]
    why: Said


class FairnessEntry(Struct, frozen=True):
    """People for whom at most one slot has a topic they wanted, of those who could have two."""

    share: Annotated[int, Meta(description="Of 100 attendable interests, how many might be given up.")]
    best: Annotated[int, Meta(description="The objective of the best plan, which gives up none.")]
    given_up: Annotated[int, Meta(description="How much less than that the plan has.")]
    entitled: Annotated[int, Meta(description="People who could have two such slots, looking at each topic by itself.")]
    before: Annotated[int, Meta(description="Of these, those with at most one in the best plan.")]
    after: Annotated[int, Meta(description="And in this one.")]
    bound: Annotated[int, Meta(description="No plan of as many topics that gives up as little has fewer.")]
    proven: bool
    proven_after: Annotated[float | None, Meta(description="Seconds until its proof.")]


class SolutionDocument(Struct, frozen=True):
    """A plan that breaks no rule of the problem, apart from the wishes that were given up."""

    value: Annotated[int, Meta(description="Interests that can be attended.")]
    shown: Annotated[int, Meta(description="All interest shown.")]
    objective: Annotated[int, Meta(description="value − stability × moves")]
    bound: Annotated[int | None, Meta(description="No plan of as many topics has a larger objective; null: not known.")]
    proven: bool
    gap: Annotated[float | None, Meta(description="How much more could be possible, as a share of the objective.")]
    popularity: Annotated[int, Meta(description="The value that placing by popularity would have reached.")]
    moves: int
    found_after: Annotated[float, Meta(description="Seconds until this plan was found.")]
    proven_after: Annotated[float | None, Meta(description="Seconds until its proof.")]
    fairness: Annotated[FairnessEntry | None, Meta(description="If a fair plan was asked for.")]
    summary: list[Said]
    plan: list[Session]
    left_out: list[LeftOut]
    contradictions: list[ContradictionEntry]
    clashes: Annotated[list[ClashEntry], Meta(description="Topics at the same time and how many people want both.")]
    tight: Annotated[list[TightEntry], Meta(description="More heads expected than seats.")]
    unlinked: Annotated[list[UnlinkedEntry], Meta(description="No video link, though some take part from elsewhere.")]
    changes: list[ChangeEntry]
    repeats: Annotated[list[RepeatEntry], Meta(description="Free cells in which an over-full topic would help.")]


def write_solution(problem: Problem, solution: Solution, say: Say) -> bytes:
    """The document for people and programs, indented; `say` turns a reason into a sentence."""
    document = describe(problem, solution, say)
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def describe(problem: Problem, solution: Solution, say: Say) -> SolutionDocument:
    why = explain(problem, solution)
    figures = why.figures

    def said(reason: Reason) -> Said:
        return Said(reason.key, dict(reason.facts), say(reason))

    return SolutionDocument(
        value=figures.value,
        shown=figures.shown,
        objective=figures.objective,
        bound=solution.bound,
        proven=solution.proven,
        gap=solution.gap,
        popularity=why.popularity,
        moves=figures.moves,
        found_after=round(solution.found_after, 3),
        proven_after=None if solution.proven_after is None else round(solution.proven_after, 3),
        fairness=_fairness(problem, solution),
        summary=[said(reason) for reason in (why.headline, why.proof, *why.fair, *why.unled)],
        plan=_sessions(problem, solution, why, said),
        left_out=[LeftOut(topic, str(reason.facts["title"]), said(reason)) for topic, reason in why.left_out.items()],
        contradictions=[
            ContradictionEntry(
                found.key,
                [_wish(wish) for wish in found.wishes],
                _wish(found.given_up),
                [said(reasons.why), said(reasons.without)],
            )
            for found, reasons in zip(solution.contradictions, why.contradictions, strict=True)
        ],
        clashes=[ClashEntry(clash.one, clash.other, clash.people) for clash in figures.clashes],
        tight=[TightEntry(one.topic, one.room, round(one.heads, 2), one.capacity) for one in figures.tight],
        unlinked=[
            UnlinkedEntry(one.topic, one.room, one.people, one.hosts, said(reason))
            for one, reason in zip(figures.unlinked, why.unlinked, strict=True)
        ],
        changes=[ChangeEntry(change.kind, change.topic, said(reason)) for change, reason in why.changes],
        repeats=[
            RepeatEntry(one.topic, *one.cell, one.clashing, one.turned_away, said(reason))
            for one, reason in why.repeats
        ],
    )


def _fairness(problem: Problem, solution: Solution) -> FairnessEntry | None:
    found = solution.fairness
    if found is None:
        return None
    return FairnessEntry(
        problem.fairness, found.best, found.best - solution.value, found.entitled, found.before, found.after,
        found.bound, found.proven, None if found.proven_after is None else round(found.proven_after, 3),
    )  # fmt: skip


def _sessions(problem: Problem, solution: Solution, why: Explanation, said: Callable[[Reason], Said]) -> list[Session]:
    board = Board(problem)
    order = {slot: at for at, slot in enumerate(board.slots)}
    found: list[Session] = []
    for topic in sorted(board.placed(solution.cells), key=lambda one: order[solution.cells[one].slot]):
        room, slot = solution.cells[topic]
        starts, ends = (clock(minute) for minute in (board.slots[slot].starts, board.slots[slot].ends))
        reasons = [said(why.times[topic]), said(why.rooms[topic])]
        heads, online = (round(many[topic], 2) for many in (why.figures.heads, why.figures.online))
        found.append(Session(topic, board.title(topic), room, slot, starts, ends, heads, online, reasons))
    return found


def _wish(wish: Wish) -> WishEntry:
    return WishEntry(wish.kind, wish.topic, wish.what)
