"""The organiser's page of who did what when, also as a CSV file."""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency

from barcamp.domain.event.phases import PHASES
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.refused import Refused
from barcamp.queries.event.audit import ORGANISER, Audit, Entry, Wanted, load_audit
from barcamp.queries.event.audit_about import phases
from barcamp.queries.event.audit_words import KINDS, kinds
from barcamp.queries.people.people import load_people
from barcamp.text import i18n
from barcamp.text.i18n import gettext as _
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.files.downloads import file_name
from barcamp.web.forms import read_form
from barcamp.web.visitor import Visitor

ON_A_PAGE = 100
FILTERS = ("person", "kind", "phase", "since", "until")
_IDS = 2**31
_WRITTEN = re.compile(
    r"(?:(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2}))?[T,]? ?"
    r"(?:(?P<h>\d{1,2})[:.](?P<min>\d{2})(?::\d{2})?(?: Uhr)?)?"
)


@get("/organiser/{code:str}/audit")
async def audit(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """The page, newest first. A mistake in what was asked for is shown beside its field, and nothing is listed."""
    if visitor.organiser_id is None:
        return pages.see(f"/organiser/sign-in?back=/organiser/{visitor.camp.code}/audit")
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    wanted, errors = wanted_of(form, visitor.camp)
    asked = {name: form[name] for name in FILTERS if form.get(name)}
    with i18n.speaking(visitor.locale, visitor.dated):
        async with ctx.db.reading() as db:
            found = Audit((), None) if errors else await load_audit(db, visitor.camp, wanted, ON_A_PAGE)
            people = [each for each in await load_people(db, visitor.camp.id, removed=True) if each.name]
        named, steps = kinds(), phases()
    return pages.show(
        ctx, visitor, "organiser/audit.html", 422 if errors else 200, audit=found, values=asked, errors=errors,
        people=sorted(people, key=lambda each: each.name.casefold()), kinds=named, phases=steps, organiser=ORGANISER,
        query=urlencode(asked, errors="replace"), later=wanted.before is not None,
    )  # fmt: skip


@get("/organiser/{code:str}/audit.csv")
async def audit_csv(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[bytes]:
    """Everything that is asked for, not only a page of it, in the form that a German Excel reads."""
    visitor.must_be(Role.ORGANISER)
    wanted, errors = wanted_of(await read_form(request), visitor.camp)
    if errors:
        raise Refused("audit.filter")
    with i18n.speaking(visitor.locale, visitor.dated):
        async with ctx.db.reading() as db:
            found = await load_audit(db, visitor.camp, wanted, None)
        content = await asyncio.to_thread(_file, found, visitor.camp)
    name = f"{file_name(visitor)}-audit.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv", headers=headers)


def _file(found: Audit, camp: Barcamp) -> bytes:
    from barcamp.exports.formats.csv_tables import file_of
    from barcamp.exports.formats.tables import Table

    columns = ((_("When"), 20), (_("Who"), 30), (_("Role"), 16), (_("What"), 50), (_("About"), 40))
    rows = tuple(
        (each.at.astimezone(camp.zone), who(each), role(each), each.what, ", ".join(each.about))
        for each in found.entries
    )
    return file_of(Table("audit", "", columns, rows), excel=True)


def who(entry: Entry) -> str:
    if entry.who is None:
        return _("A deleted person")
    return entry.who or _("Somebody without a name")


def role(entry: Entry) -> str:
    return {
        Role.ORGANISER: _("Organiser"), Role.MODERATOR: _("Moderation"), Role.ATTENDEE: _("Taking part"),
    }.get(entry.role, "")  # fmt: skip


def wanted_of(form: Mapping[str, str], camp: Barcamp) -> tuple[Wanted, dict[str, Refused]]:
    """What was asked for, and the fields that cannot be read."""
    errors: dict[str, Refused] = {}
    typed = {name: form.get(name, "").strip() for name in (*FILTERS, "before")}
    for name, known in (("kind", KINDS), ("phase", PHASES)):
        if typed[name] and typed[name] not in known:
            errors[name] = Refused("audit.choose")
    person: int | str | None = typed["person"] or None
    if person != ORGANISER and person is not None:
        person = _number(typed["person"])
        if person is None:
            errors["person"] = Refused("audit.choose")
    before = _number(typed["before"]) if typed["before"] else None
    if typed["before"] and before is None:
        errors["before"] = Refused("audit.choose")
    moments: dict[str, datetime | None] = {}
    for name in ("since", "until"):
        moments[name] = _moment(typed[name], camp, end=name == "until") if typed[name] else None
        if typed[name] and moments[name] is None:
            errors[name] = Refused("audit.time")
    if moments["since"] and moments["until"] and moments["since"] >= moments["until"]:
        errors.setdefault("until", Refused("audit.order"))
    return Wanted(person, typed["kind"], typed["phase"], before=before, **moments), errors


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 11 and int(typed) < _IDS else None


def _moment(typed: str, camp: Barcamp, *, end: bool) -> datetime | None:
    """A moment as browsers send it, or as people type it: a day, a time of the event's day, or both. As an `end` it
    includes what is named: all of the day, all of the minute."""
    found = _WRITTEN.fullmatch(typed)
    if found is None or not typed:
        return None
    try:
        day = datetime.fromisoformat(found["iso"]).date() if found["iso"] else camp.day
        if found["d"]:
            day = day.replace(int(found["y"]), int(found["m"]), int(found["d"]))
        at = time(int(found["h"]), int(found["min"])) if found["h"] else time()
        further = (timedelta(minutes=1) if found["h"] else timedelta(days=1)) if end else timedelta()
        moment = datetime.combine(day, at, camp.zone) + further
        return moment if 1970 <= moment.year < 9999 else None
    except (ValueError, OverflowError):
        return None
