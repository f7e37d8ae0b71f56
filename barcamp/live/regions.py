"""What each region's template is given.

`topic_7` is region `topic` with key `7`; its template is `<screen>/_topic.html`, its root element has the id `topic_7`.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from jinja2 import Environment

from barcamp.domain.event.phases import PHASES
from barcamp.domain.moderation.projector import scene_of
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.db import is_outage
from barcamp.live import instants, wall_regions
from barcamp.live.audience import Group
from barcamp.live.keyed import Drawing, Shelf, Values
from barcamp.live.snapshot import Snapshot
from barcamp.live.wall_regions import Context
from barcamp.planner.explain.assess import Heads, assess, move_cost
from barcamp.planner.problem import Cell, Id, Problem
from barcamp.queries.event.accent import address
from barcamp.queries.event.next_step import next_step
from barcamp.queries.event.revisions import Revision
from barcamp.queries.people.guests import arrived, by_name
from barcamp.queries.plan.note_button import note_button
from barcamp.queries.plan.video import plenary_link
from barcamp.queries.topics.glances import hardly_seen
from barcamp.queries.topics.pitch_round import EMPTY
from barcamp.queries.topics.topics import ceiling, ranked
from barcamp.text import i18n


async def _heading(snapshot: Snapshot, key: str) -> Context:
    return {}


async def _accent(snapshot: Snapshot, key: str) -> Context:
    return {"sheet": address(snapshot.barcamp)}


async def _logos(snapshot: Snapshot, key: str) -> Context:
    return {"logos": await snapshot.logos()}


async def _phase(snapshot: Snapshot, key: str) -> Context:
    planning = snapshot.barcamp.phase == "planning"
    moment = await snapshot.moment() if snapshot.barcamp.phase == "arrival" else None
    return {
        "ahead": moment.ahead if moment else 0,
        "begun": bool(moment and (moment.running or moment.over)),
        "over": snapshot.over,
        "phases": tuple(PHASES),
        "scene": scene_of(snapshot.barcamp),
        "published": planning and (await snapshot.publication()).latest is not None,
    }


async def _stage(snapshot: Snapshot, key: str) -> Context:
    """Who is on stage and who waits; and, to place it at once, the cells that are free. Nobody waits before an empty
    stage: who would be next is not told there."""
    stage = await snapshot.stage()
    if stage.card is None:
        return {"stage": EMPTY, "plan": None, "moment": None}
    return {"stage": stage, "plan": await snapshot.plan(), "moment": await snapshot.moment()}


async def _next(snapshot: Snapshot, key: str) -> Context:
    """The next step of the day, and what there is to know about the entry."""
    return {"step": next_step(await snapshot.standing()), "entry": await snapshot.entry()}


async def _clock(snapshot: Snapshot, key: str) -> Context:
    moment = await snapshot.moment()
    return {"moment": moment, "next_change": instants.next_change(snapshot.barcamp, moment)}


async def _undo(snapshot: Snapshot, key: str) -> Context:
    """What was done last, and what was undone last."""
    return {"history": await snapshot.history()}


async def _people(snapshot: Snapshot, key: str) -> Context:
    return {"people": await snapshot.people(), "online": await snapshot.online()}


async def _topics(snapshot: Snapshot, key: str) -> Context:
    """The topics. `queued`: while topics are presented, they are in the order in which they come on stage, followed by
    those that have been presented and those that are parked. `apart`: what is said of single ones alone."""
    cards, presenting = await snapshot.topics(), snapshot.barcamp.phase in ("pitching", "interest")
    queued = sorted(
        cards,
        key=lambda card: (card.parked, presenting and card.been_on_stage, card.stage_order if presenting else 0),
    )
    looked = {card.id: max(card.glances, card.votes) for card in cards}
    seen = {} if snapshot.barcamp.interest_hidden else hardly_seen(looked)
    apart: dict[int, Values] = {topic: {"seen": number} for topic, number in seen.items()}
    if staged := snapshot.barcamp.on_stage:
        apart[staged] = {**apart.get(staged, {}), "staged": True}
    return {"cards": cards, "queued": queued, "presenting": presenting, "apart": apart}


async def _ranking(snapshot: Snapshot, key: str) -> Context:
    """The topics by interest, and the one on stage, which is None unless that is the scene."""
    barcamp, cards, scene = snapshot.barcamp, await snapshot.topics(), scene_of(snapshot.barcamp)
    onstage = next((card for card in cards if scene == "pitch" and card.wall == barcamp.scene_wall), None)
    until = instants.milliseconds(barcamp.scene_until) if barcamp.scene_until else None
    by_interest = ranked(cards)
    scale = ceiling(by_interest[0].interest if by_interest else 0)
    return {"cards": by_interest, "scale": scale, "scene": scene, "onstage": onstage, "until": until}


async def _plan(snapshot: Snapshot, key: str) -> Context:
    """The plan, with the heads to expect only on screens where the plan is checked as well: phones do without."""
    moment = await snapshot.moment()
    heads: Mapping[Id, Heads] = {}
    if snapshot.checked and not snapshot.barcamp.interest_open:
        heads = await snapshot.heads()
    return {
        "plan": await snapshot.plan(),
        "moment": moment,
        "next_change": instants.next_change(snapshot.barcamp, moment),
        "heads": heads,
        "at": instants.Instant(snapshot.barcamp),
    }


async def _now(snapshot: Snapshot, key: str) -> Context:
    """What is on now; once the day is archived, with what was written on its walls."""
    walls = await snapshot.walls() if snapshot.barcamp.archived else []
    running, camp = (await snapshot.moment()).running, snapshot.barcamp
    button = note_button(phase=camp.phase, archived=camp.archived, running=running)
    plenary = plenary_link(camp, await snapshot.plan(), (await snapshot.moment()).minute)
    told = {wall.name: wall for wall in walls}
    return {**await _plan(snapshot, key), "note_button": button, "plenary": plenary, "told": told}


async def _news(snapshot: Snapshot, key: str) -> Context:
    return {"publication": await snapshot.publication()}


async def _check(snapshot: Snapshot, key: str) -> Context:
    """The present plan's figures, and what its last change cost or gained. `shown`: the interest in all topics."""
    problem, last = await snapshot.problem(), (await snapshot.history()).plan
    return {
        "problem": problem,
        "shown": sum(card.interest for card in await snapshot.topics() if not card.parked),
        "titles": {topic.id: topic.title for topic in problem.topics},
        "rooms": {room.id: room.name for room in problem.rooms},
        "assessment": assess(problem, problem.present),
        "last": move_cost(problem, _before(problem, last), problem.present) if last else None,
        "unled": [] if snapshot.barcamp.archived else (await snapshot.plan()).unled,
    }


