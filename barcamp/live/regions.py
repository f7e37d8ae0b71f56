"""Screens, their regions, and what each region's template is given.

`topic_7` is region `topic` with key `7`; its template is `<screen>/_topic.html`, its root element has the id `topic_7`.
A screen shows what is listed here; everything else of its page never changes while it is open.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TypeVar

from jinja2 import Environment
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp import i18n
from barcamp.db import is_outage
from barcamp.domain.barcamp import PHASES, Barcamp
from barcamp.domain.note import wall_named
from barcamp.live.audience import Group
from barcamp.planner.assess import assess
from barcamp.planner.problem import Problem
from barcamp.queries.notes import WallSight, load_wall
from barcamp.queries.people import Person, load_people
from barcamp.queries.plan import Moment, Plan, load_plan, minute_of_day, moment
from barcamp.queries.problem import load_problem
from barcamp.queries.proposal import Proposal, load_proposal
from barcamp.queries.steps import Publication, Steps, load_publication, load_steps
from barcamp.queries.topics import TopicCard, pitched, ranked, topic_cards

T = TypeVar("T")

# Per screen, the regions of its page, in no particular order. `wall` is keyed by the group's subject.
SCREENS: dict[str, tuple[str, ...]] = {
    "phone": ("heading", "announcement", "phase", "now", "topics", "plan", "news"),
    "console": ("heading", "announcement", "phase", "people", "topics", "plan", "check", "proposal", "steps"),
    "projector": ("heading", "announcement", "phase", "people", "ranking", "plan", "now"),
    "notes": ("heading", "announcement", "phase", "wall"),
}
# Regions inside another one: a page holds them through it, a change touches them alone.
NESTED: dict[str, str] = {"topic": "topics"}


class Sight:
    """One consistent look at a barcamp. Each thing is asked for once, however many regions need it."""

    def __init__(self, db: AsyncConnection, barcamp: Barcamp, at: datetime) -> None:
        self.barcamp = barcamp
        self._db = db
        self._at = at
        self._seen: dict[object, object] = {}

    async def cards(self) -> list[TopicCard]:
        return await self._once("cards", lambda: topic_cards(self._db, self.barcamp.id))

    async def topics(self) -> list[TopicCard]:
        """Without repeats, which only the plan shows."""
        return pitched(await self.cards())

    async def plan(self) -> Plan:
        async def load() -> Plan:
            return await load_plan(self._db, self.barcamp.id, await self.cards())

        return await self._once("plan", load)

    async def people(self) -> list[Person]:
        return await self._once("people", lambda: load_people(self._db, self.barcamp.id))

    async def wall(self, name: str) -> WallSight:
        return await self._once(("wall", name), lambda: load_wall(self._db, self.barcamp.id, wall_named(name)))

    async def problem(self) -> Problem:
        return await self._once("problem", lambda: load_problem(self._db, self.barcamp, self._at))

    async def proposal(self) -> Proposal | None:
        plan, cards = await self.plan(), await self.cards()
        return await self._once("proposal", lambda: load_proposal(self._db, self.barcamp.id, plan, cards))

    async def steps(self) -> Steps:
        return await self._once("steps", lambda: load_steps(self._db, self.barcamp.id))

    async def publication(self) -> Publication:
        return await self._once("publication", lambda: load_publication(self._db, self.barcamp.id))

    async def moment(self) -> Moment:
        return moment(await self.plan(), minute_of_day(self.barcamp, self._at))

    async def _once(self, key: object, load: Callable[[], Awaitable[T]]) -> T:
        if key not in self._seen:
            self._seen[key] = await load()
        return self._seen[key]  # type: ignore[return-value]


Context = dict[str, object]


async def _heading(sight: Sight, key: str) -> Context:
    return {}


async def _phase(sight: Sight, key: str) -> Context:
    return {"phases": tuple(PHASES), "topics": len(await sight.topics())}


async def _people(sight: Sight, key: str) -> Context:
    return {"people": await sight.people()}


async def _topics(sight: Sight, key: str) -> Context:
    return {"cards": await sight.topics()}


async def _topic(sight: Sight, key: str) -> Context | None:
    card = next((card for card in await sight.topics() if str(card.id) == key), None)
    return {"card": card} if card else None


async def _ranking(sight: Sight, key: str) -> Context:
    return {"cards": ranked(await sight.topics())}


async def _plan(sight: Sight, key: str) -> Context:
    return {"plan": await sight.plan(), "moment": await sight.moment()}


async def _news(sight: Sight, key: str) -> Context:
    return {"publication": await sight.publication()}


async def _check(sight: Sight, key: str) -> Context:
    problem = await sight.problem()
    return {"problem": problem, "assessment": assess(problem, problem.present)}


async def _proposal(sight: Sight, key: str) -> Context:
    return {"proposal": await sight.proposal()}


async def _steps(sight: Sight, key: str) -> Context:
    return {"steps": await sight.steps(), "publication": await sight.publication()}


async def _wall(sight: Sight, key: str) -> Context:
    return {"wall": await sight.wall(key)}


LOADERS: dict[str, Callable[[Sight, str], Awaitable[Context | None]]] = {
    "heading": _heading,
    "announcement": _heading,
    "phase": _phase,
    "people": _people,
    "topics": _topics,
    "topic": _topic,
    "ranking": _ranking,
    "plan": _plan,
    "now": _plan,
    "news": _news,
    "check": _check,
    "proposal": _proposal,
    "steps": _steps,
    "wall": _wall,
}


def shown_by(group: Group, touched: frozenset[str]) -> list[str]:
    """Of the touched regions, those that this group's screen shows; none that another of them contains."""
    shown: list[str] = []
    for name in sorted(touched):
        kind, _, key = name.partition("_")
        holder = NESTED.get(kind, kind)
        if holder not in SCREENS[group.screen] or (kind == "wall" and key != group.subject):
            continue
        if kind in NESTED and holder in touched:
            continue
        shown.append(name)
    return shown


def whole(group: Group) -> list[str]:
    """Every region of the group's page."""
    return [f"wall_{group.subject}" if kind == "wall" else kind for kind in SCREENS[group.screen]]


async def contexts(sight: Sight, names: set[str]) -> dict[str, Context | Exception | None]:
    """What each region's template is given; None for a thing that is gone, the error for one that fails.

    Raises when the database itself fails.
    """
    found: dict[str, Context | Exception | None] = {}
    for name in sorted(names):
        kind, _, key = name.partition("_")
        try:
            found[name] = await LOADERS[kind](sight, key)
        except Exception as error:
            if is_outage(error):
                raise
            found[name] = error
    return found


def draw(env: Environment, group: Group, barcamp: Barcamp, name: str, context: Mapping[str, object]) -> str:
    """One region's HTML, the same for everybody in the group."""
    kind = name.partition("_")[0]
    with i18n.speaking(group.locale):
        template = env.get_template(f"{group.screen}/_{kind}.html")
        return template.render(barcamp=barcamp, code=barcamp.code, screen=group.screen, region=name, **context)
