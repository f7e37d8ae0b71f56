"""The book: from queries to the one neutral tree of a day (tree.py) from which every format is printed."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.exports.book.choice import Choice, left_out, names_to_hide, shown
from barcamp.exports.book.gathering import Gathered, gather
from barcamp.exports.book.measures import charts
from barcamp.exports.book.outcome import Chosen, Outcome, Ranked
from barcamp.exports.book.tree import (
    Answer,
    Card,
    Chapter,
    Day,
    Edition,
    Event,
    Feedback,
    Figures,
    Leftover,
    NextStep,
    Offer,
    Picture,
    Row,
    Section,
)
from barcamp.exports.book.unnamed import without_names
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.event.accent import colour_of
from barcamp.queries.topics.topics import TopicCard, pitched
from barcamp.queries.walls.breadth import Breadth
from barcamp.queries.walls.notes import Note, WholeWall
from barcamp.queries.walls.photos import as_they_hang
from barcamp.queries.walls.voting import ranking_of
from barcamp.text.i18n import gettext as _


async def load_day(db: AsyncConnection, barcamp: Barcamp, now: datetime, choice: Choice) -> Day:
    """The day, in the current language. The only names are those of people who agreed to be named."""
    found = await gather(db, barcamp, photos=choice.photos, data=not choice.linked)
    return await asyncio.to_thread(_tell, found, barcamp, now, choice)  # seconds, for 20,000 cards


def _tell(found: Gathered, barcamp: Barcamp, now: datetime, choice: Choice) -> Day:
    if barcamp.interest_hidden:
        choice = replace(choice, votes=False)
    told = _Telling(found, choice)
    chapters = tuple(told.chapters())
    steps = tuple(step for chapter in chapters for step in chapter.next_steps)
    counted = found.figures
    topics, placed = pitched(found.cards), found.placed
    day = Day(
        event=_event(barcamp, found, choice),
        made_at=barcamp.archived_at or now,
        final=barcamp.archived,
        revision=found.revision,
        figures=Figures(
            people=counted.people,
            organisations=counted.organisations,
            topics=counted.topics,
            interests=counted.interests if choice.votes else None,
            sessions=counted.sessions,
            notes=counted.notes,
            next_steps=len(steps),
            pictures=len(found.photos) if choice.photos else None,
            online=found.online,
        ),
        charts=charts(found, barcamp, votes=choice.votes),
        plan=tuple(told.rows()),
        rooms=tuple((told.called[room.id], room.capacity) for room in found.plan.rooms),
        chapters=chapters,
        next_steps=steps,
        leftovers=tuple(told.leftover(card) for card in topics if card.id not in placed),
        offers=tuple(told.offers()),
        feedback=None if choice.public else _feedback(found),
        organisations=found.organisations,
        left_out=tuple(left_out(barcamp, found, choice, chapters)),
        editions=tuple(
            Edition(
                e.number, e.name, e.day, e.figures.people, e.figures.organisations, e.figures.topics,
                e.figures.interests if choice.votes else None, e.figures.sessions, e.figures.notes,
            )
            for e in (found.series.editions if found.series else ())
        ),
        carried=tuple((step.text, step.outcome) for step in found.carried),
    )  # fmt: skip
    return without_names(day, told.names)


class _Telling:
    """What was found, in the words of the tree, with names and votes wherever they are allowed."""

    def __init__(self, found: Gathered, choice: Choice) -> None:
        self.found, self.choice = found, choice
        self.called, self.firsts = found.plan.called, found.plan.firsts
        self.interest = {card.id: card.interest for card in found.cards}
        self.walls = {wall.name: wall for wall in found.walls}
        self.names = names_to_hide(found, choice)
        self.taken = Counter(photo.wall for photo in found.photos)
        self.photos: dict[str, list[Picture]] = {}
        for photo in as_they_hang(found.walls, shown(found, choice)):
            name = f"photo/{photo.id}.jpg?v={photo.version}" if choice.linked else f"photo-{photo.id}.jpg"
            author = self.name(photo.author_id, photo.author)
            picture = Picture(
                photo.id, name, "image/jpeg", photo.data, photo.width, photo.height, photo.description, author,
                photo.group,
            )  # fmt: skip
            self.photos.setdefault(photo.wall, []).append(picture)

    def name(self, person: int | None, name: str) -> str:
        return name if self.choice.names and person in self.found.nameable else ""

    def hosts(self, card: TopicCard) -> tuple[str, ...]:
        host = self.name(card.host_id, card.host) if not card.fixed else card.host if self.choice.names else ""
        named = (host, *(self.name(person.id, person.name) for person in card.cohosts))
        return tuple(filter(None, named))

    def rows(self) -> Iterator[Row]:
        for row in self.found.plan.rows:
            sessions = tuple(
                (self.called[cell.room.id], cell.topic.title, ", ".join(self.hosts(cell.topic)), cell.topic.wall)
                for cell in row.sessions
                if cell.topic
            )
            yield Row(row.starts, row.until, row.title, sessions, row.wall if row.plenary else "", row.day)

    def chapters(self) -> Iterator[Chapter]:
        """The chapters in order of the day; then what was written about topics without a place, and about the whole
        event."""
        for row in self.found.plan.rows:
            if row.plenary:
                item = Chapter("plenary", row.wall, row.title, starts=row.starts, ends=row.ends, day=row.day)
                chapter = self.of_wall(item)
                yield from () if chapter.empty else (chapter,)
            for cell in row.sessions:
                if cell.topic:
                    session = self.session(cell.topic, row.day)
                    yield session if session.repeat else self.of_wall(session)
        placed = self.found.placed
        for card in pitched(self.found.cards):
            if card.id not in placed:
                chapter = self.of_wall(self.session(card))
                yield from () if chapter.empty else (chapter,)
        whole = self.of_wall(Chapter("event", "e", self.walls["e"].heading))
        yield from () if whole.empty else (whole,)

    def session(self, card: TopicCard, day: int = 0) -> Chapter:
        """A session. The first one of the day is told in full; a later one is a repeat, whichever of them was added
        later."""
        heads, repeat = self.found.heads.get(card.id), self.firsts.get(card.root_id, card.id) != card.id
        return Chapter(
            kind="session", wall=card.wall, title=card.title, hosts=self.hosts(card),
            organisation=card.organisation if self.name(card.host_id, card.host) else "",
            description=card.description, room=self.called.get(card.room_id or 0, ""),
            video_link=(card.video_link or "") if self.choice.video_links else "", starts=card.starts, ends=card.ends,
            day=day,
            interest=self.interest.get(card.root_id) if self.choice.votes and not repeat else None,
            heads=heads.best if heads else None, repeat=repeat, nth=self.nth(card),
            guid=card.guid if card.repeat_of is None else "",
        )  # fmt: skip

    def nth(self, card: TopicCard) -> int:
        added = [each for each in self.found.plan.times(card.root_id) if each.repeat_of is not None]
        return 1 if card.repeat_of is None else 2 + added.index(card)

    def of_wall(self, chapter: Chapter) -> Chapter:
        """The chapter with what is on its wall."""
        wall, pictures = self.walls.get(chapter.wall), tuple(self.photos.get(chapter.wall, ()))
        photos = self.taken[chapter.wall] if self.choice.photos else None
        if wall is None:
            return replace(chapter, pictures=pictures, photos=photos)
        return replace(
            chapter,
            result=wall.result,
            keeper=self.name(wall.keeper_id, wall.keeper),
            sections=tuple(
                Section(section.kind, section.name, tuple(map(self.card, section.cards)), section.question)
                for section in wall.sections
                if section.cards and section.kind != "next"
            ),
            next_steps=tuple(self.next_step(note, chapter, wall) for note in wall.next_steps),
            pictures=pictures,
            photos=photos,
            outcome=self.outcome(wall) if self.choice.votes else None,
            breadth=tuple(filter(None, self.breadth(wall))),
        )

    def breadth(self, wall: WholeWall) -> Iterator[str]:
        told = self.found.breadths.get(wall.name, Breadth()).whole
        if not self.found.sealed:
            yield told.says_how_many_wrote
        if self.choice.votes:
            yield told.says_who_supports

    def outcome(self, wall: WholeWall) -> Outcome | None:
        """What came of a vote with points; None unless somebody gave some."""
        ranking, selection = ranking_of(wall), self.found.selections.get(wall.name)
        if ranking is None or not ranking.ranks:
            return None
        cards, breadth = selection.cards if selection else (), self.found.breadths.get(wall.name, Breadth())
        return Outcome(
            tuple(
                Ranked(r.note.id, r.note.text, r.place, r.points, r.tied, r.large, breadth.card(r.note.id).says)
                for r in ranking.ranks
            ),
            ranking.without,
            tuple(
                Chosen(each.note.id, each.note.text, each.place, each.why(at, len(cards)))
                for at, each in enumerate(cards, 1)
            ),
            f"{selection.lead} {selection.says}".strip() if selection else "",
            breadth.says_whose_points,
        )

    def card(self, note: Note) -> Card:
        votes = self.choice.votes
        return Card(
            note.id, note.text, self.name(note.author_id, note.author), note.written_at,
            note.support if votes else None, note.key, note.group, note.dots if votes else None,
        )  # fmt: skip

    def next_step(self, note: Note, chapter: Chapter, wall: WholeWall) -> NextStep:
        who = self.names.in_who(note.who) if self.choice.names else ""
        return NextStep(note.text, who, note.until, note.due, chapter.title)

    def leftover(self, card: TopicCard) -> Leftover:
        interest = card.interest if self.choice.votes else None
        host = self.name(card.host_id, card.host)
        return Leftover(card.id, card.title, host, card.description, interest, card.parked)

    def offers(self) -> Iterator[Offer]:
        reached: dict[int, list[tuple[str, str]]] = {}
        for one in self.found.interested if self.choice.contacts else ():
            reached.setdefault(one.offer_id, []).append((one.name, one.contact))
        for offer in self.found.offers:
            by = self.name(offer.author_id, offer.by)
            may = self.choice.names and ((by and not self.choice.public) or offer.author_id is None)
            contact = offer.contact if may else ""
            interested = tuple(reached.get(offer.id, ()))
            yield Offer(offer.id, offer.title, offer.what, contact, offer.link, by, offer.count, interested)


def _event(barcamp: Barcamp, found: Gathered, choice: Choice) -> Event:
    return Event(
        code=barcamp.code, name=barcamp.name, day=barcamp.day, timezone=barcamp.timezone,
        language=barcamp.language, tone=barcamp.tone, place=barcamp.place, organiser=barcamp.organiser_name,
        contact=barcamp.contact, series=found.series.name if found.series else "", funding=barcamp.funding,
        logos=tuple(
            Picture(logo.id, logo.path if choice.linked else logo.name, logo.media_type, logo.data, logo.width,
                    logo.height, logo.description)
            for logo in found.logos
        ),
        accent=colour_of(barcamp),
        video_link=barcamp.video_link if choice.video_links else "", days=barcamp.days,
    )  # fmt: skip


def _feedback(found: Gathered) -> Feedback | None:
    asked = {
        "worth": _("Was the day worth it?"),
        "new": _("Do you take something new home?"),
        "run": _("Was everything well organised?"),
    }
    if not found.feedback.people:
        return None
    answers = (Answer(asked[name], (n[0], n[1], n[2], n[3], n[4])) for name, n in found.feedback.answers)
    return Feedback(tuple(answers), found.feedback.sentences, found.feedback.people)
