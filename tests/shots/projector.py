"""The projector through the day, in every scene."""

from typing import Any

from barcamp.domain.event.phases import Announce
from barcamp.domain.moderation.projector import ShowOnProjector
from tests.shots.film import Film, moment


async def show(film: Film, name: str, *, kept: bool = True, **options: Any) -> None:
    await film.see(f"{film.home}/projector", f"projector-{name}", kept=kept, **options)


@moment("arrival")
async def join(film: Film) -> None:
    await show(film, "arrival")
    await film.say("en", "du")
    await show(film, "arrival-english", kept=False)
    await film.say("de", "sie")


@moment("pitching")
async def topics(film: Film) -> None:
    await show(film, "topics", kept=False)
    top = max(film.cards, key=lambda card: card.interest)
    await film.does(ShowOnProjector(scene="pitch", wall=top.wall, seconds=47))
    await show(film, "pitch")
    await film.does(ShowOnProjector())


@moment("interest")
async def interest(film: Film) -> None:
    await show(film, "interest")
    await show(film, "interest-dark", color_scheme="dark")


@moment("planned")
async def plan(film: Film) -> None:
    await show(film, "plan", kept=False)


@moment("sessions")
async def sessions(film: Film) -> None:
    await show(film, "sessions")
    await show(film, "sessions-dark", color_scheme="dark")
    await film.say("en", "du")
    await show(film, "sessions-english", kept=False)
    await film.say("de", "sie")
    await film.does(ShowOnProjector(scene="countdown"))
    await show(film, "countdown")
    await film.does(Announce(), ShowOnProjector(scene="wall", wall=film.wall))
    await show(film, "wall")
    await film.does(ShowOnProjector(scene="pause", seconds=15 * 60))
    await show(film, "pause")
    await film.does(ShowOnProjector())


@moment("closing")
async def closing(film: Film) -> None:
    await film.does(ShowOnProjector(scene="results"))
    await show(film, "results-first", kept=False)
    await film.does(ShowOnProjector(scene="results", wall=film.wall))
    await show(film, "results")
    await film.does(ShowOnProjector(scene="thanks"))
    await show(film, "thanks")


@moment("closing")
async def english(film: Film) -> None:
    await film.say("en", "du")
    for scene in ("topics", "countdown", "pause", "wall", "results", "thanks"):
        wall = film.wall if scene in ("wall", "results") else ""
        await film.does(ShowOnProjector(scene=scene, wall=wall, seconds=600))
        await show(film, f"{scene}-english", kept=False)
    await film.say("de", "sie")


@moment("archived")
async def archived(film: Film) -> None:
    await show(film, "archived", kept=False)
