"""Selections that stand for everybody: how long one takes, and whether it is what a well-known library chooses.

`pabutools` is compared where it is installed and BARCAMP_BENCH_PABULIB names a folder of files from pabulib.org.
"""

import importlib.util
import os
import random
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from barcamp.queries.walls.equal_shares import bought, select
from bench.findings import Findings, Goal, Plan

FILES = "BARCAMP_BENCH_PABULIB"
MOST_MS = 50.0
# People, cards, points for each, cards to select. The goal is for the first.
SIZES = ((40, 60, 5, 5), (40, 60, 5, 10), (500, 500, 5, 10), (5000, 300, 3, 10))
Points = dict[int, dict[int, int]]


def measure(plan: Plan) -> Findings:
    found = Findings(says=["People give their points at random, to some cards more often than to others."])
    for people, cards, points, number in SIZES[: 2 if plan.most <= 100 else None]:
        times = [_timed(_room(people, cards, points, seed), number) for seed in range(5 * plan.repeats)]
        found.rows.append({
            "server": "barcamp", "people": people, "cards": cards, "selected": number, "ms": median(times),
            "longest ms": max(times),
        })  # fmt: skip
    found.goals.append(Goal("a selection among 40 people and 60 cards", found.rows[0]["longest ms"], MOST_MS, " ms"))
    compared = list(_compared())
    found.rows += compared
    if compared:
        other = sum(not row["same"] for row in compared)
        found.goals.append(Goal(f"of {len(compared)} public votes, chosen otherwise than pabutools", other, 0))
    else:
        found.says.append(f"Not compared with pabutools: it is not installed, or {FILES} names no folder of votes.")
    return found


def _room(people: int, cards: int, points: int, seed: int) -> Points:
    chance = random.Random(seed)
    given: Points = {card: {} for card in range(cards)}
    for person in range(people):
        for _ in range(points):
            card = min(int(chance.expovariate(5 / cards)), cards - 1)
            given[card][person] = given[card].get(person, 0) + 1
    return given


def _timed(points: Points, number: int) -> float:
    start = perf_counter()
    select(points, number)
    return (perf_counter() - start) * 1000


def _compared() -> Iterator[dict[str, Any]]:
    """The whole votes: costs, a budget, approvals or points. Files in which a cost is not whole are passed over."""
    folder = os.environ.get(FILES)
    if not folder or importlib.util.find_spec("pabutools") is None:
        return
    election, rules = importlib.import_module("pabutools.election"), importlib.import_module("pabutools.rules")
    ties = importlib.import_module("pabutools.tiebreaking")
    for file in sorted(Path(folder).glob("*.pb")):
        instance, ballots = election.parse_pabulib(str(file))
        kind = type(ballots).__name__
        if not kind.startswith(("Approval", "Cumulative", "Cardinal")):
            continue
        ids = {project: number for number, project in enumerate(sorted(instance, key=lambda each: each.name))}
        costs = {ids[project]: int(project.cost) for project in instance}
        budget = int(instance.budget_limit)
        if budget != instance.budget_limit or any(costs[ids[each]] != each.cost for each in instance):
            continue
        points = _points(ballots, ids, approved=kind.startswith("Approval"))
        first = ties.TieBreakingRule(lambda _i, _p, each, p=points, n=ids: (-sum(p[n[each]].values()), n[each]))
        means = election.Cardinality_Sat if kind.startswith("Approval") else election.Additive_Cardinal_Sat
        start = perf_counter()
        ours = [each.card for each in bought(points, costs, budget, len(ballots))]
        between = perf_counter()
        theirs = [
            ids[each] for each in rules.method_of_equal_shares(instance, ballots, sat_class=means, tie_breaking=first)
        ]
        yield {
            "server": file.stem, "people": len(ballots), "cards": len(ids), "selected": len(ours),
            "ms": (between - start) * 1000, "pabutools ms": (perf_counter() - between) * 1000, "same": ours == theirs,
        }  # fmt: skip


def _points(ballots: Any, ids: dict[Any, int], *, approved: bool) -> Points:
    found: Points = {number: {} for number in ids.values()}
    for voter, ballot in enumerate(ballots):
        for project in ballot:
            if given := 1 if approved else int(ballot[project]):
                found[ids[project]][voter] = given
    return found
