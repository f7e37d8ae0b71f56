"""The storm: everybody comes back at once with an old mark, and is right again when the newest page has arrived."""

import time
from collections import defaultdict
from typing import Any

from bench import servers
from bench.client import Failed, load
from bench.findings import ALONE, Findings, Goal, Plan, medians, ratio
from bench.machine import Absent
from bench.room import DEVICE
from bench.servers import Server

SAYS = [
    "At most 1,000 handshakes in flight. For barcamp each phone is known by its badge, seated and shown the whole "
    "page; nchan and channels send a message of the same size from their memory to anybody who connects.",
    "A few phones come and go before, so that nothing is measured for the first time; us/phone is server CPU.",
]
SHOWN = ("open ms", "right ms", "cpu ms", "us/phone")


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    sizes = plan.sizes[1:] or plan.sizes
    measured: dict[tuple[str, int], list[dict[str, float]]] = defaultdict(list)
    absent: dict[str, str] = {} if plan.peers else {"nchan": ALONE, "channels": ALONE}
    page = ""
    for repeat in range(plan.repeats):
        with servers.barcamp(plan.room, heartbeat_s=60) as server:
            page = page_of(server)
            _come_back(found, measured, plan, server, sizes, repeat, page)
        for name, made in {"nchan": servers.nchan, "channels": lambda: servers.channels(1)}.items():
            if name in absent:
                continue
            try:
                with made() as server:
                    _come_back(found, measured, plan, server, sizes, repeat, page)
            except (Absent, Failed) as why:
                absent[name] = str(why)
    for (name, phones), ones in measured.items():
        row = {"server": name, "phones": phones, "page KB": round(len(page.encode()) / 1024, 1), **medians(ones, SHOWN)}
        peer = [one["us/phone"] for one in measured.get(("nchan", phones), [])]
        row["cpu/nchan"] = ratio([one["us/phone"] for one in ones], peer)
        found.rows.append(row)
    ours = medians(measured["barcamp", sizes[-1]], SHOWN)["cpu ms"]
    bound = 1.5 * sizes[-1] / 5000
    found.goals.append(
        Goal(f"{sizes[-1]} phones back and right, server CPU", None if ours is None else ours / 1000, bound, " s")
    )
    found.says += [f"{name} is missing: {why}" for name, why in absent.items()]
    return found


def page_of(server: Server) -> str:
    """The whole page as a phone's socket gets it: a mark, a line break, every region."""
    told = dict(zip(server.options[::2], server.options[1::2], strict=True))
    name = told["-H"].rpartition("Cookie: ")[2].partition("=")[0]
    cookie = {"Cookie": f"{name}={DEVICE}000000", "Accept-Language": "de-DE,de;q=0.9"}
    status, body = server.request("GET", f"{told['-C']}/look/phone", None, **cookie)
    if status != 200:
        raise Failed(f"the page answers {status}")
    return body.decode()


def keep_page(server: Server, page: str) -> None:
    """Gives a peer something to send to those who come back; channels forgets it when everybody has left."""
    if server.name != "barcamp":
        server.request("POST", "/pub", page.encode(), **{"Content-Type": "text/plain"})


def options_for(plan: Plan, server: Server, page: str) -> list[str]:
    """Options for phones that come with a very old mark; they are right with a message of the newest journal line."""
    expected = page.partition("_")[0] + "_"
    back = {"barcamp": f"/{plan.room.code}/socket/phone?mark=1_t0", "nchan": "/back", "channels": "/room"}
    return ["-s", back[server.name], "-M", expected]


def _come_back(
    found: Findings,
    measured: dict[tuple[str, int], list[dict[str, float]]],
    plan: Plan,
    server: Server,
    sizes: tuple[int, ...],
    repeat: int,
    page: str,
) -> None:
    options = options_for(plan, server, page)
    keep_page(server, page)
    load(plan.folder, "storm", server, *options, "-n", min(200, sizes[0]))
    for phones in sizes:
        time.sleep(1)  # until the server has noticed that the previous ones have left
        keep_page(server, page)
        told: dict[str, Any] = load(plan.folder, "storm", server, *options, "-n", phones)
        if told["right"] != phones:
            raise Failed(f"{server.name}: only {told['right']} of {phones} were right")
        figures = {
            "open ms": told["open_last"],
            "right ms": told["right_last"],
            "cpu ms": told["cpu"],
            "us/phone": told["cpu"] / phones * 1000,
        }
        measured[server.name, phones].append(figures)
        found.raw.append({"server": server.name, "repeat": repeat, **told})
