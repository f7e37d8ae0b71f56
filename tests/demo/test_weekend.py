"""The demo weekend: fixed talks from a file, remote people, a lost room, and a second morning with its own plan."""

import asyncio
import json
from datetime import date
from pathlib import Path

from sqlalchemy import select

from barcamp.demo import Demo, demonstration
from barcamp.demo.content import weekend
from barcamp.demo.weekend import players, retimed
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.people.attendee import attendees
from barcamp.domain.topics.topic import topics
from barcamp.kernel.journal import lines
from barcamp.queries.plan.plan import load_plan
from barcamp.queries.topics.topics import topic_cards
from barcamp.settings import Settings

LED = ["take-programme", "publish-plan", "close-room", "park-topic", "take-up-parked"]


async def test_two_days_with_talks_a_lost_room_and_a_second_morning(tmp_path: Path):
    settings = Settings(host="127.0.0.1", port=0, data=tmp_path)
    async with demonstration(settings, attendees=24, pace=60, what="weekend") as demo:
        async with asyncio.timeout(500):
            while await _phase(demo) != "closing":  # noqa: ASYNC110 (the journal tells nobody)
                await asyncio.sleep(0.2)
        said = await _given(demo)
        async with demo.ctx.db.reading() as db:
            cards = await topic_cards(db, demo.day.id)
            plan = await load_plan(db, demo.day.id, cards)
            fixed = (await db.execute(select(topics.c.guid).where(topics.c.fixed == "file"))).all()
            online = (await db.execute(select(attendees.c.id).where(attendees.c.online))).all()
    assert len(plan.rooms) == 12
    assert len(fixed) == 4
    assert len(online) == len([player for player in players(24) if player.online]) == 3
    led = [said.index(each) for each in LED]
    assert led == sorted(led)
    assert said.count("take-programme") == 2
    assert "publish-plan" in said[led[-1] :]
    lost = next(room for room in plan.rooms if room.name == weekend.LOST)
    held = {(row.day, cell.room.id) for row in plan.rows for cell in row.sessions}
    assert (0, lost.id) not in held
    assert {day for day, _ in held} == {0, 1}
    assert {row.day for row in plan.rows for cell in row.sessions if cell.topic and not cell.topic.fixed} == {0, 1}


def test_enough_people_bring_more_topics_than_a_day_has_room_for():
    cast = players(200)
    titles = [pitch.title for player in cast for _, pitch in player.pitches]
    assert len(cast) == 200
    assert sorted(titles) == sorted(topic.title for topic in weekend.TOPICS)
    cells = 12 * sum(not title for title, _ in weekend.SATURDAY)
    assert len(titles) > cells


async def test_the_talks_stand_where_the_weekend_is(tmp_path: Path):
    settings = Settings(host="127.0.0.1", port=0, data=tmp_path)
    async with demonstration(settings, attendees=0, what="weekend") as demo, demo.ctx.db.reading() as db:
        plan = await load_plan(db, demo.day.id, await topic_cards(db, demo.day.id))
    assert [row.title for row in plan.rows if row.day == 0 and row.title] == [
        title for title, _ in weekend.SATURDAY if title
    ]
    talks = [(row.day, cell.topic.title) for row in plan.rows for cell in row.sessions if cell.topic]
    assert [day for day, _ in talks] == [0, 0, 0, 1]
    first = date(2026, 7, 4)
    told = json.loads(retimed(weekend.PROGRAMME.read_bytes(), first, plan))
    assert [day["date"] for day in told["schedule"]["conference"]["days"]] == ["2026-07-04", "2026-07-05"]


async def _given(demo: Demo) -> list[str]:
    async with demo.ctx.db.reading() as db:
        query = select(lines.c.command).where(lines.c.ledger_id == demo.day.id).order_by(lines.c.seq)
        return list(await db.scalars(query))


async def _phase(demo: Demo) -> str:
    async with demo.ctx.db.reading() as db:
        camp = await barcamps.load(db, demo.day.id)
    assert camp is not None
    return camp.phase
