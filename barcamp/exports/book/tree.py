"""The book's tree: what one barcamp day leaves behind, in the order in which people read it. Nothing here asks or
writes.

Every format is printed from it. What somebody chose to leave out (names, photos, votes) is not in the tree at all.
Times of the day are minutes since midnight in the event's zone; moments are UTC. Texts are as they were typed; only
`Chapter.result` is Markdown.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from barcamp.exports.book.outcome import Outcome
from barcamp.kernel.barcamp import last_of


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a wall. `author` is empty if the name is not published."""

    id: int
    text: str
    author: str
    written_at: datetime
    support: int | None = 0  # None if votes are left out
    key: bool = False
    group: str = ""
    dots: int | None = None  # points of a vote on this wall; None if there was none, or it is not closed


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a wall. `kind` is about, insights, questions, links or own; next steps have a list of their own.
    `question` is what the cards answer, if something was asked."""

    kind: str
    title: str
    cards: tuple[Card, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step. `until` is a day if one was given, `due` what was typed instead of a day ("vor der Sommerpause")."""

    text: str
    who: str = ""
    until: date | None = None
    due: str = ""
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of a flipchart, upright, or a logo; without metadata. `name` is the name of its file in a pack, or its
    address below the event's; `group` that of the group in which the photo hangs."""

    id: int
    name: str
    media_type: str
    data: bytes
    width: int
    height: int
    description: str = ""
    author: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One session, one plenary item or the whole event (`kind` session, plenary, event).

    `wall` names its wall (t7, s3, e) and is stable. `heads` are people counted in the room; `interest` is None where
    votes are left out. `repeat` marks a session whose topic was on before; `nth` is 1 for the session as it was
    pitched and 2 or more for those that were added, whenever each takes place. `photos` is how many there are on the
    wall, of which `pictures` may be shown; None where photos are left out. `outcome` is that of a vote with points,
    None where there was none, it goes on, or votes are left out. `breadth` are sentences about how many people
    wrote, and from how many organisations support came, where that may be told. `video_link` is there only in
    calendars of those who joined. `day` is that of several, 0 for the first. `guid`: what a session of a fixed
    programme is called where it came from.
    """

    kind: str
    wall: str
    title: str
    hosts: tuple[str, ...] = ()
    organisation: str = ""
    description: str = ""
    room: str = ""
    video_link: str = ""
    starts: int | None = None
    ends: int | None = None
    interest: int | None = None
    heads: int | None = None
    repeat: bool = False
    result: str = ""
    keeper: str = ""
    sections: tuple[Section, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    pictures: tuple[Picture, ...] = ()
    photos: int | None = 0
    nth: int = 1
    outcome: Outcome | None = None
    breadth: tuple[str, ...] = ()
    day: int = 0
    guid: str = ""

    @property
    def cards(self) -> int:
        return sum(len(section.cards) for section in self.sections)

    @property
    def empty(self) -> bool:
        return not (self.result or self.cards or self.next_steps or self.pictures)

    @property
    def keys(self) -> tuple[Card, ...]:
        """The cards that the note keeper marked as key insights."""
        return tuple(card for section in self.sections for card in section.cards if card.key)

    @property
    def others(self) -> tuple[Section, ...]:
        """The sections without those; sections with no card left are omitted."""
        rest = [(each, tuple(card for card in each.cards if not card.key)) for each in self.sections]
        return tuple(replace(section, cards=cards) for section, cards in rest if cards)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A topic nobody got to."""

    id: int
    title: str
    host: str = ""
    description: str = ""
    interest: int | None = None
    parked: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to join in. `interested` holds (name, contact) of those who agreed; only in the organiser's copy."""

    id: int
    title: str
    what: str
    contact: str = ""
    link: str = ""
    by: str = ""
    count: int = 0
    interested: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three taps of the feedback: how often each of the values 1 to 5 was given."""

    question: str
    counts: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Feedback:
    answers: tuple[Answer, ...] = ()
    sentences: tuple[str, ...] = ()
    people: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures. Whatever was left out is None, never 0. `pictures` are all on the walls, including those that are
    not shown."""

    people: int = 0
    organisations: int = 0
    topics: int = 0
    interests: int | None = 0
    sessions: int = 0
    notes: int = 0
    next_steps: int = 0
    pictures: int | None = 0
    online: int | None = None  # of the people, in a hybrid event


@dataclass(frozen=True, slots=True)
class Charts:
    """What is worth drawing. Empty if votes are left out.

    `per_topic`: title, interest; most first. `over_day`: minute of the day, interest shown so far. `together`: two
    titles and how many people wanted both; most first. `rooms`: room, sessions held, slots there were, seats, and the
    mean number of people expected or counted, None if nothing is known of them.
    """

    per_topic: tuple[tuple[str, int], ...] = ()
    over_day: tuple[tuple[int, int], ...] = ()
    together: tuple[tuple[str, str, int], ...] = ()
    rooms: tuple[tuple[str, int, int, int, float | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """Figures of one event of the series, which includes this one."""

    number: int
    name: str
    day: date
    people: int
    organisations: int
    topics: int
    interests: int | None
    sessions: int
    notes: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the plan: a plenary item with a title, or sessions, each (room, title, hosts, wall). `wall` is that
    of the plenary item, `day` that of several, 0 for the first."""

    starts: int
    ends: int
    title: str = ""
    sessions: tuple[tuple[str, str, str, str], ...] = ()
    wall: str = ""
    day: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    code: str
    name: str
    day: date
    timezone: str
    language: str
    tone: str
    place: str = ""
    organiser: str = ""
    contact: str = ""
    series: str = ""
    funding: str = ""  # the line that funding bodies ask for
    url: str = ""
    logos: tuple[Picture, ...] = ()
    origin: str = ""  # the code it was founded with, if that differs
    accent: str = ""  # #rrggbb; empty for the house's own colour
    video_link: str = ""  # as in chapters
    days: int = 1  # in a row, from `day` on

    @property
    def last_day(self) -> date:
        return last_of(self.day, self.days)

    @property
    def dated(self) -> date | None:
        """As events themselves tell it."""
        return self.day if self.days > 1 else None


@dataclass(frozen=True, slots=True)
class Day:
    """The whole tree. `final` once the day is archived; before that an interim state as of `made_at`.

    `left_out` lists what is missing and why, as finished sentences in the language of the book. `revision` grows with
    every change of the day: calendars need it. `carried` are next steps of the previous event, each with what became of
    it.
    """

    event: Event
    made_at: datetime
    final: bool
    revision: int = 0
    figures: Figures = Figures()
    charts: Charts = Charts()
    plan: tuple[Row, ...] = ()
    rooms: tuple[tuple[str, int], ...] = ()
    chapters: tuple[Chapter, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    offers: tuple[Offer, ...] = ()
    feedback: Feedback | None = None
    organisations: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> tuple[Chapter, ...]:
        """The chapters that have something to say."""
        return tuple(chapter for chapter in self.chapters if not chapter.empty)

    @property
    def opening(self) -> dict[str, Chapter]:
        """The first chapter about each wall: where links to the wall lead."""
        return {chapter.wall: chapter for chapter in reversed(self.told)}

    @property
    def repeats(self) -> set[tuple[str, int | None, str]]:
        """Wall, beginning and room of what was on before."""
        return {(chapter.wall, chapter.starts, chapter.room) for chapter in self.chapters if chapter.repeat}
