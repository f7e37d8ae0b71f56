"""Tells the checklist what happened on other pages, so that nobody has to tick it off."""

from barcamp.domain.event.checklist import RecordStep
from barcamp.kernel.refused import Refused
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor


async def record(ctx: AppContext, visitor: Visitor, step: str) -> None:
    """Records it, once; people who came for something else get that in any case."""
    if step in visitor.camp.ticked.split():
        return
    try:
        await ctx.desk.carry_out(RecordStep(step=step), visitor.actor)
    except Refused:  # the database is away, or somebody no longer moderates
        return
