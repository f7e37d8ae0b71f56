"""Scale: nginx with TLS before one, two and four processes with PostgreSQL and Redis, and before two hosts; one process
killed in the middle. Beside nchan, which takes TLS itself, with as many sockets and messages as long."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from bench import gateways, machine, servers
from bench.beneath import Beneath, beneath
from bench.client import Failed, load
from bench.findings import ALONE, Findings, Goal, Plan
from bench.hosts import Host, hosts
from bench.machine import Absent
from bench.parts.storm import page_of
from bench.servers import Server

MOST_SOCKETS = 10_000
PEOPLE = 1000  # they have several phones each
SAYS = [
    "All on one machine, whose cores everybody shares, the phones too; so CPU counts here, and how it grows with the "
    "processes, not votes a second. 'ours' is all processes of barcamp, 'proxy' all of nginx, 'beneath' all of "
    "PostgreSQL and Redis, which the run has for itself. 'whole/nchan' compares all of these with nchan under TLS.",
    "Each phone makes a whole TLS handshake (ECDSA P-256), comes as one of all at once, and is sent the whole page.",
    "2 hosts: processes in network namespaces of their own; nginx, PostgreSQL and Redis on the machine itself.",
]


@dataclass(frozen=True, slots=True)
class House:
    """What is measured: the load client's view of it, the processes that serve, the first one as it is without the
    proxy, and the settings of its database."""

    server: Server
    options: tuple[object, ...]
    workers: tuple[int, ...]
    first: Server
    settings: dict[str, object]


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    sockets = min(MOST_SOCKETS, 2 * plan.most)
    peer: dict[str, float] = {}
    try:
        peer = _peer(plan, sockets) if plan.peers else {}
    except (Absent, Failed) as why:
        found.says.append(f"nchan is missing: {why}")
    if not plan.peers:
        found.says.append(f"nchan is missing: {ALONE}")
    with ExitStack() as stack:
        there: list[Host] = []
        try:
            there = stack.enter_context(hosts(0 if plan.tiny else 2))
        except Absent as why:
            found.says.append(f"2 hosts are missing: {why}")
        try:
            people = 50 if plan.tiny else min(PEOPLE, plan.room.people)
            under = stack.enter_context(beneath(people, [host.here for host in there]))
        except Absent as why:
            found.says.append(f"barcamp is missing: {why}")
            return found
        afar = [("2 hosts", 2, there)] if there else []
        for name, many, on in [("2", 2, [])] if plan.tiny else [("1", 1, []), ("2", 2, []), ("4", 4, []), *afar]:
            try:
                with _house(under, many, on) as house:
                    figures = _measured(plan, found, house, sockets, name)
                    if name == "2":
                        _outage(plan, found, house, under)
            except (Absent, Failed) as why:
                found.says.append(f"{name} failed: {why}")
                continue
            found.rows.append(_row(name, sockets, figures, peer))
    if peer:
        found.rows.append(_row("nchan", sockets, peer, {}))
    whole = {row["processes"]: row["us/vote"] for row in found.rows if row.get("us/vote")}
    grown = whole["2"] / whole["1"] if {"1", "2"} <= whole.keys() else None
    found.goals.append(Goal("CPU per vote, proxy and all, of two processes against one", grown, 1.3))
    return found


def _row(name: str, sockets: int, figures: dict[str, float], peer: dict[str, float]) -> dict[str, Any]:
    row: dict[str, Any] = {"server": "nchan" if name == "nchan" else "barcamp", "processes": name, "sockets": sockets}
    row |= figures
    for what, beside in (("us/msg", "whole/nchan"), ("us/back", "back/nchan")):
        row[beside] = figures[what] / peer[what] if peer and what in figures else None
    return row


def _measured(plan: Plan, found: Findings, house: House, sockets: int, name: str) -> dict[str, float]:
    """Votes, everybody's coming back, and announcements to all."""
    figures: dict[str, float] = {}
    options = (*house.options, "-k", plan.connections, "-T", plan.seconds, "-R", "scale")
    votes = load(plan.folder, "commands", house.server, "-n", 0, *options)
    done = max(1, votes["accepted"])
    figures |= {
        "votes/s": votes["accepted"] / votes["seconds"],
        "p99 ms": votes["p99"],
        "us/vote": (votes["cpu"] + votes["proxy"] + votes["beneath"]) / done * 1000,
        "ours": votes["cpu"] / done * 1000,
        "proxy": votes["proxy"] / done * 1000,
        "beneath": votes["beneath"] / done * 1000,
    }
    page_of(house.first)  # once, so that it is drawn when everybody comes; each one's first message is the whole page
    back = ("-s", f"/{_code(house.server)}/socket/phone?mark=1_t0")
    figures |= _come_back(plan, house.server, (*house.options, *back), sockets)
    before = [machine.used_ms(pid) for pid in house.workers]
    figures |= _announced(plan, house.server, house.options, sockets)
    shares = [machine.used_ms(pid) - ms for pid, ms in zip(house.workers, before, strict=True)]
    if len(shares) > 1 and sum(shares):
        figures["busiest share"] = max(shares) / sum(shares)
    found.raw.append({"processes": name, "votes": votes, "figures": figures})
    return figures


