"""Files to carry home. Built whole first, then sent."""

import re

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from barcamp import i18n
from barcamp.domain.base import Refused, Role
from barcamp.exports import FORMATS
from barcamp.exports.book import load_book
from barcamp.web.parts import Parts
from barcamp.web.visitor import Visitor


@get("/{code:str}/summary/{format_:str}")
async def summary(parts: NamedDependency[Parts], visitor: NamedDependency[Visitor], format_: FromPath[str]) -> Response:
    """The day so far, or for good once it is archived; for organisers and moderators."""
    visitor.must_be(Role.MODERATOR)
    form = FORMATS.get(format_)
    if form is None:
        raise Refused("page.gone")
    async with parts.db.reading() as db:
        book = await load_book(db, visitor.camp, parts.clock())
    with i18n.speaking(visitor.locale):
        content = form.write(book, parts.env)
    return Response(
        content,
        media_type=form.media_type,
        headers={"Content-Disposition": f'attachment; filename="{_name(visitor)}.{format_}"'},
    )


def _name(visitor: Visitor) -> str:
    plain = visitor.camp.name.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "barcamp"
    return f"{visitor.camp.day.isoformat()}-{plain}"
