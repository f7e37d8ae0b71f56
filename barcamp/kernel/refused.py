"""Saying no: to what the rules of an event forbid, and to what was typed and cannot be taken."""

from collections.abc import Mapping


class Refused(Exception):
    """A rule of the barcamp says no. Carries a key and facts for the sentence, never a sentence, and the field that it
    is about, if there is one."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
        self.field = ""

    def beside(self, field: str) -> "Refused":
        self.field = field
        return self


class Invalid(Exception):
    """What was typed cannot be taken. `fields` gives, per field name, the refusal that stands beside it."""

    def __init__(self, fields: Mapping[str, Refused]) -> None:
        super().__init__(", ".join(f"{name}: {why.key}" for name, why in fields.items()))
        self.fields = dict(fields)
