"""`barcamp plan`: solves a planning problem from a file, for scripts, for research, and for anyone who checks our
results."""

import dataclasses
import sys
from pathlib import Path

from barcamp.planner.document import BadDocument, read_problem
from barcamp.planner.explain.answer import write_solution
from barcamp.planner.explain.reasons import Reason
from barcamp.planner.problem import Problem
from barcamp.planner.process import solve_in_company
from barcamp.text import i18n


class NotRead(Exception):
    """Why there is no problem to solve."""


def solved(
    file: str, *, seconds: float | None, seed: int | None, rounds: int | None, proof: bool, language: str
) -> bytes:
    """The solution document of the problem in the file, `-` for standard input. Raises NotRead."""
    problem = _problem(file)
    given = {"seconds": seconds, "seed": seed, "rounds": rounds}
    problem = dataclasses.replace(problem, **{name: value for name, value in given.items() if value is not None})
    solution = solve_in_company(problem, prove=proof)
    with i18n.speaking(language):
        return write_solution(problem, solution, _say)


def _problem(file: str) -> Problem:
    try:
        text = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return read_problem(text)
    except OSError as error:
        raise NotRead(f"{file} cannot be read: {error.strerror}.") from None
    except BadDocument as error:
        raise NotRead(f"{file}: {error}") from None


def _say(reason: Reason) -> str:
    return i18n.sentence(reason.key, **reason.facts)
