"""The desk when the database fails: people are told, nothing is half-written, and it recovers by itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import AsyncAdaptedQueuePool, event, text
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.ext.asyncio import create_async_engine

from barcamp.desk.desk import Desk
from barcamp.domain.topics.topic import PitchTopic, topics
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.kernel.db import Database, is_outage
from barcamp.kernel.refused import Refused
from barcamp.web.context import AppContext
from tests.cast import Cast

LONG = PitchTopic(title="Brot", description="x" * 800)


@pytest.fixture
def ctx(ctx: AppContext) -> AppContext:
    """With little patience for locks."""
    event.listen(ctx.db.engine.sync_engine, "connect", _pragma("busy_timeout=20"))
    return ctx


async def test_a_locked_database_is_an_outage_until_the_lock_is_gone(cast: Cast, tmp_path: Path):
    before = await _state(cast)
    with _locked(tmp_path / "barcamp.db"):
        assert await cast.refused(cast.kim, LONG) == "desk.outage"
        assert await _state(cast) == before
    await _works_again(cast, before)


async def test_a_pool_that_is_used_up_is_an_outage():
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)
    engine.pool._timeout = 0  # type: ignore[attr-defined]
    async with engine.connect():
        with pytest.raises(NoConnectionLeft) as used_up:
            await engine.connect()
    await engine.dispose()
    assert is_outage(used_up.value)


async def test_a_short_lock_is_waited_for(cast: Cast, tmp_path: Path):
    before = await _state(cast)
    async with _pragmas(cast, "busy_timeout=5000"):
        with _locked(tmp_path / "barcamp.db"):
            order = asyncio.create_task(cast.does(cast.kim, LONG))
            done, _ = await asyncio.wait([order], timeout=0.05)
            assert done == set()
        await order
    await _works_again(cast, before, already=1)


async def test_a_database_that_became_read_only_is_an_outage(cast: Cast):
    before = await _state(cast)
    async with _pragmas(cast, "query_only=ON"):
        assert await cast.refused(cast.kim, LONG) == "desk.outage"
        assert await _state(cast) == before
    await _works_again(cast, before)


async def test_a_full_disk_is_an_outage_and_nothing_is_half_written(cast: Cast):
    before = await _state(cast)
    async with cast.ctx.db.reading() as db:
        pages = await db.scalar(text("PRAGMA page_count"))
    accepted, refused = 0, ""
    async with _pragmas(cast, f"max_page_count={pages + 1}"):
        while not refused and accepted < 30:
            try:
                await cast.does(cast.kim, LONG)
                accepted += 1
            except Refused as why:
                refused = why.key
    assert refused == "desk.outage"
    assert await _state(cast) == (before[0] + accepted, before[1] + accepted)
    await _works_again(cast, before, already=accepted)


async def test_everybody_of_the_same_transaction_is_told(cast: Cast):
    topic = await cast.pitches()
    async with _pragmas(cast, "query_only=ON"):
        answers = await asyncio.gather(
            cast.does(cast.kim, CastVote(topic=topic)),
            cast.does(cast.noor, CastVote(topic=topic)),
            return_exceptions=True,
        )
    assert [answer.key for answer in answers if isinstance(answer, Refused)] == ["desk.outage", "desk.outage"]
    await asyncio.gather(*(cast.does(member, CastVote(topic=topic)) for member in (cast.kim, cast.noor)))
    assert len(await cast.rows(votes, topic_id=topic)) == 2


async def test_the_bell_does_not_ring_for_what_did_not_reach_the_disk(cast: Cast):
    rung: list[int] = []
    desk = Desk(cast.ctx.db, rung.append, cast.clock)
    async with _pragmas(cast, "query_only=ON"):
        with pytest.raises(Refused):
            await desk.carry_out(LONG, cast.kim.actor)
    assert rung == []
    await desk.carry_out(LONG, cast.kim.actor)
    assert rung == [cast.id]


async def test_a_server_that_is_not_there_is_an_outage(cast: Cast):
    pytest.importorskip("asyncpg")
    db = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    desk = Desk(db, lambda ledger_id: None, cast.clock)
    with pytest.raises(Refused) as caught:
        await desk.carry_out(LONG, cast.kim.actor)
    assert caught.value.key == "desk.outage"
    await db.close()


async def test_a_server_that_never_answers_is_an_outage_too_and_the_next_command_is_taken(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    before = await _state(cast)

    @asynccontextmanager
    async def writing() -> AsyncIterator[None]:
        raise TimeoutError  # which has no words
        yield

    with monkeypatch.context() as patched:
        patched.setattr(cast.ctx.db, "writing", writing)
        async with asyncio.timeout(300):
            assert await cast.refused(cast.kim, LONG) == "desk.outage"
    await _works_again(cast, before)


def _pragma(setting: str):
    def apply(dbapi: Any, _record: object) -> None:
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    return apply


@asynccontextmanager
async def _pragmas(cast: Cast, setting: str) -> AsyncIterator[None]:
    """Every connection gets the setting; those that are open are replaced."""
    engine, apply = cast.ctx.db.engine, _pragma(setting)
    event.listen(engine.sync_engine, "connect", apply)
    await engine.dispose()
    try:
        yield
    finally:
        event.remove(engine.sync_engine, "connect", apply)
        await engine.dispose()


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Somebody else writes and does not come to an end."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def _state(cast: Cast) -> tuple[int, int]:
    """How many lines the journal has, and how many topics there are."""
    lines = await cast.journal()
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    return len(lines), len(await cast.rows(topics, barcamp_id=cast.id))


async def _works_again(cast: Cast, before: tuple[int, int], already: int = 0) -> None:
    await cast.does(cast.kim, LONG)
    assert await _state(cast) == (before[0] + already + 1, before[1] + already + 1)
