"""What people who give orders may do at this moment.

Somebody may lose the right to an order while it is on its way. So what counts is what they may do now, read in the
transaction: once for all orders, and again only after one that may change it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import roles_of
from barcamp.domain.people.organiser import sign_ins_that_hold
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.kernel.refused import WrongRole


@dataclass(frozen=True, slots=True)
class Rights:
    """Maps each person to their event and their role there; also the sign-ins of organisers that hold."""

    roles: dict[int, tuple[int, Role]]
    sign_ins: set[str]


async def read_rights(db: AsyncConnection, actors: Iterable[Actor], now: datetime) -> Rights:
    """Reads the rights, in two queries at most, however many people there are."""
    known = list(actors)
    people = {actor.attendee_id for actor in known if actor.attendee_id is not None}
    signed_in = {actor.sign_in for actor in known if actor.sign_in}
    return Rights(await roles_of(db, people), await sign_ins_that_hold(db, signed_in, now))


def check_role(command: Command, actor: Actor) -> None:
    """Raises Refused if this takes more than they may do."""
    if actor.role < command.by:
        raise WrongRole(f"role.{command.by.name.lower()}")
    if not command.outside and actor.barcamp_id is None:
        raise WrongRole("role.other_barcamp")
    if command.by == Role.ORGANISER and not command.outside and actor.organiser_id is None:
        raise WrongRole("role.organiser")


def by_now(command: Command, actor: Actor, ledger: int, barcamp: Barcamp | None, rights: Rights) -> Actor:
    """Whoever gives the order, with the role they have now. Raises Refused if that is no longer enough."""
    if actor.sign_in and actor.sign_in not in rights.sign_ins:
        raise WrongRole("role.organiser")
    if command.outside:
        return actor
    if actor.organiser_id is not None and barcamp and barcamp.organiser_id != actor.organiser_id:
        raise WrongRole("role.organiser")
    if actor.attendee_id is not None:
        event, role = rights.roles.get(actor.attendee_id, (None, Role.ANYONE))
        if event != ledger:
            actor, role = replace(actor, attendee_id=None), Role.ANYONE
        if actor.organiser_id is None:
            actor = replace(actor, role=min(actor.role, role))  # a device may do less than its person
    check_role(command, actor)
    return actor
