"""Rehearsals with simulated phones: a limited room for a limited time, against a running server."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import click
import httpx

from barcamp import addresses
from barcamp import app as application
from barcamp.demo import room
from barcamp.domain.event.barcamp import load, load_by_code
from barcamp.domain.event.checklist import RecordStep
from barcamp.domain.event.code import normal_code
from barcamp.domain.people.link import InviteModerator
from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.domain.setup.rehearsal import FoundRehearsal
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.refused import Refused
from barcamp.operations.backup import NotDone
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from barcamp.web.gate.tokens import hashed, new_token

PACE = 2.0  # twice as fast as people: rehearsals are short


async def phones(url: str, code: str, attendees: int, minutes: float) -> None:
    """Lets a room play until the time is over or its parent process is gone, which closes its standard input."""
    await _play(url, code, attendees, minutes, asyncio.to_thread(sys.stdin.buffer.read))


def run(config: Settings, code: str, attendees: int, minutes: float) -> None:
    """Rehearses an event until Ctrl-C or until the time is over, and leaves nothing of it. Raises NotDone."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(config, code, attendees, minutes))


async def _run(config: Settings, code: str, attendees: int, minutes: float) -> None:
    url = addresses.local_address(config, config.port)
    ctx = application.build(config)
    try:
        camp, organiser = await _found(ctx, url, code)
        try:
            await _show(ctx, camp, addresses.address(config))
            await _play(url, camp.code, attendees, minutes, _interrupted())
        finally:
            with contextlib.suppress(Refused):  # ended in the browser in the meantime
                await ctx.desk.carry_out(DeleteBarcamp(barcamp=camp.id), organiser)
            click.echo("The rehearsal is over; nothing of it is left.")
    finally:
        await ctx.desk.close()
        await ctx.bell.close()
        await ctx.db.close()


async def _found(ctx: AppContext, url: str, code: str) -> tuple[Barcamp, Actor]:
    async with ctx.db.reading() as db:
        real = await load_by_code(db, normal_code(code))
    if real is None:
        raise NotDone(f"There is no event with the code {code}.")
    try:
        async with httpx.AsyncClient(trust_env=False) as client:
            await client.get(f"{url}/healthz")
    except httpx.HTTPError as why:
        raise NotDone(f"No server answers at {url}; start it first, with “barcamp serve”.") from why
    organiser = Actor(Role.ORGANISER, organiser_id=real.organiser_id)
    try:
        done = await ctx.desk.carry_out(FoundRehearsal(source=real.id), organiser)
        await ctx.desk.carry_out(RecordStep(step="rehearsal"), replace(organiser, barcamp_id=real.id))
    except Refused as why:
        raise NotDone(f"{real.name} cannot be rehearsed now ({why.key}); is a rehearsal on already?") from why
    async with ctx.db.reading() as db:
        camp = await load(db, done.made or 0)
    assert camp is not None
    return camp, organiser


async def _show(ctx: AppContext, camp: Barcamp, address: str) -> None:
    token = new_token()
    actor = Actor(Role.ORGANISER, camp.id, organiser_id=camp.organiser_id)
    await ctx.desk.carry_out(InviteModerator(token=hashed(token)), actor)
    click.echo(f"console: {address}/link/{token}")
    click.echo(f"projector: {address}/{camp.code}/projector")
    click.echo(f"join: {address}/{camp.code}")
    click.echo(f"clock: {address}/organiser/{camp.rehearses}/rehearsal")


async def _play(url: str, code: str, attendees: int, minutes: float, stopped: Coroutine[Any, Any, object]) -> None:
    playing = asyncio.create_task(room.play(url, code, attendees, PACE))
    end = asyncio.create_task(stopped)
    try:
        await asyncio.wait({playing, end}, timeout=minutes * 60, return_when=asyncio.FIRST_COMPLETED)
    finally:
        playing.cancel()
        end.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await playing


async def _interrupted() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C raises KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
