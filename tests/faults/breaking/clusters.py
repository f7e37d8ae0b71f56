"""A PostgreSQL cluster of the test's own, with its defaults but for the address, to be restarted in any way."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.backends import connect
from tests.ports import held_port
from tests.presence import absent

# PostgreSQL refuses to run as root; then it runs as the account that its package made.
ACCOUNT = "postgres"


@dataclass(slots=True)
class Cluster:
    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}"

    async def database(self, name: str) -> str:
        """The address of a new one."""
        server = await connect(f"{self.url}/postgres")
        await server.execute(f'CREATE DATABASE "{name}"')
        await server.close()
        return f"{self.url}/{name}"

    async def restart(self, how: str) -> None:
        """`fast` ends what is under way, `immediate` is what a crash is; returns once it takes connections again."""
        await self._control("restart", "-m", how)

    async def _start(self) -> None:
        await self._run(
            "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale",
            "-D", self._data,
        )  # fmt: skip
        await self._control("start")

    async def _control(self, verb: str, *more: str) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        told = () if verb == "stop" else ("-o", options, "-l", str(self.folder / "log"))
        await self._run("pg_ctl", "-w", "-t", "300", "-D", self._data, *told, *more, verb)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    async def _run(self, program: str, *arguments: str) -> None:
        account = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}
        # What it says goes into a file: a pipe would stay open as long as the server that it starts.
        with (self.folder / "said").open("w+") as said:
            child = await asyncio.create_subprocess_exec(
                self.programs / program, *arguments, cwd=self.folder, stdout=said, stderr=said, **account
            )
            code = await child.wait()
            said.seek(0)
            assert code == 0, said.read()


@asynccontextmanager
async def cluster() -> AsyncIterator[Cluster]:
    """One that runs. In a folder that its account may enter, which those of tests are not."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="barcamp-cluster-"))
    try:
        if os.geteuid() == 0:
            try:
                shutil.chown(folder, ACCOUNT, ACCOUNT)
            except LookupError:
                absent("postgres", f"There is no account {ACCOUNT}, and PostgreSQL does not run as root.")
        with held_port() as port:
            made = Cluster(programs, folder, port)
            try:
                await made._start()
                yield made
            finally:
                if (folder / "data" / "postmaster.pid").exists():
                    await made._control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder with `initdb` and `pg_ctl`: Debian keeps it out of the path."""
    places = [Path(found).resolve().parent] if (found := shutil.which("pg_ctl")) else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if all((place / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return place
    return absent("postgres", "No initdb and pg_ctl were found.")
