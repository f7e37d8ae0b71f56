"""The demo: a fresh day, a server of its own, a room full of simulated phones, and links for people who watch."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import click
import structlog

from barcamp import addresses, migrations, serving, terminal
from barcamp import app as application
from barcamp.demo import extras, kick_off, room, weekend
from barcamp.demo.day import Day, found_day, invite, join, known
from barcamp.demo.moderator import Lead, direct
from barcamp.demo.phone import Phone
from barcamp.demo.whole_day import full_day
from barcamp.domain.people.link import InviteModerator, MakePersonalLink
from barcamp.domain.people.organiser import MakeKey
from barcamp.exports import qr
from barcamp.kernel.actor import Actor
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from barcamp.web.gate.tokens import hashed, new_token

log = structlog.get_logger("demo")

ROUND_TABLE, KICK_OFF, WEEKEND = "round-table", "kick-off", "weekend"
PEOPLE = {ROUND_TABLE: 30, KICK_OFF: 40, WEEKEND: 200}
LONGEST_END_S = 3.0  # does not wait for reports being made or plans being searched for

__all__ = ["Demo", "demonstration", "full_day", "run"]


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo. `url` is where this machine reaches it, `links` are addresses for people, by label; `phones` are
    the simulated ones, in the order of the players. `first` says that nothing was here before."""

    url: str
    code: str
    links: dict[str, str]
    ctx: AppContext
    day: Day
    phones: list[Phone]
    first: bool = False


@asynccontextmanager
async def demonstration(
    config: Settings, attendees: int = 30, pace: float = 1.0, what: str = ROUND_TABLE
) -> AsyncGenerator[Demo]:
    """Founds a day, serves it and lets people come; all of it ends with the block. Raises serving.CannotListen."""
    listener = serving.listen(config)
    port = listener.getsockname()[1]
    try:
        await migrations.upgrade(config.database, config.public_url)
    except BaseException:
        listener.close()
        raise
    ctx = replace(application.build(config), demo=True)
    async with serving.open_house(application.make_app(ctx), config, listener):
        first = not await known(ctx)
        day = await _FOUNDED[what](ctx)
        links = await links_of(ctx, day, addresses.address(config, port))
        demo = Demo(addresses.local_address(config, port), day.code, links, ctx, day, [], first)
        acting = asyncio.create_task(_PLAYED[what](demo, attendees, pace), name="demo") if attendees else None
        try:
            yield demo
        finally:
            if acting is not None:
                acting.cancel()
                await asyncio.wait([acting], timeout=1)


def run(config: Settings, attendees: int | None, pace: float, what: str = ROUND_TABLE) -> None:
    """Shows the demo on the terminal until Ctrl-C, with as many people as come to such an event, unless it is said how
    many. Raises serving.CannotListen."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_show(config, PEOPLE[what] if attendees is None else attendees, pace, what))


async def _show(config: Settings, attendees: int, pace: float, what: str) -> None:
    stop = asyncio.Event()

    def end() -> None:
        stop.set()
        serving.end_within(LONGEST_END_S)

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C raises KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, end)
    async with demonstration(config, attendees, pace, what) as demo:
        for label, link in demo.links.items():
            click.echo(f"{label}: {link}")
        if terminal.can_show(drawn := qr.terminal(demo.links["join"])):  # without block characters, the links will do
            click.echo(f"\n{drawn}\n")
        await stop.wait()


async def links_of(ctx: AppContext, day: Day, address: str) -> dict[str, str]:
    """Links into the day. Opening the phone link adds an attendee; console and organiser links sign in."""
    guest = await join(ctx, day, "Kim", "Stadt Hohenlinde")
    key = new_token()
    organiser_id = day.organiser.organiser_id or 0
    await ctx.desk.carry_out(MakeKey(token=hashed(key), organiser=organiser_id), serving.SERVER)
    return {
        "join": f"{address}/{day.code}",
        "phone": f"{address}/link/{await _personal_link(ctx, guest)}",
        "console": f"{address}/link/{await _personal_link(ctx, day.moderator)}",
        "projector": f"{address}/{day.code}/projector",
        "organiser": f"{address}/organiser/key/{key}",
    }


async def _personal_link(ctx: AppContext, who: Actor) -> str:
    token = new_token()
    await ctx.desk.carry_out(MakePersonalLink(token=hashed(token)), who)
    return token


async def _act(demo: Demo, attendees: int, pace: float) -> None:
    lead, invitation = await _lead(demo)
    expected = sum(len(player.pitches) for player in room.casting(attendees))
    helper = await invite(demo.ctx, demo.day.organiser, "Assistenz")
    async with asyncio.TaskGroup() as acting:
        acting.create_task(room.play(demo.url, demo.code, attendees, pace, phones=demo.phones))
        acting.create_task(_moderate(demo, invitation, lambda phone: direct(phone, lead, pace, expected)))
        acting.create_task(extras.quietly(extras.contribute(demo.ctx, demo.day, helper, attendees, pace)))
        if demo.first:
            acting.create_task(extras.quietly(extras.example(demo.ctx)))


async def _act_workshop(demo: Demo, attendees: int, pace: float) -> None:
    (lead, invitation), wall = await _lead(demo), await kick_off.wall_of(demo.ctx, demo.day)
    async with asyncio.TaskGroup() as acting:
        acting.create_task(kick_off.play(demo.url, demo.code, wall, attendees, pace, demo.phones))
        acting.create_task(_moderate(demo, invitation, lambda phone: kick_off.direct(phone, wall, lead, pace)))


async def _act_weekend(demo: Demo, attendees: int, pace: float) -> None:
    lead, invitation = await _lead(demo)
    cast = weekend.players(attendees)
    topics = sum(len(player.pitches) for player in cast)

    async def leads(phone: Phone) -> None:
        await weekend.direct(phone, lead, pace, topics, demo.ctx, demo.day)

    async with asyncio.TaskGroup() as acting:
        acting.create_task(room.play(demo.url, demo.code, pace=pace, phones=demo.phones, players=cast))
        acting.create_task(_moderate(demo, invitation, leads))


_FOUNDED: dict[str, Callable[[AppContext], Awaitable[Day]]] = {
    ROUND_TABLE: found_day, KICK_OFF: kick_off.found_workshop, WEEKEND: weekend.found_weekend,
}  # fmt: skip
_PLAYED: dict[str, Callable[[Demo, int, float], Coroutine[Any, Any, None]]] = {
    ROUND_TABLE: _act, KICK_OFF: _act_workshop, WEEKEND: _act_weekend,
}  # fmt: skip


async def _lead(demo: Demo) -> tuple[Lead, str]:
    """Who may take the day over, and the way in for the simulated moderator."""
    token = new_token()
    invitation = InviteModerator(token=hashed(token), label="Regie")
    await demo.ctx.desk.carry_out(invitation, demo.day.organiser)
    lead = Lead(demo.ctx.db, demo.day.id, demo.day.moderator.attendee_id or 0, demo.day.organiser.organiser_id or 0)
    return lead, f"/link/{token}"


async def _moderate(demo: Demo, invitation: str, leads: Callable[[Phone], Awaitable[None]]) -> None:
    phone = Phone(demo.url, demo.code, "console")
    try:
        await phone.follow(invitation, "Regie")
        await leads(phone)
    except Exception as error:
        log.warning("the simulated moderator gave up", error=str(error)[:200])
    finally:
        await phone.close()
