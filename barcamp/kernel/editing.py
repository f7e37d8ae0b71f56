"""Editors: commands that change what stands somewhere, from a form that may have been open for a while. Nothing is
replaced that its writer did not see, and what they left as they saw it stays as it is by now."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import msgspec

from barcamp.kernel.command import Command, typed_in
from barcamp.kernel.refused import Invalid, Refused, Unreadable
from barcamp.kernel.turn import Done, Turn

SEEN = "seen_"  # before the name of a field: what stood there when its form was opened
NEWER = ("text.newer", "text.emptied", "choice.newer")  # refusals that say what stands there by now


class Editor(Command, kw_only=True):
    """`seen` is what stood in the fields when the form was opened, as the form had it; None where nobody says."""

    abstract: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"seen"})
    chosen: ClassVar[frozenset[str]] = frozenset()  # fields whose value is no word that could be said
    seen: dict[str, str] | None = None

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        """What stands in each field by now. Raises Refused for whoever may not change it."""
        raise NotImplementedError

    @classmethod
    def beside(cls, form: Mapping[str, str]) -> dict[str, object]:
        seen = {name.removeprefix(SEEN): typed for name, typed in form.items() if name.startswith(SEEN)}
        return {"seen": seen or None}

    async def performed(self, turn: Turn) -> Done:
        if not self.seen:
            return await self.perform(turn)
        kept = self._left_alone(self.seen, await self.stands(turn))
        return await msgspec.structs.replace(self, **kept).perform(turn)

    def _left_alone(self, seen: Mapping[str, str], now: Mapping[str, Any]) -> dict[str, Any]:
        """Fields that their writer did not touch, as they are by now. Raises Invalid for those that would replace
        something unseen."""
        kept: dict[str, Any] = {}
        newer: dict[str, Refused] = {}
        for name, current in now.items():
            wanted = getattr(self, name)
            # Words that were kept before office characters were mended are the same words.
            same = (current, typed_in(type(self), name, in_form(current)))
            if name not in seen or wanted is None or wanted in same:
                continue
            before = typed_in(type(self), name, seen[name])
            if wanted == before:
                kept[name] = current
            elif before not in same:
                newer[name] = self._newer(name, current)
        if newer:
            raise Invalid(newer)
        return kept

    def _newer(self, name: str, current: object) -> Refused:
        raw = in_form(current)
        if name in self.chosen or isinstance(current, bool):
            return Refused("choice.newer", raw=raw)
        if not raw:
            return Unreadable("text.emptied")
        said = current.strftime("%d.%m.%Y") if isinstance(current, date) else raw
        return Unreadable("text.newer", current=said, **({"raw": raw} if said != raw else {}))


def in_form(value: object) -> str:
    """As forms have it in a field that nobody sees."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value)
