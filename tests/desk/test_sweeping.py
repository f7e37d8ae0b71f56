"""Erasing holds nobody up: one sweep for all who erase meanwhile, and a rest after each."""

import asyncio
from dataclasses import dataclass, field

import pytest

from barcamp.desk import sweeping
from barcamp.desk.sweeping import Sweeper
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.waiting import until


@dataclass
class Files:
    """A database whose sweeps end when the test says so."""

    began: int = 0
    ends: asyncio.Event = field(default_factory=asyncio.Event)
    clean: bool = True

    async def leave_no_trace(self) -> bool:
        self.began += 1
        await self.ends.wait()
        return self.clean


async def test_all_who_erase_meanwhile_share_the_next_sweep():
    files = Files()
    sweeper = Sweeper(files)  # type: ignore[arg-type]
    first = asyncio.create_task(sweeper.swept())
    await until(lambda: files.began == 1)
    others = [asyncio.create_task(sweeper.swept()) for _ in range(50)]
    await asyncio.sleep(0)
    files.ends.set()
    await asyncio.gather(first, *others)
    assert files.began == 2


async def test_after_a_sweep_there_is_a_rest_and_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch):
    files = Files()
    files.ends.set()
    sweeper = Sweeper(files)  # type: ignore[arg-type]
    await sweeper.swept()
    sweeper._rests_until += 3600  # as after a sweep of three minutes
    monkeypatch.setattr(sweeping, "PATIENCE", 0.01)
    await sweeper.swept()
    assert files.began == 1
    await sweeper.close()  # at the end of the process it is done all the same
    assert files.began == 2


async def test_a_sweep_that_fails_is_said_and_forgiven():
    files = Files(clean=False)
    files.ends.set()
    sweeper = Sweeper(files)  # type: ignore[arg-type]
    await sweeper.swept()

    async def fails() -> bool:
        raise OSError("the disk is gone")

    files.leave_no_trace = fails  # type: ignore[method-assign]
    sweeper._rests_until = 0.0
    await sweeper.swept()


async def test_others_go_on_while_somebody_waits_for_the_sweep(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    files, topic = Files(), await cast.pitches()
    monkeypatch.setattr(cast.ctx.desk, "_sweeper", Sweeper(files))  # type: ignore[arg-type]
    erasing = asyncio.create_task(cast.does(cast.kim, ErasePerson(attendee=cast.kim.id)))
    await until(lambda: files.began == 1)
    await cast.does(cast.noor, CastVote(topic=topic))
    assert not erasing.done()
    files.ends.set()
    await erasing
