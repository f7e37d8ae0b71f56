"""What exists and what may be done to it. No web, no HTML, no sockets; one file per noun."""

from barcamp.domain import (  # noqa: F401  (every noun registers its commands and tables)
    attendee,
    barcamp,
    grid,
    journal,
    link,
    note,
    organiser,
    placement,
    room,
    slot,
    topic,
    vote,
)
