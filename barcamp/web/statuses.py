"""The HTTP status of every refusal: a table, so that a key says nothing by how it is spelled."""

# Something was refused because it ...
_KEYS = {
    # is not what a browser would send:
    400: "request.bad",
    # may not be done by whoever asks:
    403: """
        attendee.join_first attendee.not_yours entry.kept_out entry.turned_away keeper.not_yours note.not_yours
        offer.not_yours op.not_yours photo.not_yours request.foreign results.closed role.attendee
        role.moderating_ended role.moderator role.organiser role.other_barcamp role.other_device role.server
        topic.not_yours wall.not_yours
    """,
    # is not there:
    404: """
        attendee.gone barcamp.gone code.unknown command.unknown group.gone knock.gone link.gone logo.gone note.gone
        offer.gone page.gone photo.gone proposal.gone room.gone section.gone slot.gone step.gone topic.gone wall.gone
    """,
    # was asked for by a method that its address does not take:
    405: "method.wrong",
    # came too slowly:
    408: "photo.slow",
    # goes against how the event stands, or a rule of it:
    409: """
        accent.no_colour accent.unreadable
        archive.blob_gone archive.broken archive.busy archive.cut_off archive.file_altered archive.file_extra
        archive.file_missing archive.file_name archive.file_twice archive.file_unreadable archive.foreign
        archive.incomplete archive.left_out archive.locked archive.many_files archive.newer archive.no_file
        archive.no_manifest archive.no_record archive.no_zip archive.none archive.past_deletion archive.picture
        archive.slow archive.there archive.too_big archive.too_large archive.unsound
        audit.choose audit.filter audit.order audit.time
        barcamp.archived barcamp.no_such_language barcamp.no_such_model barcamp.no_such_timezone
        cell.left cell.taken
        choice.newer
        cohost.too_many
        cookies.lost cookies.plain_http
        crowd.many crowd.nobody
        deletion.not_due deletion.too_late deletion.too_soon
        dots.closed dots.none_left dots.points
        entry.closed
        erasure.choose
        feedback.closed feedback.given feedback.nothing feedback.value
        grid.in_use
        hands.number
        heads.number
        history.changed_since history.moved_since history.newer history.nothing_to_redo history.nothing_to_undo
        interest.blind interest.closed interest.hidden interest.spent
        keeper.taken
        link.many link.name_first
        logo.broken logo.kind logo.no_picture logo.none logo.pale logo.svg_broken logo.svg_empty logo.svg_entities
        logo.svg_large logo.svg_outside logo.svg_picture logo.svg_size logo.too_big logo.too_many logo.too_many_pixels
        look.unknown
        merge.itself
        note.too_many
        offer.agree_first offer.contact_first offer.link offer.too_many offer.too_many_by_one
        pack.failed pack.format_missing
        password.common password.short password.wrong
        paste.after_midnight paste.day paste.doubts paste.earlier paste.half paste.heading paste.left_over
        paste.name_unsure paste.no_column paste.no_end paste.no_seats paste.no_title paste.not_understood
        paste.nothing paste.other_day paste.same_name paste.seats paste.seats_unsure paste.sessions paste.there
        paste.time paste.time_in_title paste.time_unsure paste.title_below paste.twice paste.until_next
        person.moderates
        phase.unknown
        photo.none photo.too_many photo.too_many_in_all
        pitching.closed
        placement.pinned
        plan.being_made plan.no_such_version plan.no_topics plan.nothing_new plan.search_failed
        proposal.without_it
        rehearsal.no_way rehearsal.of_rehearsal rehearsal.real rehearsal.there rehearsal.too_many
        repeat.too_many
        result.newer
        results.choose
        room.capacity room.closed room.for_all room.too_many room.video_link
        rules.begun rules.points
        scene.unknown
        section.in_use section.kind section.nameless section.too_many
        series.number
        shift.begun shift.longer_already shift.minutes shift.nothing_runs shift.past_midnight
        slot.ends_before slot.has_notes slot.no_length slot.no_such_time slot.plenary slot.same_time slot.time
        slot.too_many
        stage.another stage.clock_changed stage.empty stage.nobody_waits stage.not_waiting stage.seconds
        step.unknown
        topic.has_host topic.no_such_angle topic.no_time topic.not_placed topic.pick_first topic.too_many
        topic.too_many_by_one
        wifi.short
    """,
    # is from somebody else who used the device before:
    412: "attendee.somebody_else",
    # is too large:
    413: "body.too_large",
    # will never be a photo on the wall, however often it is sent:
    415: "photo.animated photo.broken photo.heic photo.kind photo.no_picture photo.too_big photo.too_many_pixels",
    # cannot be read:
    422: """
        form.look_again
        text.control text.date text.emptied text.empty text.long text.newer text.number text.unseen
    """,
    # comes too often, or with too many others:
    429: """
        entry.full entry.pace
        pace.slow
        password.wait
        photo.busy
    """,
    # failed through our own fault:
    500: "server.error",
    # cannot be done for now:
    503: "desk.outage",
}
STATUSES = {key: status for status, words in _KEYS.items() for key in words.split()}

# Whoever asks would have to be somebody else for it.
ROLES = frozenset(
    f"role.{name}"
    for name in (
        "attendee", "moderating_ended", "moderator", "organiser", "other_barcamp", "other_device", "server",
    )
)  # fmt: skip
# They may not be in the event at all: the page that says no also tells what this is.
OUTSIDE = ROLES | {"attendee.join_first"}


def keys() -> list[str]:
    """As often as they stand in the table."""
    return [key for words in _KEYS.values() for key in words.split()]


def status_of(key: str) -> int:
    """A key that stands nowhere is a conflict, as most are."""
    return STATUSES.get(key, 409)
