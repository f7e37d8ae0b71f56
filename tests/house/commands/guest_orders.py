"""Valid orders about guests, for tests that go through all commands."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import insert

from barcamp.domain.moderation.entrance import AddWalkIn, MarkArrival, RemoveAbsent, RemoveGuest
from barcamp.domain.people.guest import ComeByBadge, MakeBadges, guests
from barcamp.domain.setup.guest_list import TakeGuests
from barcamp.kernel.command import Command
from tests.cast import Cast

BADGE = "b" * 64


async def set_out_guests(cast: Cast, *names: str, badge: bool = True) -> tuple[int, ...]:
    """The ids of guests who are expected; the first has a badge."""
    rows = [
        {"barcamp_id": cast.id, "name": name, "organisation": "Kreis Olpe", "team": "", "badge": None} for name in names
    ]
    if badge:
        rows[0]["badge"] = BADGE
    async with cast.ctx.db.writing() as db:
        return tuple(await db.scalars(insert(guests).returning(guests.c.id, sort_by_parameter_order=True), rows))


GUEST_ORDERS: dict[type[Command], Callable[[Any], Command]] = {
    AddWalkIn: lambda t: AddWalkIn(name="Bo Bach"),
    ComeByBadge: lambda t: ComeByBadge(badge=BADGE, device=t.fresh),
    MakeBadges: lambda t: MakeBadges(tokens={t.guest: "c" * 64}),
    MarkArrival: lambda t: MarkArrival(guest=t.guest, here=True),
    RemoveAbsent: lambda t: RemoveAbsent(),
    RemoveGuest: lambda t: RemoveGuest(guest=t.guest),
    TakeGuests: lambda t: TakeGuests(text="Name\tOrganisation\nBo Bach\tKreis Olpe"),
}
