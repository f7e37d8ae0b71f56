"""The organiser's way through one event: the checklist, a page for each of its steps, and invitations to moderate."""

from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.appearance import READY
from barcamp.domain.event.checklist import STEPS
from barcamp.domain.event.logo import MOST as MOST_LOGOS
from barcamp.domain.people.link import EndModerating, InviteModerator, ShowInvitation
from barcamp.domain.walls.wall import wall_named
from barcamp.exports import qr
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import after_the_gap
from barcamp.kernel.command import from_form
from barcamp.kernel.refused import NotFound
from barcamp.queries.event.checklist import load_checklist
from barcamp.queries.event.logos import load_logos
from barcamp.queries.event.missed import missed
from barcamp.queries.people.identity import came_by_invitation, invitation_with, invitations
from barcamp.queries.people.people import last_active, load_people
from barcamp.queries.plan.plan import Row, load_plan, minute_of_day
from barcamp.queries.setup.kept import load_kept
from barcamp.queries.setup.rehearsal import rehearsal_of, stops
from barcamp.queries.topics.topics import topic_cards
from barcamp.queries.walls.layout import load_groups
from barcamp.queries.walls.notes import name_of_kind, wall_title
from barcamp.web import pages, shown
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.gate import tokens
from barcamp.web.organiser.rehearsals import MOST_PEOPLE
from barcamp.web.visitor import Visitor


@get("/organiser/{code:str}")
async def home(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    if visitor.organiser_id is None:
        return pages.see(f"/organiser/sign-in?back=/organiser/{visitor.camp.code}")
    visitor.must_be(Role.ORGANISER)
    if visitor.camp.rehearses:
        return pages.see(f"/organiser/{visitor.camp.rehearses}/rehearsal")
    async with ctx.db.reading() as db:
        checklist = await load_checklist(db, visitor.camp, ctx.clock())
        late = missed(visitor.camp, await load_plan(db, visitor.camp.id, []), ctx.clock())
    return pages.show(ctx, visitor, "organiser/home.html", checklist=checklist, missed=late)


@get("/organiser/{code:str}/{step:str}")
async def step(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], step: FromPath[str]
) -> Response[Any]:
    if step not in STEPS:
        raise NotFound("page.gone")
    if visitor.organiser_id is None:
        return pages.see(f"/organiser/sign-in?back=/organiser/{visitor.camp.code}/{step}")
    if visitor.camp.rehearses and step == "rehearsal":
        visitor.must_be(Role.ORGANISER)
        return pages.see(f"/organiser/{visitor.camp.rehearses}/rehearsal")
    return await show_step(ctx, visitor, step)


