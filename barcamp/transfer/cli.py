"""Carrying events at the command line: export without a browser, check an archive, import one."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from barcamp.desk.desk import Desk
from barcamp.domain.event.barcamp import load, load_by_code
from barcamp.domain.event.code import normal_code
from barcamp.domain.transfer.importer import ImportBarcamp
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.loading import day_of, record_of
from barcamp.exports.book.tree import Day
from barcamp.exports.pack import archive, pack
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.images import Images
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.db import Database
from barcamp.kernel.refused import Refused
from barcamp.operations.backup import NotDone
from barcamp.queries.people.identity import organiser_named, organiser_names
from barcamp.queries.transfer.record import Record
from barcamp.settings import Settings
from barcamp.text import i18n
from barcamp.transfer.pictures import cleaned
from barcamp.transfer.verify import MOST_BYTES, Contents, Unsound, verify

PACK, ARCHIVE, PASS_ON = "pack.zip", "archive.zip", "pass-on.zip"
WHAT = (*DOWNLOADS, PACK, ARCHIVE, PASS_ON)
THERE = "This event is here already: {name}, code {code}. With --again it is brought in a second time."


def now() -> datetime:
    return datetime.now(UTC)


def there(what: str) -> bool:
    """Whether this installation can make it."""
    return what not in DOWNLOADS or DOWNLOADS[what].there


async def export(
    config: Settings, code: str, wanted: Iterable[str], place: Callable[[str], Path], choice: Choice
) -> list[Path]:
    """Writes each of `wanted` to where `place` says, replacing what is there. Raises NotDone."""
    camp, day, record = await _load(config, code, choice)
    written: list[Path] = []
    with i18n.speaking(i18n.choose(None, "", camp.language, camp.tone), camp.dated):
        for what in wanted:
            if not there(what):
                raise NotDone(f"{what} needs the package {DOWNLOADS[what].needs}; install barcamp[reports].")
            file = place(what)
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(_content(what, day, record))
            except OSError as why:
                raise NotDone(f"{file} could not be written ({why.strerror}).") from why
            written.append(file)
    return written


def check(file: Path) -> Contents:
    """Checks an archive. Raises NotDone with a line for everything that is wrong."""
    try:
        return verify(file)
    except Unsound as why:
        raise _not_done(why) from why


async def import_order(file: Path, images: Images, most: int = MOST_BYTES, *, again: bool = False) -> ImportBarcamp:
    """The command that imports the archive, once all of it has been checked. Raises Unsound or Refused."""
    contents = await asyncio.to_thread(verify, file, most)
    if contents.record is None:
        raise Unsound(Refused("archive.left_out"))
    record, blobs = await cleaned(images, contents.record, contents.blobs)
    return ImportBarcamp(digest=contents.digest, record=record, lines=contents.lines, blobs=blobs, again=again)


async def bring_in(config: Settings, file: Path, organiser: str, *, again: bool = False) -> Barcamp:
    """Imports the event for the organiser; returns it as it is on this server now. Raises NotDone, having changed
    nothing."""
    db = Database(config.database)
    desk = Desk(db, lambda ledger: None, now)
    try:
        command = await import_order(file, Images(), again=again)
        who = Actor(Role.ORGANISER, organiser_id=await _organiser(db, organiser))
        answer = await desk.carry_out(command, who)
        async with db.reading() as reading:
            camp = await load(reading, answer.made or 0)
    except Refused as why:
        raise NotDone(THERE.format(**why.facts)) if why.key == "archive.there" else _not_done(why) from why
    except Unsound as why:
        raise _not_done(why) from why
    finally:
        await desk.close()
        await db.close()
    assert camp is not None
    return camp


def _not_done(why: Unsound | Refused) -> NotDone:
    with i18n.speaking("en"):
        said = why.sentences() if isinstance(why, Unsound) else [i18n.sentence(why.key, **why.facts)]
        return NotDone("\n".join(said))


async def _load(config: Settings, code: str, choice: Choice) -> tuple[Barcamp, Day, Record | None]:
    db = Database(config.database)
    try:
        async with db.reading() as reading:
            camp = await load_by_code(reading, normal_code(code))
            if camp is None:
                raise NotDone(f"There is no event with the code {code}.")
            url = f"{config.public_url}/{camp.code}" if config.public_url else ""
            with i18n.speaking(i18n.choose(None, "", camp.language, camp.tone), camp.dated):
                day = await day_of(reading, camp, now(), choice, url)
            return camp, day, await record_of(reading, camp, choice)
    finally:
        await db.close()


def _content(what: str, day: Day, record: Record | None) -> bytes:
    if what == PACK:
        return pack.write(day)
    if what == PASS_ON:
        return archive.write(day, None)
    return archive.write(day, record) if what == ARCHIVE else DOWNLOADS[what].write(day)


async def _organiser(db: Database, name: str) -> int:
    """The organiser with this name; without a name, the only one there is."""
    async with db.reading() as reading:
        names = await organiser_names(reading)
        if not names:
            raise NotDone("Nobody organises on this server yet; `barcamp organiser-link` makes a link to begin with.")
        if not name and len(names) > 1:
            raise NotDone(f"Say whose it is to be with --organiser: {', '.join(names)}.")
        found = await organiser_named(reading, name or names[0])
    if found is None:
        raise NotDone(f"There is no organiser {name}; there are {', '.join(names)}.")
    return found[0]
