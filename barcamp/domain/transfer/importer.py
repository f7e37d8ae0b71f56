"""Importing an event from another server's archive: as it was, under this server's ids."""

import re
import secrets
from datetime import datetime
from typing import Any, ClassVar

import msgspec
from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from barcamp.domain.event import barcamp
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.code import CODE_LENGTH, CODE_LETTERS
from barcamp.domain.event.origin import origin_ids, origins
from barcamp.domain.setup.founding import free_code
from barcamp.domain.setup.series import editions, series
from barcamp.domain.transfer.checks import check_event, check_rows, readable
from barcamp.domain.transfer.format import Ids, carried, numbered, read, unknown
from barcamp.kernel import journal
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.refused import Refused, WrongRole
from barcamp.kernel.rows import AnyRow
from barcamp.kernel.shapes import is_array, is_object
from barcamp.kernel.turn import Done, Turn
from barcamp.text.pasted_address import address_in

_IDS = range(2**31)
_NUMBERS = range(1, 10_000)  # in a series
_MADE_A_PERSON = ("join", "open-link")


class ImportBarcamp(Command):
    """Imports an event. `record` is what record.json of the archive says, `lines` its journal, `blobs` its files by
    SHA-256, pictures among them as images/ has let them through.

    It keeps its code unless that is taken here. Raises Refused for parts that do not fit together, and for an event
    that the organiser already has here, unless they want it `again`.
    """

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    outside: ClassVar[bool] = True
    freezes: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"record", "lines", "blobs"})
    digest: str
    record: dict[str, Any]
    lines: list[Any]
    blobs: dict[str, bytes]
    again: bool = False

    async def perform(self, turn: Turn) -> Done:
        if turn.actor.organiser_id is None:
            raise WrongRole("role.organiser")
        if not self.again and (there := await self._already_here(turn)):
            raise Refused("archive.there", name=there.name, code=there.code)
        try:
            return await self._bring_in(turn)
        except IntegrityError:  # two rows where only one may be
            raise Refused("archive.broken", where="record.json") from None

    async def _already_here(self, turn: Turn) -> AnyRow | None:
        """The same event, founded here or imported before. Other organisers' events are not mentioned."""
        told = self.record.get("barcamp")
        born, code = told.get("created_at") if is_object(told) else None, self.record.get("code")
        if not isinstance(born, str) or not isinstance(code, str):
            return None
        query = (
            select(barcamps.c.name, barcamps.c.code, barcamps.c.created_at)
            .outerjoin(origins, origins.c.barcamp_id == barcamps.c.id)
            .where(barcamps.c.organiser_id == turn.actor.organiser_id, barcamps.c.rehearses == "")
            .where(func.coalesce(origins.c.code, barcamps.c.code) == code)
            .order_by(barcamps.c.id)
        )
        return next((row for row in await turn.db.execute(query) if _same_moment(row.created_at, born)), None)

    async def _bring_in(self, turn: Turn) -> Done:
        tables = {table.name: table for table in carried()}
        told = self.record.get("tables")
        if not is_object(told) or set(told) - set(tables):
            raise Refused("archive.newer")
        ledger = await turn.add(journal.ledgers, seq=_number(self.record.get("seq")))
        ids = Ids({}, unknown)
        founded = await self._found(turn, ledger, ids)
        _note_guests(told.get("attendee"), self.lines)
        _secure_video_links(told.get("room"))
        for name, table in tables.items():
            await _insert(turn, ledger, table, told.get(name, []), ids, self.blobs)
        await self._join_series(turn, ledger)
        await self._write_journal(turn, ledger, ids)
        await turn.db.execute(insert(origins).values(barcamp_id=ledger, code=founded))
        noted = [
            {"barcamp_id": ledger, "noun": noun, "here": here, "there": there}
            for noun, known in ids.known.items()
            for there, here in known.items()
            if abs(there) < 2**31 and abs(here) < 2**31
        ]
        if noted:
            await turn.db.execute(insert(origin_ids), noted)
        return Done(made=ledger)

    async def _found(self, turn: Turn, ledger: int, ids: Ids) -> str:
        """Creates the event itself; returns the code it was founded with."""
        told = self.record.get("barcamp")
        if not is_object(told):
            raise Refused("archive.broken", where="barcamp")
        values = read(barcamps, told, ids, self.blobs)
        code, founded = str(values["code"]), str(self.record.get("code"))
        for each in (code, founded):
            if len(each) != CODE_LENGTH or set(each) - set(CODE_LETTERS):
                raise Refused("archive.broken", where="code")
        check_event(values)
        if values["delete_on"] <= turn.now.date():  # type: ignore[operator]
            raise Refused("archive.past_deletion", day=str(values["delete_on"]))
        if await barcamp.load_by_code(turn.db, code) is not None:
            values["code"] = await free_code(turn.db)
        await turn.db.execute(insert(barcamps).values(id=ledger, organiser_id=turn.actor.organiser_id, **values))
        return founded

    async def _join_series(self, turn: Turn, ledger: int) -> None:
        told = self.record.get("series")
        if not told:
            return
        name, number = (told.get("name"), told.get("number")) if is_object(told) else (None, None)
        if (
            not isinstance(name, str)
            or not 0 < len(name) <= 120
            or not readable(name)
            or _number(number) not in _NUMBERS
        ):
            raise Refused("archive.broken", where="series")
        known = select(series.c.id).where(series.c.organiser_id == turn.actor.organiser_id, series.c.name == name)
        found = await turn.db.scalar(known)
        if found is None:
            found = await turn.add(series, organiser_id=turn.actor.organiser_id, name=name)
        await turn.db.execute(insert(editions).values(barcamp_id=ledger, series_id=found, number=number))

    async def _write_journal(self, turn: Turn, ledger: int, ids: Ids) -> None:
        rows: list[dict[str, object]] = []
        for number, line in enumerate(self.lines, 1):
            try:
                rows.append(_line(line, ledger, turn, ids))
            except (KeyError, TypeError, ValueError):
                raise Refused("archive.broken", where=f"journal {number}") from None
        if [row["seq"] for row in rows] != list(range(1, len(rows) + 1)) or len(rows) != self.record.get("seq"):
            raise Refused("archive.broken", where="journal")
        if rows:
            await turn.db.execute(insert(journal.lines), rows)


