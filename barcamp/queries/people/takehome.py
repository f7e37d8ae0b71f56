"""What one person takes home: their sessions with results, their own notes, the offers they liked."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.offers import Offer, load_offers
from barcamp.queries.people.people import Mine
from barcamp.queries.topics.topics import TopicCard, pitched, topic_cards
from barcamp.queries.walls.notes import Note, WholeWall, load_walls
from barcamp.queries.walls.photos import Photo, as_they_hang, load_photos


@dataclass(frozen=True, slots=True)
class Session:
    """A session that this person hosted, or else went to; the first of the day, and what it was `repeated` as."""

    card: TopicCard
    repeated: tuple[TopicCard, ...]
    hosted: bool
    wall: WholeWall | None
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeHome:
    sessions: tuple[Session, ...]
    unplaced: tuple[TopicCard, ...]
    notes: tuple[tuple[str, tuple[Note, ...]], ...]  # per wall its heading, and what the person wrote there
    offers: tuple[Offer, ...]


async def load_take_home(db: AsyncConnection, barcamp: Barcamp, own: Mine) -> TakeHome:
    walls = {wall.name: wall for wall in await load_walls(db, barcamp.id)}
    hosted = {int(name[1:]) for name, wall in walls.items() if wall.kind == "t" and own.person.id in wall.hosts}
    wanted = {*own.going, *own.topics, *hosted}
    cards = [card for card in await topic_cards(db, barcamp.id) if card.root_id in wanted]
    times: dict[int, list[TopicCard]] = {}
    for card in sorted((card for card in cards if card.placed), key=lambda card: (card.starts or 0, card.id)):
        times.setdefault(card.root_id, []).append(card)
    photos: dict[str, list[Photo]] = {}
    for photo in as_they_hang(walls.values(), await load_photos(db, barcamp.id)):
        photos.setdefault(photo.wall, []).append(photo)
    sessions = tuple(
        Session(first, tuple(again), root in hosted, walls.get(first.wall), tuple(photos.get(first.wall, ())))
        for root, (first, *again) in times.items()
    )
    written = [
        (wall.heading, tuple(note for note in wall.notes if note.author_id == own.person.id)) for wall in walls.values()
    ]
    return TakeHome(
        sessions,
        tuple(card for card in pitched(cards) if card.id not in times),
        tuple((heading, notes) for heading, notes in written if notes),
        tuple(offer for offer in await load_offers(db, barcamp.id) if offer.id in own.joins),
    )
