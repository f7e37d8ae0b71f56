"""Real server processes that can be killed, stopped and started again at the same address.

They are forked from a process that has imported the server already, which saves each start seconds; from there on it
is `barcamp serve` as anybody calls it.
"""

import asyncio
import multiprocessing
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx

from tests.ports import held_port
from tests.presence import absent

STARTS_WITHIN = 300  # seconds, also on a machine that is busy with other tests

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["barcamp.cli", "barcamp.serving", "tests.faults.breaking.processes"])


@dataclass(slots=True)
class Process:
    """`barcamp serve` with these settings, always on the same port."""

    settings: dict[str, str]
    log: Path
    port: int
    _child: BaseProcess | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._child is not None
        assert self._child.pid is not None
        return self._child.pid

    @property
    def workers(self) -> list[int]:
        """Where there are several, those that serve, in order of their birth (Linux)."""
        born = [int(child) for child in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        return [child for child in born if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]

    @property
    def said(self) -> str:
        """All that it wrote since it was started last."""
        return self.log.read_text()

    async def start(self) -> None:
        self.log.write_text("")
        child = self._child = _forks.Process(target=_serve, args=(self.settings, self.port, str(self.log)))
        child.start()
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                await self._listens()
                await _until_alive(self.url)
        except TimeoutError:
            raise AssertionError(f"the server does not answer; it says: {self.said}") from None

    async def kill(self) -> None:
        """As a power cut does: nothing is said, nothing is put in order."""
        workers = self.workers if self._several and self._child is not None and self._child.is_alive() else []
        await self._end(signal.SIGKILL)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)

    async def stop(self) -> int:
        """As an operator does. The exit code."""
        return await self._end(signal.SIGTERM)

    async def measures(self) -> dict[str, int]:
        """What its metrics say now."""
        async with httpx.AsyncClient(base_url=self.url, trust_env=False, verify=False, timeout=300) as visitor:
            answer = await visitor.get("/metrics")
        if answer.status_code == 501:
            absent("metrics", "The package prometheus-client is not installed.")
        samples = [line.rpartition(" ") for line in answer.text.splitlines() if line.startswith("barcamp_")]
        return {name.removeprefix("barcamp_"): int(float(value)) for name, _, value in samples}

    async def _end(self, how: signal.Signals) -> int:
        assert self._child is not None
        if self._child.is_alive():
            os.kill(self.pid, how)
        await asyncio.to_thread(self._child.join, 30)
        assert self._child.exitcode is not None, f"the server outlived {how.name}"
        return self._child.exitcode

    @property
    def _several(self) -> bool:
        return self.settings.get("BARCAMP_PROCESSES", "1") != "1"

    async def _listens(self) -> None:
        assert self._child is not None
        address = self.settings.get("BARCAMP_PUBLIC_URL", self.url)
        while f"listening: {address}\n" not in self.said:
            assert self._child.is_alive(), self.said
            await asyncio.sleep(0.02)


@asynccontextmanager
async def process(database_url: str, folder: Path, **settings: object) -> AsyncIterator[Process]:
    """A server that answers; it is gone at the end, whatever happened to it meanwhile."""
    told = {"database_url": database_url, "data": folder, "beat_ms": 20, **settings}
    environment = {f"BARCAMP_{name.upper()}": str(value) for name, value in told.items()}
    with held_port() as port:
        made = Process(environment, folder / f"server-{secrets.token_hex(4)}.log", port)
        try:
            await made.start()
            yield made
        finally:
            if made._child is not None:
                await made.kill()


async def _until_alive(url: str) -> None:
    async with httpx.AsyncClient(base_url=url, trust_env=False, verify=False) as visitor:
        while True:
            try:
                if (await visitor.get("/healthz")).status_code == 200:
                    return
            except httpx.HTTPError:
                await asyncio.sleep(0.02)


def _serve(settings: dict[str, str], port: int, log: str) -> None:
    """In the child."""
    from barcamp.cli import main

    out = os.open(log, os.O_WRONLY | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # what a worker of several is handed as its standard input
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
    os.environ.update(settings)
    main(["serve", "--port", str(port)], standalone_mode=False)
