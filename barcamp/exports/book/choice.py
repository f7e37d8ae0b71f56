"""What a book may contain: whose names and photos, which votes and contacts; and what it says it leaves out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from barcamp.domain.privacy.mentions import Names
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.walls.photos import Photo
from barcamp.text.i18n import current, ngettext
from barcamp.text.i18n import gettext as _

if TYPE_CHECKING:
    from barcamp.exports.book.gathering import Gathered
    from barcamp.exports.book.tree import Chapter


@dataclass(frozen=True, slots=True)
class Choice:
    """What it may contain. `contacts` are those of people interested in offers, only for the organiser. `every_photo`:
    also those by people who did not agree to be named, whom phones promise that theirs are not published.

    `public` is for anybody with the code: no answers to the feedback, no way to reach people who made an offer.
    `linked` is for pages of this server: pictures without their bytes, named by their address below the event's.
    `video_links` are for the calendars of those who joined, and stand in nothing that is passed on.
    """

    names: bool = True
    photos: bool = True
    votes: bool = True
    contacts: bool = False
    every_photo: bool = False
    public: bool = False
    linked: bool = False
    video_links: bool = False


PUBLIC = Choice(public=True)


def shown(found: "Gathered", choice: Choice) -> tuple[Photo, ...]:
    """The photos that may be shown."""
    every = choice.every_photo and not choice.public
    return tuple(photo for photo in found.photos if every or photo.author_id in found.nameable)


def names_to_hide(found: "Gathered", choice: Choice) -> Names:
    """The names of those who did not agree; without names, of everybody."""
    may = found.nameable if choice.names else frozenset[int]()
    hidden = [(person.name, person.organisation) for person in found.people if person.id not in may]
    return Names(hidden, [person.name for person in found.people if person.id in may], current())


def left_out(barcamp: Barcamp, found: "Gathered", choice: Choice, chapters: tuple["Chapter", ...]) -> Iterator[str]:
    """What is missing from the day and why, in finished sentences of the current language."""
    # People are those of queries/event/figures.py: otherwise the names of seven out of five people would be left out.
    unnamed = sum(1 for each in found.people if each.guest and each.name and each.id not in found.nameable)
    empty = [c.title for c in chapters if c.kind == "session" and c.empty and not c.repeat and c.starts is not None]
    if empty:
        yield _("Without notes: %(titles)s.") % {"titles": ", ".join(_("“%(title)s”") % {"title": t} for t in empty)}
    if not choice.names:
        yield _("All names: this copy was made without them.")
    elif unnamed:
        said = ngettext("The name of %(num)s person who did not agree to be named.",
                        "The names of %(num)s people who did not agree to be named.", unnamed)  # fmt: skip
        yield said % {"num": unnamed}
    if unnamed or not choice.names:
        yield _("Where somebody wrote such a name into a text, another word stands for it; a first name alone may have"
                " been left there.")  # fmt: skip
    if not choice.photos:
        yield _("Photos: this copy was made without them.")
    elif unshown := len(found.photos) - len(shown(found, choice)):
        said = ngettext("%(num)s photo by somebody who did not agree to be named.",
                        "%(num)s photos by people who did not agree to be named.", unshown)  # fmt: skip
        yield said % {"num": unshown}
    if barcamp.interest_hidden:
        yield _("Interest and support: hidden from everybody until showing interest is closed.")
    elif not choice.votes:
        yield _("Interest and support: this copy was made without them.")
    elif any(wall.dots_open for wall in found.walls):
        yield _("The points of a vote that is still going on.")
    if choice.votes and any(wall.vote for wall in found.walls):
        yield _("What earlier votes came to, on walls that voted anew.")
    kinds = Counter(found.hidden)
    if kinds["note"]:
        said = ngettext("%(num)s note that the moderator hid.", "%(num)s notes that the moderator hid.", kinds["note"])
        yield said % {"num": kinds["note"]}
    if kinds["photo"]:
        said = ngettext("%(num)s photo that the moderator hid.", "%(num)s photos that the moderator hid.",
                        kinds["photo"])  # fmt: skip
        yield said % {"num": kinds["photo"]}
    if found.sealed:
        said = ngettext("%(num)s card that is not revealed yet.", "%(num)s cards that are not revealed yet.",
                        found.sealed)  # fmt: skip
        yield said % {"num": found.sealed}
    if found.interested and not choice.contacts and not choice.public:
        yield _("Who is interested in an offer, and how to reach them: only the organiser has that.")
