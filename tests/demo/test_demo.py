"""The demo: what it prints, that every link lets somebody in, that the room is alive, and that it ends."""

import asyncio
import json
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from barcamp import migrations
from barcamp.app import build
from barcamp.demo import Demo, demonstration, full_day
from barcamp.demo.day import ROWS, RUNNING, rows_around
from barcamp.domain.event.barcamp import barcamps, load_by_code
from barcamp.domain.plan.placement import placements
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.photos.photo import photos
from barcamp.exports.book.book import load_day
from barcamp.exports.book.choice import Choice
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.serving import CannotListen
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from tests.waiting import until

LABELS = ["join", "phone", "console", "projector", "organiser"]
NOON = datetime(2026, 6, 13, 10, 0, tzinfo=UTC)


async def test_it_prints_each_link_once_and_ends_when_interrupted(tmp_path: Path) -> None:
    demo = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "barcamp", "demo",
        *("--port", "0", "--attendees", "5", "--pace", "40", "--data", str(tmp_path), "--host", "127.0.0.1"),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert demo.stdout is not None
    links: dict[str, str] = {}
    async with asyncio.timeout(300):
        while len(links) < len(LABELS):
            line = (await demo.stdout.readline()).decode()
            assert line, "it ended early"
            label, _, link = line.strip().partition(": ")
            links[label] = link
        answers = [await get(link) for link in links.values()]
        code = links["join"].rpartition("/")[2]
        await until(lambda: lively(tmp_path, code), seconds=300)
        await eventually(lambda: alive(links["console"], links["join"]))
        demo.send_signal(signal.SIGINT)
        rest, errors = await demo.communicate()
    assert list(links) == LABELS
    assert [answer.status_code for answer in answers] == [200] * 5
    assert not [label for label in LABELS if f"{label}:" in rest.decode()]
    assert "█" in rest.decode()
    assert (demo.returncode, errors.decode()) == (0, "")


STUCK = """
import asyncio, sys, threading, time
from contextlib import asynccontextmanager
from pathlib import Path
from barcamp.demo import running
from barcamp.settings import Settings
real = running.demonstration

@asynccontextmanager
async def demonstration(*args):
    asyncio.create_task(asyncio.to_thread(time.sleep, 3600))  # as a report that is being made
    if sys.argv[1] == "beginning":
        print("begun", flush=True)
        await asyncio.sleep(3600)
    async with real(*args) as demo:
        print("begun", flush=True)
        yield demo
        if sys.argv[1] == "end":
            await asyncio.sleep(3600)

running.demonstration = demonstration
running.run(Settings(host="127.0.0.1", port=0, data=Path(sys.argv[2])), 3, 40)
"""


@pytest.mark.parametrize("stuck", ["beginning", "thread", "end"])
async def test_it_ends_soon_whatever_is_still_going_on(tmp_path: Path, stuck: str) -> None:
    demo = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STUCK, stuck, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert demo.stdout is not None
    assert await demo.stdout.readline() == b"begun\n"
    demo.send_signal(signal.SIGTERM)
    async with asyncio.timeout(600):  # an hour, if anything of it were waited for
        assert await demo.wait() == 0


async def test_the_links_let_people_in_as_who_they_are(tmp_path: Path) -> None:
    async with demonstration(settings(tmp_path), attendees=0) as demo:
        seen = {label: str((await get(link)).url).removeprefix(demo.url) for label, link in demo.links.items()}
    assert seen == {
        "join": f"/{demo.code}",
        "phone": f"/{demo.code}",
        "console": f"/{demo.code}/console",
        "projector": f"/{demo.code}/projector",
        "organiser": "/organiser",
    }


async def test_without_attendees_nobody_acts(tmp_path: Path) -> None:
    async with demonstration(settings(tmp_path), attendees=0, pace=100) as demo:
        assert [task for task in asyncio.all_tasks() if task.get_name() == "demo"] == []
        assert (await summary(demo))["figures"]["topics"] == 0
    async with demonstration(settings(tmp_path), attendees=1):
        assert len([task for task in asyncio.all_tasks() if task.get_name() == "demo"]) == 1


