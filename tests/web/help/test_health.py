"""What machines that watch us are told."""

import asyncio
import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event, inspect
from sqlalchemy.exc import DBAPIError

from barcamp.app import make_app
from barcamp.kernel.db import Database
from barcamp.telemetry import metrics
from barcamp.web.help.readiness import Readiness
from tests.cast import Cast
from tests.presence import absent
from tests.server import Server, running
from tests.waiting import until


async def test_alive_and_ready(server: Server):
    for path, text in (("/healthz", "alive\n"), ("/readyz", "ready\n")):
        answer = await server.client().get(path)
        assert (answer.status_code, answer.text) == (200, text)
        assert answer.headers["content-type"].startswith("text/plain")


async def test_not_ready_names_what_is_broken(cast: Cast, tmp_path):
    broken = Database(f"sqlite+aiosqlite:///{tmp_path / 'gone' / 'barcamp.db'}")
    shutil.rmtree(tmp_path / "gone")
    async with running(dataclasses.replace(cast, ctx=dataclasses.replace(cast.ctx, db=broken))) as server:
        answer = await server.client().get("/readyz")
        assert (answer.status_code, answer.text) == (503, "not ready: database\n")
        assert (await server.client().get("/healthz")).status_code == 200


async def test_a_file_that_was_moved_away_or_replaced_is_noticed(cast: Cast, database_url: str, tmp_path):
    file = tmp_path / "barcamp.db"
    async with running(_looking_anew(cast)) as server:
        assert (await server.client().get("/readyz")).status_code == 200
    file.rename(tmp_path / "elsewhere.db")
    async with running(_looking_anew(cast)) as server:
        assert (await server.client().get("/readyz")).text == "not ready: database\n"
    (tmp_path / "copy.db").write_bytes((tmp_path / "elsewhere.db").read_bytes())
    (tmp_path / "copy.db").rename(file)
    async with running(_looking_anew(cast)) as server:
        assert (await server.client().get("/readyz")).text == "not ready: database\n"


async def test_a_database_that_can_only_be_read_is_not_ready(backend: str):
    db = Database(backend)
    await db.ready()
    if db.is_sqlite:
        event.listen(db.engine.sync_engine, "connect", lambda dbapi, _: dbapi.execute("PRAGMA query_only=ON"))
    else:
        event.listen(db._writer.sync_engine, "begin", lambda each: each.exec_driver_sql("SET TRANSACTION READ ONLY"))
    await db.engine.dispose()
    with pytest.raises(DBAPIError):
        await db.ready()
    await db.close()


async def test_nothing_stays_of_what_was_written_and_nobody_else_is_kept_waiting(backend: str):
    db = Database(backend)
    await asyncio.gather(*(db.ready() for _ in range(5)))
    async with db.reading() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert "scratch" not in tables
    await db.close()


async def test_however_many_ask_it_is_tried_once_a_second():
    now, tried = [0.0], []

    async def ready() -> None:
        tried.append(now[0])
        await asyncio.sleep(0)
        if now[0] > 1:
            raise OSError("full")

    readiness = Readiness(lambda: now[0])
    assert await asyncio.gather(*(readiness.troubles({"database": ready}) for _ in range(9))) == [[]] * 9
    assert tried == [0.0]
    now[0] = 1.1
    assert await readiness.troubles({"database": ready}) == ["database"]
    now[0] = 2.0
    assert await readiness.troubles({"database": ready}) == ["database"]
    assert tried == [0.0, 1.1]


def _looking_anew(cast: Cast) -> Cast:
    """As a second later."""
    return dataclasses.replace(cast, ctx=dataclasses.replace(cast.ctx, readiness=Readiness()))


@pytest.fixture
def _measured() -> None:
    if not metrics.THERE:
        absent("metrics", "The package prometheus-client is not installed.")


