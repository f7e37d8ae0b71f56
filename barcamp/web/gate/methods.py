"""Methods that no route takes: an address that exists says what it takes instead (405 with `Allow`, RFC 9110 section
15.5.6); one that does not is 404, whatever the method."""

from collections.abc import Iterable
from typing import Any

from litestar import Request, Response, route
from litestar.di import NamedDependency
from litestar.exceptions import MethodNotAllowedException
from litestar.handlers import HTTPRouteHandler

from barcamp.kernel.refused import NotFound
from barcamp.web.commands import kind_of
from barcamp.web.gate.scope import scope_of
from barcamp.web.visitor import Visitor

# How the porter hands on requests with a method other than GET, HEAD and POST.
ASKED = "barcamp.asked"


def others(handlers: Iterable[HTTPRouteHandler], sockets: Iterable[str] = ()) -> list[HTTPRouteHandler]:
    """Handlers for what these leave out: GET or POST, and everything that the porter hands on as OPTIONS; at the paths
    of sockets for all of it. To be registered before these, since Litestar otherwise makes its own OPTIONS handlers for
    them."""
    taken: dict[str, frozenset[str]] = dict.fromkeys(sockets, frozenset())
    for handler in handlers:
        for path in handler.paths:
            taken[path] = taken.get(path, frozenset()) | handler.http_methods
    return [
        route(
            sorted(path for path in taken if taken[path] == methods),
            http_method=sorted({"GET", "POST", "OPTIONS"} - methods),  # type: ignore[arg-type]
            status_code=200,
            opt={"takes": tuple(sorted(methods | ({"HEAD"} if "GET" in methods else set[str]()) | {"OPTIONS"}))},
        )(_other if methods else _socket)
        for methods in set(taken.values())
    ]


async def _other(request: Request[Any, Any, Any], visitor: NamedDependency[Visitor]) -> Response[Any]:
    _must_be_there(request)
    allow = {"allow": ", ".join(request.route_handler.opt["takes"])}
    if _asked(request) == "OPTIONS":
        return Response(None, status_code=204, headers=allow)
    raise MethodNotAllowedException(headers=allow)


async def _socket(request: Request[Any, Any, Any], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """A screen's socket, asked for without the upgrade (RFC 9110 section 15.5.22)."""
    headers = {"upgrade": "websocket", "connection": "upgrade"}
    return Response("A websocket is here.\n", status_code=426, media_type="text/plain", headers=headers)


def _asked(request: Request[Any, Any, Any]) -> str:
    return scope_of(request).get(ASKED, request.method)


def _must_be_there(request: Request[Any, Any, Any]) -> None:
    """Makes sure that the address exists: the counter's address takes any word, but exists only for commands. Raises
    Refused."""
    verb = request.path_params.get("verb")
    if verb is not None and kind_of(str(verb)) is None:
        raise NotFound("page.gone")
