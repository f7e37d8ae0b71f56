"""docs/reliability.md as the run writes it: the figures beside what was tried and what was not."""

from collections.abc import Mapping
from datetime import date

from tests.faults.calamities import CALAMITIES, Calamity
from tests.faults.crowd.room import TOPICS, Figures, Size

GOAL_S = 5.0

PAGE = """# What breaks, and what is lost

This page is written by `make reliability` ([how](contributor.md#tests)), from a run on {day} ({machine}). The phones,
the server, its database and everything between them shared that machine. Smaller rooms of the same kind are part of
`make test`.

**The goal**: under {phones} phones that vote and write, nothing that was acknowledged is lost, nothing is there twice,
and all screens are right within {goal:g} s after whatever broke is back.

**The run**: {verdict}

| fault | away | commands | acknowledged | sent again | lost | doubled | right, median | the last | within {goal:g} s |
|---|--:|--:|--:|--:|--:|--:|--:|--:|---|
{rows}

*Away* is how long the broken part was away, as the room saw it. Times count from the moment when it was back; a screen
is right once it shows everything that was done before that moment. *Sent again* counts commands that a phone had to
send more than once. The room goes on voting and writing while it recovers.

## What was tried

{tried}

Each phone is one device with a page of its own: a websocket with the pauses of `static/js/core/live.js`, requests in
its place while there is none, and an outbox with the order, ids and pauses of `static/js/outbox/outbox.js`.
Every {pause:g} s or so somebody shows interest in one of {topics} topics, takes it back, or writes a note, whether or
not it can be sent. A projector, a console, a notes wall and one more phone watch beside them.

Afterwards this is checked:

- every command was accepted in the end, and its id stands in the journal exactly once;
- every note is on its wall exactly once, and everybody's votes are those that they cast and did not take back;
- the journal's numbers have no gaps;
- every screen shows, region by region, what somebody sees who opens it now (except the console's check of the plan,
  which is not computed anew with each vote).

## What was not tried

- **Machines that fail**: a power cut, a kernel that crashes, a disk that forgets what it said it had written. Processes
  are killed, the machine is not; whether commits outlive that is up to SQLite (`synchronous=FULL`) and PostgreSQL
  (`fsync`).
- **A full disk under PostgreSQL.** It stops and recovers, so this should look like its crash.
- **A disk that is really full**: here the server's files are not allowed to grow, which SQLite sees as an error of the
  same kind.
- **PostgreSQL with replicas**, a switch from one to another, and a pooler such as PgBouncer in between.
- **Redis that is slow** instead of gone, and a split network between processes.
- **Two faults at once**, and one that lasts for hours. A vote that could not be sent for two minutes is not sent any
  more, and the phone says so: that is intended.
- **Browsers**: these phones only imitate them, so that {phones} fit. Real ones go through restarts and dead connections
  one at a time (`tests/journeys/outbox/test_return.py`, `tests/faults/test_silence.py`).
- **A venue's Wi-Fi**: everything here runs over the loopback of one machine, which loses no packets.
- **Proxies other than nginx** were not restarted under load; that they pass on what they must is tested
  (`tests/serving/test_proxies.py`).
"""


def written(found: Mapping[str, Figures | str], size: Size, machine: str, day: date) -> str:
    return PAGE.format(
        day=day.isoformat(), machine=machine, phones=size.phones, pause=size.pause, topics=TOPICS, goal=GOAL_S,
        verdict=_verdict(found), rows="\n".join(_row(each, found[each.name]) for each in CALAMITIES),
        tried="\n".join(f"- **{each.name}** ({each.stands}): {each.happens}." for each in CALAMITIES),
    )  # fmt: skip


def _verdict(found: Mapping[str, Figures | str]) -> str:
    came = {name: each for name, each in found.items() if isinstance(each, Figures)}
    lost, doubled = (sum(len(getattr(each, kind)) for each in came.values()) for kind in ("lost", "doubled"))
    acknowledged = sum(each.acknowledged for each in came.values())
    late = [name for name, each in came.items() if each.worst > GOAL_S]
    said = f"{len(came)} of {len(CALAMITIES)} faults, {acknowledged} commands acknowledged, "
    said += f"{lost} lost, {doubled} doubled. "
    if late:
        return f"{said}The screens were late after {', '.join(late)}."
    return f"{said}All screens were right in time."


def _row(calamity: Calamity, came: Figures | str) -> str:
    if isinstance(came, str):
        return f"| {calamity.name} | {came.splitlines()[0]} |" + " |" * 8
    cells = [
        calamity.name, f"{came.lasted:.1f} s", came.commands, came.acknowledged, came.resent, len(came.lost),
        len(came.doubled), f"{came.median:.1f} s", f"{came.worst:.1f} s", "yes" if came.worst <= GOAL_S else "no",
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"
