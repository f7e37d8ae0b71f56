"""Who is asking: cookies and the code in the address become a Visitor."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar.connection import ASGIConnection
from litestar.di import NamedDependency

from barcamp import addresses
from barcamp.domain.event.code import normal_code
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.refused import NotFound, WrongRole
from barcamp.queries.people.identity import signed_in_organiser
from barcamp.queries.people.people import Person
from barcamp.settings import Settings
from barcamp.text import i18n
from barcamp.web.context import AppContext
from barcamp.web.gate import tokens
from barcamp.web.gate.scope import scope_of

_IDS = 2**31


@dataclass(frozen=True, slots=True)
class Visitor:
    """The one who asks. `device` is the hash of the device's token, `sign_in` that of an organiser's; `host` the
    address under which people reach this server."""

    locale: str
    host: str
    path: str
    device: str | None = None
    organiser_id: int | None = None
    barcamp: Barcamp | None = None
    person: Person | None = None
    sign_in: str = ""

    @property
    def camp(self) -> Barcamp:
        if self.barcamp is None:
            raise NotFound("code.unknown")
        return self.barcamp

    @property
    def dated(self) -> date | None:
        """Of what event times of day are told, see there."""
        return self.barcamp.dated if self.barcamp else None

    @property
    def unreached(self) -> bool:
        """Whether no phone can open the address that this page shows."""
        return addresses.here_only(self.host)

    @property
    def for_phones(self) -> str:
        """The address to print: never one that leads a phone to itself."""
        return addresses.from_phones(self.host) if self.unreached else self.host

    @property
    def handed_on(self) -> str:
        """The address in what people take along: links, calendars, reports. Without a network there is no other."""
        return self.for_phones or self.host

    @property
    def organises(self) -> bool:
        """Whether this barcamp is one of the signed-in organiser's own."""
        return (
            self.barcamp is not None
            and self.organiser_id is not None
            and self.barcamp.organiser_id == self.organiser_id
        )

    @property
    def role(self) -> Role:
        if self.organises:
            return Role.ORGANISER
        return self.person.role if self.person else Role.ANYONE

    @property
    def actor(self) -> Actor:
        return Actor(
            self.role,
            self.barcamp.id if self.barcamp else None,
            self.person.id if self.person else None,
            self.organiser_id if self.organises else None,
            self.handed_on,
            self.sign_in if self.organises else "",
        )

    @property
    def organiser(self) -> Actor:
        """The organiser between barcamps. Raises Refused for anyone else."""
        if self.organiser_id is None:
            raise WrongRole("role.organiser")
        return Actor(Role.ORGANISER, organiser_id=self.organiser_id, address=self.handed_on, sign_in=self.sign_in)

    @property
    def moderated(self) -> bool:
        """Whether they once were allowed to moderate and no longer are."""
        return self.role < Role.MODERATOR and self.person is not None and self.person.moderated

    @property
    def moderates_elsewhere(self) -> bool:
        return self.role < Role.MODERATOR and self.person is not None and self.person.elsewhere

    def must_be(self, role: Role) -> None:
        if self.role < role:
            raise WrongRole(f"role.{role.name.lower()}")


def told_to(request: ASGIConnection[Any, Any, Any, Any], settings: Settings) -> str:
    """The address by which this visitor is told that people reach the server."""
    try:
        asked = str(request.base_url)
    except ValueError:  # not a valid port
        asked = ""
    return addresses.told(settings, asked, scope_of(request).get("server"))


async def provide_visitor(request: ASGIConnection[Any, Any, Any, Any], ctx: NamedDependency[AppContext]) -> Visitor:
    """The visitor. Raises Refused if the address names a barcamp that does not exist, or a number that no database can
    hold."""
    typed = request.path_params.get("code")
    if any(isinstance(part, int) and not 0 <= part < _IDS for part in request.path_params.values()):
        raise NotFound("page.gone")
    device = tokens.read(request, ctx.settings, tokens.DEVICE)
    device_hash = tokens.hashed(device) if device else None
    sign_in = tokens.read(request, ctx.settings, tokens.ORGANISER)
    camp, person, organiser_id = None, None, None
    if typed is not None:
        code = normal_code(str(typed))[:12]
        camp = await ctx.visitor_cache.camp(code)
        if camp is None and scope_of(request).get("method") == "GET":
            camp = await ctx.visitor_cache.alike(code)
    if camp and device_hash:
        person = await ctx.visitor_cache.person(camp.id, device_hash)
    if sign_in:
        async with ctx.db.reading() as db:
            organiser_id = await signed_in_organiser(db, tokens.hashed(sign_in), ctx.clock())
    visitor = Visitor(
        locale=i18n.choose(
            request.cookies.get(tokens.LANGUAGE),
            request.headers.get("accept-language", ""),
            camp.language if camp else "",
            camp.tone if camp else "sie",
        ),
        host=told_to(request, ctx.settings),
        path=request.scope["path"],
        device=device_hash,
        organiser_id=organiser_id,
        barcamp=camp,
        person=person,
        sign_in=tokens.hashed(sign_in) if sign_in and organiser_id is not None else "",
    )
    request.scope["state"]["visitor"] = visitor
    if typed is not None and camp is None:
        raise NotFound("code.unknown", typed=str(typed)[:20])
    return visitor
