"""A room to measure in: a data folder with one barcamp, people who joined, topics, all made by commands."""

import asyncio
import secrets
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from barcamp import migrations
from barcamp.app import build
from barcamp.demo.content.topics import FIRST_NAMES, ORGANISATIONS, TOPICS
from barcamp.demo.day import found_day
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import InviteModerator, OpenLink
from barcamp.domain.topics.topic import PitchTopic
from barcamp.kernel.actor import Actor, Role
from barcamp.live import regions
from barcamp.live.audience import Group
from barcamp.live.websocket import frames
from barcamp.rendering.templating import environment
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from barcamp.web.gate.tokens import hashed

DEVICE = "a-phone-of-the-benchmark-"  # followed by six digits: the token of the n-th person's device
MODERATOR = "the-moderator-of-the-benchmark"
TOKEN = "zzT000000"  # is in every broadcast; the load client counts its digits up
SENTENCE = f"{TOKEN} Die Sessions beginnen. Kaffee und Wasser stehen im Foyer, bitte nehmen Sie beides mit."


@dataclass(frozen=True, slots=True)
class Room:
    """`folder` is the data folder; each server gets a copy of its own."""

    folder: Path
    code: str
    camp_id: int
    topics: tuple[int, ...]
    people: int


async def furnish(folder: Path, people: int, database_url: str = "") -> Room:
    """Furnishes the room: interest is open, a day's topics are pitched, `people` have joined; in the folder, or in
    another database."""
    config = Settings(data=folder, database_url=database_url)
    await migrations.upgrade(config.database)
    ctx = build(config)
    try:
        return await _furnish(ctx, folder, people)
    finally:
        await ctx.desk.close()
        await ctx.db.close()


async def furnish_beside(room: Room, people: int) -> Room:
    """Another event in the same data folder, of the same organiser."""
    ctx = build(Settings(data=room.folder))
    try:
        return await _furnish(ctx, room.folder, people)
    finally:
        await ctx.desk.close()
        await ctx.db.close()


async def _furnish(ctx: AppContext, folder: Path, people: int) -> Room:
    day = await found_day(ctx, "interest")
    link = hashed(secrets.token_urlsafe(32))
    await ctx.desk.carry_out(InviteModerator(token=link), day.organiser)
    anyone = Actor(Role.ANYONE, day.id)
    await ctx.desk.carry_out(OpenLink(token=link, device=hashed(MODERATOR), name="Moderation"), anyone)
    await ctx.desk.carry_out(MoveToPhase(phase="pitching"), day.moderator)
    joined = []
    for first in range(0, people, 1000):
        some = range(first, min(first + 1000, people))
        joined += await asyncio.gather(*(ctx.desk.carry_out(_join(number), anyone) for number in some))
    pitched = [
        await ctx.desk.carry_out(
            PitchTopic(title=pitch.title, description=pitch.description),
            Actor(Role.ATTENDEE, day.id, joined[number % len(joined)].made),
        )
        for number, pitch in enumerate(TOPICS)
    ]
    await ctx.desk.carry_out(MoveToPhase(phase="interest"), day.moderator)
    return Room(folder, day.code, day.id, tuple(answer.made or 0 for answer in pitched), people)


def announcement() -> str:
    """The message that phones get when the sentence is announced, byte for byte but for the mark's digits."""
    camp = SimpleNamespace(announcement=SENTENCE, code="BENCH2", archived=False, dated=None)
    shelf, _ = regions.draw(environment(), Group("phone", "de"), camp, "announcement", {}, None)  # type: ignore[arg-type]
    return frames.message("12346_t123", {"announcement": shelf.piece.html}, "12345_t123")


def _join(number: int) -> Join:
    name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {number}"
    return Join(
        device=hashed(f"{DEVICE}{number:06d}"), name=name, organisation=ORGANISATIONS[number % len(ORGANISATIONS)]
    )
