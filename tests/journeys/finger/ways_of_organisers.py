"""What organisers may do on their pages, and what is open to anybody."""

from sqlalchemy import insert

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.people.guest import MakeBadges
from barcamp.domain.people.link import InviteModerator
from barcamp.domain.people.organiser import MakeKey
from barcamp.domain.plan.grid import slots
from barcamp.domain.setup.series import carried_steps
from barcamp.domain.setup.slot import RemoveSlot
from barcamp.kernel.actor import Actor, Role
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.house.commands.guest_orders import set_out_guests
from tests.journeys.finger.finger import Names, Situation
from tests.pictures import put_up_logo

EVENT = ".events [href='/organiser/{code}']"
DETAILS, ROOMS, LOOK, RULES, MODERATORS, REHEARSAL, ARCHIVE = (
    (EVENT, f".steps [href$='/{name}']")
    for name in ("details", "rooms", "look", "rules", "moderators", "rehearsal", "archive")
)
PEOPLE, AFTERWARDS, COPY, GUESTS = (
    (EVENT, f".links [href$='/{name}']") for name in ("people", "afterwards", "copy", "guests")
)


def ada(cast: Cast) -> Member:
    return cast.ada


def nobody(cast: Cast) -> None:
    return None


async def an_event_is_set_up(cast: Cast) -> Names:
    """There are two logos, an open invitation, and a step that the previous event has left."""
    logo, _ = await put_up_logo(cast), await put_up_logo(cast, "Europäische Union")
    await cast.does(cast.ada, InviteModerator(token=tokens.hashed(tokens.new_token()), label="Mo"))
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(carried_steps).values(barcamp_id=cast.id, text="Treffen", outcome=""))
    await set_out_guests(cast, "Anna Amsel")
    return {"logo": logo, "room": cast.rooms[0], "slot": cast.slots[0], "kim": cast.kim.id}


async def its_day_went_by(cast: Cast) -> Names:
    """Nothing of the day was begun, and its only slot has passed."""
    await cast.does(cast.ada, MoveToPhase(phase="arrival"))
    for row in (await cast.rows(slots, barcamp_id=cast.id))[1:]:
        await cast.does(cast.ada, RemoveSlot(slot=row.id))
    cast.clock.forward(hours=9)
    return {}


async def links_are_out(cast: Cast) -> Names:
    invitation, key = tokens.new_token(), tokens.new_token()
    await cast.does(cast.ada, InviteModerator(token=tokens.hashed(invitation)))
    await cast.ctx.desk.carry_out(MakeKey(token=tokens.hashed(key)), Actor(Role.ORGANISER))
    (guest,), badge = await set_out_guests(cast, "Anna Amsel"), tokens.new_token()
    await cast.does(cast.ada, MakeBadges(tokens={guest: tokens.hashed(badge)}))
    return {"invitation": invitation, "key": key, "badge": badge}


def fold(verb: str) -> str:
    """What the form of a command is folded into."""
    return f"details:has([action$='/{verb}']) > summary"


def paste(what: str, text: str) -> tuple[str, ...]:
    return (*ROOMS, f"#paste-{what} > summary", f"#f-take-{what}-text := {text}", f"[action*='/paste-{what}'] .button")


ORGANISERS = {
    "a day that went by": Situation(its_day_went_by, ada, "/organiser", {"begin-at": (EVENT,)}),
    "office": Situation(an_event_is_set_up, ada, "/organiser", {
        "found-barcamp": (),
        "import-barcamp": (),
        "sign-out": (),
        "edit-barcamp": DETAILS,
        "state-facts": DETAILS,
        "set-video-link": DETAILS,
        "set-deletion-day": DETAILS,
        "add-room": (*ROOMS, fold("add-room")),
        "edit-room": (*ROOMS, "#room-{room} summary"),
        "remove-room": (*ROOMS, "#room-{room} summary"),
        "take-rooms": paste("rooms", "Keller;8"),
        "add-slot": (*ROOMS, fold("add-slot")),
        "edit-slot": (*ROOMS, "#slot-{slot} summary"),
        "split-slot": (*ROOMS, "#slot-{slot} summary"),
        "set-changeover": (*ROOMS, "#changeover > summary"),
        "remove-slot": (*ROOMS, "#slot-{slot} summary"),
        "take-slots": paste("slots", "17:00;17:30;Ausklang"),
        "take-programme": (
            *ROOMS, "#slots [href$='/programme']",
            "#f-take-programme-text := Titel;Raum;Beginn;Ende\nA;Aula;18:00;18:30",
            "[action*='/programme'] .button",
        ),
        "choose-accent": LOOK,
        "add-logo": (*LOOK, fold("logos")),
        "describe-logo": (*LOOK, "#logo-{logo} summary"),
        "remove-logo": (*LOOK, "#logo-{logo} summary"),
        "move-logo": LOOK,
        "set-rules-of-interest": RULES,
        "add-section": (*RULES, fold("add-section")),
        "rename-section": (*RULES, "#walls .items summary"),
        "name-wall": (*RULES, fold("name-wall")),
        "move-section": (*RULES, "#walls .items summary"),
        "remove-section": (*RULES, "#walls .items summary"),
        "set-feedback": RULES,
        "tick-step": RULES,
        "invite-moderator": MODERATORS,
        "show-invitation": MODERATORS,
        "end-moderating": (*MODERATORS, fold("end-moderating")),
        "revoke-link": MODERATORS,
        "found-rehearsal": REHEARSAL,
        "open-results": (*ARCHIVE, fold("open-results")),
        "open-to-search": ARCHIVE,
        "archive-barcamp": (*ARCHIVE, fold("archive-barcamp")),
        "copy-barcamp": COPY,
        "take-guests": (*GUESTS, "#f-take-guests-text := Bo Bach", "[action$='/preview'] .button"),
        "make-badges": (*GUESTS, "#badges summary"),
        "remove-guest": (*GUESTS, "#list summary"),
        "remove-absent": (*GUESTS, "#privacy summary"),
        "erase-person": (*PEOPLE, "#person-{kim} summary"),
        "delete-barcamp": (*PEOPLE, fold("delete")),
        "name-series": AFTERWARDS,
        "say-outcome": AFTERWARDS,
        "found-next": (*AFTERWARDS, fold("next")),
    }),
    "before the office": Situation(links_are_out, nobody, "/", {"sign-in": ("[href='/organiser']",)}),
}  # fmt: skip

ANYBODY = {
    "entrance": Situation(links_are_out, nobody, "/", {
        "join": ("#f-home-code := {code}", ".entrance .button"),
    }),
    "scanned": Situation(links_are_out, nobody, "/{code}", {"join": ()}),
    "badge": Situation(links_are_out, nobody, "/badge/{badge}", {"come-by-badge": ()}),
    "invitation": Situation(links_are_out, nobody, "/link/{invitation}", {"open-link": ()}),
    "first key": Situation(links_are_out, nobody, "/organiser/key/{key}", {"set-up-organiser": ()}),
}  # fmt: skip
