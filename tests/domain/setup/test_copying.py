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
from barcamp.domain.topics.vote import CastVote
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
    assert filled["slot"] == len(await cast.rows(slots, barcamp_id=cast.id))
    assert not any(room.closed for room in await cast.rows(metadata.tables["room"], barcamp_id=made))
    eve = Member("Eve", Actor(Role.ORGANISER, organiser_id=cast.eve_organising.actor.organiser_id))
    assert await cast.refused(eve, CopyBarcamp(source=cast.id, name="Meins", day=date(2027, 6, 13))) == "barcamp.gone"
