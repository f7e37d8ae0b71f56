"""Saying no: to what the rules of an event forbid, and to input that cannot be used."""

from collections.abc import Mapping


class Refused(Exception):
    """A rule of the barcamp says no. Carries a key and facts for the sentence, never a sentence, and the field that it
    is about, if there is one. `status` is the HTTP status: most refusals are conflicts with the state of the event."""

    status = 409

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
        self.field = ""

    def beside(self, field: str) -> "Refused":
        self.field = field
        return self

    def answered(self, status: int) -> "Refused":
        """Sets the status, for a refusal that fits none of the kinds below."""
        self.status = status
        return self


class BadRequest(Refused):
    """No browser would send this."""

    status = 400


class NotAllowed(Refused):
    """Whoever asks may not do this."""

    status = 403


class Outside(NotAllowed):
    """Whoever asks may not be in the event at all; the page that says no also explains what this is."""


class WrongRole(Outside):
    """Whoever asks would have to be somebody else."""


class NotFound(Refused):
    """It is not there."""

    status = 404


class NotTaken(Refused):
    """It will never be a photo on the wall, however often it is sent."""

    status = 415


class Unreadable(Refused):
    """What was typed cannot be read at all, or not as what it should be."""

    status = 422


class TooBusy(Refused):
    """It comes too often, or along with too many others."""

    status = 429


class Invalid(Exception):
    """What was typed cannot be used. `fields` maps each field's name to the refusal shown beside it."""

    def __init__(self, fields: Mapping[str, Refused]) -> None:
        super().__init__(", ".join(f"{name}: {why.key}" for name, why in fields.items()))
        self.fields = dict(fields)
