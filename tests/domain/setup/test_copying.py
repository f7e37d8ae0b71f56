"""Copies of an event: its set-up is copied, people and what they brought never are."""

from datetime import date

from barcamp.domain.event.appearance import READY, ChooseAccent
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.checklist import TickStep
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.results import OpenResults
from barcamp.domain.plan.grid import slots
from barcamp.domain.plan.room import CloseRoom
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.domain.setup.programme.by_hand import AddFixedSession
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.layout.divide import ChooseLanes, KeepLanes
from barcamp.domain.walls.layout.templates import load_own_templates
from barcamp.domain.walls.section import load_sections, sections_of
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import metadata
from tests.cast import Cast, Member
from tests.pictures import put_up_logo


async def test_a_copy_has_what_an_event_is_made_of_and_nobody_in_it(cast: Cast):
    await cast.does(cast.ada, StateFacts(funding="Gefördert vom Land"))
    await cast.does(cast.ada, ChooseAccent(colour=READY["forest"]))
    await cast.does(cast.ada, TickStep(step="rules"))
    await cast.does(cast.ada, OpenResults(results="everybody"))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[1], day=0))
    open_slots = len(await cast.rows(slots, barcamp_id=cast.id))
    await cast.does(cast.max, AddFixedSession(title="Vortrag", room=cast.rooms[2], starts="20:00", ends="20:45"))
    await put_up_logo(cast)
    await cast.does(cast.noor, CastVote(topic=await cast.pitches()))
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    made = (await cast.does(ada, CopyBarcamp(source=cast.id, name="Noch einmal", day=date(2027, 6, 13)))).made
    [row] = await cast.rows(barcamps, id=made)
    assert (row.name, row.place, row.phase, row.ticked, row.results_for) == ("Noch einmal", "", "arrival", "", "")
    assert (row.funding, row.accent, row.tone) == ("Gefördert vom Land", READY["forest"], (await cast.barcamp()).tone)
    assert row.delete_on > row.day
    filled = {
        table.name: len(rows)
        for table in metadata.sorted_tables
        if "barcamp_id" in table.c and (rows := await cast.rows(table, barcamp_id=made))
    }
    assert set(filled) == {"room", "slot", "section", "logo"}
    assert filled["slot"] == open_slots
    assert not any(
        room.closed or room.closed_days for room in await cast.rows(metadata.tables["room"], barcamp_id=made)
    )
    eve = Member("Eve", Actor(Role.ORGANISER, organiser_id=cast.eve_organising.actor.organiser_id))
    assert await cast.refused(eve, CopyBarcamp(source=cast.id, name="Meins", day=date(2027, 6, 13))) == "barcamp.gone"


async def test_sections_of_one_wall_come_along_where_that_wall_does(cast: Cast):
    topic = await cast.pitches()
    for wall, template in ((f"t{topic}", "marketplace"), (f"s{cast.plenaries[1]}", "kick-off"), ("e", "retrospective")):
        await cast.does(cast.max, ChooseLanes(wall=wall, template=template))
    await cast.does(cast.max, KeepLanes(wall=f"t{topic}", name="Börse"))
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    made = await cast.makes(ada, CopyBarcamp(source=cast.id, name="Noch einmal", day=date(2027, 6, 13)))
    there = {(row.starts, row.title): f"s{row.id}" for row in await cast.rows(slots, barcamp_id=made)}
    begun = next(row for row in await cast.rows(slots, id=cast.plenaries[1]))
    async with cast.ctx.db.reading() as db:
        every = await load_sections(db, made)
        own = await load_own_templates(db, made)
    assert {each.wall for each in every} == {"", there[begun.starts, begun.title]}
    titles = [[each.title for each in sections_of(every, wall)] for wall in (there[begun.starts, begun.title], "e")]
    assert [row[0] for row in titles] == ["Zielgruppen", "Das lief gut"]
    assert [(each.name, each.lanes[0].title) for each in own] == [("Börse", "Ich biete")]
