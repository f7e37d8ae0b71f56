"""What one person carries home: their sessions with results, their own notes, the offers they liked."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.offers import Offer, load_offers
from barcamp.queries.people.people import Mine
from barcamp.queries.topics.topics import TopicCard, topic_cards
from barcamp.queries.walls.notes import Note, WallSight, load_walls
from barcamp.queries.walls.photos import Photo, load_photos


@dataclass(frozen=True, slots=True)
class Session:
    """A session that I hosted, or else went to."""

    card: TopicCard
    hosted: bool
    wall: WallSight | None
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeHome:
    sessions: tuple[Session, ...]
    unplaced: tuple[TopicCard, ...]
    notes: tuple[tuple[str, tuple[Note, ...]], ...]  # per wall its heading, and what I wrote there
    offers: tuple[Offer, ...]


async def load_take_home(db: AsyncConnection, barcamp: Barcamp, own: Mine) -> TakeHome:
    walls = {wall.name: wall for wall in await load_walls(db, barcamp.id)}
    hosted = {int(name[1:]) for name, wall in walls.items() if wall.kind == "t" and own.person.id in wall.hosts}
    wanted = {*own.going, *own.topics, *hosted}
    cards = [card for card in await topic_cards(db, barcamp.id) if card.id in wanted]
    placed = sorted((card for card in cards if card.placed), key=lambda card: (card.starts or 0, card.id))
    photos: dict[str, list[Photo]] = {}
    for photo in await load_photos(db, barcamp.id):
        photos.setdefault(photo.wall, []).append(photo)
    sessions = tuple(
        Session(card, card.id in hosted, walls.get(f"t{card.id}"), tuple(photos.get(f"t{card.id}", ())))
        for card in placed
    )
    written = [
        (wall.heading, tuple(note for note in wall.notes if note.author_id == own.person.id)) for wall in walls.values()
    ]
    return TakeHome(
        sessions,
        tuple(card for card in cards if not card.placed),
        tuple((heading, notes) for heading, notes in written if notes),
        tuple(offer for offer in await load_offers(db, barcamp.id) if offer.id in own.joins),
    )
