"""The machine we measure on: cores, compiler, limits, and processes that never outlive the run."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
SERVER_CORE, CLIENT_CORE = CORES[0], CORES[-1]
FILES = 20_000


class Absent(Exception):
    """Something that a part or a peer needs is not on this machine; the message says what."""


def files_allowed() -> int:
    """How many open files a process may have here, up to what we ask for."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)


def compile_c(name: str, folder: Path, *, tls: bool = False) -> Path:
    """The program from bench/c/<name>.c, with OpenSSL in it where it has to speak TLS. Raises Absent."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise Absent("no C compiler (cc) here")
    made = folder / (f"{name}-tls" if tls else name)
    if not made.exists():
        more = ["-DTLS", "-lssl", "-lcrypto"] if tls else []
        built = subprocess.run(
            [compiler, "-O2", "-o", str(made), str(HERE / "c" / f"{name}.c"), *more],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        if built.returncode and "openssl/ssl.h" in built.stderr:
            raise Absent("no headers of OpenSSL here, with which phones speak TLS (Debian: libssl-dev)")
        if built.returncode:
            raise Absent(f"bench/c/{name}.c does not compile here: {built.stderr.strip().splitlines()[0]}")
    return made


def on_core(*cores: int):
    """Gives a child process, before it starts, its core or cores, and as many open files as it may have."""

    def prepare() -> None:
        os.sched_setaffinity(0, cores)
        allowed = files_allowed()
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

    return prepare


@contextmanager
def running(
    command: Sequence[str],
    env: Mapping[str, str] | None = None,
    cores: Sequence[int] = (SERVER_CORE,),
    said: Path | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """A server on its core or cores, ended when the block is left. What it says can be read from it, or stands in the
    file `said`, where it also says what goes wrong."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BARCAMP_")}
    with open(said, "w") if said else nullcontext() as file:
        process = subprocess.Popen(
            command, cwd="/" if said else ROOT, env={**inherited, **(env or {})}, text=True,
            preexec_fn=on_core(*cores), stdin=subprocess.PIPE, stdout=file or subprocess.PIPE, stderr=file,
        )  # fmt: skip
    try:
        yield process
    finally:
        workers = [pid for pid in children(process.pid) if is_worker(pid)]
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=5)
            for pid in filter(is_worker, workers):  # whom nobody looks after any more
                os.kill(pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def is_worker(pid: int) -> bool:
    """Whether it is one of several processes that serve, and not one that looks after them."""
    with suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def used_ms(pid: int) -> float:
    """What one process has used of the CPU so far; 0 when it ended."""
    with suppress(OSError):
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, stat[11:13])) * 1000 / os.sysconf("SC_CLK_TCK")
    return 0.0


def wait_until_quiet(pids: Sequence[int], seconds: float = 60) -> None:
    """Until all of them sleep for a second, as when they have started; at most so long."""
    until, asleep = time.monotonic() + seconds, 0
    while asleep < 10 and time.monotonic() < until:
        asleep = asleep + 1 if all(_sleeps(pid) for pid in pids) else 0
        time.sleep(0.1)


def _sleeps(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"
    return True


def cpu_ms(*names: str) -> float:
    """The CPU time of all processes with this name so far, leaving out those that have ended."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
            if name in names:
                used += sum(map(int, rest.split()[11:13]))
    return used * 1000 / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def described() -> dict[str, object]:
    """A description for the record of a run: enough to compare it with another, nothing that identifies the machine."""
    with suppress(OSError):
        load = [round(value, 2) for value in os.getloadavg()]
        return {"cores": len(CORES), "load": load, "python": os.sys.version.split()[0]}  # type: ignore[attr-defined]
    return {"cores": len(CORES)}
