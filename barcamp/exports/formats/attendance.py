"""The list of attendance as an Excel workbook: a head, then one row for each guest with room for a signature. Printed,
the headings stand on every page."""

import io
from collections.abc import Callable, Sequence

from barcamp.exports.charset import in_one_line, printable
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.people.guests import Guest
from barcamp.text import i18n
from barcamp.text.i18n import gettext as _

_ROW = 26.0  # points: room to sign

# Heading, width in characters, and what stands in it of a guest.
Column = tuple[str, int, Callable[[Guest], str]]


def write(barcamp: Barcamp, guests: Sequence[Guest]) -> bytes:
    """The workbook, in the current language."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": in_one_line(f"{_('List of attendance')}: {barcamp.name}"), "author": ""})
    title = book.add_format({"bold": True, "font_size": 16})
    line = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bg_color": "#E4EBF0", "border": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    sheet = book.add_worksheet(_("Attendance")[:31])
    columns = _columns(barcamp, guests)
    for number, (_heading, width, _of) in enumerate(columns):
        sheet.set_column(number, number, width)
    sheet.write_string(0, 0, _("List of attendance"), title)
    at = 1
    for said in _head(barcamp):
        sheet.merge_range(at, 0, at, len(columns) - 1, "", line)
        sheet.write_string(at, 0, printable(said), line)
        sheet.set_row(at, 15.0 * (1 + len(said) // 95))
        at += 1
    for number, (heading, _width, _of) in enumerate(columns):
        sheet.write_string(at, number, heading, head)
    for row, guest in enumerate(guests, at + 1):
        sheet.set_row(row, _ROW)
        for number, (_heading, _width, of) in enumerate(columns):
            sheet.write_string(row, number, printable(of(guest)), cell)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(at)
    sheet.freeze_panes(at + 1, 0)
    sheet.set_footer("&C&P / &N")
    book.close()
    return out.getvalue()


def _head(barcamp: Barcamp) -> list[str]:
    where = f"{i18n.days(barcamp.day, barcamp.last_day)}{f' · {barcamp.place}' if barcamp.place else ''}"
    purpose = _("Proof of attendance for whoever funds the event; used for nothing else.")
    return [text for text in (barcamp.name, where, barcamp.organiser_name, barcamp.funding, purpose) if text]


def _columns(barcamp: Barcamp, guests: Sequence[Guest]) -> list[Column]:
    found: list[Column] = [
        (_("Name"), 30, lambda guest: guest.name),
        (_("Organisation"), 34, lambda guest: guest.organisation),
    ]
    if any(guest.team for guest in guests):
        found.append((_("Group of the list"), 16, lambda guest: guest.team))
    found.append((_("Signature"), 34, lambda guest: _("online") if barcamp.hybrid and guest.online else ""))
    return found
