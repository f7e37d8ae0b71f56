"""Everything a day can be taken home as: one row for each file, and who writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from barcamp.exports.pack.zips import zipped
from barcamp.text.i18n import gettext as _

if TYPE_CHECKING:
    from barcamp.exports.book.tree import Day

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be had. `needs` is the package without which there is none. `says` tells people what it is, in
    the current language."""

    name: str
    media_type: str
    write: Callable[["Day"], bytes]
    says: Callable[[], str]
    needs: str = ""

    @property
    def there(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None


def csv_files(day: "Day") -> dict[str, bytes]:
    """Both kinds of CSV, each in a folder of its own."""
    from barcamp.exports.formats import csv_tables

    kinds = {"csv-excel": csv_tables.write(day, excel=True), "csv": csv_tables.write(day, excel=False)}
    return {f"{folder}/{name}": content for folder, files in kinds.items() for name, content in files.items()}


def csv_zip(day: "Day") -> bytes:
    return zipped(csv_files(day), day.made_at)


# A format is imported when it is asked for: the server itself needs none of them, nor the packages that some need.
def _report_pdf(day: "Day") -> bytes:
    from barcamp.exports.formats import pdf

    return pdf.write(day)


def _report_docx(day: "Day") -> bytes:
    from barcamp.exports.formats import docx

    return docx.write(day)


def _report_html(day: "Day") -> bytes:
    from barcamp.exports.formats import html

    return html.write(day)


def _report_markdown(day: "Day") -> bytes:
    from barcamp.exports.formats import markdown

    return markdown.write(day)


def _one_page_pdf(day: "Day") -> bytes:
    from barcamp.exports.formats import pdf
    from barcamp.exports.report import one_page

    return pdf.render(one_page.compose(day))


def _one_page_docx(day: "Day") -> bytes:
    from barcamp.exports.formats import docx
    from barcamp.exports.report import one_page

    return docx.render(one_page.compose(day))


def _e_mail(day: "Day") -> bytes:
    from barcamp.exports.report import one_page

    return one_page.e_mail(one_page.compose(day)).encode()


def _press_docx(day: "Day") -> bytes:
    from barcamp.exports.formats import press

    return press.write_docx(day)


def _press_markdown(day: "Day") -> bytes:
    from barcamp.exports.formats import press

    return press.write_markdown(day)


def _data_xlsx(day: "Day") -> bytes:
    from barcamp.exports.formats import xlsx

    return xlsx.write(day)


def _plan_ics(day: "Day") -> bytes:
    from barcamp.exports.formats import ics

    return ics.write(day)


def _schedule_xml(day: "Day") -> bytes:
    from barcamp.exports.formats import schedule

    return schedule.write_xml(day)


def _schedule_json(day: "Day") -> bytes:
    from barcamp.exports.formats import schedule

    return schedule.write_json(day)


def _event_json(day: "Day") -> bytes:
    from barcamp.exports.formats import event_json

    return event_json.write(day)


DOWNLOADS = {
    entry.name: entry
    for entry in (
        Download("one-page.pdf", "application/pdf", _one_page_pdf,
              lambda: _("The day on one page: results, next steps, a photo"), "typst"),
        Download("one-page.docx", _WORD, _one_page_docx, lambda: _("The day on one page, in Word"), "docx"),
        Download("e-mail.txt", "text/plain; charset=utf-8", _e_mail,
              lambda: _("The day on one page, as the text of an e-mail")),
        Download("report.pdf", "application/pdf", _report_pdf,
              lambda: _("The report to print and to send"), "typst"),
        Download("report.docx", _WORD, _report_docx, lambda: _("The report to go on writing in Word"), "docx"),
        Download("report.html", "text/html", _report_html,
              lambda: _("The report as a web page that needs no network")),
        Download("report.md", "text/markdown", _report_markdown,
              lambda: _("The report as plain text (Markdown)")),
        Download("press.docx", _WORD, _press_docx, lambda: _("Facts for a press release, in Word"), "docx"),
        Download("press.md", "text/markdown", _press_markdown,
              lambda: _("Facts for a press release, as plain text")),
        Download("data.xlsx", _EXCEL, _data_xlsx, lambda: _("All tables for Excel")),
        Download("csv.zip", "application/zip", csv_zip,
              lambda: _("All tables as CSV: for a German Excel and for programs")),
        Download("plan.ics", "text/calendar", _plan_ics, lambda: _("The session plan for calendars")),
        Download("schedule.xml", "application/xml; charset=utf-8", _schedule_xml,
              lambda: _("The session plan for conference apps")),
        Download("schedule.json", "application/json; charset=utf-8", _schedule_json,
              lambda: _("The session plan for conference apps, as JSON")),
        Download("event.json", "application/json; charset=utf-8", _event_json,
              lambda: _("Everything, for other programs")),
    )
}  # fmt: skip
