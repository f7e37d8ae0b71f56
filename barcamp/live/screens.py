"""Which regions each screen is made of, and which facts change them. Commands say what changed; only here is it known
where that shows.

A screen shows what is listed here; everything else of its page never changes while it is open.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.facts import KINDS, Changed

Kinds = frozenset[str]
# What changed since a page was drawn: kind → keys.
Told = Mapping[str, AbstractSet[str]]


def _of(*kinds: str | Kinds) -> Kinds:
    """Kinds of facts, and those that a list of them names."""
    return frozenset[str]().union(*({kind} if isinstance(kind, str) else kind for kind in kinds))


# Said by none: whatever is about the topic on stage. See `told`.
ON_STAGE = "on_stage"

# Words of topics, wherever they stand with their rooms and times; their order is not that of the votes.
TOPICS = _of("topics", "topic", "hosts", "interest", "placed", "had_turn", "names", "grid", "counts")
PHASE = _of("phase", "openings", "archived", "clock", "date", "scene", "pitch_round", "queue", "published", "feedback")
STAGE = _of("pitch_round", "queue", "names", "counts", "phase", "archived", ON_STAGE)
PLAN = _of("placed", "grid", "topic", "hosts", "names", "clock", "moment", "archived")
PEOPLE = _of("people", "names", "archived")
RANKING = _of("topics", "names", "topic", "hosts", "interest", "counts", "scene", "pitch_round", "phase", "archived")
STEPS = _of("history", "topics", "topic", "grid", "published")
CHECK = _of(PLAN, "topics", "counts", "heads", "phase")
PROPOSAL = _of("proposal", "topics", "topic", "hosts", "placed", "grid", "counts", "names")
WALLS = _of("wall", "cards", "note")
SCENE = _of(PLAN, WALLS, "scene", "pitch_round", "phase", "counts", "feedback", "results")

# Per screen, the regions of its page, in no particular order, and what changes each.
SCREENS: dict[str, dict[str, Kinds]] = {
    "phone": {
        "accent": _of("appearance"),
        "heading": _of("event"),
        "announcement": _of("announcement", "archived"),
        "phase": PHASE,
        "stage": STAGE,
        "now": PLAN,
        "topics": TOPICS,
        "plan": PLAN,
        "walls": PLAN,
        "offers": _of("offers", "names"),
        "news": _of(PLAN, "published"),
    },
    "console": {
        "accent": _of("appearance"),
        "heading": _of("event"),
        "announcement": _of("announcement", "archived"),
        "phase": PHASE,
        "next": _of(PHASE, TOPICS, PLAN, PEOPLE, STAGE, STEPS, PROPOSAL),
        "undo": _of(STEPS, "archived", "names"),
        "stage": _of(STAGE, TOPICS, PLAN),
        "people": PEOPLE,
        "topics": _of(TOPICS, PHASE),
        "clock": _of(PHASE, PLAN),
        "plan": _of(PLAN, CHECK),
        "scene": SCENE,
        "hidden": _of("hidden"),
        "check": CHECK,
        "proposal": PROPOSAL,
        "steps": STEPS,
    },
    "projector": {
        "accent": _of("appearance"),
        "heading": _of("event"),
        "announcement": _of("announcement", "archived"),
        "phase": _of(PHASE, "event"),
        "people": PEOPLE,
        "ranking": RANKING,
        "plan": PLAN,
        "scene": _of(SCENE, "photos"),
        "now": PLAN,
        "logos": _of("logos"),
    },
    "notes": {
        "accent": _of("appearance"),
        "heading": _of("event"),
        "announcement": _of("announcement", "archived"),
        "phase": PHASE,
        "stage": STAGE,
        "wall": _of(WALLS, "sections"),
        "sections": _of("sections"),
        "photos": _of("photos"),
    },
}
# Regions that are keyed by the group's subject: a fact that names another one is not theirs.
OF_SUBJECT = frozenset({"wall", "sections", "photos"})
_OF_A_TOPIC = _of("topic", "hosts", "interest", "placed")
KNOWN = (KINDS | {ON_STAGE}) - {"everything"}


def whole(screen: str, subject: str = "") -> list[str]:
    """Every region of a page."""
    return [f"{kind}_{subject}" if kind in OF_SUBJECT else kind for kind in SCREENS[screen]]


def told(facts: Iterable[Changed], barcamp: Barcamp) -> Told:
    """What changed, by kind; with ON_STAGE where it is about the topic there."""
    keys: dict[str, set[str]] = {}
    for fact in facts:
        keys.setdefault(fact.kind, set()).add(fact.key)
    if barcamp.on_stage and any(str(barcamp.on_stage) in keys.get(kind, ()) for kind in _OF_A_TOPIC):
        keys[ON_STAGE] = {""}
    return keys


def shown_by(screen: str, subject: str, changed: Told) -> list[str]:
    """The regions of a page that may look different now.

    What an older or newer version of the program wrote down under a name that is not known here may be anything.
    """
    if not changed.keys() <= KNOWN:
        return whole(screen, subject)
    shown: set[str] = set()
    for region, causes in SCREENS[screen].items():
        if region not in OF_SUBJECT:
            shown |= {region} if causes & changed.keys() else set()
        elif any(_wall_of(key) in ("", subject) for kind in causes & changed.keys() for key in changed[kind]):
            shown.add(f"{region}_{subject}")
    return sorted(shown)


def _wall_of(key: str) -> str:
    """`t7` of `t7-12`, which is something on that wall."""
    return key.partition("-")[0]
