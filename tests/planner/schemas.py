"""The published schemas of planning documents, as the reading and writing classes make them.

`python -m tests.planner.schemas` writes them to docs/schemas.
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from barcamp.planner.document import ProblemDocument
from barcamp.planner.explain.answer import SolutionDocument

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
PUBLISHED = {
    "plan-problem.schema.json": ("A planning problem", ProblemDocument),
    "plan-solution.schema.json": ("A plan with its figures and reasons", SolutionDocument),
}


def made(name: str) -> dict[str, Any]:
    title, kind = PUBLISHED[name]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **msgspec.json.schema(kind)}


def main() -> None:
    for name in PUBLISHED:
        text = json.dumps(made(name), indent=2, ensure_ascii=False) + "\n"
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
