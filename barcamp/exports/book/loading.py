"""From the database to what is printed: the day as it is told, and the record as it is carried."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.exports.book.book import load_day
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.original_names import as_founded
from barcamp.exports.book.tree import Day
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.setup.frozen import load_address
from barcamp.queries.transfer.record import Record, anything_blind, founded_as, ids_there, load_record


async def day_of(db: AsyncConnection, camp: Barcamp, now: datetime, choice: Choice, url: str) -> Day:
    """The day, under the names its things were founded with. `url` is where people find the event; for a closed one,
    where they found it then."""
    day = await load_day(db, camp, now, choice)
    closed = await load_address(db, camp)
    day = replace(day, event=replace(day.event, url=f"{closed}/{camp.code}" if closed else url))
    return as_founded(day, await ids_there(db, camp.id), await founded_as(db, camp))


async def record_of(db: AsyncConnection, camp: Barcamp, choice: Choice) -> Record | None:
    """The record. None if something is left out, or while a vote is open that nobody may see: the record would reveal
    it."""
    if not (choice.names and choice.photos and choice.votes) or await anything_blind(db, camp):
        return None
    return await load_record(db, camp)
