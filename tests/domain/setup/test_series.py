"""Series: the next event takes things over, and nobody."""

from datetime import date

import pytest
from sqlalchemy import select, update

from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.event.barcamp import barcamps as barcamp_rows
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.logo import logos
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.setup.series import FoundNext, NameSeries, SayOutcome, carried_steps, editions
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.section import sections
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.event.figures import Figures
from barcamp.queries.setup.series import load_carried, load_series
from tests.cast import DAY, Cast, Member
from tests.pictures import put_up_logo

NEXT = date(2026, 12, 1)


@pytest.fixture
def ada(cast: Cast) -> Member:
    """Between her events."""
    return Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))


async def camp(cast: Cast, barcamp_id: int) -> Barcamp:
    async with cast.ctx.db.reading() as db:
        found = await barcamps.load(db, barcamp_id)
    assert found is not None
    return found


async def test_the_next_event_takes_over_rooms_rules_facts_and_look(cast: Cast, ada: Member):
    await cast.does(cast.ada, StateFacts(organiser_name="Agentur", contact="a@example.org", funding="Gefördert"))
    await cast.does(cast.ada, ChooseAccent(colour="#8f2352"))
    await put_up_logo(cast)
    await cast.does(cast.max, ArchiveBarcamp())
    made = (await cast.does(ada, FoundNext(source=cast.id, name="Zum Zweiten", day=NEXT, place="Burg"))).made or 0
    before, after = await cast.barcamp(), await camp(cast, made)
    assert (after.name, after.day, after.place, after.phase) == ("Zum Zweiten", NEXT, "Burg", "arrival")
    assert (after.organiser_name, after.contact, after.funding) == ("Agentur", "a@example.org", "Gefördert")
    assert (after.tone, after.timezone, after.archived_at, after.announcement) == (
        before.tone,
        before.timezone,
        None,
        "",
    )
    assert after.accent == "#8f2352"
    assert after.code != before.code
    assert after.delete_on > after.day

    async def of(table, camp_id: int) -> list[tuple]:
        found = await cast.rows(table, barcamp_id=camp_id)
        return [
            tuple(value for name, value in row._mapping.items() if name not in ("id", "barcamp_id")) for row in found
        ]

    for table in (rooms, slots, sections, logos):
        assert await of(table, made) == await of(table, cast.id) != []


async def test_people_never_come_along(cast: Cast, ada: Member):
    await cast.does(cast.max, ParkTopic(topic=await cast.pitches("Geparkt")))
    made = (await cast.does(ada, FoundNext(source=cast.id, name="B", day=NEXT))).made or 0
    assert await cast.rows(attendees, barcamp_id=made) == []
    assert [(row.title, row.host_id) for row in await cast.rows(topics, barcamp_id=made)] == [("Geparkt", None)]


async def test_parked_topics_and_next_steps_come_as_wished(cast: Cast, ada: Member):
    await cast.pitches("Nicht geparkt")
    await cast.does(cast.max, ParkTopic(topic=await cast.pitches("Geparkt")))
    async with cast.ctx.db.reading() as db:
        following = await db.scalar(
            select(sections.c.id).where(sections.c.barcamp_id == cast.id, sections.c.kind == "next")
        )
    assert following is not None
    await cast.does(cast.kim, WriteNote(wall="e", text="Wieder treffen", section=following, who="Kim"))
    await cast.does(cast.kim, WriteNote(wall="e", text="Nur eine Notiz"))
    made = (await cast.does(ada, FoundNext(source=cast.id, name="B", day=NEXT))).made or 0
    assert [row.title for row in await cast.rows(topics, barcamp_id=made)] == ["Geparkt"]
    assert [(row.text, row.outcome) for row in await cast.rows(carried_steps, barcamp_id=made)] == [
        ("Wieder treffen", "")
    ]
    none = FoundNext(source=cast.id, name="C", day=NEXT, slots=False, topics=False, steps=False)
    bare = (await cast.does(ada, none)).made or 0
    for table in (topics, carried_steps, slots):
        assert await cast.rows(table, barcamp_id=bare) == []
    assert len(await cast.rows(rooms, barcamp_id=bare)) == len(cast.rooms)


async def test_somebody_says_what_became_of_a_step(cast: Cast, ada: Member):
    made = (await cast.does(ada, FoundNext(source=cast.id, name="B", day=NEXT))).made or 0
    async with cast.ctx.db.writing() as db:
        await db.execute(carried_steps.insert().values(barcamp_id=made, text="Treffen", outcome=""))
    [step] = await cast.rows(carried_steps, barcamp_id=made)
    there = Member("Ada", Actor(Role.ORGANISER, made, None, ada.actor.organiser_id))
    await cast.does(there, SayOutcome(step=step.id, outcome="Im Mai"))
    async with cast.ctx.db.reading() as db:
        assert [each.outcome for each in await load_carried(db, made)] == ["Im Mai"]
    assert await cast.refused(cast.max, SayOutcome(step=step.id, outcome="x")) == "step.gone"


async def test_the_next_one_of_an_event_without_a_series_founds_one(cast: Cast, ada: Member):
    made = (await cast.does(ada, FoundNext(source=cast.id, name="B", day=NEXT))).made or 0
    numbers = {row.barcamp_id: row.number for row in await cast.rows(editions) if row.barcamp_id in (cast.id, made)}
    assert numbers == {cast.id: 1, made: 2}


async def test_figures_stand_beside_one_another(cast: Cast, ada: Member):
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=20))
    await cast.does(cast.noor, CastVote(topic=await cast.pitches()))
    made = (await cast.does(ada, FoundNext(source=cast.id, name="B", day=NEXT))).made or 0
    async with cast.ctx.db.reading() as db:
        seen = await load_series(db, await cast.barcamp())
    assert seen is not None
    assert (seen.name, seen.number) == ("Runder Tisch", 20)
    assert [(each.number, each.barcamp_id, each.day) for each in seen.editions] == [
        (20, cast.id, DAY),
        (21, made, NEXT),
    ]
    assert [each.figures for each in seen.editions] == [Figures(people=2, topics=1, interests=1), Figures()]


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("20. Runder Tisch", "22. Runder Tisch"), ("Runder Tisch 20", "Runder Tisch 22"), ("Runder Tisch 2026", None),
        ("Runder Tisch", None), ("20 Jahre, 20. Tisch", "20 Jahre, 22. Tisch"),
    ],
)  # fmt: skip
async def test_the_next_one_is_called_by_its_number(cast: Cast, ada: Member, name: str, following: str | None):
    await cast.does(cast.ada, NameSeries(name="Tische", number=20))
    await cast.does(ada, FoundNext(source=cast.id, name="21.", day=NEXT))
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamp_rows).where(barcamp_rows.c.id == cast.id).values(name=name))
    async with cast.ctx.db.reading() as db:
        seen = await load_series(db, await cast.barcamp())
    assert seen is not None
    assert seen.following == (following or name)


async def test_an_empty_name_takes_an_event_out_of_its_series(cast: Cast):
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=21))
    await cast.does(cast.ada, NameSeries())
    async with cast.ctx.db.reading() as db:
        assert await load_series(db, await cast.barcamp()) is None
    for number in (0, 10_000):
        assert await cast.refused(cast.ada, NameSeries(name="X", number=number)) == "series.number"


async def test_nobody_founds_the_next_one_of_somebody_else_s_event(cast: Cast):
    eve = Member("Eve", Actor(Role.ORGANISER, organiser_id=cast.eve_organising.actor.organiser_id))
    assert await cast.refused(eve, FoundNext(source=cast.id, name="B", day=NEXT)) == "barcamp.gone"
