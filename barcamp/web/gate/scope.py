"""What the server says of a request beside the request itself, as ASGI calls it: the scope."""

from collections.abc import Mapping
from typing import Any

from litestar.connection import ASGIConnection


def scope_of(request: ASGIConnection[Any, Any, Any, Any]) -> Mapping[str, Any]:
    """By names that may be missing. Litestar's own type has no room for these, nor for ours."""
    return request.scope
