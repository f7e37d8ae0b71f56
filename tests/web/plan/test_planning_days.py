"""A suggested plan for one day of several, or for all that are left."""

from sqlalchemy import select

from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.proposal import TakeProposal
from barcamp.domain.plan.room import RemoveRoom
from barcamp.domain.setup.slot import AddSlot, RemoveSlot
from tests.cast import Cast
from tests.planning import proposed, wanted
from tests.server import Server
from tests.web.asking import page


async def test_each_morning_its_own_day_is_planned_and_the_others_stay(server: Server, cast: Cast):
    """One room, one slot a day, three topics: today takes one, tomorrow's stays, the third is left for later."""
    bread, salt = await wanted(cast)
    milk = await cast.pitches("Milch")
    await cast.lasts(days=2)
    sunday = await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    for room in cast.rooms[1:]:
        await cast.does(cast.ada, RemoveRoom(room=room))
    for slot in cast.slots[1:]:
        await cast.does(cast.ada, RemoveSlot(slot=slot))
    await cast.does(cast.max, PlaceTopic(topic=milk, room=cast.rooms[0], slot=sunday))
    moderator = server.client(cast.max)

    await moderator.post(f"/{cast.code}/suggest-plan", data={"days": "one"})
    today = await proposed(cast)
    assert set(today) == {bread, salt}
    assert sorted(cell[1] for cell in today.values() if cell) == [cast.slots[0]]
    shown = page(await moderator.get(f"/{cast.code}/console")).id("proposal")
    assert "Für Samstag, 13. Juni. Die anderen Tage bleiben, wie sie sind." in str(shown)
    await cast.does(cast.max, TakeProposal())
    async with cast.ctx.db.reading() as db:
        where = {row.topic_id: row.slot_id for row in await db.execute(select(placements))}
    assert where[milk] == sunday

    cast.clock.forward(days=1)
    await cast.does(cast.max, UnplaceTopic(topic=milk))
    await moderator.post(f"/{cast.code}/suggest-plan", data={"days": "one"})
    assert [cell for cell in (await proposed(cast)).values() if cell] == [[cast.rooms[0], sunday]]


async def test_all_days_that_are_left_are_planned_if_that_is_asked(server: Server, cast: Cast):
    bread, salt = await wanted(cast)
    await cast.lasts(days=2)
    sunday = await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    for slot in cast.slots[1:]:
        await cast.does(cast.ada, RemoveSlot(slot=slot))
    await server.client(cast.max).post(f"/{cast.code}/suggest-plan", data={"days": "all"})
    assert {cell[1] for cell in (await proposed(cast)).values() if cell} == {cast.slots[0], sunday}
    assert set(await proposed(cast)) == {bread, salt}


async def test_reasons_name_the_day_of_a_time_that_could_be_another_one(server: Server, cast: Cast):
    """Two slots at the same hour of two days."""
    await wanted(cast)
    await cast.lasts(days=2)
    await cast.makes(cast.ada, AddSlot(day=1, starts="10:30", ends="11:15"))
    for slot in cast.slots[1:]:
        await cast.does(cast.ada, RemoveSlot(slot=slot))
    await server.client(cast.max).post(f"/{cast.code}/suggest-plan", data={"days": "all"})
    console = page(await server.client(cast.max).get(f"/{cast.code}/console"))
    why = [each.text for each in console.id("proposal").all("details") if each["class"] == "why"]
    assert sorted(("10:30 (Sa)" in each, "10:30 (So)" in each) for each in why) == [(False, True), (True, False)]
