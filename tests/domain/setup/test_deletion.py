"""The day of deletion, and that nothing is left."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.phases import Announce
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.offer import PutUpOffer
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.domain.setup.deletion import LONGEST, DeleteBarcamp, DoubtClock, SetDeletionDay
from barcamp.domain.setup.founding import KEPT_FOR, EditBarcamp, FoundBarcamp, day_of_deletion
from barcamp.domain.setup.rehearsal import FoundRehearsal
from barcamp.domain.setup.series import NameSeries, series
from barcamp.domain.topics.topic import PitchTopic
from barcamp.kernel import journal
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import metadata
from barcamp.kernel.refused import Refused
from barcamp.live.broadcast import Gone
from barcamp.operations.housekeeping import SERVER, Housekeeping
from tests.cast import DAY, Cast, Member
from tests.house.screens.situations import furnish

# What is the server's own, or holds an event's id under another name.
OUTSIDE = {"ledger", "journal", "barcamp", "organiser", "sign_in", "sign_in_try", "organiser_key", "series"}


def housekeeping(cast: Cast) -> tuple[Housekeeping, list[int]]:
    gone: list[int] = []
    return Housekeeping(cast.ctx.db, cast.ctx.desk, cast.clock, gone.append), gone


async def rows_of(cast: Cast, camp_id: int) -> dict[str, int]:
    """How many rows each table has of this event."""
    found = {}
    async with cast.ctx.db.reading() as db:
        for table in metadata.sorted_tables:
            column = {"ledger": "id", "journal": "ledger_id", "barcamp": "id"}.get(table.name, "barcamp_id")
            if column in table.c:
                query = select(func.count()).select_from(table).where(table.c[column] == camp_id)
                found[table.name] = await db.scalar(query) or 0
    return {name: number for name, number in found.items() if number}


def test_every_table_is_either_an_event_s_or_the_server_s():
    assert {table.name for table in metadata.sorted_tables if "barcamp_id" not in table.c} == OUTSIDE


async def test_an_event_is_kept_for_half_a_year_from_its_day(cast: Cast):
    assert (await cast.barcamp()).delete_on == DAY + KEPT_FOR
    assert day_of_deletion(date(2020, 1, 1), DAY) == DAY + KEPT_FOR
    assert day_of_deletion(date.max, DAY) == date.max


async def test_the_organiser_changes_the_day_also_of_an_archived_event(cast: Cast):
    await cast.does(cast.max, ArchiveBarcamp())
    await cast.does(cast.ada, SetDeletionDay(day=DAY + timedelta(days=30)))
    assert (await cast.barcamp()).delete_on == DAY + timedelta(days=30)


async def test_the_day_has_to_lie_after_the_event_and_within_reach(cast: Cast):
    assert await cast.refused(cast.ada, SetDeletionDay(day=DAY)) == "deletion.too_soon"
    late = SetDeletionDay(day=DAY + LONGEST + timedelta(days=1))
    assert await cast.refused(cast.ada, late) == "deletion.too_late"
    cast.clock.forward(days=10)
    assert await cast.refused(cast.ada, SetDeletionDay(day=DAY + timedelta(days=10))) == "deletion.too_soon"
    await cast.does(cast.ada, SetDeletionDay(day=DAY + timedelta(days=11)))


async def test_moving_the_event_moves_the_deletion_along(cast: Cast):
    moved = DAY + timedelta(days=40)
    same: dict[str, Any] = {"name": "B", "timezone": "Europe/Berlin", "language": "de", "tone": "du"}
    await cast.does(cast.ada, EditBarcamp(day=moved, **same))
    assert (await cast.barcamp()).delete_on == moved + KEPT_FOR
    for day in (date(2000, 1, 1), date.max):
        await cast.does(cast.ada, EditBarcamp(day=day, **same))
        assert (await cast.barcamp()).delete_on > DAY + timedelta(days=80)


async def test_on_its_day_the_event_is_deleted_and_the_others_stay(cast: Cast):
    await furnish(cast)
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.kim, PutUpOffer(title="Praktikum"))
    await cast.does(cast.ada, SetDeletionDay(day=DAY + timedelta(days=1)))
    assert {"topic", "vote", "note", "attendee", "badge", "journal", "barcamp", "ledger", "consent", "offer"} <= set(
        await rows_of(cast, cast.id)
    )
    there = await rows_of(cast, cast.elsewhere.id)
    keeper, gone = housekeeping(cast)
    cast.clock.at = datetime(2026, 6, 13, 21, 59, tzinfo=UTC)  # a minute before midnight in Berlin
    assert await keeper.look() == []
    assert "topic" in await rows_of(cast, cast.id)
    cast.clock.forward(minutes=1)
    assert await keeper.look() == [cast.id] == gone
    assert await rows_of(cast, cast.id) == {}
    assert await rows_of(cast, cast.elsewhere.id) == there
    line = (await cast.journal(journal.SERVER))[-1]
    assert (line.command, line.payload, line.made) == ("delete-barcamp", f'{{"barcamp":{cast.id}}}', cast.id)


async def test_two_processes_that_look_at_once_delete_it_once(cast: Cast):
    await cast.does(cast.ada, SetDeletionDay(day=DAY + timedelta(days=1)))
    cast.clock.forward(days=1)
    one, first = housekeeping(cast)
    two, second = housekeeping(cast)
    assert sorted(map(len, await asyncio.gather(one.look(), two.look()))) == [0, 1]
    assert first + second == [cast.id]


async def test_the_server_deletes_nothing_that_is_not_due(cast: Cast):
    with pytest.raises(Refused, match=r"deletion\.not_due"):
        await cast.ctx.desk.carry_out(DeleteBarcamp(barcamp=cast.id), SERVER)


async def test_an_organiser_deletes_only_their_own(cast: Cast):
    eve = Member("Eve", Actor(Role.ORGANISER, organiser_id=cast.eve_organising.actor.organiser_id))
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    assert await cast.refused(eve, DeleteBarcamp(barcamp=cast.id)) == "role.organiser"
    await cast.does(ada, DeleteBarcamp(barcamp=cast.id))
    assert await rows_of(cast, cast.id) == {}
    assert await cast.refused(ada, DeleteBarcamp(barcamp=cast.id)) == "barcamp.gone"
    assert await cast.refused(cast.kim, PitchTopic(title="Zu spät")) == "barcamp.gone"


async def test_nothing_says_any_more_what_a_deleted_event_was_called(cast: Cast):
    """Nor what its rehearsal, or the series that it alone was in."""
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    found = FoundBarcamp(model="barcamp", name="Zauberfest", day=DAY, place="Zauberwald")
    made = (await cast.does(ada, found)).made or 0
    await cast.does(Member("Ada", replace(ada.actor, barcamp_id=made)), NameSeries(name="Zauberfeste"))
    await cast.does(ada, FoundRehearsal(source=made))
    copied = (await cast.does(ada, CopyBarcamp(source=made, name="Zauberfest zwei", day=DAY))).made or 0
    tables = (barcamps, series, journal.lines, slots, rooms)
    before = [str(row) for table in tables for row in await cast.rows(table)]
    assert sum("Zauber" in row for row in before) >= 6
    for each in (made, copied):
        await cast.does(ada, DeleteBarcamp(barcamp=each))
    after = [str(row) for table in tables for row in await cast.rows(table)]
    assert [row for row in after if "Zauber" in row] == []
    lines = {line.made: line for line in await cast.journal(journal.SERVER) if line.command == "found-barcamp"}
    assert json.loads(lines[made].payload) == dict.fromkeys(json.loads(lines[made].payload), "")
    assert json.loads(lines[cast.id].payload)["name"] == "Barcamp Lindenau"


async def test_screens_of_a_deleted_event_are_taken_down(cast: Cast):
    """A broadcast whose event is gone would otherwise try again every second, forever."""
    hub = cast.ctx.hub
    hub.broadcast(cast.id)
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    await cast.does(ada, DeleteBarcamp(barcamp=cast.id))
    with pytest.raises(Gone):
        await hub.broadcast(cast.id).beat()
    hub.end_broadcast(cast.id)
    assert cast.id not in hub.broadcasts


async def due_and_quiet(cast: Cast, **since: float) -> Housekeeping:
    """The event is due, and nothing was done for this long."""
    await cast.does(cast.ada, SetDeletionDay(day=DAY + timedelta(days=1)))
    cast.clock.forward(**since)
    return housekeeping(cast)[0]


async def test_a_clock_that_has_leapt_deletes_nothing_until_a_day_has_passed(cast: Cast):
    keeper = await due_and_quiet(cast, days=400)
    with capture_logs() as said:
        assert await keeper.look() == []
    [line] = [line for line in said if line["log_level"] == "warning"]
    assert (line["event"], line["clock"], line["due"]) == ("nothing is deleted: the clock cannot be right", "ahead", 2)
    await cast.does(cast.max, Announce(text="Hallo"))
    cast.clock.forward(hours=23)
    assert await housekeeping(cast)[0].look() == [], "neither by who comes meanwhile, nor by another start"
    assert "barcamp" in await rows_of(cast, cast.id)
    cast.clock.forward(hours=2)
    assert await keeper.look() == sorted([cast.id, cast.elsewhere.id])


async def test_a_clock_that_was_put_right_has_deleted_nothing(cast: Cast):
    keeper = await due_and_quiet(cast, days=400)
    assert await keeper.look() == []
    cast.clock.forward(days=-397)
    with capture_logs() as said:
        assert await keeper.look() == []
    assert [line["clock"] for line in said if line["log_level"] == "warning"] == ["behind"]
    assert "barcamp" in await rows_of(cast, cast.id)


async def test_a_quiet_month_is_nothing_to_doubt(cast: Cast):
    keeper = await due_and_quiet(cast, days=30)
    assert await keeper.look() == [cast.id]


async def test_only_the_server_doubts_its_clock(cast: Cast):
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    assert await cast.refused(ada, DoubtClock()) == "role.organiser"
