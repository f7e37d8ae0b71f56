"""What reports of closed events say that is not the events' own. For events that are closed already, as it
stands now."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0019"
down_revision = "0018"

_FIGURES = ("people", "organisations", "topics", "interests", "sessions", "notes")
_EDITIONS = """
SELECT edition.series_id, edition.number, barcamp.id, barcamp.name, barcamp.day,
 barcamp.archived_at IS NOT NULL AS closed, COALESCE(origin.code, barcamp.code) AS founded, series.name AS series
FROM edition JOIN barcamp ON barcamp.id = edition.barcamp_id JOIN series ON series.id = edition.series_id
LEFT JOIN origin ON origin.barcamp_id = barcamp.id ORDER BY edition.number, barcamp.day, barcamp.id
"""
_CLOSED = "SELECT id FROM barcamp WHERE archived_at IS NOT NULL"
_CAME = "SELECT barcamp_id, organisation FROM attendee WHERE guest"
_TOPICS = """
SELECT barcamp_id, count(*) FROM topic WHERE withdrawn_at IS NULL AND repeat_of IS NULL GROUP BY barcamp_id
"""
_SEEN = """
 JOIN barcamp ON barcamp.id = topic.barcamp_id
WHERE topic.withdrawn_at IS NULL AND topic.repeat_of IS NULL
 AND NOT (barcamp.blind AND barcamp.interest_open AND barcamp.archived_at IS NULL)
GROUP BY topic.barcamp_id
"""
_STARS = "SELECT topic.barcamp_id, count(*) FROM vote JOIN topic ON topic.id = vote.topic_id" + _SEEN
_HANDS = "SELECT topic.barcamp_id, sum(topic.hands) FROM topic" + _SEEN
_SESSIONS = """
SELECT placement.barcamp_id, count(*) FROM placement JOIN topic ON topic.id = placement.topic_id
 JOIN slot ON slot.id = placement.slot_id
WHERE topic.withdrawn_at IS NULL AND slot.title = '' GROUP BY placement.barcamp_id
"""
_NOTES = """
SELECT note.barcamp_id, count(*) FROM note
WHERE note.withdrawn_at IS NULL AND note.hidden_at IS NULL AND (note.wall = 'e' OR EXISTS (
  SELECT 1 FROM topic WHERE 't' || topic.id = note.wall AND topic.withdrawn_at IS NULL AND topic.repeat_of IS NULL
) OR EXISTS (SELECT 1 FROM slot WHERE 's' || slot.id = note.wall AND slot.title <> ''))
GROUP BY note.barcamp_id
"""


def upgrade() -> None:
    reports = op.create_table(
        "frozen_report",
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), primary_key=True, autoincrement=False),
        sa.Column("series", sa.String(120), nullable=False, server_default=""),
        sa.Column("address", sa.String(300), nullable=False, server_default=""),
    )
    editions = op.create_table(
        "frozen_edition",
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("of", sa.Integer(), index=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _FIGURES),
    )
    db = op.get_bind()
    address = context.config.attributes.get("address", "")[:300]
    there = [*db.execute(sa.text(_EDITIONS).columns(day=sa.Date()))]
    named = {row.id: row.series for row in there}
    told = [
        {"barcamp_id": id, "series": named.get(id, ""), "address": address} for (id,) in db.execute(sa.text(_CLOSED))
    ]
    if told:
        op.bulk_insert(reports, told)
    figures = _figures(db)
    for row in there:
        before = [other for other in there if other.series_id == row.series_id and other.number <= row.number]
        kept = [other for other in _once(before, row) if other.id != row.id] if row.closed else []
        rows = [
            {"barcamp_id": row.id, "place": place, "of": each.id, "number": each.number, "name": each.name,
             "day": each.day, **figures[each.id]}
            for place, each in enumerate(kept)
        ]  # fmt: skip
        if rows:
            op.bulk_insert(editions, rows)


def _once(rows: list[Any], asked: Any) -> list[Any]:
    """Of those founded under the same code, the one asked about, or else the one that came first."""
    kept: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: row.id):
        kept.setdefault(row.founded, row.id)
    kept[asked.founded] = asked.id
    return [row for row in rows if kept[row.founded] == row.id]


def _figures(db: sa.Connection) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_FIGURES, 0))
    named: dict[int, set[str]] = defaultdict(set)
    for camp, organisation in db.execute(sa.text(_CAME)):
        found[camp]["people"] += 1
        named[camp] |= {organisation.strip().casefold()} - {""}
    for camp, names in named.items():
        found[camp]["organisations"] = len(names)
    counted = {"topics": (_TOPICS,), "interests": (_STARS, _HANDS), "sessions": (_SESSIONS,), "notes": (_NOTES,)}
    for figure, queries in counted.items():
        for query in queries:
            for camp, number in db.execute(sa.text(query)):
                found[camp][figure] += int(number or 0)
    return found
