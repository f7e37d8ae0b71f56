"""Screens on another day than the event's own: before it they name the day, after it nothing is now or next."""

from datetime import datetime, timedelta

import pytest

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.projector import ShowOnProjector
from tests.cast import DAY, Cast
from tests.server import Server
from tests.web.asking import text_of


@pytest.fixture(autouse=True)
async def arriving(cast: Cast) -> None:
    await cast.does(cast.max, MoveToPhase(phase="arrival"))


def begin(cast: Cast, days: int) -> None:
    cast.clock.at = datetime.combine(DAY + timedelta(days=days), cast.clock.at.timetz())


async def texts(server: Server) -> dict[str, str]:
    code = server.cast.code
    whose = {"": server.cast.kim, "/projector": None, "/console": server.cast.max}
    return {name: text_of(await server.client(who).get(f"/{code}{name}")) for name, who in whose.items()}


@pytest.mark.parametrize(
    ("days", "begins", "then"),
    [(-1, "Morgen geht es los.", "Morgen, um "),
     (-6, "Am Samstag, 13. Juni 2026, geht es los.", "Am Samstag, 13. Juni 2026, um ")],
)  # fmt: skip
async def test_before_its_day_the_day_is_named(server: Server, cast: Cast, days: int, begins: str, then: str):
    begin(cast, days)
    seen = await texts(server)
    assert begins in seen[""]
    assert [name for name, text in seen.items() if then not in text] == []
    for text in seen.values():
        assert not any(said in text for said in ("Gleich geht", "Danach, um", "Gerade läuft nichts"))


@pytest.mark.parametrize("scene", ["countdown", "pause"])
async def test_no_scene_counts_down_to_another_day(server: Server, cast: Cast, scene: str):
    begin(cast, -1)
    await cast.does(cast.max, ShowOnProjector(scene=scene))
    shown = (await texts(server))["/projector"]
    assert shown.count("Morgen, um ") == 2
    assert not any(said in shown for said in ("Gleich:", "bis 09", "Danach, um"))


@pytest.mark.parametrize("phase", ["arrival", "sessions"])
async def test_after_its_day_nothing_is_now_or_next(server: Server, cast: Cast, phase: str):
    await cast.does(cast.max, MoveToPhase(phase=phase))
    begin(cast, 2)
    for text in (await texts(server)).values():
        assert not any(said in text for said in ("Gleich geht", "Danach, um", "Sessions laufen", "Jetzt, bis"))
    assert "Der Tag dieser Veranstaltung ist vorbei." in (await texts(server))[""]
