"""The one impure file of the planner: searches in a process of its own, so that no vote ever waits for a plan.

`python -m barcamp.planner.process` is that process: it reads a problem's document and writes a line per piece of news.
It ends when its standard input does, so it never outlives the server. If there are many topics it has a companion,
again a process, that only anneals while the first is busy with the proof.
"""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from barcamp.planner.document import CellEntry, read_problem, write_problem
from barcamp.planner.problem import Cell, Fairness, Problem, Solution
from barcamp.planner.proof.contradictions import settle

OnProgress = Callable[[float, int, int | None], None]
GRACE = 5.0  # seconds beyond the time limit: for loading the solver, and for finishing
START = 60.0  # seconds until the process has begun: on a busy or old machine Python alone takes several
LONGEST_LINE = 2**26
COMMAND = (sys.executable, "-m", "barcamp.planner.process")
ANNEALING = "annealing"
MANY_TOPICS = 45  # topics from which on two seconds are too short for a proof followed by a long search


class PlanningFailed(Exception):
    """The search ended without a plan; carries the last thing it said."""


class Best(msgspec.Struct, tag="best", frozen=True):
    """A plan; the last of them comes with its bound."""

    cells: list[CellEntry]
    value: int
    bound: int | None = None
    found_after: float = 0.0
    proven_after: float | None = None
    fewest: bool = False
    fairness: Fairness | None = None
    done: bool = False


class Begun(msgspec.Struct, tag="begun", frozen=True):
    """The search has begun; its time runs from now on."""


class News(msgspec.Struct, tag="news", frozen=True):
    share: float
    value: int
    bound: int | None


async def solve_elsewhere(
    problem: Problem,
    *,
    on_progress: OnProgress = lambda share, value, bound: None,
    within: float | None = None,
    start: float = START,
    grace: float = GRACE,
    command: tuple[str, ...] = COMMAND,
) -> Solution:
    """Yields what `solver.solve` says, from a process of its own at low priority; with `within`, what `solver.replan`
    says.

    Cancelling ends the process. It has `start` seconds to begin. If it goes on for `grace` seconds beyond the problem's
    time limit, it is ended and the best plan so far is returned without a proof. Raises PlanningFailed if there is
    none, or if the process died. A problem in `rounds` has no time limit.
    """
    document = await asyncio.to_thread(write_problem, problem)
    longest = problem.seconds * (1.5 if problem.fairness else 1)
    limit = None if problem.rounds is not None else longest + grace
    worker = await asyncio.create_subprocess_exec(
        *command,
        *([] if within is None else [str(within)]),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=LONGEST_LINE,
        env=_environment(),
    )
    complaints = asyncio.create_task(_last_words(worker))
    heard = _Heard()
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(start) as time:
                await _begin(worker, document, heard, on_progress)
                time.reschedule(None if limit is None else asyncio.get_running_loop().time() + limit)
                await _listen(worker, heard, on_progress)
    finally:
        await _end(worker)
        said = await complaints
    if heard.best is None or not (heard.best.done or heard.late):
        raise PlanningFailed(said or f"The planner ended with {worker.returncode}.")
    return await asyncio.to_thread(_solution, problem, heard.best)


class _Heard:
    best: Best | None = None
    late = True  # until the process has ended on its own


async def _begin(worker: asyncio.subprocess.Process, document: bytes, heard: _Heard, on_progress: OnProgress) -> None:
    assert worker.stdin is not None
    with suppress(ConnectionError):
        worker.stdin.write(document + b"\n")
        await worker.stdin.drain()
    await _hear(worker, heard, on_progress)


async def _listen(worker: asyncio.subprocess.Process, heard: _Heard, on_progress: OnProgress) -> None:
    while await _hear(worker, heard, on_progress):
        pass
    heard.late = False


async def _hear(worker: asyncio.subprocess.Process, heard: _Heard, on_progress: OnProgress) -> bool:
    """Hears one line; returns whether there may be more."""
    assert worker.stdout is not None
    line = await worker.stdout.readline()
    if not line:
        return False
    try:
        said = msgspec.json.decode(line, type=Best | Begun | News)
    except msgspec.DecodeError as error:
        raise PlanningFailed(f"The planner's answer could not be read: {error}") from None
    if isinstance(said, News):
        on_progress(said.share, said.value, said.bound)
    elif isinstance(said, Best):
        heard.best = said
    return heard.best is None or not heard.best.done


