"""What is kept from look to look is, after whatever happens, what would be read anew."""

from collections.abc import Awaitable, Callable

import pytest

from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.people.entry import Join
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.topics.topic import EditTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.kernel.refused import Refused
from barcamp.live.kept import Kept
from barcamp.live.snapshot import Snapshot
from barcamp.queries.event.revisions import load_history
from barcamp.queries.history import changed_since, last_seq
from tests.cast import Cast
from tests.counting import counted
from tests.house.screens.situations import SITUATIONS, furnish

THINGS: dict[str, Callable[[Snapshot], Awaitable[object]]] = {
    "cards": Snapshot.cards, "plan": Snapshot.plan, "people": Snapshot.people, "entry": Snapshot.entry,
    "history": Snapshot.history, "problem": Snapshot.problem, "proposal": Snapshot.proposal,
    "publication": Snapshot.publication, "moment": Snapshot.moment, "stage": Snapshot.stage,
    "wall": lambda snapshot: snapshot.wall("e"),
}  # fmt: skip


class Looks:
    """One look after the other, with what the one before it kept."""

    def __init__(self, cast: Cast) -> None:
        self.kept = Kept()
        self.seq = -1
        self._cast = cast

    async def everything(self, kept: Kept | None = None) -> dict[str, object]:
        """As seen with what was kept; with nothing kept where another `kept` is given."""
        camp = await self._cast.barcamp()
        async with self._cast.ctx.db.reading() as db:
            if self.seq < 0:
                self.seq = await last_seq(db, camp.id)
            else:
                self.seq, facts, _ = await changed_since(db, camp.id, self.seq)
                self.kept.note(facts)
            snapshot = Snapshot(db, camp, self._cast.clock(), kept or self.kept)
            return {name: await ask(snapshot) for name, ask in THINGS.items()}

    async def are_true(self) -> None:
        assert await self.everything() == await self.everything(Kept())


@pytest.mark.parametrize("name", sorted(SITUATIONS))
async def test_what_is_kept_is_what_would_be_read(cast: Cast, name: str):
    topic = await furnish(cast)
    looks = Looks(cast)
    await looks.are_true()
    who, command = await SITUATIONS[name](cast, topic)
    await looks.are_true()
    await cast.does(who, command)
    await looks.are_true()
    history = (await looks.everything())["history"]
    for back, number in ((Undo, history.undo), (Redo, history.redo)):  # type: ignore[attr-defined]
        if number is not None:
            try:
                await cast.does(cast.max, back(seen=number.number))
            except Refused:
                continue
            await looks.are_true()


async def test_topics_that_nothing_is_undone_of_are_not_read_with_the_history(cast: Cast):
    hidden = await cast.pitches("Brot")
    await cast.pitches("Salz")
    await cast.does(cast.max, HideTopic(topic=hidden, reason="doppelt"))
    async with cast.ctx.db.reading() as db:
        assert (await load_history(db, cast.id)).topics == {hidden}


async def test_the_history_is_read_again_only_where_it_may_be_another_one(cast: Cast):
    hidden, other = await cast.pitches("Brot"), await cast.pitches("Salz")
    await cast.does(cast.max, HideTopic(topic=hidden, reason="doppelt"))
    looks = Looks(cast)
    before = (await looks.everything())["history"]
    await cast.does(cast.max, EditTopic(topic=other, title="Pfeffer", description=""))
    await cast.does(cast.noor, CastVote(topic=other))
    await cast.does(cast.kim, WithdrawTopic(topic=other))
    async with counted() as statements:
        assert (await looks.everything())["history"] is before
    assert [each for each in statements if "FROM revision" in each] == []
    await cast.does(cast.stranger, Join(device="d" * 64, name="Bo"))
    async with counted() as statements:
        assert (await looks.everything())["history"] == before
    assert [each for each in statements if "FROM revision" in each] != []