def _come_back(plan: Plan, server: Server, options: tuple[object, ...], sockets: int) -> dict[str, float]:
    told = load(plan.folder, "storm", server, *options, "-n", sockets, "-L", 60)
    if told["right"] != sockets:
        raise Failed(f"only {told['right']} of {sockets} were right")
    time.sleep(1)  # until everybody has noticed that they have left
    return {
        "back s": told["right_last"] / 1000,
        "us/back": (told["cpu"] + told["proxy"] + told["beneath"]) / sockets * 1000,
        "proxy of it": told["proxy"] / sockets * 1000,
    }


def _announced(plan: Plan, server: Server, options: tuple[object, ...], sockets: int) -> dict[str, float]:
    times = max(2, plan.broadcasts // 2)
    told = load(plan.folder, "fanout", server, *options, "-n", sockets, "-m", times, "-g", 150, "-L", 60)
    rounds = [one for one in told["rounds"] if one["got"] == sockets]
    if len(rounds) < len(told["rounds"]):
        raise Failed(f"only {len(rounds)} of {len(told['rounds'])} announcements reached all of {sockets}")
    middle = sorted(rounds, key=lambda one: one["cpu"] + one["proxy"])[len(rounds) // 2]
    return {
        "last ms": sorted(one["last"] for one in rounds)[len(rounds) // 2],
        "us/msg": (middle["cpu"] + middle["proxy"] + middle["beneath"]) / sockets * 1000,
        "proxy of msg": middle["proxy"] / sockets * 1000,
    }


def _outage(plan: Plan, found: Findings, house: House, under: Beneath) -> None:
    phones, seconds = min(2000, plan.most), 1 if plan.tiny else plan.seconds + 3
    told = load(
        plan.folder, "outage", house.server, *house.options, "-n", phones, "-k", 20, "-r", 50,
        "-T", seconds, "-R", "outage", "-K", house.workers[0],
    )  # fmt: skip
    [[there]] = under.rows(house.settings, "SELECT count(*) FROM journal WHERE op LIKE 'outage%'")
    lost = told["accepted"] - int(str(there))
    found.raw.append({"outage": told, "in the journal": there})
    half, last, longest = (told[name] / 1000 for name in ("right_median", "right_last", "longest"))
    found.says.append(
        f"One of two processes was killed while {phones} phones listened and 50 votes a second were given: "
        f"{told['lost']} phones lost their line, half of them were right again after {half:.1f} s, the last after "
        f"{last:.1f} s (a phone comes back after 0.7 to 1.3 s). Of {told['sent']} votes {told['sent_again']} were sent "
        f"again; the longest was answered after {longest:.1f} s."
    )
    found.goals += [
        Goal("votes that were answered and are not in the journal, after a process was killed", abs(lost), 0),
        Goal("phones that are not right again then", phones - told["level"], 0),
    ]


def _peer(plan: Plan, sockets: int) -> dict[str, float]:
    with servers.barcamp(plan.room, heartbeat_s=60) as ours:
        page = page_of(ours)
    with gateways.nchan() as gateway:
        server = Server("nchan", gateway.port, (), gateway.options)
        options = ("-S", "-G", gateway.pid)
        figures = _announced(plan, server, options, sockets)
        gateway.keep(page)
        back = ("-s", "/back", "-M", page.partition("_")[0] + "_")
        return figures | _come_back(plan, server, (*options, *back), sockets)


@contextmanager
def _house(under: Beneath, many: int, on: list[Host]) -> Iterator[House]:
    """`many` processes behind nginx, on this machine, or one on each of the hosts."""
    port = machine.free_port()
    more: dict[str, Any] = {"public_url": f"https://127.0.0.1:{port}", "heartbeat_s": 60}
    with under.settings() as settings, ExitStack() as stack:
        running = []
        for host in on or [Host()]:
            reached = {name: str(value).replace("127.0.0.1", host.here) for name, value in settings.items()}
            its = {**more, **reached, "proxy": host.here, "processes": 1 if on else many}
            running.append(stack.enter_context(servers.barcamp(under.room, cores=machine.CORES, host=host, **its)))
        pids = tuple(pid for one in running for pid in one.pids)
        machine.wait_until_quiet(pids)
        workers = tuple(pid for pid in pids if machine.is_worker(pid)) or pids
        gateway = stack.enter_context(gateways.before([f"{one.host}:{one.port}" for one in running], port))
        server = replace(running[0], port=port, pids=pids, host="127.0.0.1")
        beneath_pids = ",".join(map(str, under.pids))
        yield House(server, ("-S", "-G", gateway.pid, "-D", beneath_pids), workers, running[0], settings)


def _code(server: Server) -> str:
    return server.options[server.options.index("-C") + 1].strip("/")
