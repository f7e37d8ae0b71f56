"""Runs the load client on its core and reads what it measured."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import machine
from bench.servers import Server

ALL_IN = "everybody is in\n"


class Failed(Exception):
    """The load client gave up; the message is what it said."""


def load(folder: Path, mode: str, server: Server, *more: object, seconds: int = 300) -> dict[str, Any]:
    """One measurement. Options in `more` overrule those of the server. Raises Failed and machine.Absent."""
    with loading(folder, mode, server, *more, seconds=seconds) as told:
        return told()


@contextmanager
def loading(
    folder: Path, mode: str, server: Server, *more: object, seconds: int = 300
) -> Iterator[Callable[[], dict[str, Any]]]:
    """The same while others go on: begins when all phones are in; what is measured is told when it is asked for."""
    program = machine.compile_c("load", folder, tls="-S" in more)
    command = [str(program), mode, "-p", str(server.port), "-P", ",".join(map(str, server.pids))]
    command += [*server.options, *(str(option) for option in more)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=machine.on_core(machine.CLIENT_CORE),
    )  # fmt: skip

    before: list[str] = []

    def told() -> dict[str, Any]:
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"{mode} on {server.name} took more than {seconds} s") from None
        if process.returncode or not out:
            said = "".join([*before, err]).strip()[-200:]
            raise Failed(f"{mode} on {server.name}: {said or f'code {process.returncode}'}")
        return json.loads(out)

    try:
        assert process.stderr is not None
        for line in process.stderr:
            if line == ALL_IN:
                break
            before.append(line)
        else:
            told()  # raises: it ended before
        yield told
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
