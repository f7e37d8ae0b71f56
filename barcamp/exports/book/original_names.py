"""The day under the names its things were founded with: an event from another server is printed as it was there."""

from dataclasses import replace

from barcamp.domain.transfer.format import Ids
from barcamp.exports.book.outcome import Outcome
from barcamp.exports.book.tree import Chapter, Day, Picture, Row, Section


def as_founded(day: Day, ids: Ids, code: str) -> Day:
    """The same day; for an event of this server nothing changes."""
    if not ids.known and code == day.event.code:
        return day
    return replace(
        day,
        event=replace(
            day.event,
            origin="" if code == day.event.code else code,
            logos=tuple(_picture(logo, ids, "logo") for logo in day.event.logos),
        ),
        plan=tuple(_row(row, ids) for row in day.plan),
        chapters=tuple(_chapter(chapter, ids) for chapter in day.chapters),
        leftovers=tuple(replace(left, id=ids.of("topic", left.id)) for left in day.leftovers),
        offers=tuple(replace(offer, id=ids.of("offer", offer.id)) for offer in day.offers),
    )


def _row(row: Row, ids: Ids) -> Row:
    sessions = tuple((room, title, hosts, _wall(wall, ids)) for room, title, hosts, wall in row.sessions)
    return replace(row, wall=_wall(row.wall, ids), sessions=sessions)


def _chapter(chapter: Chapter, ids: Ids) -> Chapter:
    return replace(
        chapter,
        wall=_wall(chapter.wall, ids),
        sections=tuple(_section(section, ids) for section in chapter.sections),
        pictures=tuple(_picture(picture, ids) for picture in chapter.pictures),
        outcome=_outcome(chapter.outcome, ids) if chapter.outcome else None,
    )


def _outcome(outcome: Outcome, ids: Ids) -> Outcome:
    return replace(
        outcome,
        ranks=tuple(replace(rank, id=ids.of("note", rank.id)) for rank in outcome.ranks),
        selection=tuple(replace(each, id=ids.of("note", each.id)) for each in outcome.selection),
    )


def _section(section: Section, ids: Ids) -> Section:
    return replace(section, cards=tuple(replace(card, id=ids.of("note", card.id)) for card in section.cards))


def _picture(picture: Picture, ids: Ids, noun: str = "photo") -> Picture:
    number = ids.of(noun, picture.id)
    return replace(picture, id=number, name=picture.name.replace(str(picture.id), str(number)))


def _wall(wall: str, ids: Ids) -> str:
    noun = {"t": "topic", "s": "slot"}.get(wall[:1])
    return f"{wall[0]}{ids.of(noun, int(wall[1:]))}" if noun else wall
