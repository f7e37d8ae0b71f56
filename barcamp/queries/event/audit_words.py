"""What a line of the journal says somebody did, and which lines are shown to nobody.

What people choose is private: interest, points and support, where they go, whom they would like to hear from, and the
feedback. None of these lines is shown, not even without a name: its time would stand beside what the same person did a
moment before. Commands that are not listed here are not shown either.
"""

import json
from collections.abc import Mapping

from barcamp.kernel.shapes import is_object
from barcamp.text.i18n import gettext as _

UNTOLD = frozenset(
    {
        "ask-for-time", "be-present", "cast-vote", "choose-session", "give-feedback", "place-dot",
        "see-all-again", "see-topics",
        "show-interest-in-offer", "skip-session", "support-note", "take-back-interest-in-offer", "take-dot",
        "unsupport-note", "withdraw-vote",
    }
)  # fmt: skip

# The verbs of commands by kind, in the order in which kinds are offered.
KINDS: dict[str, tuple[str, ...]] = {
    "day": (
        "move-to-phase", "set-pitching", "set-interest", "announce", "archive-barcamp", "open-results",
        "open-to-search", "show-on-projector", "set-projector-look", "bring-on-stage", "clear-stage", "run-stage-clock",
        "move-in-queue", "try-later", "count-hands", "show-interest-for", "set-feedback", "undo", "redo", "turn-clock",
    ),
    "topics": (
        "pitch-topic", "pitch-for", "edit-topic", "withdraw-topic", "claim-topic", "release-topic", "add-cohost",
        "remove-cohost", "merge-topics", "hide-topic", "show-topic", "park-topic", "unpark-topic",
        "take-up-parked",
    ),
    "plan": (
        "extend-session", "end-session",
        "place-topic", "unplace-topic", "pin-topic", "unpin-topic", "repeat-topic", "keep-proposal", "take-proposal",
        "take-proposed-cell", "dismiss-proposal", "publish-plan", "restore-plan",
        "close-room", "reopen-room", "set-video-link", "shift-slots", "begin-at", "count-heads",
    ),
    "walls": (
        "write-note", "edit-note", "withdraw-note", "hide-note", "show-note", "mark-key", "unmark-key", "group-note",
        "rename-group", "add-photo", "describe-photo", "move-photo", "undo-move-photo", "withdraw-photo",
        "hide-photo", "show-photo",
        "become-keeper", "leave-keeper", "write-result", "open-dots", "close-dots", "say-outcome", "move-note",
        "undo-move", "let-everybody-move", "show-selection", "begin-silence", "give-time", "reveal-cards",
        "edit-sealed", "withdraw-sealed", "write-notes", "order-lane", "undo-order", "bring-back-dots",
        "move-notes", "undo-moves", "withdraw-notes",
    ),
    "people": (
        "join", "open-link", "leave", "rename", "settle-consent", "knock", "let-in", "turn-away", "set-entry",
        "enter-person", "rename-person", "remove-person", "remove-crowd", "erase-person", "say-where", "say-where-for",
        "mark-arrival", "add-walk-in", "take-guests", "remove-guest", "remove-absent", "make-badges", "come-by-badge",
    ),
    "offers": (
        "put-up-offer", "edit-offer", "withdraw-offer",
    ),
    "set-up": (
        "edit-barcamp", "state-facts", "choose-accent", "add-logo", "describe-logo", "move-logo", "remove-logo",
        "add-room", "take-rooms", "edit-room", "remove-room", "add-slot", "take-slots", "edit-slot", "split-slot",
        "set-changeover", "remove-slot", "take-programme", "add-fixed-session", "remove-fixed-session",
        "add-section", "move-section", "rename-section", "remove-section", "name-wall",
        "choose-lanes", "copy-lanes", "keep-lanes", "forget-lanes",
        "set-rules-of-interest", "name-series", "set-deletion-day", "tick-step", "record-step",
    ),
    "links": (
        "invite-moderator", "show-invitation", "revoke-link", "end-moderating", "make-personal-link",
        "end-personal-link", "make-calendar-link",
    ),
}  # fmt: skip
# Former names of commands, in journals of older events.
FORMER = {"undo-deed": "undo", "undo-plan-step": "undo", "redo-plan-step": "redo"}
TOLD = frozenset(verb for verbs in KINDS.values() for verb in verbs)
# Commands with a field that says whether it was this or its opposite.
_EITHER = {
    "announce": "text", "open-to-search": "open", "set-entry": "open", "set-feedback": "on", "set-interest": "open",
    "set-pitching": "open", "settle-consent": "agreed", "say-where": "online", "say-where-for": "online",
    "mark-arrival": "here",
}  # fmt: skip


