"""The archive: a ZIP that needs nothing of ours. For reading, it has an offline copy and every document, with nothing
in them but what people agreed to publish; and a manifest by which everything can be checked.

One kind is to be kept: it has the full record, with all names and photos, to bring the event into another server. The
other is to be passed on, without the record. Each says in its first line which it is.
"""

import hashlib
import json
from typing import TYPE_CHECKING

from barcamp.exports.book.tree import Day, Picture
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.exports.pack.pack import Tell, collect, facts
from barcamp.exports.pack.zips import MANIFEST, manifest, zipped
from barcamp.rendering.templating import environment
from barcamp.text.i18n import gettext as _

if TYPE_CHECKING:
    from barcamp.queries.transfer.record import Record

KIND = "archive"
INDEX, RECORD, JOURNAL = "index.html", "record.json", "journal.jsonl"
FOLDERS = ("photos/", "logos/", "files/")  # folder for the bytes of the record
FORMAT, VERSION = "barcamp-record", 1


def write(day: Day, record: "Record | None", tell: Tell = lambda done, of, name: None) -> bytes:
    """The archive. Without a record it is to be passed on: it can be read and checked, but not imported."""
    steps, full = len(DOWNLOADS) + 2, record is not None
    also = [(INDEX, _("All of it to read in a browser, without internet: begin here"))]
    if record is not None:
        also.append((f"{RECORD}, {JOURNAL}", _("The full record, with which another server can take the event over")))
    files = collect(day, tell, more=2, also=also, first=_first_line(full), record=full)
    tell(steps - 2, steps, INDEX)
    files[INDEX] = _index(day)
    tell(steps - 1, steps, RECORD)
    if record is not None:
        files |= _record(record, files)
    amended = record.erased if record is not None else 0
    files[MANIFEST] = manifest(files, kind=KIND, complete=full, erased_people=amended, **facts(day, full))
    done = zipped(files, day.made_at)
    tell(steps, steps, "")
    return done


def _first_line(full: bool) -> str:
    if full:
        return _("To keep, not to be passed on: complete, with the names and photos of people, too, who did not agree"
                 " to be named (in record.json, journal.jsonl, photos/ and files/).")  # fmt: skip
    return _("To pass on: without the names of people who did not agree to be named. It can be read, but not be brought"
             " into a server again; for that there is the archive to keep.")  # fmt: skip


def _index(day: Day) -> bytes:
    """The day to read in any browser, with the photos beside it; the browser searches it."""
    from barcamp.exports.formats import html
    from barcamp.exports.report.report import compose

    document = compose(day)
    logos = {logo.name for logo in day.event.logos}

    def image(picture: Picture) -> str:
        return f"{'logos' if picture.name in logos else 'photos'}/{picture.name}"

    template = environment().get_template("reports/archive.html")
    files = [entry for entry in DOWNLOADS.values() if entry.there and entry.name != "csv.zip"]
    return template.render(document=document, css=html.style(document), image=image, files=files).encode()


def _record(record: "Record", files: dict[str, bytes]) -> dict[str, bytes]:
    """The rows and the journal; bytes are files of their own, and those that are there already are only named."""
    there = ((name, content) for name, content in files.items() if name.startswith(FOLDERS))
    known = {hashlib.sha256(content).hexdigest(): name for name, content in there}
    more = {f"files/{digest}": content for digest, content in record.blobs.items() if digest not in known}
    told = {
        "format": FORMAT,
        "version": VERSION,
        "code": record.code,
        "seq": record.seq,
        "barcamp": record.barcamp,
        "series": record.series,
        "tables": record.tables,
        "files": {digest: known.get(digest, f"files/{digest}") for digest in sorted(record.blobs)},
    }
    journal = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in record.journal)
    return {
        **more,
        RECORD: (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"),
        JOURNAL: journal.encode("utf-8", "replace"),
    }
