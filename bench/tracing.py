"""What a browser's main thread did, as Chromium's own trace tells it: milliseconds of the thread's time."""

import json
from collections.abc import Iterator
from typing import Any

CATEGORIES = ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"]
KINDS = {
    "FunctionCall": "script", "EvaluateScript": "script", "TimerFire": "script", "FireAnimationFrame": "script",
    "EventDispatch": "script", "RunMicrotasks": "script", "ParseHTML": "script", "MinorGC": "script",
    "MajorGC": "script", "UpdateLayoutTree": "style", "Layout": "layout", "HitTest": "layout", "PrePaint": "paint",
    "Paint": "paint", "Layerize": "paint", "Commit": "paint",
}  # fmt: skip
EACH = ("script", "style", "layout", "paint", "other")


def spent(trace: bytes, first: str, last: str) -> dict[str, float]:
    """By kind, and "all", what the thread spent between these two `performance.mark`s that it set. In time of the
    thread: what else the machine had to do is not in it."""
    events = json.loads(trace)["traceEvents"]
    began, ended = (_mark(events, name) for name in (first, last))
    found: dict[str, float] = dict.fromkeys(("all", *EACH), 0.0)
    for event, own in _own_times(_nested(events, began, ended["ts"])):
        found[event["kind"]] += own / 1000
        found["all"] += own / 1000
    return found


def _mark(events: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(each for each in events if each["name"] == name and each["cat"].startswith("blink.user_timing"))


def _nested(events: list[dict[str, Any]], began: dict[str, Any], until: float) -> list[dict[str, Any]]:
    thread = began["pid"], began["tid"]
    found = [
        each
        for each in events
        if each["ph"] == "X" and (each["pid"], each["tid"]) == thread
        and began["ts"] < each["ts"] + each.get("dur", 0) and each["ts"] < until
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each["ts"], -each.get("dur", 0)))


def _own_times(events: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], float]]:
    """Each with what was spent in it and in nothing that it holds, and the kind: its own, or that of what holds it."""
    own: list[float] = []
    within: list[int] = []
    for number, event in enumerate(events):
        while within and _end(events[within[-1]]) <= event["ts"]:
            within.pop()
        own.append(event.get("tdur", 0))
        if within:
            own[within[-1]] -= event.get("tdur", 0)
        event["kind"] = KINDS.get(event["name"]) or (events[within[-1]]["kind"] if within else "other")
        within.append(number)
    return zip(events, own, strict=True)


def _end(event: dict[str, Any]) -> float:
    return event["ts"] + event.get("dur", 0)
