"""What exists, and what may be done to it. No web, no HTML, no sockets: a room for each part of the product, a file for
each noun. Every module that defines commands or tables is imported here, so that importing `barcamp.domain` brings them
all."""

# Imported for what they register.
# pyright: reportUnusedImport=false

from barcamp.domain import feedback, offer
from barcamp.domain.event import appearance, barcamp, checklist, facts, logo, origin, phases, results
from barcamp.domain.moderation import archive, crowd, entrance, helping, hide_topic, merge, projector, undo
from barcamp.domain.people import attendee, calendar, consent, entry, guest, link, organiser
from barcamp.domain.plan import (
    going,
    grid,
    parking,
    pin,
    placement,
    plan_change,
    proposal,
    publication,
    repeat,
    room,
    shift,
    video,
    whereabouts,
    withdraw,
)
from barcamp.domain.plan.ending import changeover, lasting
from barcamp.domain.privacy import erasure, rename
from barcamp.domain.setup import copying, deletion, founding, frozen, guest_list, pasting, rehearsal, series, slot
from barcamp.domain.setup.programme import by_hand, taking
from barcamp.domain.topics import claim, cohost, glance, hands, pitch_round, rules, topic, vote
from barcamp.domain.transfer import importer
from barcamp.domain.walls import (
    dots,
    groups,
    heads,
    hide_note,
    keeper,
    many_notes,
    may_arrange,
    move_note,
    note,
    order_lane,
    result,
    section,
    support,
    wall,
)
from barcamp.domain.walls.layout import divide, edit_sections, templates, title
from barcamp.domain.walls.photos import photo
from barcamp.domain.walls.several import move_notes, withdraw_notes
from barcamp.domain.walls.silence import lanes, round, sealed
from barcamp.kernel import history, journal
