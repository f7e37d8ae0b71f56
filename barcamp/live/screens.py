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
TOPICS = _of("topics", "names", "grid", "counts")
PHASE = _of("phase", "openings", "archived", "clock", "date", "scene", "pitch_round", "queue", "published", "feedback")
STAGE = _of("pitch_round", "queue", "names", "counts", "phase", "archived", ON_STAGE)
PLAN = _of("placed", "grid", "topic", "hosts", "names", "clock", "moment", "archived")
PEOPLE = _of("people", "names", "archived")
RANKING = _of("topics", "names", "topic", "hosts", "interest", "counts", "scene", "pitch_round", "phase", "archived")
STEPS = _of("history", "topics", "topic", "grid", "published")
CHECK = _of(PLAN, "topics", "counts", "heads", "phase")
PROPOSAL = _of("proposal", "topics", "topic", "hosts", "placed", "grid", "counts", "names")
WALLS = _of("wall", "section", "note")
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
        "wall": _of("wall", "sections"),
        "sections": _of("sections"),
        "photos": _of("photos"),
    },
}
# Regions that are keyed by the group's subject: a fact that names another one is not theirs.
OF_SUBJECT = frozenset({"wall", "sections", "photos"})
# Regions inside another one: a page holds them through it, a change that names one of them touches it alone.
NESTED: dict[str, str] = {"topic": "topics", "part": "wall", "note": "wall"}
_OF_A_TOPIC = _of("topic", "hosts", "interest", "placed")
# Kinds of facts whose key is that of such a region.
_NAMES: dict[str, str] = {**dict.fromkeys(_OF_A_TOPIC, "topic"), "section": "part", "note": "note"}
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
    """The regions of a page that look different now; none that another of them contains.

    What an older or newer version of the program wrote down under a name that is not known here may be anything.
    """
    if not changed.keys() <= KNOWN:
        return whole(screen, subject)
    shown: set[str] = set()
    for region, causes in SCREENS[screen].items():
        if region not in OF_SUBJECT:
            shown |= {region} if causes & changed.keys() else set()
        elif any({"", subject} & changed[kind] for kind in causes & changed.keys()):
            shown.add(f"{region}_{subject}")
    for kind in _NAMES.keys() & changed.keys():
        shown.update(_inner(screen, subject, _NAMES[kind], changed[kind], shown))
    return sorted(shown)


def _inner(screen: str, subject: str, region: str, keys: AbstractSet[str], shown: set[str]) -> list[str]:
    """The regions inside another one, unless the screen has none of it or shows the whole anew."""
    holder = NESTED[region]
    if holder not in SCREENS[screen] or {holder, f"{holder}_{subject}"} & shown:
        return []
    return [f"{region}_{key}" for key in keys if holder not in OF_SUBJECT or key.partition("-")[0] == subject]
