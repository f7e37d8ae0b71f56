"""The table of photos. They stand among the cards of their lane, whose order has the one as well as the other: there a
photo is known by a number of its own, which no card has (`as_card`)."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from barcamp.kernel.db import UTCDateTime, metadata

FURTHEST = 2**30  # from 0, of positions

# `data` and `thumb` come last, so that lists which leave them out never read past them; both are empty once withdrawn.
photos = Table(
    "photo",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("wall", String(16), nullable=False),
    # None, or one that this wall has not: it hangs where a new card would come, see section.py.
    Column("section_id", Integer, ForeignKey("section.id", name="fk_photo_section_id_section"), index=True),
    Column("grouped", String(60), nullable=False, server_default=""),  # the name of its group
    # Among the cards, see lane.py; behind them all in archives that do not say it.
    Column("position", Integer, nullable=False, server_default=str(FURTHEST)),
    Column("author_id", Integer, ForeignKey("attendee.id"), nullable=False, index=True),
    Column("description", String(300), nullable=False),
    Column("width", Integer, nullable=False),  # pixels, of `data`
    Column("height", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),  # of `data`
    Column("added_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
    Column("hidden_at", UTCDateTime),
    Column("hidden_because", String(200), nullable=False, server_default=""),
    Column("data", LargeBinary, nullable=False),
    Column("thumb", LargeBinary, nullable=False),
    Index("ix_photo_wall", "barcamp_id", "wall"),
)


def as_card(photo: int) -> int:
    """The number by which a lane knows a photo: below -1, where those of cards are above 0. And back again."""
    return ~photo


def standing(position: int, number: int) -> tuple[int, bool, int]:
    """By which they are put in order: equal positions by cards, then photos, each in the order of their coming."""
    return position, number < 0, abs(number)
