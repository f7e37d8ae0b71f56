"""Which regions each screen consists of, and which facts change them. Commands say what changed; only this module knows
where that shows.

A screen's live parts are listed here; everything else on its page never changes while it is open.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from barcamp.domain.event.exhibit import Exhibit
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.facts import KINDS, Changed
from barcamp.queries.event.exhibit import concerns

Kinds = frozenset[str]
# What changed since a page was drawn: kind → keys.
Told = Mapping[str, AbstractSet[str]]


def of(*kinds: str | Kinds) -> Kinds:
    """Kinds of facts, and those that a list of facts names."""
    return frozenset[str]().union(*({kind} if isinstance(kind, str) else kind for kind in kinds))


# A kind that no command states: whatever is about the topic on stage. See `told`.
ON_STAGE = "on_stage"
# Another: whatever is about the card or the lane that everybody is asked to look at.
EXHIBITED = "exhibited"

# Words of topics, wherever they appear with rooms and times, in an order that does not depend on votes.
TOPICS = of("topics", "topic", "hosts", "interest", "placed", "been_on_stage", "names", "grid", "counts")
PHASE = of(
    "phase", "openings", "archived", "clock", "moment", "date", "scene", "pitch_round", "queue", "published", "feedback"
)  # fmt: skip
STAGE = of("pitch_round", "queue", "names", "counts", "phase", "archived", ON_STAGE)
EXHIBIT = of("scene", "phase", "archived", "pitch_round", EXHIBITED)
PLAN = of("placed", "grid", "topic", "hosts", "names", "clock", "moment", "archived")
PEOPLE = of("people", "names", "archived")
RANKING = of("topics", "names", "topic", "hosts", "interest", "counts", "scene", "pitch_round", "phase", "archived")
HISTORY = of("history", "topics", "topic", "grid", "published")
# The plans that were published, with the time of day at which each was.
PUBLISHED = of(HISTORY, "clock")
CHECK = of(PLAN, "topics", "counts", "heads", "phase")
PROPOSAL = of("proposal", "topics", "topic", "hosts", "placed", "grid", "counts", "names")
# Where whoever takes part from elsewhere meets the others, and until when.
VIDEO = of("placed", "grid", "clock", "moment", "date", "archived", "video")
WALLS = of("wall", "cards", "note", "silence", "breadth")
SCENE = of(PLAN, WALLS, "sections", "scene", "pitch_round", "phase", "counts", "feedback", "results", EXHIBITED)

# For each screen, the regions of its page, in no particular order, and what changes each of them.
SCREENS: dict[str, dict[str, Kinds]] = {
    "phone": {
        "accent": of("appearance"),
        "heading": of("event"),
        "announcement": of("announcement", "archived"),
        "exhibit": EXHIBIT,
        "phase": PHASE,
        "where": of("event", "archived"),
        "stage": STAGE,
        "now": of(PLAN, VIDEO, "phase"),
        "topics": TOPICS,
        "plan": of(PLAN, "video"),
        "walls": PLAN,
        "offers": of("offers", "names"),
        "news": of(PLAN, "published"),
    },
    "console": {
        "accent": of("appearance"),
        "heading": of("event"),
        "announcement": of("announcement", "archived"),
        "exhibit": EXHIBIT,
        "phase": PHASE,
        "next": of(PHASE, TOPICS, PLAN, PEOPLE, STAGE, HISTORY, PROPOSAL),
        "undo": of(HISTORY, "archived", "names"),
        "stage": of(STAGE, TOPICS, PLAN),
        "people": PEOPLE,
        "topics": of(TOPICS, PHASE, "glances"),
        "clock": of(PHASE, PLAN),
        "plan": of(PLAN, CHECK),
        "scene": SCENE,
        "hidden": of("hidden"),
        "check": CHECK,
        "proposal": PROPOSAL,
        "revisions": PUBLISHED,
    },
    "projector": {
        "accent": of("appearance"),
        "heading": of("event"),
        "announcement": of("announcement", "archived"),
        "phase": of(PHASE, "event"),
        "people": PEOPLE,
        "ranking": RANKING,
        "plan": PLAN,
        "scene": of(SCENE, "photos", "voters", "people"),
        "now": PLAN,
        "logos": of("logos"),
    },
    "notes": {
        "accent": of("appearance"),
        "heading": of("event"),
        "announcement": of("announcement", "archived"),
        "exhibit": EXHIBIT,
        "phase": PHASE,
        "stage": STAGE,
        "voting": of("wall", "voters", "people"),
        "opening": of("wall"),
        "silence": of("silence", "sections"),
        "breadth": of("breadth", "silence", "wall"),
        "wall": of(WALLS, "sections", "photos"),
        "sections": of("sections"),
        "order": of("sections", "wall"),
        "video": VIDEO,
    },
    "arrivals": {
        "accent": of("appearance"),
        "heading": of("event"),
        "arrived": of("guests"),
        "unannounced": of("archived"),
        "guests": of("guests", "event", "archived"),
    },
}
# Regions that are keyed by the group's subject.
OF_SUBJECT = frozenset({"voting", "opening", "silence", "breadth", "wall", "sections", "order", "video"})
# Of these, those that facts name: one that names another subject is not theirs.
_NAMED = OF_SUBJECT - {"video"}
_OF_A_TOPIC = of("topic", "hosts", "interest", "placed")
KNOWN = (KINDS | {ON_STAGE, EXHIBITED}) - {"everything"}


def whole(screen: str, subject: str = "") -> list[str]:
    """Every region of a page."""
    return [_keyed(kind, subject) for kind in SCREENS[screen]]


def told(facts: Iterable[Changed], barcamp: Barcamp) -> Told:
    """What changed, by kind; with ON_STAGE if it is about the topic on stage, EXHIBITED if about what all see."""
    keys: dict[str, set[str]] = {}
    known = list(facts)
    if concerns(Exhibit.read(barcamp.exhibit), known):
        keys[EXHIBITED] = {""}
    for fact in known:
        keys.setdefault(fact.kind, set()).add(fact.key)
    if barcamp.on_stage and any(str(barcamp.on_stage) in keys.get(kind, ()) for kind in _OF_A_TOPIC):
        keys[ON_STAGE] = {""}
    return keys


def shown_by(screen: str, subject: str, changed: Told) -> list[str]:
    """The regions of a page that may look different now.

    A fact that an older or newer version of the program recorded under an unknown name may mean anything.
    """
    if not changed.keys() <= KNOWN:
        return whole(screen, subject)
    shown: set[str] = set()
    for region, causes in SCREENS[screen].items():
        if region not in _NAMED:
            shown |= {_keyed(region, subject)} if causes & changed.keys() else set()
        elif any(_wall_of(key) in ("", subject) for kind in causes & changed.keys() for key in changed[kind]):
            shown.add(_keyed(region, subject))
    return sorted(shown)


def _keyed(region: str, subject: str) -> str:
    return f"{region}_{subject}" if region in OF_SUBJECT else region


def _wall_of(key: str) -> str:
    """The wall `t7` of `t7-12`, which is something on that wall."""
    return key.partition("-")[0]