@post("/organiser/{code:str}/invite", status_code=303)
async def invite(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Makes an invitation. Only its link's hash is kept; it can be shown again by giving the invitation one
    more link."""
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    request.scope["state"]["form"] = ("invite-moderator", form)
    token = tokens.new_token()
    command = from_form(InviteModerator, {"label": form.get("label", ""), "token": tokens.hashed(token)})
    done = await ctx.desk.carry_out(command, visitor.actor)
    return _to_invitation(ctx, visitor, done.made, token)


@post("/organiser/{code:str}/show-invitation", status_code=303)
async def show_invitation(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Shows an invitation once more; links that were sent before keep working."""
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    token = tokens.new_token()
    command = from_form(ShowInvitation, {"link": form.get("link", ""), "token": tokens.hashed(token)})
    await ctx.desk.carry_out(command, visitor.actor)
    return _to_invitation(ctx, visitor, form.get("link", ""), token)


def _to_invitation(ctx: AppContext, visitor: Visitor, link: object, token: str) -> Response[Any]:
    return shown.see(ctx.settings, f"/organiser/{visitor.camp.code}/invitation/{link}#moderators", token)


@get("/organiser/{code:str}/invitation/{link:int}")
async def invitation(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    link: FromPath[int],
) -> Response[Any]:
    """Shows the address of an invitation while this browser has only just made it; later, the invitations as usual."""
    visitor.must_be(Role.ORGANISER)
    token = shown.token(request, ctx.settings)
    async with ctx.db.reading() as db:
        found = await invitation_with(db, visitor.camp.id, tokens.hashed(token), ctx.clock())
    if found is None or found.id != link:
        return pages.see(f"/organiser/{visitor.camp.code}/moderators#moderators")
    address = f"{visitor.handed_on}/link/{token}"
    drawn = Markup(qr.svg(address, address))
    return await show_step(ctx, visitor, "moderators", invitation=address, invitation_qr=drawn, invited=found.label)


@post("/organiser/{code:str}/end-moderating", status_code=303)
async def end_moderating(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Ends somebody's moderating at once: a console that this person has open is cut off, too."""
    visitor.must_be(Role.ORGANISER)
    command = from_form(EndModerating, await read_form(request))
    await ctx.desk.carry_out(command, visitor.actor)
    return pages.see(f"/organiser/{visitor.camp.code}/moderators#moderators")


async def show_step(ctx: AppContext, visitor: Visitor, name: str, **context: Any) -> Response[Any]:
    """Shows the page of one step; `context` replaces what it would show otherwise."""
    visitor.must_be(Role.ORGANISER)
    async with ctx.db.reading() as db:
        checklist = await load_checklist(db, visitor.camp, ctx.clock())
        shown = {**await _of_step(db, visitor.camp, name), **context}
        if name == "moderators":
            shown["present"] = ctx.hub.present(visitor.camp.id)
        if name == "rehearsal":
            shown |= await _rehearsal(db, ctx, visitor.camp)
    return pages.show(
        ctx, visitor, f"organiser/setup/{name}.html",
        checklist=checklist, step=checklist.step(name), number=STEPS.index(name) + 1, now=ctx.clock(), **shown,
    )  # fmt: skip


async def _rehearsal(db: AsyncConnection, ctx: AppContext, camp: Barcamp) -> dict[str, Any]:
    found = await rehearsal_of(db, camp.code)
    if found is None:
        return {"rehearsal": None, "most_people": MOST_PEOPLE}
    return {
        "rehearsal": found,
        "phones": ctx.rehearsals.running(found.code),
        "stops": stops(await load_plan(db, found.id, [])),
        "minute": minute_of_day(found, ctx.clock()),
    }


async def load_rows(db: AsyncConnection, camp: Barcamp) -> dict[str, Any]:
    """What the list of time slots shows."""
    plan = await load_plan(db, camp.id, await topic_cards(db, camp.id))
    kept = await load_kept(db, camp.id)
    return {"plan": plan, "missing": partial(_missing, camp), "kept": kept, "chosen_slot": ""}


def _missing(camp: Barcamp, row: Row) -> list[tuple[int, int]]:
    """Its times that do not exist in the night of the clock change, and what the clocks show instead."""
    both = ((minute, after_the_gap(camp, minute)) for minute in (row.starts, row.ends))
    return [(minute, then) for minute, then in both if then is not None]


async def _of_step(db: AsyncConnection, camp: Barcamp, name: str) -> dict[str, Any]:
    match name:
        case "rooms":
            return {**await load_rows(db, camp), "pasted": None}
        case "rules":
            kept = await load_kept(db, camp.id)
            return {
                "sections": await load_groups(db, camp.id),
                "name_of_kind": name_of_kind,
                "title": await wall_title(db, camp.id, wall_named("e")),
                "kept": kept,
            }
        case "look":
            return {"logos": await load_logos(db, camp.id), "most_logos": MOST_LOGOS, "ready": READY}
        case "moderators":
            return {
                "people": await load_people(db, camp.id),
                "active": await last_active(db, camp.id),
                "invitations": await invitations(db, camp.id),
                "came_by": await came_by_invitation(db, camp.id),
                "invitation": "",
            }
        case _:
            return {}
