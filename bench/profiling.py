"""Where the time goes: our server under a sampling clock while the load client storms it or sends commands.

`python -m bench profile storm`. As a program of its own this file is the sampled server: it interrupts itself at every
tick of its CPU clock and notes down the stack of the main thread; other threads only count as a whole. What compiled
code takes is seen at the next line of Python, so that a share is a hint and not a measurement.
"""

import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

EVERY = 0.004  # seconds of CPU; most kernels have no finer clock
TOP = 25
WAYS = ("storm", "commands", "fanout")


def run(plan, ways: list[str]) -> None:
    from bench import servers
    from bench.client import load
    from bench.parts.storm import options_for, page_of

    for way in ways:
        with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
            told = Path(folder) / "samples.json"
            os.environ["BENCH_SAMPLES"] = str(told)
            with servers.barcamp(plan.room, ("-m", "bench.profiling"), heartbeat_s=60) as server:
                options = options_for(plan, server, page_of(server))
                load(plan.folder, "storm", server, *options, "-n", plan.most)
                time.sleep(1)
                os.kill(server.pids[0], signal.SIGUSR1)
                if way == "storm":
                    load(plan.folder, "storm", server, *options, "-n", plan.most)
                elif way == "fanout":
                    load(plan.folder, "fanout", server, "-n", plan.most, "-m", plan.broadcasts)
                else:
                    load(plan.folder, "commands", server, "-n", 0, "-k", plan.connections, "-T", plan.seconds)
                os.kill(server.pids[0], signal.SIGUSR2)
                time.sleep(0.5)
            _show(way, json.loads(told.read_text()))


def _show(way: str, told: dict) -> None:
    samples = max(1, told["samples"])
    print(f"\n{way}: {told['cpu']:.2f} s of CPU in all threads, {samples} samples in the main one")
    titles = {"rooms": "whose code runs", "own": "in the line itself", "within": "in a function and whatever it calls"}
    for name, title in titles.items():
        print(f"  {title}")
        shown = [(place, count) for place, count in told[name] if name != "within" or count < samples * 0.7]
        for place, count in shown[:TOP]:
            print(f"    {count / samples * 100:5.1f} %  {place}")


class Sampler:
    """Samples between SIGUSR1 and SIGUSR2."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {"rooms": Counter(), "own": Counter(), "within": Counter()}
        self.samples = 0
        self.cpu = 0.0
        signal.signal(signal.SIGPROF, self._sample)
        signal.signal(signal.SIGUSR1, self._begin)
        signal.signal(signal.SIGUSR2, self._end)

    def write(self, path: Path) -> None:
        counts = {name: counter.most_common(200) for name, counter in self.counts.items()}
        path.write_text(json.dumps({"samples": self.samples, "cpu": self.cpu, **counts}), encoding="utf-8")

    def _begin(self, *_: object) -> None:
        self.cpu -= time.process_time()
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)

    def _end(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        self.cpu += time.process_time()

    def _sample(self, _: int, frame: FrameType | None) -> None:
        if frame is None:
            return
        self.samples += 1
        self.counts["own"][f"{_place(frame)} @{frame.f_lineno}"] += 1
        self.counts["rooms"][_room(frame.f_code.co_filename)] += 1
        seen: set[str] = set()
        above: FrameType | None = frame
        while above is not None:
            seen.add(_place(above))
            above = above.f_back
        self.counts["within"].update(seen)


def _place(frame: FrameType) -> str:
    return f"{_short(frame.f_code.co_filename)}:{frame.f_code.co_firstlineno} {frame.f_code.co_qualname}"


def _room(path: str) -> str:
    parts = Path(path).parts
    for home in ("site-packages", "barcamp"):
        if home in parts[:-1]:
            at = parts.index(home)
            return "/".join(parts[at : at + 2]) if home == "barcamp" else parts[at + 1]
    return f"standard library: {parts[-2]}" if len(parts) > 1 and "asyncio" in parts else "standard library"


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-3:])


def _serve() -> None:
    from barcamp.cli import main

    # uvicorn passes the signal on when it is done; without this the process would end before it has reported anything.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sampler = Sampler()
    try:
        main(sys.argv[1:], standalone_mode=False)
    finally:
        sampler.write(Path(os.environ["BENCH_SAMPLES"]))


if __name__ == "__main__":
    _serve()
