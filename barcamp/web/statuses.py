"""The HTTP status of refusals. Most go against how the event stands, or a rule of it: 409. The others stand in a table,
so that a key says nothing by how it is spelled."""

CONFLICT = 409

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
    return STATUSES.get(key, CONFLICT)
