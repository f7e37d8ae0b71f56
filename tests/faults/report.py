"""docs/reliability.md as the run writes it: the figures beside what was tried and what was not."""

from collections.abc import Mapping
from datetime import date

from tests.faults.calamities import CALAMITIES, Calamity
from tests.faults.crowd.room import TOPICS, Figures, Size

GOAL_S = 5.0

PAGE = """# What breaks, and what is lost

This page is written by `make reliability` ([how](contributor.md#tests)), from a run on {day} ({machine}). The phones,
the server, its database and whatever stands between them shared that machine. The same rooms, smaller, are part of
`make test`.

**The goal**: under {phones} phones that vote and write nothing that was acknowledged is lost, nothing is there twice,
and all screens are right within {goal:g} s after what broke is back.

**The run**: {verdict}

| fault | away | commands | acknowledged | sent again | lost | doubled | right, median | the last | within {goal:g} s |
|---|--:|--:|--:|--:|--:|--:|--:|--:|---|
{rows}

*Away* is how long what broke was away, as the room saw it. Times count from the moment at which it was back; a screen
is right once it shows everything that was done before that moment. *Sent again* are commands that a phone had to send
more than once. While the room recovers it goes on voting and writing.

## What was tried

{tried}

Each phone is one device with a page of its own: a websocket with the pauses of `static/js/core/live.js`, requests in
its place while there is none, and an outbox with the order, the ids and the pauses of `static/js/outbox/outbox.js`.
Every {pause:g} s or so somebody shows interest in one of {topics} topics, takes it back, or writes a note, whether or
not it can be sent. Beside them watch a projector, a console, a notes wall and one more phone.

Afterwards it is looked up, for every command:

- it was answered with yes in the end, and its id stands in the journal exactly once;
- every note is on its wall exactly once, and everybody's votes are those that they cast and did not take back;
- the journal's numbers have no gap;
- every screen shows, region by region, what somebody sees who opens it now (but for the console's check of the plan,
  which is not weighed anew with each vote).

## What was not tried

- **Machines that go**: a power cut, a kernel that crashes, a disk that forgets what it said it had written. The
  processes are killed, the machine is not; that commits outlive it rests on SQLite (`synchronous=FULL`) and PostgreSQL
  (`fsync`).
- **A full disk of PostgreSQL.** It stops and recovers, so it should look like its crash.
- **A disk that is really full**: here the server's files may not grow any more, which SQLite sees as an error of the
  same kind.
- **PostgreSQL with replicas**, a switch from one to another, and a pooler such as PgBouncer in between.
- **Redis that is slow** instead of gone, and a network between processes that splits.
- **Two faults at once**, and one that lasts for hours. A vote that could not be sent for two minutes is not sent any
  more, and says so on the phone: that is meant.
- **Browsers**: these phones are their imitation, so that {phones} fit. Real ones go through restarts and dead lines one
  at a time (`tests/journeys/outbox/test_return.py`, `tests/faults/test_silence.py`).
- **A venue's Wi-Fi**: everything here is the loopback of one machine, which loses no packets.
- **Proxies other than nginx** were not restarted under load; they pass what they must
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
