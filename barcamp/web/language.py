"""Switching the language, which each person may do for themselves."""

from typing import Any

from litestar import Request, Response, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency

from barcamp.kernel.refused import Refused
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.forms import back, read_form
from barcamp.web.gate import tokens


@post("/language", status_code=303)
async def switch_language(request: Request[Any, Any, Any], ctx: NamedDependency[AppContext]) -> Response[Any]:
    form = await read_form(request)
    wanted = form.get("language", "")
    if wanted not in i18n.LANGUAGES:
        raise Refused("barcamp.no_such_language")
    cookie = Cookie(
        key=tokens.LANGUAGE, value=wanted, max_age=tokens.HALF_A_YEAR,
        httponly=True, secure=ctx.settings.secure, samesite="lax", path="/",
    )  # fmt: skip
    return pages.see(back(form, "/"), [cookie])
