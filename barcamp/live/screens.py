"""Which regions each screen is made of, which stand inside another one, and which look different when others do.

A screen shows what is listed here; everything else of its page never changes while it is open.
"""

# Per screen, the regions of its page, in no particular order.
SCREENS: dict[str, tuple[str, ...]] = {
    "phone": (
        "accent",
        "heading",
        "announcement",
        "phase",
        "stage",
        "now",
        "topics",
        "plan",
        "walls",
        "offers",
        "news",
    ),
    "console": (
        "accent",
        "heading",
        "announcement",
        "phase",
        "next",
        "undo",
        "stage",
        "people",
        "topics",
        "clock",
        "plan",
        "scene",
        "hidden",
        "check",
        "proposal",
        "steps",
    ),
    "projector": (
        "accent",
        "heading",
        "announcement",
        "phase",
        "people",
        "ranking",
        "plan",
        "scene",
        "now",
        "logos",
    ),
    "notes": ("accent", "heading", "announcement", "phase", "stage", "wall", "sections", "photos"),
}
# Regions that are keyed by the group's subject.
OF_SUBJECT = frozenset({"wall", "sections", "photos"})
# Regions inside another one: a page holds them through it, a change touches them alone.
NESTED: dict[str, str] = {"topic": "topics", "part": "wall", "note": "wall"}
# How many to expect where changes with every tap of a choice; it is no region, but others look different with it.
HEADS = "heads"
# Per screen, regions that look different whenever one of these does.
FOLLOWS: dict[str, dict[str, frozenset[str]]] = {
    "phone": {"walls": frozenset({"plan"}), "news": frozenset({"plan"})},
    "console": {
        "scene": frozenset({"plan", "wall", "part", "note"}),
        "plan": frozenset({"check", HEADS}),
        "check": frozenset({"plan", HEADS}),
        "next": frozenset({"phase", "topics", "plan", "people", "stage", "steps", "proposal", "news"}),
        "stage": frozenset({"topics", "plan"}),
        # Their order is that of the stage, which votes do not change.
        "topics": frozenset({"phase"}),
        "clock": frozenset({"phase", "plan"}),
        "undo": frozenset({"steps"}),
    },
    "projector": {
        "phase": frozenset({"heading"}),
        "scene": frozenset({"plan", "wall", "part", "note", "photos"}),
    },
}
