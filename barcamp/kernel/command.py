"""A command is a value, a form, a permission, a journal line and a test step at once.

Subclasses say who may give them (`by`) and what they do (`perform`). A command that does not say who may give it cannot
be defined; one that holds unusable text cannot be made.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

import msgspec

from barcamp.kernel.actor import Role
from barcamp.kernel.refused import Invalid, Refused, Unreadable
from barcamp.kernel.strings import Rule
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits
from barcamp.text.mending import in_one_line

COMMANDS: dict[str, type["Command"]] = {}
_GERMAN_DATE = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")


_OPTIONS: dict[str, Any] = {"frozen": True, "kw_only": True}


class _Value(msgspec.StructMeta):
    """The base of every command: frozen, its fields given by name in any order."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> type:
        return super().__new__(cls, name, bases, namespace, **(_OPTIONS | options))


class Command(msgspec.Struct, metaclass=_Value):
    by: ClassVar[Role]
    verb: ClassVar[str] = ""  # cast-vote: as in addresses, in the journal and on buttons
    # Made by routes of their own (joining, signing in, links), not by the one counter.
    own_route: ClassVar[bool] = False
    # Outside every barcamp: journaled in the server's own ledger, or in that of the barcamp it founds.
    outside: ClassVar[bool] = False
    # About who somebody is, not about content: still possible when the barcamp is archived.
    even_archived: ClassVar[bool] = False
    # Gives somebody more rights, which none of its facts says: routes have to look at people anew.
    raises: ClassVar[bool] = False
    # May be given without a connection: how it waits for one.
    waits: ClassVar[Waits | None] = None
    # The phone knows without an answer what it changes of one's own.
    painted: ClassVar[bool] = False
    # Carries out many of its kind in a few statements, in order, each as `perform` would; for bursts.
    together: ClassVar["Together | None"] = None
    # The journal does not say who gave it.
    anonymous: ClassVar[bool] = False
    # Changes earlier lines of the journal, which therefore must have been written.
    rewrites: ClassVar[bool] = False
    # Leaves no byte in the database of what it took away.
    erases: ClassVar[bool] = False
    # Closes an event: what its report says of other events is frozen from then on.
    freezes: ClassVar[bool] = False
    # A kind of commands, not one of them.
    abstract: ClassVar[bool] = False
    # Fields that the journal must not keep.
    secret: ClassVar[frozenset[str]] = frozenset()

    @property
    def heft(self) -> int:
        """As how many commands it counts where these are counted."""
        return 1

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.__dict__.get("abstract"):
            return
        if not isinstance(cls.__dict__.get("by"), Role):
            raise TypeError(f"{cls.__name__} does not say who may give it")
        cls.verb = _kebab(cls.__name__)
        COMMANDS[cls.verb] = cls

    def __post_init__(self) -> None:
        wrong: dict[str, Refused] = {}
        for name, (_, rule) in fields(type(self)).items():
            value = getattr(self, name)
            if rule is None or not isinstance(value, str):
                continue
            try:
                msgspec.structs.force_setattr(self, name, rule.clean(value))
            except Refused as why:
                wrong[name] = why
        if wrong:
            raise Invalid(wrong)

    async def perform(self, turn: Turn) -> Done:
        raise NotImplementedError

    async def performed(self, turn: Turn) -> Done:
        """Does what `perform` does, and what is common to every command of a kind."""
        return await self.perform(turn)

    @classmethod
    def beside(cls, form: Mapping[str, str]) -> dict[str, object]:
        """Values that are read from several fields of a form together."""
        return {}

    def for_journal(self, secret: AbstractSet[str] = frozenset()) -> str:
        kept = {name: getattr(self, name) for name in self.__struct_fields__ if name not in self.secret | secret}
        return msgspec.json.encode(kept).decode()


Together = Callable[[Sequence[tuple[Any, Turn]]], Awaitable[list[Done | Refused]]]


def from_form(cls: type[Command], form: Mapping[str, str]) -> Command:
    """Makes the command from what a form sent. Raises Invalid with a refusal for every field that cannot be used."""
    values: dict[str, object] = {}
    wrong: dict[str, Refused] = {}
    optional = _optional(cls)
    for name, (kind, rule) in fields(cls).items():
        typed = form.get(name)
        if typed is None:
            if name in optional:
                continue
            typed = ""
        try:
            values[name] = _read(kind, typed)
            if rule is not None:
                rule.clean(typed)
        except Refused as why:
            wrong[name] = why
    if wrong:
        raise Invalid(wrong)
    return cls(**values, **cls.beside(form))


def typed_in(cls: type[Command], name: str, typed: str) -> object:
    """The value of what was typed into one field; the text as it is if it cannot be read."""
    kind, rule = fields(cls)[name]
    try:
        value = _read(kind, typed)
        return rule.clean(typed) if rule is not None else value
    except Refused:
        return typed


@lru_cache(maxsize=256)
def fields(cls: type[Command]) -> dict[str, tuple[object, Rule | None]]:
    """Per field of a command: its plain type, and the rule for its text where there is one."""
    found: dict[str, tuple[object, Rule | None]] = {}
    hints = get_type_hints(cls, include_extras=True)
    for name in cls.__struct_fields__:
        if name in cls.beside({}):
            continue
        hint, rule = hints[name], None
        if get_origin(hint) is Annotated:
            hint, *extras = get_args(hint)
            rule = next((extra for extra in extras if isinstance(extra, Rule)), None)
        found[name] = (_plain(hint), rule)
    return found


def _plain(hint: Any) -> object:
    """The type itself, of a field that may be left out: `bool | None` is read like `bool`."""
    return next((part for part in get_args(hint) if part is not NoneType), hint) if _may_be_none(hint) else hint


def _may_be_none(hint: object) -> bool:
    return get_origin(hint) is UnionType and NoneType in get_args(hint)


@lru_cache(maxsize=256)
def _optional(cls: type[Command]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(cls) if not field.required)


def _read(kind: object, typed: str) -> object:
    if kind is int:
        typed = in_one_line(typed)
        if not typed:
            raise Unreadable("text.empty")
        try:
            number = int(typed)
        except ValueError:
            raise Unreadable("text.number") from None
        if not -(2**31) < number < 2**31:
            raise Unreadable("text.number")
        return number
    if kind is bool:
        return in_one_line(typed).lower() in ("1", "on", "true", "yes")
    return _date(in_one_line(typed)) if kind is date else typed


def _date(typed: str) -> date:
    """Reads a date as browsers send it, or as people type it if their browser has no calendar to choose from."""
    try:
        if written := _GERMAN_DATE.fullmatch(typed):
            day, month, year = map(int, written.groups())
            return date(year, month, day)
        return date.fromisoformat(typed)
    except ValueError:
        raise Unreadable("text.date") from None


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
