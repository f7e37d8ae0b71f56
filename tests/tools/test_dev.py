"""`make dev`: a day in the wished phase, which a change of a file does not end."""

import httpx

from barcamp.domain.event.phases import PHASES
from tests.tools.developing import change, started
from tools import dev


async def test_a_day_is_in_its_phase_and_outlives_a_change() -> None:
    async with started("--day", "sessions", "--attendees", "4") as dev, httpx.AsyncClient(timeout=300) as client:
        assert {"join", "phone", "console", "projector", "organiser"} <= set(dev.links)
        change()
        await dev.told("changed: templates/frame.html")
        await dev.told("listening")
        projector = (await client.get(dev.links["projector"])).text
        assert 'data-phase="sessions"' in projector
        assert "js/core/dev.js" in projector
        for who in ("phone", "console"):
            assert (await client.get(dev.links[who])).is_success


def test_a_day_can_be_in_every_phase() -> None:
    assert list(dev.PHASES) == list(PHASES)
