"""Guests: who is marked as here, who joins, whose badge opens what, and who is taken off the list."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.entrance import AddWalkIn, MarkArrival, RemoveAbsent, RemoveGuest
from barcamp.domain.moderation.helping import RemovePerson
from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.people.entry import Join, Knock, LetIn, SetEntry
from barcamp.domain.people.guest import ComeByBadge, MakeBadges, guests
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.kernel.facts import read
from barcamp.queries.transfer.record import load_record
from tests.cast import Cast

KEY = "b" * 64


async def announced(cast: Cast, *people: tuple[str, str], badge: str | None = None) -> list[int]:
    """Puts these on the list; their ids. The badge is the last one's."""
    rows = [{"barcamp_id": cast.id, "name": name, "organisation": of, "team": "", "badge": None} for name, of in people]
    rows[-1]["badge"] = badge
    async with cast.ctx.db.writing() as db:
        return list(await db.scalars(insert(guests).returning(guests.c.id, sort_by_parameter_order=True), rows))


async def joins(cast: Cast, name: str, organisation: str = "", device: str = "d" * 64) -> int:
    return await cast.makes(cast.stranger, Join(device=device, name=name, organisation=organisation))


async def test_two_helpers_mark_the_same_guest_and_it_counts_once(cast: Cast):
    (anna,) = await announced(cast, ("Anna", "Arnsberg"))
    first = await cast.does(cast.max, MarkArrival(guest=anna, here=True))
    at = (await cast.rows(guests))[0].here_at
    cast.clock.forward(minutes=5)
    second = await cast.does(cast.ada, MarkArrival(guest=anna, here=True))
    assert first.changed
    assert not second.changed
    assert [row.here_at for row in await cast.rows(guests)] == [at]
    await cast.does(cast.max, MarkArrival(guest=anna, here=False))
    assert [row.here_at for row in await cast.rows(guests)] == [None]


async def test_a_walk_in_who_is_on_the_list_after_all_is_marked_there(cast: Cast):
    (anna,) = await announced(cast, ("Anna", "Arnsberg"))
    assert await cast.makes(cast.max, AddWalkIn(name="Anna", organisation="Arnsberg")) == anna
    assert await cast.refused(cast.max, AddWalkIn(name="Anna", organisation="Arnsberg")) == "guest.here_already"
    bo = await cast.makes(cast.max, AddWalkIn(name="Bo"))
    assert [(row.id, row.walked_in) for row in await cast.rows(guests)] == [(anna, False), (bo, True)]


async def test_a_walk_in_who_was_a_wrong_tap_leaves_no_row(cast: Cast):
    bo = await cast.makes(cast.max, AddWalkIn(name="Bo"))
    await cast.does(cast.max, MarkArrival(guest=bo, here=False))
    assert await cast.rows(guests) == []


async def test_the_journal_holds_numbers_and_no_names(cast: Cast):
    (anna,) = await announced(cast, ("Annabella", "Arnsberg"))
    await cast.does(cast.max, MarkArrival(guest=anna, here=True))
    await cast.does(cast.max, AddWalkIn(name="Bogdana", organisation="Olpe"))
    await cast.does(cast.ada, MakeBadges(tokens={anna: KEY}))
    said = [line.payload for line in (await cast.journal())[-3:]]
    assert '"guest":' in said[0]
    assert not any(word in text for text in said for word in ("Annabella", "Bogdana", "Olpe", KEY))


@pytest.mark.parametrize(
    ("name", "organisation", "known"),
    [("Anna", "Arnsberg", True), ("Anna", "", True), ("Anna", "Olpe", False), ("Bo", "", False), ("Eva", "", True)],
)
async def test_whoever_joins_is_known_by_name_if_only_one_is_meant(
    cast: Cast, name: str, organisation: str, known: bool
):
    await announced(cast, ("Anna", "Arnsberg"), ("Bo", "Olpe"), ("Bo", "Arnsberg"), ("Eva", ""))
    person = await joins(cast, name, organisation)
    assert [row.name for row in await cast.rows(guests, attendee_id=person)] == [name] * known
    told = {fact.kind for fact in read((await cast.journal())[-1].touched)}
    assert ("guests" in told) == known


async def test_whoever_is_let_in_is_known_by_name_as_well(cast: Cast):
    (anna,) = await announced(cast, ("Anna", "Arnsberg"))
    await cast.does(cast.max, SetEntry(open=False))
    await cast.does(cast.stranger, Knock(device="d" * 64, name="Anna"))
    await cast.does(cast.max, LetIn())
    (row,) = await cast.rows(guests, id=anna)
    assert [each.name for each in await cast.rows(attendees, id=row.attendee_id)] == ["Anna"]


async def test_a_badge_makes_one_attendee_however_many_devices_scan_it(cast: Cast):
    (anna,) = await announced(cast, ("Anna", "Arnsberg"), badge=KEY)
    first = await cast.makes(cast.stranger, ComeByBadge(badge=KEY, device="1" * 64))
    second = await cast.makes(cast.stranger, ComeByBadge(badge=KEY, device="2" * 64))
    assert first == second == (await cast.rows(guests, id=anna))[0].attendee_id
    assert len(await cast.rows(badges, attendee_id=first)) == 2
    assert (await cast.rows(attendees, id=first))[0].organisation == "Arnsberg"


