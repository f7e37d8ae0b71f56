"""Where people are named in what others typed: shown to the person who erases somebody, beforehand."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.privacy.traces import WHO, Written, finding, load_names, load_written, without
from barcamp.kernel.barcamp import Barcamp

LONGEST = 160  # characters of an excerpt


@dataclass(frozen=True, slots=True)
class Mention:
    """What stands there now, shortened to the surroundings of the name; `who` if the field is about people."""

    text: str
    who: bool


async def load_mentions(
    db: AsyncConnection, camp: Barcamp, people: Collection[int], *, alone: bool
) -> dict[int, list[Mention]]:
    """Mentions by person, for those who are named somewhere; as many queries for one person as for all. `alone`: as the
    erasure will take names of one word."""
    names = await load_names(db, camp.id)
    written = [each for each in await load_written(db, camp.id) if _is_told(each)]
    everything = "\n".join(each.text for each in written).lower()
    found: dict[int, list[Mention]] = {}
    for person in people:
        if not any(word in everything for name in names.get(person, ()) for word in name.lower().split()):
            continue
        finder = finding(person, names, camp.language, alone=alone)
        named = [
            Mention(_excerpt(each.text, kept), each.column in WHO)
            for each in written
            if (kept := without(finder, each)) != each.text
        ]
        if named:
            found[person] = named
    return found


def _is_told(each: Written) -> bool:
    """Published plans repeat titles, as JSON trees. What is sealed nobody reads before it is revealed; names are taken
    out of it all the same."""
    return each.table.name not in ("plan_version", "sealed_note")


def _excerpt(text: str, kept: str) -> str:
    """The part of the text around the name."""
    same = next((n for n, (one, other) in enumerate(zip(text, kept, strict=False)) if one != other), len(kept))
    first = max(0, same - LONGEST // 2) if len(text) > LONGEST else 0
    last = first + LONGEST
    return f"{'…' * (first > 0)}{text[first:last]}{'…' * (last < len(text))}"
