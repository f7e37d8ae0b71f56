"""The published schemas of schedule.xml and schedule.json: beside the checkout, or where the environment says."""

import os
from pathlib import Path

from tests.presence import absent

_PLACES = (os.environ.get("BARCAMP_TEST_SCHEMAS", ""), str(Path(__file__).parents[3] / "shared" / "schemas"))


def schema(name: str) -> Path:
    for place in filter(None, _PLACES):
        if (Path(place) / name).is_file():
            return Path(place) / name
    return absent("schemas", f"{name} is not in BARCAMP_TEST_SCHEMAS, nor in ../shared/schemas.")
