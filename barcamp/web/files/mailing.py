"""A day as a letter to oneself: plain text for a mail program or a share sheet, short enough for the most limited of
them."""

from collections.abc import Iterator
from urllib.parse import quote

from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.people.takehome import Session, TakeHome
from barcamp.text.i18n import clock, days, short_day
from barcamp.text.i18n import gettext as _
from barcamp.text.prose import plain

MOST = 1900  # characters of a mailto address, percent signs and all: Outlook on Windows takes about two thousand
_LONGEST = 280  # of one line


def letter(barcamp: Barcamp, home: TakeHome, address: str) -> str:
    """The letter, in the current language. Parts that do not fit are left out whole, and the address says where to find
    them."""
    head = [barcamp.name, ", ".join(filter(None, [days(barcamp.day, barcamp.last_day), barcamp.place])), address, ""]
    more = ["", _("More under the address above.")]
    kept: list[str] = []
    for line in _lines(home):
        if len(_encoded([*head, *kept, line, *more])) > MOST:
            return "\n".join([*head, *kept, *more])
        kept.append(line)
    return "\n".join([*head, *kept]).rstrip()


def mail_to_oneself(barcamp: Barcamp, text: str) -> str:
    """An address that opens the mail program with the letter in it, to be sent to anybody one types."""
    return f"mailto:?subject={quote(_subject(barcamp), safe='')}&body={_encoded(text.splitlines())}"


def _lines(home: TakeHome) -> Iterator[str]:
    for session in home.sessions:
        yield from _session(session)
    if home.notes:
        yield _("My notes")
        for _heading, notes in home.notes:
            yield from (f"- {_short(note.text)}" for note in notes)


def _session(session: Session) -> Iterator[str]:
    card, wall = session.card, session.wall
    at = f"{clock(card.starts)} " if card.starts is not None else ""
    yield f"{at}{_short(card.title)}" + (f" ({card.room})" if card.room else "")
    for again in session.repeated:
        when = clock(again.starts) if again.starts is not None else ""
        yield f"{_('Repeat')}: {when}" + (f" ({again.room})" if again.room else "")
    if wall and wall.result:
        yield _short(plain(wall.result))
    elif wall and wall.key:
        yield f"* {_short(wall.key.text)}"
    for step in wall.next_steps if wall else ():
        until = short_day(step.until) if step.until else step.due
        about = ", ".join(filter(None, [step.who, until]))
        yield f"-> {_short(step.text)}" + (f" ({about})" if about else "")
    yield ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _subject(barcamp: Barcamp) -> str:
    return _("My day: %(event)s") % {"event": _short(barcamp.name)[:80]}


def _encoded(lines: list[str]) -> str:
    return quote("\r\n".join(lines), safe="")
