"""Everything that the book is made from, read at once: a few queries, however big the day was."""

import asyncio
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.event.figures import Figures, count_online, load_figures, load_organisations, there
from barcamp.queries.event.logos import Logo, load_logos
from barcamp.queries.feedback import FeedbackSums, load_feedback
from barcamp.queries.history import revision_of
from barcamp.queries.offers import Interested, Offer, load_interested, load_offers
from barcamp.queries.people.consent import load_nameable
from barcamp.queries.people.people import Person, load_people
from barcamp.queries.plan.plan import Plan, load_plan, minute_of_day
from barcamp.queries.setup.frozen import load_series_told
from barcamp.queries.setup.series import CarriedStep, Series, load_carried
from barcamp.queries.topics.topics import TopicCard, topic_cards
from barcamp.queries.walls.breadth import Breadth, load_breadths
from barcamp.queries.walls.heads import Heads, load_heads
from barcamp.queries.walls.hidden import load_hidden
from barcamp.queries.walls.notes import WholeWall, load_walls
from barcamp.queries.walls.photos import Photo, load_hidden_photos, load_photos
from barcamp.queries.walls.selection import Selection, load_selections
from barcamp.queries.walls.silence import count_sealed

MOST_PAIRS = 10


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read. `online` are how many of the people take part online, in a hybrid event;
    `organisations` those of `figures`, by name; `cast` the minutes of the day at which interest
    was shown, `together` pairs of topics with the number of people who wanted both (two at least), `hidden` a word for
    each note or photo that was hidden, `selections` and `breadths` are by the names of their walls,
    `sealed` how many cards wait to be revealed."""

    cards: tuple[TopicCard, ...]
    plan: Plan
    people: tuple[Person, ...]
    figures: Figures
    online: int | None
    organisations: tuple[str, ...]
    nameable: frozenset[int]
    walls: tuple[WholeWall, ...]
    selections: dict[str, Selection]
    breadths: dict[str, Breadth]
    photos: tuple[Photo, ...]
    logos: tuple[Logo, ...]
    heads: dict[int, Heads]
    offers: tuple[Offer, ...]
    interested: tuple[Interested, ...]
    feedback: FeedbackSums
    series: Series | None
    carried: tuple[CarriedStep, ...]
    cast: tuple[int, ...]
    together: tuple[tuple[int, int, int], ...]
    hidden: tuple[str, ...]
    sealed: int
    revision: int

    @property
    def placed(self) -> frozenset[int]:
        """The topics that have a place, or another session that has one."""
        return frozenset(card.root_id for card in self.cards if card.placed)


async def gather(db: AsyncConnection, barcamp: Barcamp, *, photos: bool, data: bool = True) -> Gathered:
    """Reads everything. `data`: pictures with their bytes."""
    cards = await topic_cards(db, barcamp.id)
    figures = (await load_figures(db, [barcamp.id]))[barcamp.id]
    walls = tuple(await load_walls(db, barcamp.id))
    return Gathered(
        cards=tuple(cards),
        plan=await load_plan(db, barcamp.id, cards),
        people=tuple(await load_people(db, barcamp.id)),
        figures=figures,
        online=await count_online(db, barcamp),
        organisations=tuple(await load_organisations(db, barcamp.id)),
        nameable=await load_nameable(db, barcamp.id),
        walls=walls,
        selections=await load_selections(db, barcamp.id, walls),
        breadths=await load_breadths(db, barcamp.id),
        photos=tuple(await load_photos(db, barcamp.id, with_data=data)) if photos else (),
        logos=tuple(await load_logos(db, barcamp.id, with_data=data)),
        heads=await load_heads(db, barcamp.id),
        offers=tuple(await load_offers(db, barcamp.id)),
        interested=tuple(await load_interested(db, barcamp.id)),
        feedback=await load_feedback(db, barcamp.id),
        series=await load_series_told(db, barcamp, figures),
        carried=tuple(await load_carried(db, barcamp.id)),
        cast=await _cast(db, barcamp),
        together=await _together(db, barcamp.id, {card.id for card in cards}),
        hidden=(
            *("note" for _ in await load_hidden(db, barcamp.id)),
            *("photo" for _ in await load_hidden_photos(db, barcamp.id)),
        ),
        sealed=await count_sealed(db, barcamp.id),
        revision=await revision_of(db, barcamp),
    )


async def _cast(db: AsyncConnection, barcamp: Barcamp) -> tuple[int, ...]:
    """When interest was shown. Hands were raised while their topic was on stage or, if it never was, when interest was
    last shown."""
    starred = votes.c.topic_id == topics.c.id
    query = select(votes.c.cast_at).where(topics.c.barcamp_id == barcamp.id, starred, there()).order_by(votes.c.cast_at)
    stars = list(await db.scalars(query))
    raised = select(topics.c.hands, topics.c.staged_at, topics.c.pitched_at).where(
        topics.c.barcamp_id == barcamp.id, there(), topics.c.hands > 0
    )
    last = stars[-1:]
    for many, staged, pitched in map(tuple, await db.execute(raised)):
        stars += [staged or max((pitched, *last))] * many
    return tuple(minute_of_day(barcamp, at) for at in sorted(stars))


async def _together(db: AsyncConnection, barcamp_id: int, there: set[int]) -> tuple[tuple[int, int, int], ...]:
    """The pairs, most people first. What only one person wanted together is not told."""
    people = func.aggregate_strings(cast(votes.c.attendee_id, String), ",")
    query = select(votes.c.topic_id, people).where(votes.c.barcamp_id == barcamp_id).group_by(votes.c.topic_id)
    found = {topic: set(voters.split(",")) for topic, voters in await db.execute(query) if topic in there}
    return await asyncio.to_thread(most_wanted_together, found)


def most_wanted_together(voters: Mapping[int, AbstractSet[str]]) -> tuple[tuple[int, int, int], ...]:
    """Pairs of topics and how many people want both. No pair shares more people than either topic has, so few pairs
    need a look."""
    best = list[tuple[int, int, int]]()
    before = list[int]()
    for topic in sorted(voters, key=lambda topic: (-len(voters[topic]), topic)):
        if len(best) == MOST_PAIRS and len(voters[topic]) < -best[-1][0]:
            break
        for other in before:
            both = len(voters[topic] & voters[other])
            if both > 1:
                best.append((-both, min(topic, other), max(topic, other)))
        best = sorted(best)[:MOST_PAIRS]
        before.append(topic)
    return tuple((one, other, -people) for people, one, other in best)
