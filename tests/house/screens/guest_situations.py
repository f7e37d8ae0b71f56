"""Situations at the entrance: guests who are announced, come, and are taken off the list."""

from barcamp.domain.moderation.entrance import AddWalkIn, MarkArrival, RemoveAbsent, RemoveGuest
from barcamp.domain.people.entry import Join
from barcamp.domain.people.guest import ComeByBadge
from barcamp.domain.setup.guest_list import TakeGuests
from tests.cast import Cast
from tests.house.commands.guest_orders import BADGE, set_out_guests
from tests.house.screens.situations import Act, situation


@situation
async def mark_arrival(cast: Cast, topic: int) -> Act:
    anna, _ = await set_out_guests(cast, "Anna Amsel", "Bo Bach")
    return cast.max, MarkArrival(guest=anna, here=True)


@situation
async def mark_arrival__of_a_walk_in_by_mistake(cast: Cast, topic: int) -> Act:
    await set_out_guests(cast, "Anna Amsel")
    return cast.max, MarkArrival(guest=await cast.makes(cast.max, AddWalkIn(name="Bo Bach")), here=False)


@situation
async def add_walk_in(cast: Cast, topic: int) -> Act:
    await set_out_guests(cast, "Anna Amsel", "Cem Dorn")
    return cast.max, AddWalkIn(name="Bo Bach", organisation="Kreis Olpe")


@situation
async def take_guests(cast: Cast, topic: int) -> Act:
    return cast.ada, TakeGuests(text="Name\tOrganisation\nBo Bach\tKreis Olpe\nAnna Amsel\tArnsberg")


@situation
async def remove_guest(cast: Cast, topic: int) -> Act:
    anna, _ = await set_out_guests(cast, "Anna Amsel", "Bo Bach")
    return cast.ada, RemoveGuest(guest=anna)


@situation
async def remove_absent(cast: Cast, topic: int) -> Act:
    anna, _ = await set_out_guests(cast, "Anna Amsel", "Bo Bach")
    await cast.does(cast.max, MarkArrival(guest=anna, here=True))
    return cast.ada, RemoveAbsent()


@situation
async def come_by_badge(cast: Cast, topic: int) -> Act:
    await set_out_guests(cast, "Anna Amsel", "Bo Bach")
    return cast.stranger, ComeByBadge(badge=BADGE, device="e" * 64)


@situation
async def join__of_a_guest(cast: Cast, topic: int) -> Act:
    await set_out_guests(cast, "Anna Amsel", "Bo Bach")
    return cast.stranger, Join(device="e" * 64, name="Bo Bach")
