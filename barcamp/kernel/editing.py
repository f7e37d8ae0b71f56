"""Editors: commands that change existing values, from a form that may have been open for a while. Nothing is replaced
that its writer did not see, and fields that were left alone keep their present value."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import msgspec

from barcamp.kernel.command import Command, typed_in
from barcamp.kernel.refused import Invalid, Refused, Unreadable
from barcamp.kernel.turn import Done, Turn

SEEN = "seen_"  # prefix of a field's name: what stood there when its form was opened
NEWER = ("text.newer", "text.emptied", "choice.newer")  # refusals that say what stands there now


class Editor(Command, kw_only=True):
    """A command that changes existing values. `seen` is what stood in the fields when the form was opened, as the form
    had it; None if unknown."""

    abstract: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"seen"})
    chosen: ClassVar[frozenset[str]] = frozenset()  # fields whose value cannot be shown as words
    seen: dict[str, str] | None = None

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        """The present value of each field. Raises Refused for anyone who may not change it."""
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
        """Fields that their writer did not touch, with their present values. Raises Invalid for those that would
        replace something unseen."""
        kept: dict[str, Any] = {}
        newer: dict[str, Refused] = {}
        for name, current in now.items():
            wanted = getattr(self, name)
            # Text stored before office characters were mended counts as the same text.
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
    """A value as forms have it in a hidden field."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value)