@pytest.mark.usefixtures("_measured")
async def test_metrics_count_what_the_stages_do(server: Server):
    cast, client = server.cast, server.client()
    before = await _metrics(client)
    assert before["barcamp_seats"] == 0
    async with server.socket(f"/{cast.code}/socket/projector") as screen:
        await screen.recv()
        await screen.send("hello")
        await until(lambda: server.ctx.hub.unexpected == 1)
        await cast.pitches()
        await screen.recv()
        after = await _metrics(client)
    assert {name for name in after if name.startswith("barcamp_") and "{" not in name and "_created" not in name} == {
        "barcamp_seats", "barcamp_seats_behind", "barcamp_backlog_bytes", "barcamp_stages", "barcamp_drawings_total",
        "barcamp_failed_regions_total", "barcamp_unexpected_messages_total", "barcamp_beat_seconds_count",
        "barcamp_beat_seconds_sum", "barcamp_commit_seconds_count", "barcamp_commit_seconds_sum",
    }  # fmt: skip
    assert (after["barcamp_seats"], after["barcamp_seats_behind"], after["barcamp_backlog_bytes"]) == (1, 0, 0)
    assert after["barcamp_stages"] == 1
    grown = {name: after[name] - before[name] for name in after if name in before}
    assert grown["barcamp_unexpected_messages_total"] == 1
    assert grown["barcamp_failed_regions_total"] == 0
    for name in ("drawings_total", "beat_seconds_count", "commit_seconds_count", 'answer_seconds_count{kind="page"}'):
        assert grown[f"barcamp_{name}"] > 0, name


@pytest.mark.usefixtures("_measured")
async def test_whoever_has_the_token_reads_them_from_elsewhere(cast: Cast):
    token = "0123456789abcdef"
    async with running(cast, metrics_token=token) as server:
        client = server.client()
        for sent, status in ((f"Bearer {token}", 200), (f"Bearer {token}x", 404), (token, 404), ("Bearer", 404)):
            headers = {"x-forwarded-for": "192.0.2.7", "authorization": sent}
            assert (await client.get("/metrics", headers=headers)).status_code == status, sent
    async with running(cast) as server:
        headers = {"x-forwarded-for": "192.0.2.7", "authorization": "Bearer"}
        assert (await server.client().get("/metrics", headers=headers)).status_code == 404


@pytest.mark.usefixtures("_measured")
def test_several_processes_are_told_together_and_the_dead_are_forgotten():
    count = "from barcamp.telemetry import metrics; metrics.SEATS.set(3); metrics.DRAWINGS.inc(2)"
    with metrics.together():
        for _ in range(2):
            subprocess.run([sys.executable, "-c", count], check=True)
        tell = f"{count}; print(metrics.told('')[0].decode())"
        text = subprocess.run([sys.executable, "-c", tell], check=True, capture_output=True, text=True).stdout
    assert "barcamp_seats 3.0" in text
    assert "barcamp_drawings_total 6.0" in text


def test_two_who_are_asked_at_once_may_forget_the_same_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    (tmp_path / f"gauge_livesum_{done.pid}.db").touch()
    forgotten: list[int] = []

    def was_faster(pid: int, folder: str) -> None:
        forgotten.append(pid)
        raise FileNotFoundError

    monkeypatch.setattr(metrics.prometheus.multiprocess, "mark_process_dead", was_faster)
    metrics._bury(tmp_path)
    assert forgotten == [done.pid]


async def test_without_the_package_it_says_what_to_install(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(metrics, "THERE", False)
    answer = await server.client().get("/metrics")
    assert (answer.status_code, "barcamp[metrics]" in answer.text) == (501, True)


@pytest.mark.usefixtures("_measured")
@pytest.mark.parametrize(("caller", "status"), [("127.0.0.1", 200), ("::1", 200), ("192.0.2.7", 404), ("phone", 404)])
async def test_metrics_are_for_callers_on_this_machine(server: Server, caller: str, status: int):
    app: Any = make_app(server.ctx)
    transport = httpx.ASGITransport(app, client=(caller, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        assert (await client.get("/metrics")).status_code == status


async def test_a_proxy_on_this_machine_does_not_show_metrics_to_the_world(server: Server):
    for header in ("x-forwarded-for", "forwarded", "x-real-ip"):
        assert (await server.client().get("/metrics", headers={header: "192.0.2.7"})).status_code == 404


async def _metrics(client: httpx.AsyncClient) -> dict[str, float]:
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    samples = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in samples}
