"""The pack: every file of a day and its photos in one ZIP, with a list of contents and a manifest."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from barcamp import __version__
from barcamp.exports.book.tree import Day
from barcamp.exports.pack.downloads import DOWNLOADS, Download, csv_files
from barcamp.exports.pack.zips import MANIFEST, manifest, zipped
from barcamp.text.i18n import gettext as _

# Called after each step: how many are done, how many there are, and what comes next.
Tell = Callable[[int, int, str], None]
CONTENTS = "README.txt"


def write(day: Day, tell: Tell = lambda done, of, name: None) -> bytes:
    files = collect(day, tell)
    files[MANIFEST] = manifest(files, kind="pack", **facts(day))
    return zipped(files, day.made_at)


def collect(
    day: Day, tell: Tell, more: int = 0, also: Sequence[tuple[str, str]] = (), first: str = "", record: bool = False
) -> dict[str, bytes]:
    """All files by name, in the current language. `more` is how many steps will follow; `also` are names of files that
    will be added, each with what it is for; `first` is said before anything else. Beside a `record`, only the documents
    leave something out."""
    _shrink(day)
    made: dict[str, bytes] = {}
    missing: list[Download] = []
    steps = len(DOWNLOADS) + more
    for done, entry in enumerate(DOWNLOADS.values()):
        tell(done, steps, entry.name)
        if not entry.there:
            missing.append(entry)
        elif entry.name == "csv.zip":
            made |= csv_files(day)
        else:
            made[entry.name] = entry.write(day)
    tell(len(DOWNLOADS), steps, "")
    made |= {f"photos/{picture.name}": picture.data for chapter in day.chapters for picture in chapter.pictures}
    made |= {f"logos/{logo.name}": logo.data for logo in day.event.logos}
    made[CONTENTS] = _contents(day, missing, also, first, record)
    return made


def _shrink(day: Day) -> None:
    """Makes photos as documents want them, on all cores at once, so that every document finds them ready."""
    from barcamp.exports.pictures import for_paper

    pictures = [picture for chapter in day.chapters for picture in chapter.pictures]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(for_paper, pictures))


def facts(day: Day, record: bool = False) -> dict[str, object]:
    """What the manifest says about all files; beside a `record`, what it says about the documents."""
    return {
        "event": day.event.code,
        "name": day.event.name,
        "day": day.event.day.isoformat(),
        "made_at": day.made_at.isoformat(),
        "final": day.final,
        "revision": day.revision,
        "made_by": f"barcamp {__version__}",
        "left_out_of_papers" if record else "left_out": list(day.left_out),
    }


def _contents(day: Day, missing: list[Download], also: Sequence[tuple[str, str]], first: str, record: bool) -> bytes:
    """For people who open the ZIP: what is what, and what is missing."""
    lines = [first, ""] if first else []
    lines += [day.event.name, "=" * min(60, len(day.event.name)), ""]
    if not day.final:
        lines += [_("Interim state: the day is still running."), ""]
    width = max(map(len, (*DOWNLOADS, *(name for name, _says in also)))) + 2
    lines += [f"{name:<{width}}  {says}" for name, says in also]
    for entry in DOWNLOADS.values():
        if entry not in missing:
            name = "csv/, csv-excel/" if entry.name == "csv.zip" else entry.name
            lines.append(f"{name:<{width}}  {entry.says()}")
    if any(chapter.pictures for chapter in day.chapters):
        lines.append("photos/".ljust(width + 2) + _("The photos of the walls"))
    if day.event.logos:
        lines.append("logos/".ljust(width + 2) + _("The logos"))
    lines += [MANIFEST.ljust(width + 2) + _("Size and SHA-256 of every file"), ""]
    left_out = [*day.left_out, *(_("%(file)s: this server has no part to make it with.") % {"file": entry.name}
                                 for entry in missing)]  # fmt: skip
    if left_out:
        heading = _("Left out of the documents; the full record has it") if record else _("Left out")
        lines += [heading, "-" * len(heading), *(f"- {sentence}" for sentence in left_out), ""]
    return "\r\n".join(line for each in lines for line in each.splitlines() or [""]).encode("utf-8", "replace")
