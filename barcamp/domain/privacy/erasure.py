"""Erasing one person on request: the name goes; what they contributed stays without it, or goes as well.

In every table, `attendee_id` marks something about a person; `author_id` and `host_id` mark whose words they are.
"""

from typing import ClassVar

from sqlalchemy import Table, and_, delete, or_, select, update

from barcamp.domain.offer import offers
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.grid import placements
from barcamp.domain.privacy.traces import (
    NAMELESS,
    finding,
    forget_topics,
    load_names,
    scrub,
    take_out,
    take_out_of_later_events,
)
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.silence.lanes import sealed, waiting
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import revisions
from barcamp.kernel.refused import NotAllowed, NotFound, Refused
from barcamp.kernel.turn import Done, Turn

KEEP, REMOVE = "keep", "remove"
# What becomes of the name in texts that others wrote.
TAKE_OUT, LEAVE = "take-out", "leave"

# Tables about the person alone, which go in any case.
PERSONAL = (
    "badge", "link", "followed", "calendar_link", "consent", "offer_interest", "going", "note_move", "time_wish",
    "guest", "glance",
)  # fmt: skip
# The fact that somebody answered reveals nothing, and the sums of the feedback rely on it.
HARMLESS = ("feedback_mark",)
# Columns that record a name beside what was done.
SIGNED = ("by", "made_by", "placed_by", "result_by")


class ErasePerson(Command):
    """Erases a person, at their own or the organiser's request, also after the event is archived. `contributions`: keep
    or remove; `mentions`, in texts where others wrote the name: take-out or leave.

    A topic that had a session keeps its title, since other people's notes depend on it.
    """

    by = Role.ATTENDEE
    even_archived: ClassVar[bool] = True
    rewrites: ClassVar[bool] = True
    erases: ClassVar[bool] = True
    attendee: int
    contributions: str = KEEP
    mentions: str = TAKE_OUT

    async def perform(self, turn: Turn) -> Done:
        if turn.actor.role < Role.ORGANISER and self.attendee != turn.attendee_id:
            raise NotAllowed("attendee.not_yours")
        return await erase(turn, self.attendee, self.contributions, self.mentions)


async def erase(turn: Turn, who: int, contributions: str, mentions: str) -> Done:
    """Erases the person. What a moderator did before cannot be undone afterwards, except for changes of the plan: the
    former state may contain the name. Raises Refused."""
    if contributions not in (KEEP, REMOVE) or mentions not in (TAKE_OUT, LEAVE):
        raise Refused("erasure.choose")
    query = select(attendees.c.id).where(
        attendees.c.id == who, attendees.c.barcamp_id == turn.barcamp.id, attendees.c.erased_at.is_(None)
    )
    if await turn.db.scalar(query) is None:
        raise NotFound("attendee.gone")
    remove = contributions == REMOVE
    called = await load_names(turn.db, turn.barcamp.id)
    names = finding(who, called, turn.barcamp.language, alone=sees_names_alone(turn.actor.role))
    await turn.db.execute(delete(revisions).where(revisions.c.barcamp_id == turn.barcamp.id, revisions.c.rows != "[]"))
    await _forget_person(turn, who, called[who])
    await _forget_traces(turn, who, remove)
    await _forget_contacts(turn, who)
    if remove:
        await take_out_of_later_events(turn.db, turn.barcamp, who)
        await _remove_words(turn, who)
        await _remove_topics(turn, who)
    await scrub(turn.db, turn.barcamp.id, who, remove)
    if mentions == TAKE_OUT:
        await take_out(turn.db, turn.barcamp.id, names)
    return Done.of(Changed.rights(), Changed.everything())


def sees_names_alone(role: Role) -> bool:
    """Whether names of one word are taken out of all texts: only for those who run the event and see beforehand what
    will be found. Otherwise anybody could join as “und”, and take that word out of the whole event."""
    return role >= Role.MODERATOR


async def _forget_person(turn: Turn, who: int, names: set[str]) -> None:
    await turn.db.execute(
        update(attendees)
        .where(attendees.c.id == who)
        .values(name="", organisation="", role=int(Role.ATTENDEE), erased_at=turn.now)
    )
    for table in metadata.sorted_tables:
        for column in SIGNED:
            if column in table.c and "barcamp_id" in table.c:
                here = and_(table.c.barcamp_id == turn.barcamp.id, table.c[column].in_(names))
                await turn.db.execute(update(table).where(here).values({column: ""}))


async def _forget_traces(turn: Turn, who: int, remove: bool) -> None:
    """Keeps votes and the like as numbers, where that is allowed, since the name behind them is gone."""
    for table in metadata.sorted_tables:
        if "keeper_id" in table.c:
            await turn.db.execute(update(table).where(table.c.keeper_id == who).values(keeper_id=None))
        if "attendee_id" not in table.c or "barcamp_id" not in table.c or table.name in HARMLESS:
            continue
        if remove or table.name in PERSONAL:
            await turn.db.execute(delete(table).where(table.c.attendee_id == who))


async def _forget_contacts(turn: Turn, who: int) -> None:
    await turn.db.execute(update(offers).where(offers.c.author_id == who).values(contact="", link=""))


async def _remove_words(turn: Turn, who: int) -> None:
    """Empties what the person wrote. Withdrawn cards, offers and photos keep their row, for whatever refers to it."""
    for table in metadata.sorted_tables:
        if "author_id" in table.c:
            await turn.db.execute(update(table).where(table.c.author_id == who).values(_emptied(table, turn)))


def _emptied(table: Table, turn: Turn) -> dict[str, object]:
    values: dict[str, object] = {"withdrawn_at": turn.now}
    for column in table.c:
        if column.name in WORDS:
            values[column.name] = b"" if column.name in ("data", "thumb") else ""
    return values


WORDS = {"text", "title", "what", "contact", "link", "description", "who", "due", "data", "thumb"}


async def _remove_topics(turn: Turn, who: int) -> None:
    own = topics.c.host_id == who
    sat = select(placements.c.topic_id)
    others = select(notes.c.wall).where(
        notes.c.barcamp_id == turn.barcamp.id, notes.c.withdrawn_at.is_(None), notes.c.author_id != who
    )
    unseen = select(sealed.c.wall).where(sealed.c.barcamp_id == turn.barcamp.id, waiting, sealed.c.author_id != who)
    noted = [int(wall[1:]) for wall in await turn.db.scalars(others.union(unseen)) if wall[:1] == "t"]
    held = or_(topics.c.id.in_(sat), topics.c.id.in_(noted))
    every = set(await turn.db.scalars(select(topics.c.id).where(own)))
    await turn.db.execute(
        update(topics).where(own, ~held, topics.c.withdrawn_at.is_(None)).values(withdrawn_at=turn.now)
    )
    gone = set(await turn.db.scalars(select(topics.c.id).where(own, topics.c.withdrawn_at.is_not(None))))
    await turn.db.execute(update(topics).where(topics.c.id.in_(gone)).values(title=NAMELESS))
    await turn.db.execute(update(topics).where(own).values(description="", host_id=None))
    await forget_topics(turn.db, turn.barcamp.id, every, gone)
