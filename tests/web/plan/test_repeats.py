"""A session that is on twice: the later one is the repeat, on every screen and in everything that leaves the house."""

import csv
import io
import json
from xml.etree.ElementTree import fromstring

import pytest
from icalendar import Calendar

from barcamp.domain.event.results import OpenResults
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.result import WriteResult
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.loading import day_of
from barcamp.exports.book.tree import Day
from barcamp.exports.formats import csv_tables, markdown
from barcamp.text import i18n
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import page

FIRST, SECOND = "10:30", "11:30"


async def on_twice(cast: Cast, *, added: int) -> tuple[int, int]:
    """Brot, in the row `added` as what was added, and in the other one as it was pitched."""
    topic = await cast.pitches("Brot")
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, WriteResult(wall=f"t{topic}", text="Sauerteig braucht Zeit."))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[1 - added]))
    again = await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[added]))
    return topic, again.made or 0


async def told(cast: Cast) -> Day:
    async with cast.ctx.db.reading() as db:
        with i18n.speaking("de"):
            return await day_of(db, await cast.barcamp(), cast.clock(), Choice(), "")


@pytest.mark.parametrize("added", [0, 1])
async def test_screens_and_exports_mark_the_later_session_as_the_repeat(server: Server, added: int):
    cast = server.cast
    topic, again = await on_twice(cast, added=added)
    first, later = (again, topic) if added == 0 else (topic, again)
    await cast.does(cast.ada, OpenResults(results="everybody"))
    noor, max_ = server.client(cast.noor), server.client(cast.max)
    phone, console = page(await noor.get(f"/{cast.code}")), page(await max_.get(f"/{cast.code}/console"))
    cells = {each.get("data-topic"): each.text for each in console.all("button", class_="cell-button")}
    assert ["Wiederholung" in cells[str(each)] for each in (first, later)] == [False, True]
    assert ["Wiederholung" in phone.id(f"session_{each}").text for each in (first, later)] == [False, True]
    times = [each.text for each in page(await noor.get(f"/{cast.code}/topics/{topic}")).id("times").all("li")]
    assert [("Wiederholung" in each) for each in times] == [False, True]
    [home] = page(await noor.get(f"/{cast.code}/home")).all("article")
    assert [home.text.index(each) for each in (FIRST, "Wiederholung", SECOND)] == sorted(
        home.text.index(each) for each in (FIRST, "Wiederholung", SECOND)
    )
    plan = page(await noor.get(f"/{cast.code}/results")).all("ol", class_="entry rows")[0].text
    assert ("Wiederholung" in plan.partition(SECOND)[0], "Wiederholung" in plan.partition(SECOND)[2]) == (False, True)

    calendar = Calendar.from_ical((await noor.get(f"/{cast.code}/plan.ics")).content)
    marked = [event.start for event in calendar.events if "Wiederholung" in str(event.get("description", ""))]
    assert [f"{start:%H:%M}" for start in marked] == [SECOND]
    tree = json.loads((await noor.get(f"/{cast.code}/schedule.json")).content)
    found = [each for room in tree["schedule"]["conference"]["days"][0]["rooms"].values() for each in room]
    assert [each["start"] for each in found if each["abstract"]] == [SECOND]
    events = fromstring((await noor.get(f"/{cast.code}/schedule.xml")).content).iter("event")
    assert [each.findtext("start") for each in events if each.findtext("abstract")] == [SECOND]


@pytest.mark.parametrize("added", [0, 1])
async def test_reports_tell_the_first_session_in_full_and_mark_the_later_one(cast: Cast, added: int):
    topic, _ = await on_twice(cast, added=added)
    with i18n.speaking("de"):
        day = await told(cast)
        chapters = [chapter for chapter in day.chapters if chapter.wall == f"t{topic}"]
        report = markdown.write(day).decode()
        rows = list(csv.DictReader(io.StringIO(csv_tables.write(day, excel=False)["sessions.csv"].decode())))
    assert [(c.repeat, c.result, c.interest) for c in chapters] == [
        (False, "Sauerteig braucht Zeit.", 1),
        (True, "", None),
    ]
    assert [(row["Beginn"], row["Wiederholung"]) for row in rows] == [(FIRST, ""), (SECOND, "ja")]
    [line] = [line for line in report.splitlines() if "(Wiederholung)" in line]
    assert SECOND in line
    assert [chapter.nth for chapter in chapters] == ([2, 1] if added == 0 else [1, 2])


async def test_a_result_stays_in_the_report_when_only_what_was_added_is_on_the_plan(cast: Cast):
    topic, _ = await on_twice(cast, added=1)
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    with i18n.speaking("de"):
        day = await told(cast)
        assert "Sauerteig braucht Zeit." in markdown.write(day).decode()
    assert [(c.repeat, c.interest) for c in day.chapters if c.kind == "session"] == [(False, 1)]


async def test_names_of_sessions_in_calendars_stay_when_they_change_places(cast: Cast):
    _, again = await on_twice(cast, added=1)
    before = {(c.nth, c.room) for c in (await told(cast)).chapters if c.kind == "session"}
    await cast.does(cast.max, PlaceTopic(topic=again, room=cast.rooms[1], slot=cast.slots[0]))
    assert {(c.nth, c.room) for c in (await told(cast)).chapters if c.kind == "session"} == before
