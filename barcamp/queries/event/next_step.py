"""The one next step of the day: what a moderator would do now. The console chooses words and forms for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.plan.moment import Moment
from barcamp.queries.plan.plan import Plan
from barcamp.queries.plan.proposal import Proposal
from barcamp.queries.plan.publication import Publication
from barcamp.queries.topics.pitch_round import Stage
from barcamp.queries.topics.topics import TopicCard

Kind = Literal[
    "begin pitching",
    "call first topic",
    "call next topic",
    "clear stage",
    "await topics",
    "begin interest",
    "begin planning",
    "take proposal",
    "suggest plan",
    "publish plan",
    "publish first plan",
    "publish changes",
    "begin sessions",
    "await sessions",
    "begin next day",
    "begin closing",
    "take home",
    "take archive home",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the next step depends on. `topics` are all that were pitched, `unplaced` those that neither have a place nor
    are parked. `free` counts cells of the day that is planned, `slots` time slots for sessions of the present one, all
    still to come; `later` are those of days after it. `changed` sessions are not published yet. `proposed` is how many
    sessions a proposal would change, None without one; `proposed_unled` and `unled` are sessions that nobody leads, in
    the proposal and on the plan. `parked` topics can be taken up for another day of the event."""

    phase: str
    archived: bool = False
    people: int = 0
    topics: int = 0
    on_stage: bool = False
    been_on_stage: int = 0
    waiting: tuple[TopicCard, ...] = ()
    unplaced: int = 0
    free: int = 0
    slots: int = 0
    later: int = 0
    published: bool = False
    changed: int = 0
    proposed: int | None = None
    proposed_unled: int = 0
    unled: int = 0
    parked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The next step. `topic` is the one to call. `count` counts whatever `kind` is about: people, topics, sessions or
    slots. `unled` of the sessions have nobody to lead them; `unplaced` topics would be left over, `parked` ones
    could be taken up. `or_phase`: where the
    day may go on to instead; empty for nowhere else. `or_publish`: the plan may be published as it is."""

    kind: Kind
    topic: TopicCard | None = None
    count: int = 0
    unled: int = 0
    unplaced: int = 0
    parked: int = 0
    or_phase: str = ""
    or_publish: bool = False


def standing(
    camp: Barcamp,
    *,
    people: int,
    topics: Sequence[TopicCard],
    stage: Stage,
    plan: Plan,
    moment: Moment,
    publication: Publication,
    proposal: Proposal | None,
) -> Standing:
    coming = [row for row in plan.rows if not (row.plenary or row.programme) and row.id not in moment.over]
    today = max((row.day for row in plan.rows if row.starts <= moment.minute), default=0)
    planned = min((row.day for row in coming if row.starts > moment.minute), default=today)
    return Standing(
        phase=camp.phase,
        archived=camp.archived,
        people=people,
        topics=len(topics),
        on_stage=stage.card is not None,
        been_on_stage=len(stage.done),
        waiting=stage.waiting,
        unplaced=sum(not (card.placed or card.parked) for card in topics),
        free=sum(not (cell.topic or cell.room.closed) for row in coming if row.day <= planned for cell in row.cells),
        slots=sum(row.day <= today for row in coming),
        later=sum(row.day > today for row in coming),
        published=publication.latest is not None,
        changed=len(publication.unpublished),
        proposed=len(proposal.changes) if proposal else None,
        proposed_unled=len(proposal.unled) if proposal else 0,
        unled=len(plan.unled),
        parked=sum(card.parked for card in topics) if camp.days > 1 else 0,
    )


def next_step(now: Standing) -> NextStep:
    if now.archived:
        return NextStep(kind="take archive home")
    match now.phase:
        case "arrival":
            return NextStep(kind="begin pitching", count=now.people)
        case "pitching" | "interest":
            return _of_topics(now)
        case "planning":
            return _of_planning(now)
        case "sessions":
            return _of_sessions(now)
        case _:
            return NextStep(kind="take home")


def _of_topics(now: Standing) -> NextStep:
    following = "interest" if now.phase == "pitching" else "planning"
    if now.waiting:
        kind = "call next topic" if now.on_stage or now.been_on_stage else "call first topic"
        return NextStep(kind=kind, topic=now.waiting[0], count=len(now.waiting), or_phase=following)
    if now.on_stage:
        return NextStep(kind="clear stage", or_phase=following)
    if now.phase == "interest":
        return NextStep(kind="begin planning", parked=now.parked)
    if not now.topics:
        return NextStep(kind="await topics", or_phase=following)
    return NextStep(kind="begin interest", count=now.topics)


def _of_planning(now: Standing) -> NextStep:
    if now.proposed:
        return NextStep(kind="take proposal", count=now.proposed, unled=now.proposed_unled, or_phase="sessions")
    if now.unplaced and now.free:
        as_it_is = bool(now.changed) and now.proposed is None
        return NextStep(kind="suggest plan", count=now.unplaced, or_phase="sessions", or_publish=as_it_is)
    if now.changed:
        return NextStep(kind="publish plan", unled=now.unled, or_phase="sessions")
    return NextStep(kind="begin sessions", unled=now.unled, unplaced=now.unplaced)


def _of_sessions(now: Standing) -> NextStep:
    if now.changed:
        kind = "publish changes" if now.published else "publish first plan"
        return NextStep(kind=kind, count=now.changed, unled=now.unled, or_phase="closing")
    if now.slots:
        return NextStep(kind="await sessions", count=now.slots, or_phase="closing")
    if now.later:
        return NextStep(kind="begin next day", parked=now.parked, or_phase="closing")
    return NextStep(kind="begin closing")
