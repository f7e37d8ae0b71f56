"""Runs the load client on its core and reads what it measured."""

import json
import subprocess
from pathlib import Path
from typing import Any

from bench import machine
from bench.servers import Server


class Failed(Exception):
    """The load client gave up; the message is what it said."""


def load(folder: Path, mode: str, server: Server, *more: object, seconds: int = 120) -> dict[str, Any]:
    """Takes one measurement. Options in `more` override those of the server. Raises Failed and machine.Absent."""
    program = machine.compile_c("load", folder)
    command = [str(program), mode, "-p", str(server.port), "-P", ",".join(map(str, server.pids))]
    command += [*server.options, *(str(option) for option in more)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, check=False,
            preexec_fn=machine.on_core(machine.CLIENT_CORE),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Failed(f"{mode} on {server.name} took more than {seconds} s") from None
    if done.returncode or not done.stdout:
        raise Failed(f"{mode} on {server.name}: {done.stderr.strip()[-200:] or f'code {done.returncode}'}")
    return json.loads(done.stdout)