async def _last_words(worker: asyncio.subprocess.Process) -> str:
    assert worker.stderr is not None
    last = b""
    while part := await worker.stderr.read(4096):
        last = (last + part)[-4096:]
    lines = last.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


async def _end(worker: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        worker.kill()
    if worker.stdin is not None:
        worker.stdin.close()
    await worker.wait()


def _solution(problem: Problem, best: Best) -> Solution:
    cells = {entry.topic: Cell(entry.room, entry.slot) for entry in best.cells}
    left_out = tuple(topic.id for topic in problem.topics if topic.id not in cells)
    _, contradictions = settle(problem)
    return Solution(
        cells, best.value, best.bound, contradictions, left_out, best.found_after, best.proven_after, best.fewest,
        best.fairness,
    )  # fmt: skip


def _environment() -> Mapping[str, str]:
    """An environment in which the package is found as this process found it."""
    here = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    # One thread: the other cores belong to the server, and sums come out the same everywhere.
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


# The other process, and its companion.


def solve_in_company(
    problem: Problem,
    progress: OnProgress = lambda share, value, bound: None,
    prove: bool = True,
    improved: Callable[[Solution], None] = lambda solution: None,
) -> Solution:
    """What `solver.solve` says or, if there are many topics and no proof, the better plan of two searches.

    The second search begins from the next seed and only anneals, so the same problem and seed give the same plan.
    """
    many = len(problem.topics) >= MANY_TOPICS and prove
    plain = replace(problem, fairness=0)
    with _annealing(replace(plain, seed=problem.seed + 1)) if many else nullcontext() as companion:
        # Imported late: the solver brings packages that a server need not load and the companion should not wait for.
        from barcamp.planner.solver import FIRST, fair, solve

        part = FIRST if problem.fairness else 1.0
        best = solve(
            plain, lambda share, value, bound: progress(share * part, value, bound), prove=prove, improved=improved
        )
        if companion is not None and not best.proven and (last := _last(companion)) is not None:
            best = _better(best, _solution(problem, last))
    if not problem.fairness:
        return best
    improved(best)  # in case there is no time left for a fairer one
    return fair(problem, best, progress, prove=prove)


def _better(own: Solution, other: Solution) -> Solution:
    if len(other.left_out) != len(own.left_out):
        return min(own, other, key=lambda one: len(one.left_out))
    if other.value <= own.value:
        return own
    proven_after = max(own.found_after, other.found_after) if own.bound == other.value else None
    return replace(other, bound=own.bound, proven_after=proven_after)


@contextmanager
def _annealing(problem: Problem) -> Generator[subprocess.Popen[bytes]]:
    companion = subprocess.Popen(
        [*COMMAND, ANNEALING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
    )
    with companion:
        assert companion.stdin is not None
        companion.stdin.write(write_problem(problem) + b"\n")
        companion.stdin.flush()
        try:
            yield companion
        finally:
            companion.kill()


def _last(companion: subprocess.Popen[bytes]) -> Best | None:
    """What it found; None if somebody else ended it."""
    assert companion.stdout is not None
    for line in companion.stdout:
        said = msgspec.json.decode(line, type=Best | Begun | News)
        if isinstance(said, Best) and said.done:
            return said
    return None


def work() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    # A solver may print what it likes: that goes to standard error.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    problem = read_problem(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_server, daemon=True).start()

    def tell(news: Best | Begun | News) -> None:
        channel.write(msgspec.json.encode(news) + b"\n")
        channel.flush()

    tell(Begun())

    def progress(share: float, value: int, bound: int | None) -> None:
        tell(News(share, value, bound))

    def improved(better: Solution) -> None:
        tell(Best(_entries(better), better.value, found_after=better.found_after))

    solution = _asked_for(sys.argv[1:], problem, progress, improved)
    tell(
        Best(
            _entries(solution), solution.value, solution.bound, solution.found_after, solution.proven_after,
            solution.fewest, solution.fairness, done=True,
        )
    )  # fmt: skip


def _asked_for(
    words: list[str], problem: Problem, progress: OnProgress, improved: Callable[[Solution], None]
) -> Solution:
    if not words:
        return solve_in_company(problem, progress, improved=improved)
    from barcamp.planner.solver import replan, solve

    if words == [ANNEALING]:
        return solve(problem, prove=False)
    return replan(problem, float(words[0]), progress)


def _entries(solution: Solution) -> list[CellEntry]:
    return [CellEntry(topic, *cell) for topic, cell in solution.cells.items()]


def _end_with_the_server() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    work()
    os._exit(0)  # the thread that reads standard input would be in the way of an orderly end
