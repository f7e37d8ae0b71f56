"""Is there a plan of these sets that neglects no more people? An integer program says yes or no.

Where every topic is placed, those are neglected who have all they want in one set. Where some are left out, the program
counts the fulfilled slots of each person instead.
"""

from typing import Any

from barcamp.planner.model import Model
from barcamp.planner.neglect import Wants, neglected_in
from barcamp.planner.proof.bound import Work, highspy
from barcamp.planner.proof.integer_program import Answer, Sets, asked, program
from barcamp.planner.proof.pricing import np


def fairer(
    model: Model, placed: int, sets: Sets, least: int, most: int, wants: Wants, work: Work, seconds: float
) -> Answer:
    """Looks for a plan consisting only of these sets that is worth `least` or more and neglects at most `most`
    people."""
    if not sets:
        return Answer(None, 0, True)
    solver = program(model, placed, sets, least - 1)
    if placed == len(model.bits):
        losses = np.array([float(wants.neglected(model.members[k][0], group)) for k, group in sets])
        solver.addRow(-highspy.kHighsInf, most + 0.5, len(sets), np.arange(len(sets), dtype=np.int32), losses)
    else:
        _each_person(solver, model, sets, most, wants)
    answer = asked(solver, model, placed, sets, least - 1, work, seconds)
    if answer.where is not None and neglected_in(model, answer.where) > most:
        return Answer(None, 0, False)
    return answer


def _each_person(solver: Any, model: Model, sets: Sets, most: int, wants: Wants) -> None:
    """A variable for each kind of people who could be neglected: 1 unless they have two fulfilled slots."""
    kinds = [(group, number, -1) for group, number in wants.free]
    kinds += [(group, number, s) for s, held in enumerate(wants.held) for group, number in held]
    first = len(sets)
    for i, (wanted, _, s) in enumerate(kinds):
        solver.addCol(0.0, 0.0, 1.0, 0, np.array([], dtype=np.int32), np.array([]))
        solver.changeColIntegrality(first + i, highspy.HighsVarType.kInteger)
        there = [j for j, (k, group) in enumerate(sets) if group & wanted and model.members[k][0] != s]
        row = np.array([*there, first + i], dtype=np.int32)
        solver.addRow(2.0 - (s >= 0), highspy.kHighsInf, len(row), row, np.array([1.0] * len(there) + [2.0]))
    every = np.arange(first, first + len(kinds), dtype=np.int32)
    numbers = np.array([float(number) for _, number, _ in kinds])
    solver.addRow(-highspy.kHighsInf, most + 0.5, len(kinds), every, numbers)
