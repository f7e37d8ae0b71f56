"""Refusals and errors: a calm sentence for people, a loud log for us."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from markupsafe import escape

from barcamp.kernel.db import is_outage
from barcamp.kernel.editing import NEWER, SEEN
from barcamp.kernel.refused import BadRequest, Invalid, NotAllowed, NotFound, Outside, Refused, Unreadable, WrongRole
from barcamp.telemetry.discreet import in_one_line
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.forms import back, form_id, form_templates, speakable
from barcamp.web.gate.scope import scope_of
from barcamp.web.gate.typed import in_small_letters
from barcamp.web.visitor import Visitor, told_to

log = structlog.get_logger("errors")
NOTHING: Mapping[str, Refused] = MappingProxyType({})


def on_refused(request: Request[Any, Any, Any], why: Refused) -> Response[Any]:
    if _asks_to_come_in(request, why):
        return pages.see(f"/{_visitor(request).camp.code}/join?{urlencode({'back': request.scope['path']}, safe='/')}")
    if why.key == "role.moderator" and _visitor(request).moderated:
        why = WrongRole("role.moderating_ended")
    elif why.key == "role.moderator" and _visitor(request).moderates_elsewhere:
        why = WrongRole("role.other_device")
    if why.key in ("page.gone", "wall.gone") and (meant := _in_small_letters(request)):
        return pages.see(meant)
    if why.key == "code.unknown":
        typed = why.facts.get("typed", "")
        return _page(request, why, "join/home.html", errors={"code": why}, values={"code": typed})
    if why.field:
        return _say(request, Unreadable("form.look_again"), {why.field: why})
    return _say(request, why)


def on_invalid(request: Request[Any, Any, Any], why: Invalid) -> Response[Any]:
    return _say(request, Unreadable("form.look_again"), why.fields)


def on_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    if error.status_code in (404, 405) and (meant := _in_small_letters(request)):
        return pages.see(meant)
    said = _say(request, _by_http(error.status_code))
    said.headers.update(error.headers or {})
    return said


def _by_http(status: int) -> Refused:
    """The refusal for what the framework refuses; where the framework fails, the fault is ours."""
    match min(status, 500):
        case 403:
            return NotAllowed("request.foreign")
        case 404:
            return NotFound("page.gone")
        case 405:
            return Refused("method.wrong").answered(405)
        case 413:
            return Refused("body.too_large").answered(413)
        case 500:
            return Refused("server.error").answered(500)
        case _:
            return BadRequest("request.bad")


def on_anything(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    path = scope_of(request).get("path_template", "")
    if is_outage(error):
        log.error("database outage", path=path, error=in_one_line(error))
        return _say(request, Refused("desk.outage").answered(503))
    log.error("request failed", path=path, exc_info=error)
    return _say(request, Refused("server.error").answered(500))


def _in_small_letters(request: Request[Any, Any, Any]) -> str:
    """Where an address that was not found may be after all, in lower case; empty for nowhere."""
    path = request.scope["path"]
    meant = in_small_letters(path)
    return quote(meant) if request.method == "GET" and meant != path else ""


def _asks_to_come_in(request: Request[Any, Any, Any], why: Refused) -> bool:
    """Whether somebody who has not joined follows a link to a page: once they have joined, they are led on to it.
    Routes for what pages consist of, files and fragments, say `no_page`."""
    return (
        why.key in ("role.attendee", "attendee.join_first")
        and request.method == "GET"
        and not request.scope["route_handler"].opt.get("no_page")
        and _visitor(request).person is None
    )


def _say(request: Request[Any, Any, Any], why: Refused, fields: Mapping[str, Refused] = NOTHING) -> Response[Any]:
    """Answers with the refusal's status; `fields` are said beside their fields."""
    if request.headers.get("hx-request") == "true":
        return _for_screen(request, why, fields)
    verb, form = request.scope["state"].get("form", ("", {}))
    values = {name: speakable(typed) for name, typed in form.items()}
    whence = back(form, f"/{_visitor(request).camp.code}" if _visitor(request).barcamp else "/")
    return _page(
        request, why, "error.html", outside=isinstance(why, Outside),
        form=form_templates().get(verb, ""),
        form_id=form_id(form, verb), values=values, errors=fields,
        token=request.scope["state"].get("token", request.path_params.get("token", "")),
        back=whence, wanted=request.scope["path"] if request.method == "GET" else whence,
    )  # fmt: skip


def _for_screen(request: Request[Any, Any, Any], why: Refused, fields: Mapping[str, Refused]) -> Response[Any]:
    """Sends sentences to their places beside the fields; nothing that was typed is touched."""
    verb, form = request.scope["state"].get("form", ("", {}))
    with i18n.speaking(_visitor(request).locale):
        said = [pages.partial("said", f"<p>{escape(i18n.sentence(why.key, **why.facts))}</p>")]
        for name, field_why in fields.items():
            text = escape(i18n.sentence(field_why.key, **field_why.facts))
            said.append(pages.partial(f"e-{form_id(form, verb)}-{name}", text))
            if field_why.key in NEWER:
                said.append(_seen(f"s-{form_id(form, verb)}-{name}", name, field_why))
    return pages.html("".join(said), why.status)


def _seen(place: str, name: str, why: Refused) -> str:
    """Counts what stands there by now as seen by somebody who was told, so that they may replace it."""
    value = escape(why.facts.get("raw", why.facts.get("current", "")))
    field = f'<input type="hidden" id="{place}" name="{SEEN}{name}" value="{value}">'
    return pages.partial(place, field, "outerHTML")


def _page(request: Request[Any, Any, Any], why: Refused, template: str, **context: Any) -> Response[Any]:
    """Answers a refused form with its page and what was typed: no address could show that again, nor is there a place
    for it that every process reads. So the browser keeps it."""
    ctx: AppContext = request.app.state["ctx"]
    page = pages.show(ctx, _visitor(request), template, why.status, why=why, **context)
    return pages.kept(page) if request.method == "POST" else page


def _visitor(request: Request[Any, Any, Any]) -> Visitor:
    known = request.scope["state"].get("visitor")
    if known is not None:
        return known
    locale = i18n.choose(None, request.headers.get("accept-language", ""), "", "sie")
    ctx: AppContext = request.app.state["ctx"]
    return Visitor(locale=locale, host=told_to(request, ctx.settings), path=request.scope["path"])