def _before(problem: Problem, revision: Revision) -> dict[Id, Cell]:
    there = {**problem.present, **{topic: Cell(*cell) if cell else None for topic, cell in revision.before.items()}}
    return {topic: cell for topic, cell in there.items() if cell is not None}


async def _proposal(snapshot: Snapshot, key: str) -> Context:
    proposal = await snapshot.proposal()
    hidden = snapshot.barcamp.interest_hidden  # they reveal how much interest topics had when the plan was suggested
    figures = json.loads(proposal.figures) if proposal and proposal.figures and not hidden else None
    return {"proposal": proposal, "figures": figures, "plan": await snapshot.plan()}


async def _revisions(snapshot: Snapshot, key: str) -> Context:
    """`skipped` by the last change of the plan: topics that could not get their places."""
    last = (await snapshot.history()).plan
    return {"skipped": last.skipped if last else 0, "publication": await snapshot.publication()}


async def _hidden(snapshot: Snapshot, key: str) -> Context:
    return {
        "hidden": await snapshot.hidden(),
        "hidden_photos": await snapshot.hidden_photos(),
        "hidden_topics": await snapshot.hidden_topics(),
    }


async def _offers(snapshot: Snapshot, key: str) -> Context:
    return {"offers": await snapshot.offers()}


async def _guests(snapshot: Snapshot, key: str) -> Context:
    return {"guests": by_name(await snapshot.guests())}


async def _arrived(snapshot: Snapshot, key: str) -> Context:
    return {"arrived": arrived(await snapshot.guests())}


LOADERS: dict[str, Callable[[Snapshot, str], Awaitable[Context]]] = {
    **wall_regions.LOADERS,
    "accent": _accent,
    "logos": _logos,
    "heading": _heading,
    "announcement": _heading,
    "phase": _phase,
    "next": _next,
    "stage": _stage,
    "clock": _clock,
    "undo": _undo,
    "people": _people,
    "where": _heading,
    "topics": _topics,
    "ranking": _ranking,
    "plan": _plan,
    "now": _now,
    "walls": _plan,
    "news": _news,
    "check": _check,
    "proposal": _proposal,
    "revisions": _revisions,
    "offers": _offers,
    "guests": _guests,
    "arrived": _arrived,
    "unannounced": _heading,
    "hidden": _hidden,
}


async def contexts(snapshot: Snapshot, names: set[str]) -> dict[str, Context | Exception]:
    """What each region's template is given, or the error for one that fails. Raises if the database itself fails."""
    found: dict[str, Context | Exception] = {}
    snapshot.checked = "check" in names
    for name in sorted(names):
        kind, _, key = name.partition("_")
        try:
            found[name] = await LOADERS[kind](snapshot, key)
        except Exception as error:
            if is_outage(error):
                raise
            found[name] = error
    return found


def _dated(given: Values) -> date | None:
    was = given["barcamp"]
    return was.dated if isinstance(was, Barcamp) else None


def draw(
    env: Environment, group: Group, barcamp: Barcamp, name: str, context: Context, before: Shelf | None
) -> tuple[Shelf, int]:
    """One region's HTML, the same for everybody in the group, and how many pieces of it had to be drawn: none where it
    is given what it was drawn from before."""
    all_of_it: Values = {"barcamp": barcamp, **context}
    if before is not None and before.given == all_of_it:
        return before, 0
    if before is not None and before.given and _dated(before.given) != barcamp.dated:
        before = None  # every piece that tells a time tells another day

    def piece(kind: str, name: str, values: Values) -> str:
        given: Values = {**values, "code": barcamp.code, "screen": group.screen, "region": name, "keyed": drawing}
        return env.get_template(f"{group.screen}/_{kind}.html").render(given)

    drawing = Drawing(piece, before)
    with i18n.speaking(group.locale, barcamp.dated):
        shelf = drawing.shelf(name, piece(name.partition("_")[0], name, all_of_it), all_of_it)
    return shelf, drawing.drawn + 1
