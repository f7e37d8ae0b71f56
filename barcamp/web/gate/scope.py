"""What the server says about a request besides the request itself, which ASGI calls the scope."""

from collections.abc import Mapping
from typing import Any

from litestar.connection import ASGIConnection


def scope_of(request: ASGIConnection[Any, Any, Any, Any]) -> Mapping[str, Any]:
    """The scope with names that may be missing. Litestar's own type has no room for these, nor for ours."""
    return request.scope
