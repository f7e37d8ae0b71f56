"""The organiser's pages besides the set-up: people and their data, and what comes after the day."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from barcamp.desk.desk import new_op
from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.domain.setup.series import FoundNext
from barcamp.kernel.actor import Role
from barcamp.kernel.command import from_form
from barcamp.queries.feedback import load_feedback
from barcamp.queries.offers import load_interested, load_offers
from barcamp.queries.people.consent import load_consents
from barcamp.queries.people.guests import has_guests
from barcamp.queries.people.people import load_people
from barcamp.queries.privacy.mentions import load_mentions
from barcamp.queries.setup.deletion import amended_at, clock_in_doubt
from barcamp.queries.setup.series import code_of, load_carried, load_series
from barcamp.text.mending import in_one_line
from barcamp.web import pages
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.visitor import Visitor


@get("/organiser/{code:str}/people")
async def people(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Who is there and who may be named; erasing a person; the day of deletion."""
    visitor.must_be(Role.ORGANISER)
    async with ctx.db.reading() as db:
        everybody = await load_people(db, visitor.camp.id, removed=True)
        consents = await load_consents(db, visitor.camp.id)
        amended = await amended_at(db, visitor.camp.id)
        doubt = await clock_in_doubt(db, ctx.clock())
        mentions = await load_mentions(db, visitor.camp, [each.id for each in everybody], alone=True)
    named = [person for person in everybody if person.name]
    due = visitor.camp.delete_on <= ctx.clock().astimezone(visitor.camp.zone).date()
    return pages.show(
        ctx, visitor, "organiser/people.html", doubt=doubt, due=due, now=ctx.clock(),
        people=named, erased=len(everybody) - len(named), consents=consents, amended=amended, mentions=mentions,
    )  # fmt: skip


@get("/organiser/{code:str}/afterwards")
async def afterwards(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Offers and who is interested, feedback, the series."""
    visitor.must_be(Role.ORGANISER)
    async with ctx.db.reading() as db:
        context: dict[str, Any] = {
            "offers": await load_offers(db, visitor.camp.id),
            "interested": await load_interested(db, visitor.camp.id),
            "feedback": await load_feedback(db, visitor.camp.id),
            "series": await load_series(db, visitor.camp),
            "carried": await load_carried(db, visitor.camp.id),
            "op": new_op(),
        }
    return pages.show(ctx, visitor, "organiser/afterwards/page.html", **context)


@get("/organiser/{code:str}/processing-record")
async def processing_record(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """The record of processing activities (Art. 30 GDPR), filled in as far as the server knows the facts."""
    visitor.must_be(Role.ORGANISER)
    async with ctx.db.reading() as db:
        listed = await has_guests(db, visitor.camp.id)
    return pages.show(
        ctx, visitor, "printables/processing_record.html", listed=listed,
        operator=ctx.settings.operator, operator_contact=ctx.settings.contact, today=ctx.clock(),
    )  # fmt: skip


@post("/organiser/{code:str}/next", status_code=303)
async def found_next(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    request.scope["state"]["form"] = ("found-next", form)
    wanted = {name: form.get(name, "no") for name in ("slots", "topics", "steps")}
    command = from_form(FoundNext, {**form, **wanted, "source": str(visitor.camp.id)})
    done = await ctx.desk.carry_out(command, visitor.organiser, op_of(form))
    async with ctx.db.reading() as db:
        code = await code_of(db, done.made or 0)
    return pages.see(f"/organiser/{code}")


@post("/organiser/{code:str}/delete", status_code=303)
async def delete_now(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Deletes everything at once. The code has to be typed, since nothing brings it back."""
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    if in_one_line(form.get("typed", "")).upper() != visitor.camp.code:
        return pages.see(f"/organiser/{visitor.camp.code}/people#delete-not-yet")
    await ctx.desk.carry_out(DeleteBarcamp(barcamp=visitor.camp.id), visitor.organiser)
    ctx.forget(visitor.camp.id)
    return pages.see("/organiser")