async def test_the_day_is_led_to_its_sessions(tmp_path: Path) -> None:
    async with demonstration(settings(tmp_path), attendees=12, pace=60) as demo:
        await eventually(lambda: reached(demo, sessions=5, notes=3, pictures=1))
        found = await summary(demo)
        await eventually(lambda: there_is_a_finished_event(demo))
    assert [row["title"] for row in found["plan"]] == [title for title, _ in ROWS]
    for row in found["plan"]:
        hosts = [session["hosts"] for session in row["sessions"] if session["hosts"]]
        assert len(hosts) == len(set(hosts))


async def test_the_simulated_moderator_steps_aside_for_a_person(tmp_path: Path) -> None:
    with capture_logs() as said:
        async with demonstration(settings(tmp_path), attendees=4, pace=40) as demo, browser(demo) as moderator:
            await opened(moderator, demo.links["console"])
            await eventually(lambda: reached(demo, topics=1))
            answer = await moderator.post(f"/{demo.code}/announce", data={"text": "Ich übernehme"})
            assert answer.status_code == 303
            await until(lambda: any("steps aside" in line["event"] for line in said))
            led = await phase(demo)
            assert led[0] != "closing"  # else it would have gone by itself


async def test_each_start_founds_another_day(tmp_path: Path) -> None:
    async with demonstration(settings(tmp_path), attendees=0) as first:
        pass
    async with demonstration(settings(tmp_path), attendees=0) as second:
        old = await get(f"{second.url}/{first.code}")
    assert (first.code != second.code, old.status_code) == (True, 200)


async def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    async with demonstration(settings(tmp_path), attendees=0) as demo:
        port = int(demo.url.rpartition(":")[2])
        with pytest.raises(CannotListen) as why:
            async with demonstration(settings(tmp_path, port=port)):
                pass
    assert str(why.value) == f"Port {port} is taken; choose another one with --port."


async def test_a_full_day_is_the_same_day_every_time(tmp_path: Path) -> None:
    days = []
    for folder, seed in (("one", 21), ("two", 21), ("three", 22)):
        async with standing(tmp_path / folder) as ctx:
            day = await record(ctx, await full_day(ctx, attendees=12, seed=seed))
        assert day["event"].pop("code")
        days.append(day)
    assert days[0] == days[1]
    assert days[0] != days[2]


async def test_a_full_day_leaves_all_that_a_day_can_leave(tmp_path: Path) -> None:
    async with standing(tmp_path) as ctx:
        day = await record(ctx, await full_day(ctx, attendees=30, archived=True))
    figures = day["figures"]
    assert (figures["people"], figures["topics"], figures["sessions"]) == (30, 12, 9)
    assert figures["interests"] > 80
    assert figures["notes"] > 40
    sessions = [chapter for chapter in day["chapters"] if chapter["kind"] == "session"]
    assert len(sessions) == day["figures"]["sessions"]
    assert all(session["result"] and session["heads"] for session in sessions)
    assert any(session["keeper"] for session in sessions)  # named where they agreed
    assert all(sum(card["key"] for part in session["sections"] for card in part["cards"]) == 1 for session in sessions)
    assert day["figures"]["pictures"] >= sum(len(session["pictures"]) for session in sessions) > 4
    assert all(picture["description"] for session in sessions for picture in session["pictures"])
    assert all(step["who"] and (step["until"] or step["due"]) for step in day["next_steps"])
    assert [offer["count"] > 0 for offer in day["offers"]] == [True] * 4
    assert day["feedback"]["people"] > 20
    assert len(day["feedback"]["sentences"]) == 5
    assert [edition["number"] for edition in day["editions"]] == [20, 21]
    assert [outcome != "" for _, outcome in day["carried"]] == [True, True, True, False]
    assert len({many for _, many in day["charts"]["over_day"]}) > 2


async def test_a_full_day_can_be_printed_in_every_format(tmp_path: Path) -> None:
    async with standing(tmp_path) as ctx:
        code = await full_day(ctx, attendees=12, archived=True)
        async with ctx.db.reading() as db:
            camp = await load_by_code(db, code)
            assert camp is not None
            day = await load_day(db, camp, NOON, Choice())
        printed = {name: entry.write(day) for name, entry in DOWNLOADS.items() if entry.there}
    assert day.final
    assert {name for name, content in printed.items() if not content} == set()


