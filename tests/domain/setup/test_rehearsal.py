"""Rehearsals: a copy that never reaches the event, with a clock of its own, discarded automatically."""

from datetime import timedelta

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.domain.setup.rehearsal import LASTS, FoundRehearsal, TurnClock
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.section import sections
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.clock import instant, minute_of_day, now_at
from barcamp.kernel.db import metadata
from barcamp.operations.housekeeping import Housekeeping
from barcamp.queries.plan.plan import load_plan
from barcamp.queries.setup.rehearsal import rehearsal_of, stops
from tests.cast import Cast, Member
from tests.pictures import put_up_logo


def ada(cast: Cast) -> Member:
    """Ada between her events."""
    return Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))


def leading(cast: Cast, rehearsal: int) -> Member:
    return Member("Ada", Actor(Role.ORGANISER, rehearsal, organiser_id=cast.ada.actor.organiser_id))


async def begun(cast: Cast) -> int:
    return (await cast.does(ada(cast), FoundRehearsal(source=cast.id))).made or 0


async def _everything(cast: Cast) -> dict[str, list]:
    inside = {
        table.name: await cast.rows(table, barcamp_id=cast.id)
        for table in metadata.sorted_tables
        if "barcamp_id" in table.c
    }
    return {**inside, "barcamp": await cast.rows(barcamps, id=cast.id), "journal": await cast.journal(cast.id)}


async def test_a_rehearsal_has_rooms_times_rules_and_look_but_no_people_and_topics(cast: Cast):
    await cast.does(cast.ada, StateFacts(organiser_name="Stadt Hohenlinde", funding="Gefördert vom Land"))
    await put_up_logo(cast)
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    made = await begun(cast)
    for table, names in (
        (rooms, ("name", "capacity")),
        (slots, ("starts", "ends", "title")),
        (sections, ("kind", "title")),
    ):
        here = [[getattr(row, name) for name in names] for row in await cast.rows(table, barcamp_id=cast.id)]
        there = [[getattr(row, name) for name in names] for row in await cast.rows(table, barcamp_id=made)]
        assert there == here != []
    copied = {
        table.name for table in metadata.sorted_tables
        if "barcamp_id" in table.c and await cast.rows(table, barcamp_id=made)
    }  # fmt: skip
    assert copied == {"room", "slot", "section", "logo"}
    [row] = await cast.rows(barcamps, id=made)
    here = await cast.barcamp()
    assert (row.rehearses, row.funding, row.name) == (here.code, "Gefördert vom Land", f"Probe: {here.name}")
    assert row.code != here.code


async def test_whatever_happens_in_it_leaves_the_event_as_it_is(cast: Cast):
    made = await begun(cast)
    before = await _everything(cast)
    assert await cast.rows(topics, barcamp_id=made) == []
    lead = leading(cast, made)
    await cast.does(lead, StateFacts(organiser_name="Anders"))
    await cast.does(lead, TurnClock(minute=700))
    await cast.does(ada(cast), DeleteBarcamp(barcamp=made))
    assert await _everything(cast) == before
    assert await cast.rows(barcamps, id=made) == []


async def test_one_at_a_time_and_not_of_itself(cast: Cast):
    made = await begun(cast)
    assert await cast.refused(ada(cast), FoundRehearsal(source=cast.id)) == "rehearsal.there"
    assert await cast.refused(ada(cast), FoundRehearsal(source=made)) == "rehearsal.of_rehearsal"
    assert await cast.refused(ada(cast), FoundRehearsal(source=cast.elsewhere.id)) == "barcamp.gone"
    await cast.does(ada(cast), DeleteBarcamp(barcamp=made))
    await begun(cast)


async def test_its_clock_is_turned_and_that_of_the_event_is_not(cast: Cast):
    made = await begun(cast)
    cast.clock.forward(days=-30)  # weeks before the day, as rehearsals are
    async with cast.ctx.db.reading() as db:
        plan = await load_plan(db, made, [])
    second = [row for row in plan.rows if not row.plenary][1]
    wanted = next(stop for stop in stops(plan) if stop.starts == second.starts and stop.before == 10)
    await cast.does(leading(cast, made), TurnClock(minute=wanted.minute))
    async with cast.ctx.db.reading() as db:
        camp = await rehearsal_of(db, cast.code)
    assert camp is not None
    assert minute_of_day(camp, cast.clock()) == second.ends - 10
    assert now_at(camp, cast.clock()).astimezone(camp.zone).date() == camp.day
    left = instant(camp, second.ends) - cast.clock()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)
    assert await cast.refused(cast.max, TurnClock(minute=700)) == "rehearsal.real"
    assert (await cast.barcamp()).clock_shift == 0
    assert await cast.refused(leading(cast, made), TurnClock(minute=-1)) == "slot.time"


async def test_after_some_hours_it_is_gone_by_itself(cast: Cast):
    made = await begun(cast)
    gone: list[int] = []
    housekeeping = Housekeeping(cast.ctx.db, cast.ctx.desk, cast.clock, gone.append)
    assert made not in await housekeeping.look()
    cast.clock.at += LASTS
    assert made in await housekeeping.look()
    assert gone == [made]
    assert await cast.rows(barcamps, id=made) == []
    assert len(await cast.rows(barcamps, id=cast.id)) == 1
