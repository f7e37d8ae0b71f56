"""Where somebody's name stands outside their own row: what they were called before, what the journal keeps of it, and
texts by others that name them."""

import json
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Table, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.origin import origin_ids
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.publication import versions
from barcamp.domain.privacy.mentions import Names
from barcamp.domain.setup.series import carried_steps
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.note import notes
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.db import metadata
from barcamp.kernel.journal import lines
from barcamp.kernel.rows import named
from barcamp.kernel.shapes import is_array, is_object

# Fields that say who; left empty if they say nothing but the name.
WHO = ("who", "label")
# What people type, by table: somebody may be named here. A test compares this with all columns.
WORDS: dict[str, tuple[str, ...]] = {
    "barcamp": ("announcement", "organiser_name", "contact"),
    "carried_step": ("text", "outcome"),
    "feedback_sentence": ("text",),
    "lane_template": ("name", "title", "question"),
    "link": ("label",),
    "logo": ("description",),
    "note": ("text", "who", "due", "grouped", "hidden_because"),
    "note_move": ("grouped",),
    "offer": ("title", "what", "contact", "link"),
    "photo": ("description", "grouped", "hidden_because"),
    "plan_version": ("cells", "changes"),
    "room": ("name",),
    "sealed_note": ("text", "who", "due"),
    "section": ("title", "question"),
    "slot": ("title",),
    "topic": ("title", "description", "hidden_because", "led_by"),
    "wall": ("title", "result"),
}
_AS_JSON = {("plan_version", "cells"), ("plan_version", "changes")}
NAMELESS = "–"  # in place of a title or text that other rows refer to
# Commands of moderators that write somebody's topic.
_ON_TOPICS = ("pitch-for", "edit-topic")
# Commands that say what somebody is called.
_BY_THEMSELVES = ("join", "open-link", "rename")
_BY_OTHERS = ("enter-person", "rename-person")
# What the journal keeps of a scrubbed line, besides numbers: words that say where, not what.
_STRUCTURE = {"wall", "phase", "kind", "section", "contributions", "mentions"}
_NAMING = {"name", "organisation", "contact", "who"}


async def load_names(db: AsyncConnection, barcamp_id: int) -> dict[int, set[str]]:
    """Maps each person who is there to everything they were called here, by themselves or by a moderator. Two queries,
    and a look at where the event came from."""
    rows = await db.execute(
        select(attendees.c.id, attendees.c.name).where(attendees.c.barcamp_id == barcamp_id, attendees.c.name != "")
    )
    found = {row.id: {row.name} for row in rows}
    for people, _seq, said in await _lines_naming(db, barcamp_id):
        for person in people & set(found):
            found[person].add(said.get("name") or "")
    return {person: set(filter(None, map(str.strip, names))) for person, names in found.items()}


async def _lines_naming(db: AsyncConnection, barcamp_id: int) -> list[tuple[set[int], int, dict[str, Any]]]:
    """Lines of the journal that say what somebody is called: who that may be, the line's number, and what it says.

    In an event that came from another server, moderators' lines refer to people by the numbers they had there.
    """
    c, ids = lines.c, origin_ids.c
    came = select(ids.there, ids.here).where(ids.barcamp_id == barcamp_id, ids.noun == "attendee")
    here = {row.there: row.here for row in await db.execute(came)}
    query = select(c.seq, c.attendee_id, c.command, c.made, c.payload).where(
        c.ledger_id == barcamp_id, c.command.in_((*_BY_THEMSELVES, *_BY_OTHERS))
    )
    found: list[tuple[set[int], int, dict[str, Any]]] = []
    for row in await db.execute(query.order_by(c.seq)):
        said = msgspec.json.decode(row.payload)
        if row.command in _BY_THEMSELVES:
            people: set[int | None] = {row.attendee_id, row.made}
        else:
            number = row.made if row.command == "enter-person" else said.get("person")
            people = {number, here.get(number)}
        found.append(({person for person in people if person is not None}, row.seq, said))
    return found


def finding(who: int, names: dict[int, set[str]], language: str, *, alone: bool) -> Names:
    """Finds this person in texts, and nobody else who is there; for `alone` see Names."""
    others = {name for person, called in names.items() if person != who for name in called}
    hidden = ((name, "") for name in sorted(names.get(who, ())))
    return Names(hidden, others, language, alone=alone, organisations=False)


@dataclass(frozen=True, slots=True)
class Written:
    """Something that somebody typed: the row it belongs to, and the field."""

    table: Table
    row: Any
    column: str
    text: str


async def load_written(db: AsyncConnection, barcamp_id: int) -> list[Written]:
    """Everything that was typed in an event, in the order of the tables and their rows: one query for each table."""
    found: list[Written] = []
    for table in (metadata.tables[name] for name in WORDS):
        of = table.c.id == barcamp_id if table is barcamps else table.c.barcamp_id == barcamp_id
        key, columns = list(table.primary_key), [table.c[name] for name in WORDS[table.name]]
        said = or_(*(column != "" for column in columns))
        for row in await db.execute(select(*key, *columns).where(of, said).order_by(*key)):
            for column in columns:
                if text := named(row)[column.name]:
                    found.append(Written(table, row, column.name, text))
    return found


