"""The summary as JSON, for other programs. Times of the day are HH:MM in the event's zone."""

import json

from jinja2 import Environment

from barcamp.exports.book import Book, Chapter
from barcamp.i18n import clock
from barcamp.queries.plan import Row

VERSION = 1


def write(book: Book, _: Environment) -> str:
    camp = book.barcamp
    tree = {
        "format": "barcamp-summary",
        "version": VERSION,
        "final": book.final,
        "made_at": book.made_at.isoformat(),
        "event": {
            "code": camp.code,
            "name": camp.name,
            "place": camp.place,
            "date": camp.day.isoformat(),
            "timezone": camp.timezone,
        },
        "figures": {name: getattr(book.figures, name) for name in book.figures.__slots__},
        "plan": [_row(row) for row in book.plan.rows],
        "sessions": [_chapter(chapter) for chapter in book.chapters],
        "unplaced_topics": [
            {
                "title": card.title,
                "host": card.host,
                "interest": card.interest,
                "description": card.description,
            }
            for card in book.unplaced
        ],
        "sessions_without_notes": list(book.left_out),
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _row(row: Row) -> dict[str, object]:
    times = {"starts": clock(row.starts), "ends": clock(row.ends)}
    if row.plenary:
        return {**times, "plenary": row.title}
    return {
        **times,
        "sessions": [
            {"room": cell.room.name, "title": cell.topic.title, "host": cell.topic.host}
            for cell in row.sessions
            if cell.topic
        ],
    }


def _chapter(chapter: Chapter) -> dict[str, object]:
    return {
        "title": chapter.title,
        "host": chapter.host,
        "room": chapter.place,
        "starts": clock(chapter.starts) if chapter.starts is not None else None,
        "ends": clock(chapter.ends) if chapter.ends is not None else None,
        "description": chapter.description,
        "interest": chapter.interest,
        "notes": [{"text": note.text, "written_at": note.written_at.isoformat()} for note in chapter.notes],
    }
