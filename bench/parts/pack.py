"""The pack: how long all files of a big day take, and how long a vote waits while they are being made."""

import asyncio
import http.client
import io
import random
import shutil
import threading
import time
from collections import defaultdict
from dataclasses import replace
from hashlib import sha256

from PIL import Image

from barcamp.app import build
from barcamp.domain.event.barcamp import load
from barcamp.domain.event.phases import SetPitching
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import AddRoom
from barcamp.domain.setup.slot import AddSlot
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.photos.photo import AddPhoto
from barcamp.kernel.actor import Actor, Role
from barcamp.queries.people.people import load_people
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from bench import servers
from bench.client import Failed
from bench.client import load as votes
from bench.findings import Findings, Goal, Plan, medians
from bench.machine import Absent
from bench.room import MODERATOR, Room

ROOMS, SLOTS, NOTES, PHOTOS = 5, 9, 600, 60
TINY = (2, 2, 8, 2)
LONGEST = 120  # seconds to wait for a pack
SAYS = [
    f"A day of {ROOMS * SLOTS} sessions, {NOTES} notes and {PHOTOS} photos; the pack has every file of it. The server, "
    "and the process that it starts for the pack, share one core. 'pack s' is from the press of the button to the last "
    "byte, with nothing else to do; 'p99 ms' is that of votes over 20 connections that never pause, alone and while "
    "pack after pack is made."
]


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    measured: dict[str, list[dict[str, float]]] = defaultdict(list)
    try:
        room = asyncio.run(_big_day(plan))
        for repeat in range(plan.repeats):
            _one(plan, room, found, measured, repeat)
    except (Absent, Failed) as why:
        found.says.append(f"barcamp failed: {why}")
        return found
    middle = {way: medians(ones, tuple(ones[0])) for way, ones in measured.items()}
    found.rows += [{"server": "barcamp", "way": way, **middle[way]} for way in measured]
    alone, busy, made = (middle[way] for way in ("votes alone", "votes and packs", "pack alone"))
    slower = (busy["p99 ms"] or 0.0) / max(0.001, alone["p99 ms"] or 0.0)
    found.goals += [
        Goal("the whole pack", made["pack s"], 10, " s"),
        Goal("p99 of a vote during export, to without", slower, 2, "x"),
    ]
    return found


def _one(plan: Plan, room: Room, found: Findings, measured: dict[str, list[dict[str, float]]], repeat: int) -> None:
    with servers.barcamp(room) as server:
        took, size = _press(server, room)
        measured["pack alone"].append({"pack s": took, "MB": size / 1e6})
        for way in ("votes alone", "votes and packs"):
            done, packs = threading.Event(), []
            presses = threading.Thread(target=_keep_pressing, args=(server, room, done, packs))
            if way == "votes and packs":
                presses.start()
            options = ["-n", 0, "-k", 20, "-T", plan.seconds, "-R", f"pack-{repeat}-{len(way)}"]
            told = votes(plan.folder, "commands", server, *options)
            done.set()
            if way == "votes and packs":
                presses.join()
            figures = {"p99 ms": told["p99"], "per s": told["accepted"] / told["seconds"], "packs": float(len(packs))}
            measured[way].append(figures)
            found.raw.append({"server": "barcamp", "way": way, "repeat": repeat, **told})


def _press(server: servers.Server, room: Room) -> tuple[float, int]:
    """The seconds a pack takes, and its bytes."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LONGEST)
    try:
        connection.request("GET", f"/{room.code}/pack.zip", headers={"Cookie": f"barcamp_device={MODERATOR}"})
        reply = connection.getresponse()
        content = reply.read()
    except TimeoutError:
        raise Failed(f"pack.zip took more than {LONGEST} s") from None
    finally:
        connection.close()
    if reply.status != 200:
        raise Failed(f"pack.zip answered {reply.status}")
    return time.perf_counter() - began, len(content)


def _keep_pressing(server: servers.Server, room: Room, done: threading.Event, packs: list[float]) -> None:
    """Asks for packs one after the other. Each vote changes the day, so each one is new work."""
    while not done.is_set():
        packs.append(_press(server, room)[0])


async def _big_day(plan: Plan) -> Room:
    folder = plan.folder / "big"
    shutil.copytree(plan.room.folder, folder)
    ctx = build(Settings(data=folder))
    try:
        await _fill(ctx, plan.room, *(TINY if plan.seconds < 2 else (ROOMS, SLOTS, NOTES, PHOTOS)))
    finally:
        await ctx.desk.close()
        await ctx.db.close()
    return replace(plan.room, folder=folder)


async def _fill(ctx: AppContext, room: Room, across: int, down: int, notes: int, photos: int) -> None:
    async with ctx.db.reading() as db:
        camp = await load(db, room.camp_id)
    assert camp is not None
    organiser = Actor(Role.ORGANISER, camp.id, None, camp.organiser_id)
    does = ctx.desk.carry_out
    await does(SetPitching(open=True), organiser)
    rooms = [(await does(AddRoom(name=f"Seminarraum {n}"), organiser)).made or 0 for n in range(across)]
    slots = [(await does(AddSlot(starts=f"{9 + n}:00", ends=f"{9 + n}:45"), organiser)).made or 0 for n in range(down)]
    people = [Actor(Role.ATTENDEE, camp.id, n) for n in await _people(ctx, camp.id)]
    walls = []
    for n in range(across * down):
        pitch = PitchTopic(title=f"Lebendige Ortskerne {n}: was kostet es?", description="Austausch und Beispiele.")
        topic = (await does(pitch, people[n % len(people)])).made or 0
        await does(PlaceTopic(topic=topic, room=rooms[n % across], slot=slots[n // across]), organiser)
        walls.append(f"t{topic}")
    for n in range(notes):
        text = f"Notiz {n}: Gute Beispiele gibt es schon nebenan, eine Ansprechperson je Gemeinde hilft allen."
        await does(WriteNote(wall=walls[n % len(walls)], text=text), people[n % len(people)])
    for n in range(photos):
        await does(_photo(walls[n % len(walls)], n), people[n % len(people)])
    await does(SetPitching(open=False), organiser)


async def _people(ctx: AppContext, camp_id: int) -> list[int]:
    async with ctx.db.reading() as db:
        return [person.id for person in await load_people(db, camp_id) if person.role == Role.ATTENDEE][:100]


def _photo(wall: str, number: int) -> AddPhoto:
    """A photo as large as those that come out of images/: 2000 by 1500, a few hundred kilobytes."""
    noise = random.Random(number).randbytes(125 * 94 * 3)
    image = Image.frombytes("RGB", (125, 94), noise).resize((2000, 1500), Image.Resampling.BICUBIC)
    data, thumb = io.BytesIO(), io.BytesIO()
    image.save(data, "JPEG", quality=85)
    image.resize((480, 360)).save(thumb, "JPEG", quality=80)
    content = data.getvalue()
    return AddPhoto(
        wall=wall, width=2000, height=1500, sha256=sha256(content).hexdigest(), data=content, thumb=thumb.getvalue(),
        description=f"Flipchart {number}",
    )  # fmt: skip