def without(names: Names, each: Written) -> str:
    if (each.table.name, each.column) in _AS_JSON:
        return json.dumps(_walked(json.loads(each.text), names))
    return _said_without(names, each.column, each.text)


def _said_without(names: Names, field: str, text: str) -> str:
    if field not in WHO:
        return names.in_text(text)
    return "" if names.is_one(text) else names.in_who(text)


def _walked(told: Any, names: Names, field: str = "") -> Any:
    """A JSON tree with the names taken out of every text; its structure stays."""
    if isinstance(told, str):
        return told if field in _STRUCTURE else _said_without(names, field, told)
    if is_array(told):
        return [_walked(each, names, field) for each in told]
    return {name: _walked(each, names, name) for name, each in told.items()} if is_object(told) else told


async def take_out(db: AsyncConnection, barcamp_id: int, names: Names) -> None:
    """Takes the names out of everything that was written, and out of what the journal kept of it."""
    for each in await load_written(db, barcamp_id):
        if (kept := without(names, each)) != each.text:
            here = and_(*(column == named(each.row)[column.name] for column in each.table.primary_key))
            await db.execute(update(each.table).where(here).values({each.column: kept}))
    query = select(lines.c.seq, lines.c.payload).where(lines.c.ledger_id == barcamp_id)
    for seq, payload in (await db.execute(query)).all():
        said = msgspec.json.decode(payload)
        await _write(db, barcamp_id, seq, said, _walked(said, names))


async def scrub(db: AsyncConnection, barcamp_id: int, who: int, remove: bool) -> None:
    """Takes names out of journal lines, which keep their numbers and what they touched; with `remove`, also one's own
    texts."""
    for people, seq, said in await _lines_naming(db, barcamp_id):
        if who in people:
            await _write(db, barcamp_id, seq, said, _emptied(said, remove=False))
    own = select(lines.c.seq, lines.c.payload).where(lines.c.ledger_id == barcamp_id, lines.c.attendee_id == who)
    for seq, payload in (await db.execute(own)).all():
        said = msgspec.json.decode(payload)
        await _write(db, barcamp_id, seq, said, _emptied(said, remove=remove))


def _emptied(said: dict[str, Any], *, remove: bool) -> dict[str, Any]:
    return {field: "" if _goes(field, value, remove) else value for field, value in said.items()}


def _goes(field: str, value: object, texts: bool) -> bool:
    return isinstance(value, str) and (field in _NAMING or (texts and field not in _STRUCTURE))


async def _write(db: AsyncConnection, barcamp_id: int, seq: int, said: object, kept: object) -> None:
    if kept != said:
        here = lines.c.ledger_id == barcamp_id, lines.c.seq == seq
        await db.execute(update(lines).where(*here).values(payload=msgspec.json.encode(kept).decode()))


async def forget_topics(db: AsyncConnection, barcamp_id: int, every: set[int], gone: set[int]) -> None:
    """Removes from the journal what moderators wrote about somebody's topics; if a topic is gone, its title leaves the
    published plans, too."""
    c = lines.c
    about = select(c.seq, c.command, c.made, c.payload).where(c.ledger_id == barcamp_id, c.command.in_(_ON_TOPICS))
    for seq, command, made, payload in (await db.execute(about)).all():
        said = msgspec.json.decode(payload)
        if (made if command == "pitch-for" else said.get("topic")) in every:
            await _write(db, barcamp_id, seq, said, _emptied(said, remove=True))
    published = select(versions.c.id, versions.c.cells, versions.c.changes).where(versions.c.barcamp_id == barcamp_id)
    for number, *kept in (await db.execute(published)).all():
        cells, changes = (json.dumps(_without_titles(json.loads(text), gone)) for text in kept)
        await db.execute(update(versions).where(versions.c.id == number).values(cells=cells, changes=changes))


def _without_titles(told: Any, gone: set[int]) -> Any:
    if is_array(told):
        return [_without_titles(each, gone) for each in told]
    if not is_object(told):
        return told
    kept = {name: _without_titles(value, gone) for name, value in told.items()}
    return {**kept, "title": NAMELESS} if {told.get("topic"), told.get("root")} & gone else kept


async def take_out_of_later_events(db: AsyncConnection, camp: Barcamp, who: int) -> None:
    """Takes the names out of next steps and parked topics that the next event of the series took over, as long as
    nobody has made them their own."""
    others = select(barcamps.c.id).where(barcamps.c.organiser_id == camp.organiser_id, barcamps.c.id != camp.id)
    steps = select(notes.c.text).where(notes.c.author_id == who, notes.c.text != "")
    c = carried_steps.c
    await db.execute(update(carried_steps).where(c.barcamp_id.in_(others), c.text.in_(steps)).values(text=NAMELESS))
    own = topics.alias("own")
    same = select(own.c.id).where(own.c.host_id == who, own.c.title == topics.c.title,
                                  own.c.description == topics.c.description)  # fmt: skip
    unclaimed = topics.c.barcamp_id.in_(others), topics.c.host_id.is_(None), same.exists()
    await db.execute(update(topics).where(*unclaimed).values(title=NAMELESS, description=""))
