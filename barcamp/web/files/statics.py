"""Static files, as assets.py has them packed; cached forever if their address has the hash of their content."""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from barcamp.rendering import assets

_KEPT, _ASKED_AGAIN = "public, max-age=31536000, immutable", "no-cache"


@get("/static/{path:path}", sync_to_thread=True)
def asset(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    found = assets.load(path.removeprefix("/"))
    if found is None:
        raise NotFoundException
    headers = {"cache-control": _KEPT if request.query_params.get("v") == found.version else _ASKED_AGAIN}
    if not found.packed:
        return Response(found.plain, media_type=found.kind, headers=headers)
    headers["vary"] = "accept-encoding"
    taken = {each.split(";")[0].strip() for each in request.headers.get("accept-encoding", "").split(",")}
    for coding, packed in found.packed.items():
        if coding in taken:
            return Response(packed, media_type=found.kind, headers={**headers, "content-encoding": coding})
    return Response(found.plain, media_type=found.kind, headers=headers)
