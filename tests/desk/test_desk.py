"""The desk: every write goes through here, once, in order, together with others, and is announced only when it is on
disk."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import Engine, event
from structlog.testing import capture_logs

from barcamp.desk.desk import MOST_IN_ONE_COMMIT, Answer, Desk
from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.link import InviteModerator, MakePersonalLink, OpenLink, RevokeLink
from barcamp.domain.people.organiser import MakeKey
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.topic import PitchTopic, topics
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import Database
from barcamp.kernel.refused import Refused
from tests.cast import Cast, Member
from tests.desk.deskwork import another_moderator, broken_commands, has_no_gaps

OP = "an-op-of-the-device"
GONE = 2_000_000_000


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


@pytest.fixture
def rung() -> list[int]:
    return []


@pytest.fixture
async def other(cast: Cast, rung: list[int]) -> AsyncIterator[Desk]:
    """The desk of another process on the same database, with a bell that only remembers."""
    db = Database(cast.ctx.db.url)
    desk = Desk(db, rung.append, cast.clock)
    yield desk
    await desk.close()
    await db.close()


@pytest.fixture
def commits() -> Iterator[list[str]]:
    """One word per transaction that was committed."""
    seen: list[str] = []

    def note(connection: object) -> None:
        seen.append("commit")

    event.listen(Engine, "commit", note)
    yield seen
    event.remove(Engine, "commit", note)


async def test_the_same_op_gives_the_same_answer_and_changes_nothing(cast: Cast):
    first = await cast.does(cast.kim, PitchTopic(title="Brot"), OP)
    journal = await cast.journal()
    again = await cast.does(cast.kim, PitchTopic(title="Brot"), OP)
    assert (again.seq, again.made, again.changed) == (first.seq, first.made, first.changed)
    assert (first.repeated, again.repeated) == (False, True)
    assert await cast.journal() == journal
    assert len(await cast.rows(topics, barcamp_id=cast.id)) == 1


async def test_without_an_op_each_call_is_a_command_of_its_own(cast: Cast):
    first = await cast.does(cast.kim, PitchTopic(title="Brot"))
    again = await cast.does(cast.kim, PitchTopic(title="Brot"))
    assert (again.seq, again.repeated) == (first.seq + 1, False)


async def test_the_same_op_is_known_after_a_restart_and_in_another_process(cast: Cast, other: Desk):
    first = await cast.does(cast.kim, PitchTopic(title="Brot"), OP)
    again = await other.carry_out(PitchTopic(title="Brot"), cast.kim.actor, OP)
    assert (again.seq, again.made, again.changed, again.repeated) == (first.seq, first.made, first.changed, True)


async def test_the_same_op_twice_at_one_moment_is_one_command(cast: Cast, other: Desk):
    before = len(await cast.journal())
    command = PitchTopic(title="Brot")
    answers = await asyncio.gather(
        *(cast.does(cast.kim, command, OP) for _ in range(3)),
        *(other.carry_out(command, cast.kim.actor, OP) for _ in range(3)),
    )
    assert {(answer.seq, answer.made) for answer in answers} == {(before + 1, answers[0].made)}
    assert [answer.repeated for answer in answers].count(False) == 1
    assert len(await cast.journal()) == before + 1


async def test_somebody_else_s_op_is_refused(cast: Cast):
    await cast.does(cast.kim, PitchTopic(title="Brot"), OP)
    before = await cast.journal()
    assert await cast.refused(cast.noor, PitchTopic(title="Brot"), OP) == "op.not_yours"
    assert await cast.refused(cast.kim, CastVote(topic=1), OP) == "op.not_yours"
    assert await cast.journal() == before


async def test_the_same_op_in_another_barcamp_is_another_command(cast: Cast):
    await cast.does(cast.kim, PitchTopic(title="Brot"), OP)
    assert not (await cast.does(cast.eve, PitchTopic(title="Brot"), OP)).repeated


async def test_what_was_refused_can_be_tried_again_with_the_same_op(cast: Cast):
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    assert await cast.refused(cast.kim, PitchTopic(title="Brot"), OP) == "pitching.closed"
    await cast.does(cast.max, MoveToPhase(phase="pitching"))
    assert not (await cast.does(cast.kim, PitchTopic(title="Brot"), OP)).repeated


async def test_a_journal_line_tells_who_did_what_when(cast: Cast):
    cast.clock.forward(minutes=3)
    answer = await cast.does(cast.kim, PitchTopic(title="Brot"), OP)
    line = (await cast.journal())[-1]
    assert (line.ledger_id, line.seq, line.op, line.at) == (cast.id, answer.seq, OP, cast.clock.at)
    assert (line.attendee_id, line.organiser_id) == (cast.kim.id, None)
    wishes = '"needs":"","online":false,"not_before":"","not_after":"","angle":"","wish":false'
    assert (line.command, line.payload) == ("pitch-topic", f'{{"title":"Brot","description":"",{wishes}}}')
    assert (line.touched, line.made) == (f"topics:{answer.made}", answer.made)
    await cast.does(cast.ada, Announce(text="Suppe"))
    line = (await cast.journal())[-1]
    assert (line.attendee_id, line.organiser_id) == (None, cast.ada.actor.organiser_id)


async def test_commands_that_wait_together_share_one_commit(cast: Cast, commits: list[str]):
    for number in range(5):
        await cast.pitches(f"Einzeln {number}")
    alone = len(commits)
    commits.clear()
    await asyncio.gather(*(cast.pitches(f"Zusammen {number}") for number in range(5)))
    assert (alone, len(commits)) == (5, 1)


async def test_one_commit_holds_only_so_many(cast: Cast, commits: list[str]):
    orders = [cast.does(cast.max, Announce(text=str(number))) for number in range(MOST_IN_ONE_COMMIT + 1)]
    answers = await asyncio.gather(*orders)
    assert len(commits) == 2
    assert [answer.seq for answer in answers] == list(range(answers[0].seq, answers[0].seq + len(orders)))


async def test_a_refused_command_does_not_harm_its_neighbours(cast: Cast, commits: list[str]):
    topic = await cast.pitches()
    commits.clear()
    one, bad, two = await asyncio.gather(
        cast.does(cast.kim, CastVote(topic=topic)),
        cast.does(cast.kim, CastVote(topic=GONE)),
        cast.does(cast.noor, CastVote(topic=topic)),
        return_exceptions=True,
    )
    assert len(commits) == 1
    assert isinstance(bad, Refused)
    assert isinstance(one, Answer)
    assert isinstance(two, Answer)
    assert (bad.key, two.seq) == ("topic.gone", one.seq + 1)
    assert {row.attendee_id for row in await cast.rows(votes, topic_id=topic)} == {cast.kim.id, cast.noor.id}
    await has_no_gaps(cast)


async def test_a_broken_command_is_undone_and_does_not_harm_its_neighbours(
    cast: Cast, commits: list[str], monkeypatch: pytest.MonkeyPatch
):
    stumble, clash = broken_commands(monkeypatch)
    topic = await cast.pitches()
    commits.clear()
    one, broken, clashed, two = await asyncio.gather(
        cast.does(cast.kim, CastVote(topic=topic)),
        cast.does(cast.kim, stumble()),
        cast.does(cast.kim, clash(topic)),
        cast.does(cast.noor, CastVote(topic=topic)),
        return_exceptions=True,
    )
    assert len(commits) == 1
    assert (type(broken), type(clashed).__name__) == (ZeroDivisionError, "IntegrityError")
    assert isinstance(one, Answer)
    assert isinstance(two, Answer)
    assert two.seq == one.seq + 1
    assert [row.title for row in await cast.rows(topics, barcamp_id=cast.id)] == ["Brot backen"]
    await has_no_gaps(cast)


async def test_later_commands_of_a_group_see_what_earlier_ones_changed(cast: Cast):
    _, refused, repeated = await asyncio.gather(
        cast.does(cast.max, ArchiveBarcamp(), OP),
        cast.does(cast.kim, PitchTopic(title="Zu spät")),
        cast.does(cast.max, ArchiveBarcamp(), OP),
        return_exceptions=True,
    )
    assert isinstance(refused, Refused)
    assert isinstance(repeated, Answer)
    assert (refused.key, repeated.repeated) == ("barcamp.archived", True)


async def test_the_journal_has_no_gaps_however_many_write_at_once(cast: Cast, other: Desk):
    topic = await cast.pitches()
    before = len(await cast.journal())
    orders = [
        desk.carry_out(command, actor)
        for desk in (cast.ctx.desk, other)
        for command, actor in (
            (PitchTopic(title="Brot"), cast.kim.actor),
            (CastVote(topic=topic), cast.noor.actor),
            (CastVote(topic=GONE), cast.kim.actor),
            (Announce(text="Suppe"), cast.max.actor),
            (PitchTopic(title="Woanders"), cast.eve.actor),
        )
        for _ in range(8)
    ]
    answers = await asyncio.gather(*orders, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 16
    assert len(await cast.journal()) == before + 48
    await has_no_gaps(cast)
    await has_no_gaps(cast, cast.elsewhere.id)


async def test_an_archived_barcamp_refuses_all_but_who_one_is(cast: Cast):
    token = f"{cast.id:064d}"
    link = await cast.makes(cast.ada, InviteModerator(token=token))
    earlier = await cast.does(cast.kim, PitchTopic(title="Brot"), OP)
    await cast.does(cast.max, ArchiveBarcamp())
    for member, command in (
        (cast.kim, PitchTopic(title="Brot")),
        (cast.max, Announce(text="Zu spät")),
        (cast.max, MoveToPhase(phase="closing")),
        (cast.ada, InviteModerator(token=token[::-1])),
    ):
        assert await cast.refused(member, command) == "barcamp.archived"
    assert (await cast.does(cast.kim, PitchTopic(title="Brot"), OP)).seq == earlier.seq
    await cast.does(cast.kim, MakePersonalLink(token=token[::-1]))
    await cast.does(cast.stranger, OpenLink(token=token, device="d" * 64, name="Bo"))
    await cast.does(cast.ada, RevokeLink(link=link))


async def test_the_bell_rings_after_the_commit_once_for_all(cast: Cast, commits: list[str]):
    desk = Desk(cast.ctx.db, lambda ledger_id: commits.append(f"ring {ledger_id}"), cast.clock)
    command = PitchTopic(title="Brot")
    await asyncio.gather(*(desk.carry_out(command, member.actor) for member in (cast.kim, cast.noor, cast.kim)))
    assert commits == ["commit", f"ring {cast.id}"]


async def test_the_bell_does_not_ring_for_what_changes_nothing_that_is_shown(cast: Cast, other: Desk, rung: list[int]):
    topic = await cast.pitches()
    await other.carry_out(CastVote(topic=topic), cast.kim.actor, OP)
    assert rung == [cast.id]
    rung.clear()
    await other.carry_out(CastVote(topic=topic), cast.kim.actor, OP)
    await other.carry_out(CastVote(topic=topic), cast.kim.actor)
    await other.carry_out(MakePersonalLink(token=f"{cast.id:064d}"), cast.kim.actor)
    await other.carry_out(MakeKey(token=f"{cast.id:064d}"), Actor(Role.ORGANISER))
    for command, actor in ((CastVote(topic=GONE), cast.kim.actor), (Announce(text="x"), cast.kim.actor)):
        with pytest.raises(Refused):
            await other.carry_out(command, actor)
    assert rung == []


@pytest.mark.parametrize("processes", [1, 2])
async def test_two_who_place_into_one_cell_at_the_same_moment(cast: Cast, other: Desk, processes: int):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei", by=cast.noor)
    desks = (cast.ctx.desk, cast.ctx.desk if processes == 1 else other)
    mia = (await another_moderator(cast, "Mia")).actor
    cell = {"room": cast.rooms[0], "slot": cast.slots[0]}
    answers = await asyncio.gather(
        desks[0].carry_out(PlaceTopic(topic=one, **cell), cast.max.actor),
        desks[1].carry_out(PlaceTopic(topic=two, **cell), mia),
        return_exceptions=True,
    )
    [refused] = [answer for answer in answers if isinstance(answer, Refused)]
    first = {"title": "Eins", "who": "Max"} if answers[1] is refused else {"title": "Zwei", "who": "Mia"}
    assert (refused.key, refused.facts) == ("cell.taken", first)
    assert len(await cast.rows(placements, barcamp_id=cast.id)) == 1


async def test_a_caller_who_hangs_up_does_not_cancel_the_others_nor_the_command(cast: Cast):
    command = PitchTopic(title="Brot")
    leaving = asyncio.create_task(cast.does(cast.kim, command))
    staying = asyncio.create_task(cast.does(cast.noor, command))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert (await staying).made is not None
    assert {row.host_id for row in await cast.rows(topics, barcamp_id=cast.id)} == {cast.kim.id, cast.noor.id}


async def test_closing_waits_for_what_is_under_way(cast: Cast, other: Desk):
    order = asyncio.create_task(other.carry_out(PitchTopic(title="Brot"), cast.kim.actor))
    await asyncio.sleep(0)
    await other.close()
    [topic] = await cast.rows(topics, barcamp_id=cast.id)
    assert topic.id == (await order).made


@pytest.mark.parametrize("steps", [1, 4])  # before its worker has begun, and while it writes
async def test_what_is_under_way_when_the_process_ends_gets_no_answer_and_makes_no_noise(
    cast: Cast, other: Desk, steps: int
):
    with capture_logs() as said:
        order = asyncio.create_task(other.carry_out(PitchTopic(title="Brot"), cast.kim.actor))
        for _ in range(steps):
            await asyncio.sleep(0)
        [worker] = other._workers
        worker.cancel()
        with pytest.raises(asyncio.CancelledError):
            await order
    assert said == []
    assert await cast.rows(topics, barcamp_id=cast.id) == []
    assert (await other.carry_out(PitchTopic(title="Brot"), cast.kim.actor)).made is not None


async def test_an_actor_without_a_place_or_in_one_that_is_gone_is_refused(cast: Cast):
    nowhere = Member("Nowhere", Actor(Role.MODERATOR))
    gone = Member("Gone", Actor(Role.MODERATOR, GONE, cast.max.id))
    nameless = Member("Nameless", Actor(Role.ORGANISER, cast.id))
    assert await cast.refused(nowhere, Announce(text="x")) == "role.other_barcamp"
    assert await cast.refused(gone, Announce(text="x")) == "barcamp.gone"
    assert await cast.refused(nameless, RevokeLink(link=1)) == "role.organiser"
