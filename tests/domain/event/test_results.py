"""Who may see the results, and who says so."""

import pytest

from barcamp.domain.event.results import OPENINGS, OpenResults, may_see_results
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.refused import Invalid
from tests.cast import Cast

SEEN_BY = {
    "": (Role.MODERATOR, Role.ATTENDEE),  # while the day is running, and once it is archived
    "everybody": (Role.ANYONE, Role.ANYONE),
    "joined": (Role.ATTENDEE, Role.ATTENDEE),
    "nobody": (Role.MODERATOR, Role.MODERATOR),
}


async def least(cast: Cast) -> Role:
    """The least role that may see them."""
    camp = await cast.barcamp()
    return min(role for role in Role if may_see_results(camp, role))


@pytest.mark.parametrize("audience", SEEN_BY)
async def test_results_are_seen_by_those_for_whom_they_were_opened(cast: Cast, audience: str):
    running, archived = SEEN_BY[audience]
    if audience:
        await cast.does(cast.ada, OpenResults(results=audience))
    assert await least(cast) == running
    await cast.does(cast.max, ArchiveBarcamp())
    assert await least(cast) == archived


async def test_archiving_can_open_them_and_it_can_be_changed_afterwards(cast: Cast):
    await cast.does(cast.ada, ArchiveBarcamp(results="everybody"))
    assert await least(cast) == Role.ANYONE
    for audience in reversed(OPENINGS):
        await cast.does(cast.ada, OpenResults(results=audience))
        assert (await cast.barcamp()).results_for == audience


async def test_a_moderator_archives_without_opening_anything(cast: Cast):
    assert await cast.refused(cast.max, ArchiveBarcamp(results="everybody")) == "role.organiser"
    await cast.does(cast.max, ArchiveBarcamp())
    camp = await cast.barcamp()
    assert (camp.archived, camp.results_for) == (True, "")


@pytest.mark.parametrize(
    "command", [OpenResults(results="world"), OpenResults(results=""), ArchiveBarcamp(results="?")]
)
async def test_nothing_else_can_be_chosen_and_nothing_is_archived_half(cast: Cast, command: Command):
    with pytest.raises(Invalid) as caught:
        await cast.does(cast.ada, command)
    assert {name: why.key for name, why in caught.value.fields.items()} == {"results": "results.choose"}
    camp = await cast.barcamp()
    assert (camp.archived, camp.results_for) == (False, "")
