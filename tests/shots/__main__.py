"""python -m tests.shots [--all [FOLDER]]"""

import argparse
import asyncio
import sys
from pathlib import Path

import pytest

from barcamp.domain.event.phases import Announce
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from tests.shots import console, organiser, phone, projector  # noqa: F401  (their scenes are noted)
from tests.shots.film import FOLDER, MOMENTS, Film, filming, take

LONGEST = 900  # seconds
EVERYTHING = Path("build/screens")


async def main(everything: Path | None) -> Film:
    for folder in filter(None, (FOLDER, everything)):
        folder.mkdir(parents=True, exist_ok=True)
    async with asyncio.timeout(LONGEST), filming(everything) as film:
        placed = [
            (cell.topic.id, cell.room.id, row.id) for row in film.plan.rows for cell in row.sessions if cell.topic
        ]
        for name, scenes in MOMENTS.items():
            await lay_out(film, name, placed)
            for scene in scenes:
                await take(film, scene)
        film.failed += film.visitors.unexpected
    return film


async def lay_out(film: Film, name: str, placed: list[tuple[int, int, int]]) -> None:
    """What happens on the day before the pictures of a moment are taken."""
    collecting, half = film.row("Themen sammeln"), len(placed) * 2 // 3
    match name:
        case "arrival":
            await film.enter("arrival", film.plan.rows[0])
        case "pitching":  # as it was before anything had a place
            await film.does(*(UnplaceTopic(topic=topic) for topic, _, _ in placed))
            await film.enter("pitching", collecting, 5)
        case "interest":
            await film.enter("interest", collecting, 9)
        case "planning":
            await film.enter("planning", collecting, 13)
            await film.does(*(PlaceTopic(topic=topic, room=room, slot=slot) for topic, room, slot in placed[:half]))
        case "planned":
            await film.does(*(PlaceTopic(topic=topic, room=room, slot=slot) for topic, room, slot in placed[half:]))
        case "sessions":
            await film.enter("sessions", film.row(""))
            await film.does(Announce(text="Der Kaffee ist da: Rittersaal, gleich links."))
        case "closing":
            await film.enter("closing", film.plan.rows[-1], 5)
        case "archived":
            await film.does(Announce(), ArchiveBarcamp())


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="tests.shots", description="Pictures of every screen of a demo day.")
    asked.add_argument(
        "--all",
        type=Path,
        nargs="?",
        const=EVERYTHING,
        metavar="FOLDER",
        help=f"all pictures, in more sizes and both themes, go there ({EVERYTHING}/ if nothing is named)",
    )
    try:
        film = asyncio.run(main(asked.parse_args().all))
    except (pytest.skip.Exception, pytest.fail.Exception) as why:
        sys.exit(str(why))
    print("\n".join(film.taken))
    if film.failed:
        sys.exit("\n".join(["Failed:", *film.failed]))