def _same_moment(known: datetime, told: str) -> bool:
    try:
        return datetime.fromisoformat(told) == known
    except (ValueError, TypeError):
        return False


def _note_guests(people: object, journal: list[Any]) -> None:
    """Notes who came to take part; archives from before that was recorded say so only in their journal."""
    joined = [line.get("made") for line in journal if is_object(line) and line.get("command") == "join"]
    for row in people if is_array(people) else ():
        if is_object(row) and "guest" not in row:
            row["guest"] = row.get("role") != int(Role.MODERATOR) or row.get("id") in joined


def _secure_video_links(rooms: object) -> None:
    """In archives from before these were taken out of what was pasted, and began with https://, some are not."""
    for row in rooms if is_array(rooms) else ():
        link = row.get("video_link") if is_object(row) else None
        if is_object(row) and isinstance(link, str):
            row["video_link"] = address_in(re.sub("^http://", "https://", link)) or link


def _line(line: dict[str, Any], ledger: int, turn: Turn, ids: Ids) -> dict[str, object]:
    made, at = line["made"], datetime.fromisoformat(line["at"])
    if at.tzinfo is None or not is_object(line["payload"]) or not (made is None or _number(made) in _IDS):
        raise ValueError
    return {
        "ledger_id": ledger,
        "seq": _number(line["seq"]),
        "op": str(line["op"])[:64],
        "at": at,
        "attendee_id": None if line["who"] is None else ids.of("attendee", line["who"]),
        "organiser_id": turn.actor.organiser_id if line["organiser"] else None,
        "command": str(line["command"])[:40],
        "payload": msgspec.json.encode(line["payload"]).decode(),
        "touched": str(line["touched"]),
        "made": ids.of("attendee", made) if made and line["command"] in _MADE_A_PERSON else made,
    }


async def _insert(turn: Turn, ledger: int, table: Table, told: object, ids: Ids, blobs: dict[str, bytes]) -> None:
    if not is_array(told):
        raise Refused("archive.broken", where=table.name)
    own = [column.name for column in table.c if any(key.column.table is table for key in column.foreign_keys)]
    rows = [{**read(table, _without(row, own), ids, blobs), "barcamp_id": ledger} for row in told]
    check_rows(table, rows)
    if not rows:
        return
    if not numbered(table):
        await turn.db.execute(insert(table), _with_numbers(table, rows))
        return
    there = [_number(row.get("id")) for row in told]
    if len(set(there)) != len(there):
        raise Refused("archive.broken", where=table.name)
    here = await turn.db.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
    ids.known[table.name] = dict(zip(there, here, strict=True))
    for row in told:  # rows that point to rows of the same table
        pointing = {name: ids.of(table.name, _number(row[name])) for name in own if row.get(name) is not None}
        if pointing:
            await turn.db.execute(update(table).where(table.c.id == ids.of(table.name, row["id"])).values(**pointing))


def _without(row: object, columns: list[str]) -> dict[str, object]:
    if not is_object(row):
        raise Refused("archive.broken", where="row")
    return {name: None if name in columns else value for name, value in row.items()}


def _with_numbers(table: Table, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows, with random numbers in the same order if their numbers mean nothing."""
    if "id" not in table.c:
        return rows
    numbers = sorted(secrets.randbits(62) for _ in rows)
    return [{**row, "id": number} for row, number in zip(rows, numbers, strict=True)]


def _number(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not -(2**63) < told < 2**63:
        raise Refused("archive.broken", where="number")
    return told
