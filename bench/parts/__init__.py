"""One file per thing that is measured; each has `measure(plan)`."""

from bench.findings import Part
from bench.parts import (
    arriving,
    attack,
    commands,
    fanout,
    growth,
    latency,
    memory,
    neighbours,
    pack,
    phone,
    plan,
    processes,
    renderings,
    scale,
    selection,
    storm,
    wall,
)

PARTS: dict[str, Part] = {
    "fanout": fanout.measure,
    "storm": storm.measure,
    "commands": commands.measure,
    "latency": latency.measure,
    "processes": processes.measure,
    "scale": scale.measure,
    "neighbours": neighbours.measure,
    "memory": memory.measure,
    "renderings": renderings.measure,
    "growth": growth.measure,
    "plan": plan.measure,
    "selection": selection.measure,
    "pack": pack.measure,
    "phone": phone.measure,
    "arriving": arriving.measure,
    "attack": attack.measure,
    "wall": wall.measure,
}
