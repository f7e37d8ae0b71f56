"""Hosts beside this one: network namespaces with a cable each. What runs there reaches this machine by address only."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.machine import Absent


@dataclass(frozen=True, slots=True)
class Host:
    """`here` is this machine's address on the cable, `there` the host's; `within` goes before commands run there."""

    here: str = "127.0.0.1"
    there: str = "127.0.0.1"
    within: tuple[str, ...] = ()


@contextmanager
def hosts(many: int) -> Iterator[list[Host]]:
    """Raises Absent where this machine allows none."""
    with ExitStack() as stack:
        yield [stack.enter_context(_host(number)) for number in range(many)]


@contextmanager
def _host(number: int) -> Iterator[Host]:
    program = shutil.which("ip", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        raise Absent("no program `ip` here (Debian: iproute2)")
    run, third = f"{os.getpid() % 100000}-{number}", (os.getpid() * 2 + number) % 250
    name, near, far = f"barcamp-bench-{run}", f"bc{run}a", f"bc{run}b"
    here, there = f"10.203.{third}.1", f"10.203.{third}.2"
    _do(program, "netns", "add", name)
    try:
        _do(program, "link", "add", near, "type", "veth", "peer", "name", far, "netns", name)
        _do(program, "address", "add", f"{here}/30", "dev", near)
        _do(program, "link", "set", near, "up")
        for what in (
            ("address", "add", f"{there}/30", "dev", far), ("link", "set", far, "up"), ("link", "set", "lo", "up")
        ):  # fmt: skip
            _do(program, "-n", name, *what)
        yield Host(here, there, (program, "netns", "exec", name))
    finally:
        subprocess.run([program, "netns", "delete", name], capture_output=True, timeout=20, check=False)


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    if done.returncode:
        raise Absent(f"no network namespaces here: {done.stderr.strip() or ' '.join(command)}")
