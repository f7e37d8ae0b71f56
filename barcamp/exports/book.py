"""The book: one neutral tree of a barcamp day. Every format is printed from it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.barcamp import Barcamp
from barcamp.domain.base import Role
from barcamp.queries.notes import Note, load_notes
from barcamp.queries.people import load_people
from barcamp.queries.plan import Plan, load_plan
from barcamp.queries.topics import TopicCard, pitched, topic_cards


@dataclass(frozen=True, slots=True)
class Chapter:
    """One session or plenary item with what was written on its wall."""

    title: str
    host: str
    place: str
    starts: int | None
    ends: int | None
    description: str
    interest: int | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    people: int
    organisations: int
    topics: int
    interests: int
    sessions: int
    notes: int


@dataclass(frozen=True, slots=True)
class Book:
    """`final` once the day is archived; before that, an interim state as of `made_at`."""

    barcamp: Barcamp
    made_at: datetime
    final: bool
    figures: Figures
    plan: Plan
    chapters: tuple[Chapter, ...]
    unplaced: tuple[TopicCard, ...]
    left_out: tuple[str, ...]


async def load_book(db: AsyncConnection, barcamp: Barcamp, now: datetime) -> Book:
    cards = await topic_cards(db, barcamp.id)
    plan = await load_plan(db, barcamp.id, cards)
    people = await load_people(db, barcamp.id)
    notes = await load_notes(db, barcamp.id)
    written = {wall: tuple(note for note in notes if note.wall == wall) for wall in {note.wall for note in notes}}
    guests = [person for person in people if person.role <= Role.MODERATOR]
    chapters: list[Chapter] = []
    left_out: list[str] = []
    for row in plan.rows:
        if row.plenary:
            on_wall = written.get(row.wall, ())
            if on_wall:
                chapters.append(Chapter(row.title, "", "", row.starts, row.ends, "", None, on_wall))
            continue
        for cell in row.sessions:
            card = cell.topic
            if card is None:
                continue
            on_wall = () if card.repeat_of else written.get(card.wall, ())  # once, with the first session
            chapters.append(
                Chapter(
                    card.title, card.host, cell.room.name, row.starts, row.ends,
                    card.description, card.interest, on_wall,
                )
            )  # fmt: skip
            if not on_wall and not card.repeat_of:
                left_out.append(card.title)
    unplaced = tuple(card for card in cards if not card.placed)
    return Book(
        barcamp=barcamp,
        made_at=barcamp.archived_at or now,
        final=barcamp.archived,
        figures=Figures(
            people=len(guests),
            organisations=len({p.organisation.casefold() for p in guests if p.organisation}),
            topics=len(pitched(cards)),
            interests=sum(card.interest for card in cards),
            sessions=plan.placed,
            notes=len(notes),
        ),
        plan=plan,
        chapters=tuple(chapters),
        unplaced=unplaced,
        left_out=tuple(left_out),
    )