def kinds() -> dict[str, str]:
    """The names of the kinds, in the current language."""
    return {
        "day": _("Running the day"),
        "topics": _("Topics"),
        "plan": _("Plan"),
        "walls": _("Notes walls"),
        "people": _("People"),
        "offers": _("Offers"),
        "set-up": _("Set-up"),
        "links": _("Links and devices"),
    }


def said(verb: str, told: Mapping[str, object], sentences: Mapping[str, str]) -> str:
    """The end of a sentence that begins with a person. `sentences` are those below, made once for all lines."""
    verb = FORMER.get(verb, verb)
    field = _EITHER.get(verb)
    return sentences[f"{verb} {'yes' if told.get(field) else 'no'}" if field else verb]


def payload(text: str) -> dict[str, object]:
    """What a line keeps of its command; nothing if it cannot be read."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if is_object(told) else {}


def sentences() -> dict[str, str]:
    """The sentences in the current language, by verb, or by verb and yes or no."""
    return {
        "move-to-phase": _("moved the day on"),
        "set-pitching yes": _("opened the collecting of topics"),
        "set-pitching no": _("closed the collecting of topics"),
        "set-interest yes": _("opened showing interest"),
        "set-interest no": _("closed showing interest"),
        "announce yes": _("made an announcement"),
        "announce no": _("took the announcement down"),
        "archive-barcamp": _("archived the event"),
        "open-to-search yes": _("opened the results to search engines"),
        "open-to-search no": _("closed the results to search engines"),
        "open-results": _("said who may see the results"),
        "show-on-projector": _("chose what the projector shows"),
        "set-projector-look": _("made the projector light or dark"),
        "bring-on-stage": _("brought a topic on stage"),
        "clear-stage": _("cleared the stage"),
        "run-stage-clock": _("started or stopped the clock on stage"),
        "move-in-queue": _("changed the order of the queue"),
        "try-later": _("put a topic back in the queue"),
        "count-hands": _("counted raised hands"),
        "show-interest-for": _("entered interest for somebody"),
        "set-feedback yes": _("switched the feedback on"),
        "set-feedback no": _("switched the feedback off"),
        "undo": _("took back the last step"),
        "redo": _("brought back the last step"),
        "turn-clock": _("turned the clock of the rehearsal"),
        "pitch-topic": _("suggested a topic"),
        "pitch-for": _("entered a topic for somebody"),
        "edit-topic": _("changed a topic"),
        "withdraw-topic": _("withdrew a topic"),
        "claim-topic": _("took on a topic"),
        "release-topic": _("made a topic a wish"),
        "add-cohost": _("added a co-host"),
        "remove-cohost": _("removed a co-host"),
        "merge-topics": _("merged topics"),
        "hide-topic": _("hid a topic"),
        "show-topic": _("showed a topic again"),
        "park-topic": _("parked a topic"),
        "unpark-topic": _("took up a parked topic again"),
        "take-up-parked": _("took up all parked topics again"),
        "place-topic": _("placed or moved a session"),
        "unplace-topic": _("took a session off the plan"),
        "extend-session": _("let a session last longer"),
        "end-session": _("ended a session"),
        "pin-topic": _("pinned a session"),
        "unpin-topic": _("unpinned a session"),
        "repeat-topic": _("added a repeat"),
        "keep-proposal": _("had a plan suggested"),
        "take-proposal": _("took the suggested plan"),
        "take-proposed-cell": _("took a suggested place"),
        "dismiss-proposal": _("dismissed the suggested plan"),
        "publish-plan": _("published the plan"),
        "restore-plan": _("brought an earlier plan back"),
        "close-room": _("closed a room"),
        "set-video-link": _("changed a video link"),
        "reopen-room": _("opened a room again"),
        "shift-slots": _("moved the rest of the day"),
        "begin-at": _("had the day begin at another time"),
        "count-heads": _("counted heads in a session"),
        "write-notes": _("wrote several notes"),
        "write-note": _("wrote a note"),
        "edit-note": _("changed a note"),
        "withdraw-note": _("withdrew a note"),
        "edit-sealed": _("changed a note that was not revealed yet"),
        "withdraw-sealed": _("withdrew a note that was not revealed yet"),
        "begin-silence": _("let people write unseen"),
        "give-time": _("gave more time to write"),
        "reveal-cards": _("revealed cards"),
        "hide-note": _("hid a note"),
        "show-note": _("showed a note again"),
        "mark-key": _("marked a note as a key insight"),
        "unmark-key": _("unmarked a note"),
        "group-note": _("moved a note"),
        "rename-group": _("renamed a group of notes"),
        "move-note": _("moved a card"),
        "undo-move": _("took back the move of a card"),
        "move-notes": _("moved several cards"),
        "undo-moves": _("took back the move of several cards"),
        "withdraw-notes": _("withdrew several cards"),
        "let-everybody-move": _("said who may move cards"),
        "order-lane": _("put the cards of a section in order"),
        "undo-order": _("took back the order of a section"),
        "show-selection": _("chose a selection that stands for everybody"),
        "add-photo": _("put up a photo"),
        "describe-photo": _("described a photo"),
        "move-photo": _("moved a photo"),
        "undo-move-photo": _("took back the move of a photo"),
        "withdraw-photo": _("withdrew a photo"),
        "hide-photo": _("hid a photo"),
        "show-photo": _("showed a photo again"),
        "become-keeper": _("took over the notes"),
        "leave-keeper": _("handed the notes back"),
        "write-result": _("wrote the result"),
        "open-dots": _("opened a vote with dots"),
        "close-dots": _("closed a vote with dots"),
        "bring-back-dots": _("brought an earlier vote with dots back"),
        "say-outcome": _("said what became of a next step"),
        "join": _("joined"),
        "open-link": _("came by a link"),
        "leave": _("left on a device"),
        "rename": _("changed their name or organisation"),
        "settle-consent yes": _("agreed to be named"),
        "settle-consent no": _("does not want to be named"),
        "say-where yes": _("takes part online"),
        "say-where no": _("takes part on site"),
        "say-where-for yes": _("noted that somebody takes part online"),
        "say-where-for no": _("noted that somebody takes part on site"),
        "knock": _("knocked at the entry"),
        "let-in": _("let somebody in"),
        "turn-away": _("turned somebody away"),
        "set-entry yes": _("opened the entry"),
        "set-entry no": _("closed the entry"),
        "mark-arrival yes": _("marked a guest as here"),
        "mark-arrival no": _("marked a guest as not here"),
        "add-walk-in": _("noted an unannounced guest"),
        "take-guests": _("took over a list of guests"),
        "remove-guest": _("took a guest off the list"),
        "remove-absent": _("took guests off the list"),
        "make-badges": _("made badges with codes"),
        "come-by-badge": _("joined by a badge"),
        "enter-person": _("entered somebody by hand"),
        "rename-person": _("renamed somebody"),
        "remove-person": _("removed somebody"),
        "remove-crowd": _("removed everybody who came in a certain time"),
        "erase-person": _("deleted a person"),
        "put-up-offer": _("put up an offer"),
        "edit-offer": _("changed an offer"),
        "withdraw-offer": _("withdrew an offer"),
        "edit-barcamp": _("changed name, day or place of the event"),
        "state-facts": _("changed organiser, contact or funding"),
        "choose-accent": _("chose the colour"),
        "add-logo": _("added a logo"),
        "describe-logo": _("described a logo"),
        "move-logo": _("moved a logo"),
        "remove-logo": _("removed a logo"),
        "add-room": _("added a room"),
        "take-rooms": _("took over a list of rooms"),
        "edit-room": _("changed a room"),
        "remove-room": _("removed a room"),
        "add-slot": _("added a time slot"),
        "take-slots": _("took over a list of time slots"),
        "edit-slot": _("changed a time slot"),
        "split-slot": _("divided a time slot"),
        "set-changeover": _("set the minutes to change rooms"),
        "take-programme": _("took over a fixed programme"),
        "add-fixed-session": _("entered a fixed session"),
        "remove-fixed-session": _("took a fixed session off the plan"),
        "remove-slot": _("removed a time slot"),
        "add-section": _("added a section of the walls"),
        "move-section": _("moved a section of the walls"),
        "rename-section": _("renamed a section of the walls"),
        "remove-section": _("removed a section of the walls"),
        "choose-lanes": _("set up the sections of a wall"),
        "copy-lanes": _("set up the sections of a wall like another"),
        "keep-lanes": _("kept the sections of a wall as a template"),
        "forget-lanes": _("removed a template of walls"),
        "name-wall": _("named the wall of the whole event"),
        "set-rules-of-interest": _("changed the rules of interest"),
        "name-series": _("changed the series"),
        "set-deletion-day": _("changed the day of deletion"),
        "tick-step": _("ticked off a step of the set-up"),
        "record-step": _("did a step of the set-up"),
        "invite-moderator": _("invited somebody to moderate"),
        "show-invitation": _("had an invitation shown again"),
        "revoke-link": _("ended a link"),
        "end-moderating": _("ended somebody’s moderating"),
        "make-personal-link": _("made a personal link"),
        "end-personal-link": _("ended a personal link"),
        "make-calendar-link": _("made a link for calendars"),
    }
