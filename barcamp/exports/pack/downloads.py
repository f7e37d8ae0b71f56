"""All that a day can be carried home as: one row for each file, and who writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from barcamp.exports.book.tree import Day
from barcamp.exports.formats import csv_tables
from barcamp.exports.pack.zips import zipped
from barcamp.text.i18n import gettext as _

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Paper:
    """`writer` is module:function, which takes a Day; `needs` the package without which there is none. `says` tells
    people what it is, in the language that is spoken."""

    name: str
    media_type: str
    writer: str
    says: Callable[[], str]
    needs: str = ""

    @property
    def there(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None

    def write(self, day: Day) -> bytes:
        module, _colon, function = self.writer.partition(":")
        return getattr(import_module(f"barcamp.exports.{module}"), function)(day)


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("report.pdf", "application/pdf", "formats.pdf:write",
              lambda: _("The report to print and to send"), "typst"),
        Paper("report.docx", _WORD, "formats.docx:write", lambda: _("The report to go on writing in Word"), "docx"),
        Paper("report.html", "text/html", "formats.html:write",
              lambda: _("The report as a web page that needs no network")),
        Paper("report.md", "text/markdown", "formats.markdown:write",
              lambda: _("The report as plain text (Markdown)")),
        Paper("press.docx", _WORD, "formats.press:write_docx", lambda: _("Facts for a press release, in Word"), "docx"),
        Paper("press.md", "text/markdown", "formats.press:write_markdown",
              lambda: _("Facts for a press release, as plain text")),
        Paper("data.xlsx", _EXCEL, "formats.xlsx:write", lambda: _("All tables for Excel")),
        Paper("csv.zip", "application/zip", "pack.downloads:csv_zip",
              lambda: _("All tables as CSV: for a German Excel and for programs")),
        Paper("plan.ics", "text/calendar", "formats.ics:write", lambda: _("The session plan for calendars")),
        Paper("schedule.xml", "application/xml; charset=utf-8", "formats.schedule:write_xml",
              lambda: _("The session plan for conference apps")),
        Paper("schedule.json", "application/json; charset=utf-8", "formats.schedule:write_json",
              lambda: _("The session plan for conference apps, as JSON")),
        Paper("event.json", "application/json; charset=utf-8", "formats.event_json:write",
              lambda: _("Everything, for other programs")),
    )
}  # fmt: skip


def csv_files(day: Day) -> dict[str, bytes]:
    """Both kinds of CSV, each in a folder of its own."""
    kinds = {"csv-excel": csv_tables.write(day, excel=True), "csv": csv_tables.write(day, excel=False)}
    return {f"{folder}/{name}": content for folder, files in kinds.items() for name, content in files.items()}


def csv_zip(day: Day) -> bytes:
    return zipped(csv_files(day), day.made_at)
