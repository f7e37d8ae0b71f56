"""A room votes and writes while something breaks under it: nothing that was acknowledged is lost or there twice, and
every screen is right afterwards. The same with more people and for longer: `make reliability`.
"""

import sys
from pathlib import Path

import pytest

from tests.faults.calamities import CALAMITIES, Calamity, endured
from tests.faults.crowd.room import Size

SMALL = Size(phones=24, pause=0.5, seconds=0.0)
# Ours, a proxy's in place of ours, or none; anything else is nothing that a fault excuses.
EXCUSED = {0, 200, 502, 503}


@pytest.mark.skipif(sys.platform != "linux", reason="Only there can another process be kept from writing.")
@pytest.mark.parametrize("calamity", CALAMITIES, ids=lambda calamity: calamity.name)
async def test_nothing_is_lost_or_doubled_and_every_screen_is_right_again(calamity: Calamity, tmp_path: Path):
    figures = await endured(calamity, tmp_path, SMALL)
    assert (figures.lost, figures.doubled) == ([], [])
    assert figures.acknowledged == figures.commands >= 2 * SMALL.phones
    assert set(figures.answers) <= EXCUSED
