"""The one counter for commands: form fields become a command, the desk carries it out, the visitor is answered."""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from barcamp.domain.walls.many_notes import MOST_TYPED, WriteNotes
from barcamp.kernel.command import COMMANDS, Command, fields, from_form
from barcamp.kernel.refused import NotFound, Refused, WrongRole
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.forms import back, form_id, read_form
from barcamp.web.visitor import Visitor

# What every form may say about itself: where it stood, which form of the page it was, its op, and who wrote it.
# No command has a field of these names.
ENVELOPE = ("back", "owner", "op", "writer")


# As many bytes as the longest list can have: letters take up to twelve in a form.
_MOST_OF_A_LIST = 12 * MOST_TYPED + 16 * 1024


@post("/{code:str}/{verb:str}", status_code=200)
async def counter(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    verb: FromPath[str],
) -> Response[Any]:
    return await _give(request, ctx, visitor, verb)


@post("/{code:str}/write-notes", status_code=200, request_max_body_size=_MOST_OF_A_LIST)
async def counter_for_lists(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """The same for the one command that may be longer than any other."""
    return await _give(request, ctx, visitor, WriteNotes.verb)


async def _give(request: Request[Any, Any, Any], ctx: AppContext, visitor: Visitor, verb: str) -> Response[Any]:
    kind = kind_of(verb)
    if kind is None:
        raise NotFound("command.unknown")
    form = await read_form(request)
    request.scope["state"]["form"] = (verb, form)
    if visitor.device:
        ctx.rate_limit.keep(visitor.device)
    check_writer(visitor, kind, form)
    if visitor.role < kind.by:
        raise WrongRole(f"role.{kind.by.name.lower()}")
    command = from_form(kind, form)
    if visitor.device and command.heft > 1:
        ctx.rate_limit.keep(visitor.device, command.heft - 1)
    answer = await ctx.desk.carry_out(command, visitor.actor, op_of(form))
    if request.headers.get("hx-request") == "true":
        return pages.html(await _answer(ctx, visitor, command, form))
    return pages.see(back(form, f"/{visitor.camp.code}", answer.made))


def kind_of(verb: str) -> type[Command] | None:
    """The command that is given under this word at the counter; None for those with a route of their own."""
    kind = COMMANDS.get(verb)
    return None if kind is None or kind.own_route or kind.outside else kind


def op_of(form: dict[str, str]) -> str | None:
    """The id that the device made for this command; None lets the desk make one."""
    op = form.get("op", "")
    return op if 8 <= len(op) <= 64 and op.isascii() and op.isprintable() else None


def check_writer(visitor: Visitor, kind: type[Command], form: dict[str, str]) -> None:
    """Makes sure that what waited on a shared device is sent as the person who wrote it, or not at all."""
    # Phones whose page is older than this server call it `person`, but never in forms that have a field of that name.
    writer = form.get("writer", None if "person" in fields(kind) else form.get("person"))
    if writer is not None and visitor.person is not None and writer != str(visitor.person.id):
        raise Refused("attendee.somebody_else").answered(412)


async def _answer(ctx: AppContext, visitor: Visitor, command: Command, form: dict[str, str]) -> str:
    """Answers with one's own region, and takes back earlier complaints."""
    owner = form_id(form, command.verb)
    said = [pages.partial("said", "")]
    said += [pages.partial(f"e-{owner}-{name}", "") for name in fields(type(command))]
    # In a burst of votes this would be most of their cost.
    if visitor.person is not None and not command.painted:
        said.append(pages.partial("mine", await pages.mine(ctx, visitor), "outerMorph"))
    return "".join(said)
