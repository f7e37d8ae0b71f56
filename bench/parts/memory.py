"""Memory: what one more quiet phone costs the server."""

import time

from bench import servers
from bench.client import Failed, load
from bench.findings import ALONE, Findings, Goal, Plan
from bench.machine import Absent
from bench.parts.storm import keep_page, options_for, page_of

SAYS = [
    "Growth of the resident memory from before the phones came until all of them sit and have their page; a few "
    "phones came and went before."
]


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    page = ""
    makers = {
        "barcamp": lambda: servers.barcamp(plan.room, heartbeat_s=60),
        "nchan": servers.nchan,
        "channels": lambda: servers.channels(1),
    }
    for name, made in makers.items():
        if name != "barcamp" and not plan.peers:
            found.says.append(f"{name} is missing: {ALONE}")
            continue
        try:
            with made() as server:
                if name == "barcamp":
                    page = page_of(server)
                options = options_for(plan, server, page)
                keep_page(server, page)
                load(plan.folder, "storm", server, *options, "-n", min(200, plan.most))
                time.sleep(1)
                keep_page(server, page)
                told = load(plan.folder, "storm", server, *options, "-n", plan.most)
        except (Absent, Failed) as why:
            found.says.append(f"{name} is missing: {why}")
            continue
        each = (told["kb"] - told["kb_before"]) / plan.most
        found.rows.append(
            {"server": name, "phones": plan.most, "before MB": told["kb_before"] / 1024, "with MB": told["kb"] / 1024,
             "KB/phone": each}
        )  # fmt: skip
        found.raw.append({"server": name, **told})
    ours = next((row["KB/phone"] for row in found.rows if row["server"] == "barcamp"), None)
    found.goals.append(Goal(f"memory per phone at {plan.most}", ours, 24, " KB"))
    return found
