"""The report of a closed event: whatever becomes of what is around it, no byte of any file changes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from barcamp.domain.event.barcamp import load
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.people.entry import Join
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.domain.setup.founding import EditBarcamp, FoundBarcamp
from barcamp.domain.setup.frozen import frozen_editions, frozen_reports
from barcamp.domain.setup.series import FoundNext, NameSeries
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.loading import day_of
from barcamp.exports.book.tree import Day
from barcamp.exports.pack import archive, pack
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.kernel.actor import Actor, Role
from barcamp.text import i18n
from tests.cast import DAY, Cast, Member

SERIES = "Runder Tisch"
THEN, NOW = "https://camp.example.org", "https://tagung.example.net"
SAME: dict[str, Any] = {"timezone": "Europe/Berlin", "language": "de", "tone": "du"}


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


def between(cast: Cast) -> Member:
    """Ada, between her events."""
    return Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))


def ada(cast: Cast, camp: int) -> Member:
    return Member("Ada", Actor(Role.ORGANISER, camp, None, cast.ada.actor.organiser_id, THEN))


@pytest.fixture
async def before(cast: Cast) -> int:
    """The 20th of the series, which nobody archived, with a person who pitched."""
    made = (await cast.does(between(cast), FoundBarcamp(model="barcamp", name="Zaubertag", day=DAY))).made or 0
    await cast.does(ada(cast, made), NameSeries(name=SERIES, number=20))
    await cast.does(ada(cast, made), MoveToPhase(phase="pitching"))
    await writes(cast, made, "Quirin")
    return made


async def writes(cast: Cast, camp: int, name: str) -> Member:
    """Somebody comes, pitches and writes into that event."""
    device = f"{len(name):032x}{camp:032x}"
    came = (await cast.does(Member(name, Actor(Role.ANYONE, camp)), Join(device=device, name=name))).made
    me = Member(name, Actor(Role.ATTENDEE, camp, came))
    await cast.does(me, PitchTopic(title=f"Von {name}"))
    await cast.does(me, WriteNote(wall="e", text=f"Auch von {name}"))
    return me


async def close(cast: Cast) -> None:
    """The 21st, with a bit of everything."""
    topic = await cast.pitches()
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    await cast.does(cast.ada, NameSeries(name=SERIES, number=21))
    await cast.does(ada(cast, cast.id), ArchiveBarcamp())


async def told(cast: Cast, url: str = NOW) -> Day:
    async with cast.ctx.db.reading() as db:
        camp = await load(db, cast.id)
        assert camp is not None
        with i18n.speaking("de-sie"):
            return await day_of(db, camp, cast.clock(), Choice(), f"{url}/{camp.code}")


async def printed(cast: Cast, url: str = NOW) -> dict[str, bytes]:
    """Every file there is, and both ZIPs that hold them all."""
    day = await told(cast, url)
    with i18n.speaking("de-sie"):
        alone = {name: entry.write(day) for name, entry in DOWNLOADS.items() if entry.there}
        return {**alone, "pack.zip": pack.write(day), "pass-on.zip": archive.write(day, None)}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in one if one[name] != other[name]]


async def test_no_byte_of_any_file_changes_whatever_becomes_of_what_is_around_it(cast: Cast, before: int):
    await close(cast)
    closed = await printed(cast, THEN)
    assert THEN.encode() in closed["press.md"]
    assert "Zaubertag" in closed["report.md"].decode()
    cast.clock.forward(days=3)
    await writes(cast, before, "Zoe")
    await cast.does(ada(cast, before), EditBarcamp(name="Zauberabend", day=DAY + timedelta(days=9), **SAME))
    await cast.does(ada(cast, before), ArchiveBarcamp())
    next_one = FoundNext(source=cast.id, name="22. Runder Tisch", day=DAY + timedelta(days=90))
    later = (await cast.does(between(cast), next_one)).made or 0
    await cast.does(ada(cast, later), NameSeries(name=SERIES, number=3))  # and as if it had been before
    await cast.does(ada(cast, later), ArchiveBarcamp())
    second = FoundBarcamp(model="barcamp", name="Andere Runde", day=DAY)
    other = (await cast.does(between(cast), second)).made or 0
    await cast.does(ada(cast, other), NameSeries(name="Anders", number=1))
    await cast.does(ada(cast, other), NameSeries(name=SERIES, number=2))
    assert differing(closed, await printed(cast, NOW)) == []


async def test_an_event_of_no_series_stays_so_in_its_report_once_others_follow_it(cast: Cast):
    await cast.does(ada(cast, cast.id), ArchiveBarcamp())
    closed = await printed(cast, THEN)
    await cast.does(between(cast), FoundNext(source=cast.id, name="Der zweite", day=DAY + timedelta(days=90)))
    assert differing(closed, await printed(cast)) == []


async def test_as_long_as_it_is_open_the_report_follows(cast: Cast, before: int):
    await cast.does(cast.ada, NameSeries(name=SERIES, number=21))
    open_still = await told(cast)
    await writes(cast, before, "Zoe")
    assert [one.people for one in open_still.editions] == [1, 2]
    assert [one.people for one in (await told(cast)).editions] == [2, 2]
    assert (await told(cast)).event.url.startswith(NOW)
    assert await cast.rows(frozen_reports) == []


async def test_whoever_agrees_or_is_deleted_changes_it_all_the_same(cast: Cast):
    await close(cast)
    closed = await told(cast)
    await cast.does(cast.kim, SettleConsent(agreed=True))
    agreed = await told(cast)
    assert (
        [chapter.hosts for chapter in agreed.chapters] == [("Kim",)] != [chapter.hosts for chapter in closed.chapters]
    )
    await cast.does(cast.kim, ErasePerson(attendee=cast.kim.id, contributions="remove"))
    gone = await told(cast)
    assert [one.notes for one in gone.editions] == [gone.figures.notes] == [0] != [closed.figures.notes]


async def test_nothing_that_people_of_other_events_wrote_is_kept(cast: Cast, before: int):
    await close(cast)
    kept = str(await cast.rows(frozen_editions) + await cast.rows(frozen_reports))
    assert "Zaubertag" in kept
    assert "Quirin" not in kept


async def test_the_title_of_a_deleted_event_leaves_it_and_its_figures_stay(cast: Cast, before: int):
    await close(cast)
    [was, own] = (await told(cast)).editions
    await cast.does(between(cast), DeleteBarcamp(barcamp=before))
    day = await told(cast)
    assert day.editions == (replace(was, name=""), own)
    with i18n.speaking("de-sie"):
        assert "20., 13.06.2026" in DOWNLOADS["report.md"].write(day).decode()
    assert [row.barcamp_id for row in await cast.rows(frozen_editions)] == [cast.id]
    await cast.does(between(cast), DeleteBarcamp(barcamp=cast.id))
    assert await cast.rows(frozen_editions) + await cast.rows(frozen_reports) == []


async def test_closed_without_an_address_it_tells_that_of_now(cast: Cast):
    await cast.does(cast.max, ArchiveBarcamp())
    assert (await told(cast)).event.url == f"{NOW}/{cast.code}"
