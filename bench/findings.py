"""What a part found: rows for the table, goals met or missed, sentences to read beside them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.room import Room

TINY = 50  # phones
ALONE = "only our own server was asked for"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured. `sizes` are numbers of phones, the last one the largest; `seconds` is how long timed parts
    last."""

    folder: Path
    room: Room
    sizes: tuple[int, ...]
    repeats: int
    seconds: int
    broadcasts: int
    connections: int
    peers: bool = True

    @property
    def most(self) -> int:
        return self.sizes[-1]

    @property
    def tiny(self) -> bool:
        """Only whether it runs at all is asked for."""
        return self.most < TINY


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal. `value` has to be at most `bound`, or at least that."""

    what: str
    value: float | None
    bound: float
    unit: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        if self.value is None:
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def __str__(self) -> str:
        wanted = f"{'≥' if self.at_least else '≤'} {self.bound:g}{self.unit}"
        if self.value is None:
            return f"  not measured  {self.what}: wanted {wanted}"
        off = abs(self.value / self.bound - 1) * 100 if self.bound else 0
        verdict = "met   " if self.met else "missed"
        return f"  {verdict}  {self.what}: {short(self.value)}{self.unit}, wanted {wanted} ({off:.0f} % {self._side})"

    @property
    def _side(self) -> str:
        return "to spare" if self.met else "off"


@dataclass(slots=True)
class Findings:
    rows: list[dict[str, Any]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    raw: list[Any] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        goals = [{**asdict(goal), "met": goal.met} for goal in self.goals]
        return {"rows": self.rows, "goals": goals, "says": self.says, "raw": self.raw}

    def table(self) -> str:
        if not self.rows:
            return ""
        columns = list(dict.fromkeys(name for row in self.rows for name in row))
        lines = [columns, *([short(row.get(name)) for name in columns] for row in self.rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
        return "\n".join("  " + "  ".join(_cell(line[i], widths[i]) for i in range(len(columns))) for line in lines)


def short(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return str(value)


def ratio(ours: Sequence[float], peers: Sequence[float]) -> float | None:
    """The median of the repeats' own ratios: a disturbance of one repeat affects both of its sides."""
    pairs = [a / b for a, b in zip(ours, peers, strict=False) if b]
    return median(pairs) if pairs else None


def medians(measured: Iterable[dict[str, float]], names: Iterable[str]) -> dict[str, float | None]:
    found = list(measured)
    return {name: median(one[name] for one in found) if found else None for name in names}


def _cell(text: str, width: int) -> str:
    return text.ljust(width) if text[:1].isalpha() else text.rjust(width)


Part = Callable[[Plan], Findings]