async def test_whoever_had_joined_already_is_the_guest_and_not_a_second_person(cast: Cast):
    (anna,) = await announced(cast, ("Anna Äpfelbach", "Arnsberg"), badge=KEY)
    person = await joins(cast, "Anni", device="1" * 64)
    assert await cast.makes(cast.stranger, ComeByBadge(badge=KEY, device="1" * 64)) == person
    assert (await cast.rows(guests, id=anna))[0].attendee_id == person


async def test_a_badge_never_lets_anybody_moderate(cast: Cast):
    await announced(cast, ("Max", ""), badge=KEY)
    async with cast.ctx.db.writing() as db:
        await db.execute(guests.update().values(attendee_id=cast.max.id))
    await cast.does(cast.stranger, ComeByBadge(badge=KEY, device="1" * 64))
    (badge,) = await cast.rows(badges, device="1" * 64)
    assert (badge.attendee_id, badge.moderates) == (cast.max.id, False)


async def test_a_badge_printed_anew_or_after_the_event_opens_nothing(cast: Cast):
    (anna,) = await announced(cast, ("Anna", ""), badge=KEY)
    come = ComeByBadge(badge=KEY, device="1" * 64)
    await cast.does(cast.ada, MakeBadges(tokens={anna: "c" * 64}))
    assert await cast.refused(cast.stranger, come) == "badge.gone"
    await cast.does(cast.ada, MakeBadges(tokens={anna: KEY}))
    cast.clock.at += timedelta(days=2)
    assert await cast.refused(cast.stranger, come) == "badge.gone"
    cast.clock.at -= timedelta(days=1)
    await cast.does(cast.stranger, come)


async def test_a_badge_of_another_event_opens_nothing_here(cast: Cast):
    (anna,) = await announced(cast, ("Anna", ""), badge=KEY)
    assert await cast.refused(cast.eve, ComeByBadge(badge=KEY, device="1" * 64)) == "badge.gone"
    assert await cast.refused(cast.eve_moderating, MarkArrival(guest=anna, here=True)) == "guest.gone"
    await cast.does(cast.eve_organising, MakeBadges(tokens={anna: "c" * 64}))
    assert (await cast.rows(guests))[0].badge == KEY


async def test_whoever_was_removed_does_not_come_back_by_a_badge(cast: Cast):
    await announced(cast, ("Anna", ""), badge=KEY)
    person = await cast.makes(cast.stranger, ComeByBadge(badge=KEY, device="1" * 64))
    await cast.does(cast.max, RemovePerson(person=person))
    assert await cast.rows(guests) == []
    await announced(cast, ("Bo", ""), badge=KEY)
    assert await cast.refused(cast.stranger, ComeByBadge(badge=KEY, device="1" * 64)) == "entry.kept_out"


async def test_erasing_a_person_erases_their_line(cast: Cast):
    await announced(cast, ("Anna", ""), ("Bo", ""))
    person = await joins(cast, "Anna")
    await cast.does(cast.ada, ErasePerson(attendee=person))
    assert [row.name for row in await cast.rows(guests)] == ["Bo"]


async def test_those_who_did_not_come_are_taken_off_also_after_the_event(cast: Cast):
    anna, _, eva = await announced(cast, ("Anna", ""), ("Bo", ""), ("Eva", ""))
    await cast.does(cast.max, MarkArrival(guest=anna, here=True))
    await joins(cast, "Eva")
    await cast.does(cast.ada, ArchiveBarcamp())
    await cast.does(cast.ada, RemoveAbsent())
    assert [row.id for row in await cast.rows(guests)] == [anna, eva]
    assert await cast.refused(cast.ada, RemoveAbsent()) == "guest.nobody"
    await cast.does(cast.ada, RemoveGuest(guest=anna))
    await cast.does(cast.ada, RemoveAbsent(whom="everybody"))
    assert await cast.rows(guests) == []


async def test_a_copy_has_no_guests_and_a_deleted_event_leaves_none(cast: Cast):
    await announced(cast, ("Anna", ""))
    organiser = cast.ada.actor
    made = await cast.makes(cast.ada, CopyBarcamp(source=cast.id, name="Noch einmal", day=(await cast.barcamp()).day))
    assert made != cast.id
    assert await cast.rows(guests, barcamp_id=made) == []
    await cast.ctx.desk.carry_out(DeleteBarcamp(barcamp=cast.id), organiser)
    assert await cast.rows(guests) == []


async def test_an_archive_has_no_name_of_the_list(cast: Cast):
    await announced(cast, ("Annabella", "Arnsberg"))
    await cast.does(cast.max, AddWalkIn(name="Bogdana"))
    async with cast.ctx.db.reading() as db:
        told = repr(await load_record(db, await cast.barcamp()))
    assert "Kim" in told
    assert [name for name in ("Annabella", "Arnsberg", "Bogdana") if name in told] == []
