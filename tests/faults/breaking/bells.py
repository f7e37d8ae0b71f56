"""A Redis of the test's own, for bells that fall silent."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from barcamp.live.bell import CHANNEL
from tests.ports import held_port
from tests.presence import absent


@dataclass(slots=True)
class OwnRedis:
    """A Redis of the test's own. It keeps nothing, and comes back on the same port."""

    program: str
    port: int
    folder: Path
    _child: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        self._child = await asyncio.create_subprocess_exec(
            self.program, "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder),
            "--save", "", "--appendonly", "no", "--daemonize", "no", stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        await self.is_heard_by(0)

    async def kill(self) -> None:
        if self._child is not None and self._child.returncode is None:
            self._child.kill()
            await asyncio.wait_for(self._child.wait(), 300)

    async def is_heard_by(self, number: int) -> None:
        """Waits until so many processes, or more, listen to the bell."""
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        async with Redis.from_url(self.url, socket_timeout=300) as client, asyncio.timeout(300):
            while True:
                try:
                    if (await client.pubsub_numsub(CHANNEL))[0][1] >= number:
                        return
                except RedisError:
                    assert self._child is not None
                    assert self._child.returncode is None, "redis-server did not start"
                await asyncio.sleep(0.05)


@asynccontextmanager
async def own_redis(folder: Path) -> AsyncIterator[OwnRedis]:
    program = shutil.which("redis-server")
    if program is None:
        absent("redis", "No redis-server was found.")
    pytest.importorskip("redis")
    with held_port() as port:
        made = OwnRedis(program, port, folder)
        try:
            await made.start()
            yield made
        finally:
            await made.kill()
