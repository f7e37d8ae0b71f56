"""A disk that is full or became read-only: people read a sentence, nothing is half written, then it works again."""

import dataclasses
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

from barcamp.app import build
from barcamp.domain.people.attendee import attendees
from barcamp.domain.walls.note import notes
from barcamp.settings import Settings
from tests.cast import Cast
from tests.desk.deskwork import has_no_gaps
from tests.faults.breaking.disks import full
from tests.faults.breaking.processes import process
from tests.faults.crowd.devices import device
from tests.server import Server, running
from tests.web.asking import LIVE, complaints, sentence, title

SAYS = sentence("desk.outage")


@pytest.mark.skipif(sys.platform != "linux", reason="Only there can another process be kept from writing.")
async def test_a_full_disk(cast: Cast, database_url: str, tmp_path: Path):
    topic = await cast.pitches()
    path, form = f"/{cast.code}/write-note", {"wall": f"t{topic}", "text": "Suppe " * 80}
    async with process(database_url, tmp_path) as server, device(server.url, cast.code, cast.kim) as phone:
        assert (await phone.gives("write-note", **form)).accepted
        with closing(sqlite3.connect(tmp_path / "barcamp.db")) as reader:
            # Whoever is reading keeps the WAL from starting over, so that it has to grow.
            reader.execute("BEGIN")
            reader.execute("SELECT COUNT(*) FROM note").fetchone()
            with full(server, tmp_path):
                # What fits is still taken.
                codes = [(await phone.client.post(path, data=form)).status_code for _ in range(40)]
                assert codes == sorted(codes)
                assert codes[-5:] == [503] * 5
                await _says(phone.client, cast.code, form)
                assert (await phone.client.get(f"/{cast.code}")).status_code == 200
                ready = await phone.client.get("/readyz")
                assert (ready.status_code, ready.text) == (503, "not ready: database\n")
        await _is_well(cast, phone.client, form, written=1 + codes.count(303))
        assert "Traceback" not in server.said


@pytest.mark.parametrize("pragma", ["query_only=ON", "max_page_count=1"], ids=["read-only", "no page left"])
async def test_a_database_that_takes_nothing(server: Server, pragma: str):
    cast, client = server.cast, server.client(server.cast.kim)
    form = {"wall": f"t{await cast.pitches()}", "text": "Suppe " * 80}
    before = len(await cast.rows(attendees))
    async with _every_connection(cast, pragma):
        # What fits into the pages there are is still taken.
        codes = {(await client.post(f"/{cast.code}/write-note", data=form)).status_code for _ in range(30)}
        assert 503 in codes <= {303, 503}
        written = len(await cast.rows(notes))
        await _says(client, cast.code, form)
        joining = await server.client().post(f"/{cast.code}/join", data={"name": "Gast"})
        assert joining.status_code in codes
        if joining.status_code == 503:
            assert title(joining, 503) == SAYS
            assert len(await cast.rows(attendees)) == before
        assert (await client.get(f"/{cast.code}")).status_code == 200
    await _is_well(cast, client, form, written)


async def test_a_database_that_cannot_even_be_read(cast: Cast, tmp_path: Path):
    gone = build(Settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'gone' / 'barcamp.db'}"))
    shutil.rmtree(tmp_path / "gone")
    async with running(dataclasses.replace(cast, ctx=gone)) as server:
        client = server.client(cast.kim)
        assert title(await client.get(f"/{cast.code}"), 503) == SAYS
        live = await client.post(f"/{cast.code}/cast-vote", data={"topic": 1}, headers=LIVE)
        assert complaints(live, 503) == {"said": SAYS}


async def _says(client: httpx.AsyncClient, code: str, form: dict[str, str]) -> None:
    """To a page without scripts, with what was typed still in it, and to one with."""
    page = await client.post(f"/{code}/write-note", data=form)
    assert title(page, 503) == SAYS
    assert form["text"].strip() in page.text
    live = await client.post(f"/{code}/write-note", data=form, headers=LIVE)
    assert complaints(live, 503) == {"said": SAYS}


async def _is_well(cast: Cast, client: httpx.AsyncClient, form: dict[str, str], written: int) -> None:
    assert (await client.post(f"/{cast.code}/write-note", data=form)).status_code == 303
    assert len(await cast.rows(notes)) == written + 1
    await has_no_gaps(cast)
    async with cast.ctx.db.reading() as db:
        assert (await db.exec_driver_sql("PRAGMA integrity_check")).scalar() == "ok"


@asynccontextmanager
async def _every_connection(cast: Cast, pragma: str) -> AsyncIterator[None]:
    """Has the setting; those that are open are replaced."""

    def apply(dbapi, _record) -> None:
        dbapi.execute(f"PRAGMA {pragma}")

    engine = cast.ctx.db.engine
    event.listen(engine.sync_engine, "connect", apply)
    await engine.dispose()
    try:
        yield
    finally:
        event.remove(engine.sync_engine, "connect", apply)
        await engine.dispose()