@pytest.mark.parametrize("running", sorted(set(RUNNING.values())))
def test_the_running_row_runs_now_and_rows_follow_one_another(running: int) -> None:
    off = []
    for minute in range(24 * 60):
        rows = rows_around(minute, running)
        assert [title for _, _, title in rows] == [title for title, _ in ROWS]
        assert [end for _, end, _ in rows[:-1]] == [start for start, _, _ in rows[1:]]
        assert all(0 <= start < 24 * 60 and start < end < start + 24 * 60 for start, end, _ in rows)
        if not rows[running][0] <= minute < rows[running][1]:
            off.append(minute)
    # Just around midnight the day is too short for nine rows.
    assert [minute for minute in off if 8 <= minute < 24 * 60 - 5] == []


def settings(folder: Path, port: int = 0) -> Settings:
    return Settings(host="127.0.0.1", port=port, data=folder)


@asynccontextmanager
async def standing(folder: Path) -> AsyncIterator[AppContext]:
    """AppContext on a database of their own, at noon for ever."""
    config = settings(folder)
    await migrations.upgrade(config.database)
    ctx = build(config, lambda: NOON)
    yield ctx
    await ctx.desk.close()
    await ctx.db.close()


async def record(ctx: AppContext, code: str) -> dict:
    async with ctx.db.reading() as db:
        camp = await load_by_code(db, code)
        assert camp is not None
        day = await load_day(db, camp, NOON, Choice())
    return json.loads(DOWNLOADS["event.json"].write(day))


async def get(link: str) -> httpx.Response:
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False, verify=False, timeout=300) as client:
        return await opened(client, link)


async def opened(client: httpx.AsyncClient, link: str) -> httpx.Response:
    """As a person opens it: a link that signs in asks first."""
    shown = await client.get(link)
    if "/link/" not in link:
        return shown
    origin = f"{shown.url.scheme}://{shown.url.netloc.decode()}"
    return await client.post(link, headers={"origin": origin})


@asynccontextmanager
async def browser(demo: Demo) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"origin": demo.url}
    async with httpx.AsyncClient(
        base_url=demo.url, headers=headers, trust_env=False, verify=False, timeout=300
    ) as client:
        yield client


async def summary(demo: Demo) -> dict:
    return await summary_of(demo.links["console"], demo.links["join"])


async def summary_of(console: str, join: str) -> dict:
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False, verify=False, timeout=300) as client:
        await opened(client, console)
        return (await client.get(f"{join}/summary/json")).json()


async def alive(console: str, join: str) -> bool:
    figures = (await summary_of(console, join))["figures"]
    return all(figures[name] > 0 for name in ("topics", "interests", "sessions", "notes"))


def lively(folder: Path, code: str) -> bool:
    """Whether there is by now what a summary counts, in the database of another process: to ask for a summary again and
    again makes a file each time."""
    query = "SELECT EXISTS (SELECT 1 FROM {} JOIN barcamp ON barcamp.id = barcamp_id WHERE code = ?)"
    with closing(sqlite3.connect(folder / "barcamp.db")) as database:
        tables = ("topic", "vote", "placement", "note")
        return all(database.execute(query.format(each), [code]).fetchone()[0] for each in tables)


async def there_is_a_finished_event(demo: Demo) -> bool:
    async with demo.ctx.db.reading() as db:
        query = select(barcamps.c.name).where(barcamps.c.archived_at.is_not(None)).order_by(barcamps.c.id)
        return list(await db.scalars(query)) == ["19. Runder Tisch Stadtmarketing", "20. Runder Tisch Stadtmarketing"]


TABLES = {"topics": topics, "sessions": placements, "notes": notes, "pictures": photos}


async def reached(demo: Demo, **least: int) -> bool:
    """Whether the day has so many of these by now."""
    async with demo.ctx.db.reading() as db:
        for name, number in least.items():
            table = TABLES[name]
            query = select(func.count()).select_from(table).where(table.c.barcamp_id == demo.day.id)
            if (await db.scalar(query) or 0) < number:
                return False
    return True


async def phase(demo: Demo) -> tuple[str, str]:
    async with demo.ctx.db.reading() as db:
        camp = await load_by_code(db, demo.code)
    assert camp is not None
    return camp.phase, camp.announcement


async def eventually(check: Callable[[], Awaitable[bool]], seconds: float = 300) -> None:
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110 (what it waits for happens in another process)
            await asyncio.sleep(0.3)
