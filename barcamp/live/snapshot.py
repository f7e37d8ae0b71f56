"""One consistent look at a barcamp: what the regions are drawn from, everything being asked for only once."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.exhibit import Exhibit
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import is_over
from barcamp.live.kept import OF_A_TOPIC, Kept
from barcamp.live.screens import KNOWN, of
from barcamp.planner.explain.assess import Heads, heads_of
from barcamp.planner.problem import Id, Problem
from barcamp.queries.event.exhibit import Exhibited, exhibited
from barcamp.queries.event.figures import count_online, count_people
from barcamp.queries.event.logos import Logo, load_logos
from barcamp.queries.event.next_step import Standing, standing
from barcamp.queries.event.revisions import History, load_history
from barcamp.queries.offers import Offer, load_offers
from barcamp.queries.people.entry import Entry, load_entry
from barcamp.queries.people.guests import Guest, load_guests
from barcamp.queries.plan.moment import Moment, moment
from barcamp.queries.plan.plan import Plan, load_grid, minute_of_day
from barcamp.queries.plan.problem import load_problem
from barcamp.queries.plan.proposal import Proposal, load_proposal, proposed
from barcamp.queries.plan.publication import Publication, load_publication
from barcamp.queries.topics.pitch_round import Hidden, Stage, load_hidden_topics, stage_of
from barcamp.queries.topics.topics import TopicCard, pitched, topic_cards
from barcamp.queries.walls.breadth import Breadth, load_breadth
from barcamp.queries.walls.hidden import HiddenNote, load_hidden
from barcamp.queries.walls.notes import Note, WholeWall, load_notes, load_wall, load_walls
from barcamp.queries.walls.photos import Photo, load_hidden_photos, load_photos
from barcamp.queries.walls.selection import Selection, load_selection
from barcamp.queries.walls.silence import Silence, load_silence
from barcamp.queries.walls.voting import Voting, load_voting

T = TypeVar("T")

# What changes the problem whatever it is about: what stands on the grid, what time it is.
PROBLEM = of("placed", "grid", "heads", "counts", "phase", "archived", "clock", "moment", "date", "openings")
# Whatever was done may be what can be undone, or hinder that; of topics only what is done to those that it knows.
HISTORY = (KNOWN - OF_A_TOPIC - {"wall", "breadth"}) | {"placed"}
# A card that everybody sees says nothing about sealed ones; whatever else was done may have.
SILENCE = KNOWN - {"note", "breadth"}
# Sections that go take along what was told of them.
BREADTH = of("breadth", "sections")
ENTRY = of("people", "rights", "names", "clock")


class Snapshot:
    """One look. What was asked for is kept, however many regions need it."""

    def __init__(self, db: AsyncConnection, barcamp: Barcamp, at: datetime, kept: Kept | None = None) -> None:
        """Begins a look. `kept` is what earlier looks have read, which this one continues."""
        self.barcamp = barcamp
        self._db = db
        self._at = at
        self._kept = kept or Kept()
        self._seen: dict[object, object] = {}
        self.checked = False  # whether anyone is looking who checks the plan

    async def cards(self) -> list[TopicCard]:
        async def read(only: Collection[int] | None) -> list[TopicCard]:
            called = (await self._grid()).called
            return await topic_cards(self._db, self.barcamp.id, only, called)

        return await self._once("cards", lambda: self._kept.topics.read(read, lambda card: card.repeat_of))

    async def topics(self) -> list[TopicCard]:
        """Without repeats, which only the plan shows."""

        async def load() -> list[TopicCard]:
            return pitched(await self.cards())

        return await self._once("topics", load)

    async def plan(self) -> Plan:
        async def load() -> Plan:
            found = (await self._grid()).holding(await self.cards())
            return self._kept.as_before("plan", found)

        return await self._once("plan", load)

    async def _grid(self) -> Plan:
        return await self._kept.thing("grid", lambda: load_grid(self._db, self.barcamp.id), of("grid"))

    async def people(self) -> int:
        """The number of people who have come."""
        return await self._kept.thing("people", lambda: count_people(self._db, self.barcamp.id), of("people"))

    async def online(self) -> int | None:
        """How many of them take part online; None unless the event is hybrid."""
        return await self._kept.thing("online", lambda: count_online(self._db, self.barcamp), of("people"))

    async def entry(self) -> Entry:
        """With how many came of late, to the minute: that passes without anybody's doing."""
        minute = self._at.replace(second=0, microsecond=0)
        return await self._kept.thing(
            "entry", lambda: load_entry(self._db, self.barcamp.id, self._at), ENTRY, of=minute
        )  # fmt: skip

    async def guests(self) -> list[Guest]:
        async def read(only: Collection[int] | None) -> list[Guest]:
            return await load_guests(self._db, self.barcamp.id, only)

        return await self._once("guests", lambda: self._kept.guests.read(read))

    async def wall(self, name: str) -> WholeWall:
        wall = wall_named(name)  # as somebody may have typed it: t007 is t7

        async def read(only: Collection[int] | None) -> list[Note]:
            return await load_notes(self._db, self.barcamp.id, str(wall), only)

        async def load() -> WholeWall:
            cards = await self._kept.notes_on(str(wall)).read(read)
            return await load_wall(self._db, self.barcamp.id, wall, cards)

        return await self._once(("wall", str(wall)), load)

    async def exhibit(self) -> Exhibited | None:
        """What everybody is asked to look at."""
        look = Exhibit.read("" if self.barcamp.archived else self.barcamp.exhibit)
        return exhibited(await self.wall(look.wall), look) if look else None

    async def voting(self, name: str) -> Voting:
        wall, people = wall_named(name), await self.people()
        return await self._once(("voting", str(wall)), lambda: load_voting(self._db, self.barcamp.id, wall, people))

    async def selection(self, wall: WholeWall) -> Selection | None:
        return await self._once(("selection", wall.name), lambda: load_selection(self._db, self.barcamp.id, wall))

    async def silence(self, name: str) -> Silence:
        wall = wall_named(name)
        return await self._kept.thing(
            f"silence {wall}", lambda: load_silence(self._db, self.barcamp.id, wall), SILENCE
        )  # fmt: skip

    async def breadth(self, name: str) -> Breadth:
        wall = str(wall_named(name))
        return await self._kept.thing(
            f"breadth {wall}", lambda: load_breadth(self._db, self.barcamp.id, wall), BREADTH
        )  # fmt: skip

    async def walls(self) -> list[WholeWall]:
        return await self._once("walls", lambda: load_walls(self._db, self.barcamp.id))

    async def logos(self) -> list[Logo]:
        return await self._once("logos", lambda: load_logos(self._db, self.barcamp.id))

    async def hidden(self) -> list[HiddenNote]:
        return await self._once("hidden", lambda: load_hidden(self._db, self.barcamp.id))

    async def hidden_photos(self) -> list[Photo]:
        return await self._once("hidden photos", lambda: load_hidden_photos(self._db, self.barcamp.id))

    async def photos(self, wall: str) -> list[Photo]:
        name = str(wall_named(wall))
        return await self._kept.thing(
            f"photos {name}", lambda: load_photos(self._db, self.barcamp.id, wall=name), of("photos")
        )  # fmt: skip

    async def hidden_topics(self) -> list[Hidden]:
        return await self._once("hidden topics", lambda: load_hidden_topics(self._db, self.barcamp.id))

    async def stage(self) -> Stage:
        cards = await self.topics()
        return await self._once("stage", lambda: stage_of(self.barcamp, cards))

    async def offers(self) -> list[Offer]:
        return await self._once("offers", lambda: load_offers(self._db, self.barcamp.id))

    async def problem(self) -> Problem:
        """The problem of the topics that stand in the plan, or stood there before its last change: their number does
        not grow with the number of all topics."""

        last = (await self.history()).plan
        among = frozenset(topic for topic, cell in last.before.items() if cell) if last else frozenset[int]()
        return await self._kept.thing(
            "problem", lambda: load_problem(self._db, self.barcamp, self._at, among=among),
            PROBLEM, OF_A_TOPIC, _topics_of, of=among,
        )  # fmt: skip

    async def heads(self) -> Mapping[Id, Heads]:
        """How many to expect, by topic."""
        problem = await self.problem()
        return heads_of(problem, problem.present)

    async def proposal(self) -> Proposal | None:
        async def load() -> Proposal | None:
            row = await self._kept.thing("proposal", lambda: proposed(self._db, self.barcamp.id), of("proposal"))
            if row is None:
                return None
            return await load_proposal(self._db, self.barcamp.id, row, await self.plan(), await self.cards())

        return await self._once("proposal", load)

    async def history(self) -> History:
        return await self._kept.thing(
            "history", lambda: load_history(self._db, self.barcamp.id),
            HISTORY, OF_A_TOPIC | {"wall"}, lambda found: found.topics,
        )  # fmt: skip

    async def publication(self) -> Publication:
        return await self._kept.thing(
            "publication", lambda: load_publication(self._db, self.barcamp.id), of("published", "placed", "grid"),
            of("topics", "topic"), lambda found: found.topics,
        )  # fmt: skip

    async def standing(self) -> Standing:
        """What the next step depends on."""
        return standing(
            self.barcamp,
            people=await self.people(),
            topics=await self.topics(),
            stage=await self.stage(),
            plan=await self.plan(),
            moment=await self.moment(),
            publication=await self.publication(),
            proposal=await self.proposal(),
        )

    @property
    def over(self) -> bool:
        return is_over(self.barcamp, self._at)

    async def moment(self) -> Moment:
        """Where the day stands; in an archived day nothing is running or to come."""
        minute = minute_of_day(self.barcamp, self._at)
        if self.barcamp.archived:
            return Moment(minute, (), None, frozenset())
        return moment(await self.plan(), minute)

    async def _once(self, key: object, load: Callable[[], Awaitable[T]]) -> T:
        if key not in self._seen:
            self._seen[key] = await load()
        return self._seen[key]  # type: ignore[return-value]


def _topics_of(problem: Problem) -> Iterable[int]:
    return (int(topic.id) for topic in problem.topics)
