"""From which share of a list on it takes fewer bytes to send all of it than what changed, piece by piece."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from jinja2 import Environment

from barcamp.kernel.barcamp import Barcamp
from barcamp.live import regions
from barcamp.live.audience import Group
from barcamp.live.difference import MOST_CHANGED
from barcamp.live.keyed import Shelf
from barcamp.live.snapshot import Snapshot
from barcamp.live.view import difference
from barcamp.live.websocket import frames
from barcamp.queries.topics.topics import TopicCard

# Of the list; where it turns is no more exact than that.
SHARES = [share / 40 for share in range(1, 41)]
REGIONS = {"phone": "topics", "console": "topics", "projector": "ranking"}

Change = Callable[[list[TopicCard], set[int]], list[TopicCard]]


def others(cards: list[TopicCard], these: set[int]) -> list[TopicCard]:
    """With other words, all of them different ones."""
    words = [card.title for card in cards]
    return [
        replace(card, title=f"{words[-at]}, {at}", description=card.description[::2]) if at in these else card
        for at, card in enumerate(cards)
    ]


def elsewhere(cards: list[TopicCard], these: set[int]) -> list[TopicCard]:
    """At other places of the list."""
    left = [card for at, card in enumerate(cards) if at not in these]
    for at in sorted(these):
        left.insert(random.Random(at).randrange(len(left) + 1), cards[at])
    return left


CHANGES: Mapping[str, Change] = {"changed": others, "moved": elsewhere}


async def says(env: Environment, snapshot: Snapshot, groups: Iterable[Group]) -> list[str]:
    """A sentence for each screen and kind of change."""
    found = list[str]()
    for group in groups:
        if (name := REGIONS.get(group.screen)) is None:
            continue
        context = (await regions.contexts(snapshot, {name}))[name]
        assert not isinstance(context, Exception)
        for what, change in CHANGES.items():
            share = _turns(env, group, snapshot.barcamp, name, context, change)
            said = f"from {share:.0%} of the list on" if share else "never"
            found.append(f"{group.screen}, {what}: all takes fewer bytes {said}; sent from {MOST_CHANGED:.0%} on.")
    return found


def _turns(
    env: Environment, group: Group, barcamp: Barcamp, name: str, context: regions.Context, change: Change
) -> float | None:
    """The least share from which on the whole weighs less, deflated; None where there is none."""
    before = regions.draw(env, group, barcamp, name, context, None)[0]
    cards = context["queued" if "queued" in context and group.screen == "console" else "cards"]
    assert isinstance(cards, list)
    order = random.Random(7).sample(range(len(cards)), len(cards))  # pyright: ignore[reportUnknownArgumentType]
    for share in SHARES:
        these = set(order[: round(share * len(order))])
        now = change(cards, these)  # pyright: ignore[reportUnknownArgumentType]
        after = regions.draw(env, group, barcamp, name, {**context, "cards": now, "queued": now}, before)[0]
        if _weight(frames.message("2", {name: after.piece.html}, "1")) <= _weight(_pieces(name, before, after)):
            return share
    return None


def _pieces(name: str, before: Shelf, after: Shelf) -> str:
    return difference("1", "2", {name: before}, {name: after}, all_of_it=True)


def _weight(message: str) -> int:
    return len(frames.text_frame(message).deflated)
