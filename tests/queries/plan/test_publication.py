"""What was published of the plan, and what has changed since."""

from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.queries.plan.publication import Publication, load_publication
from tests.cast import Cast
from tests.planning import place, placed


async def test_at_the_beginning_nothing_is_published(cast: Cast):
    assert await _publication(cast) == Publication(None, (), (), (), frozenset())


async def test_versions_are_told_newest_first_with_what_is_not_published_yet(cast: Cast):
    one = await placed(cast, "Eins", 0, 0)
    await cast.does(cast.max, PublishPlan())
    assert [change.kind for change in (await _publication(cast)).unpublished] == []
    await placed(cast, "Zwei", 1, 1)
    cast.clock.forward(minutes=5)
    await cast.does(cast.ada, PublishPlan())
    await place(cast, one, 2, 2)
    found = await _publication(cast)
    assert [(version.number, version.sessions) for version in found.versions] == [(2, 2), (1, 1)]
    assert found.latest == found.versions[0]
    assert (found.versions[1].by, found.versions[0].published_at) == ("Max", cast.clock.at)
    assert [(change.kind, change.session.title) for change in found.changes] == [("new", "Zwei")]
    assert [(change.kind, change.session.title) for change in found.unpublished] == [("moved", "Eins")]


async def test_news_of_a_publication_name_the_place_where_the_plan_has_it_by_now(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    await cast.does(cast.max, PublishPlan())
    await place(cast, one, 2, 2)
    await place(cast, two, 3, 2)
    await cast.does(cast.max, PublishPlan())

    async def news():
        return [
            (change.kind, change.session.title, change.now and (change.now.room_id, change.now.slot_id))
            for change in (await _publication(cast)).changes
        ]

    at = [(cast.rooms[room], cast.slots[slot]) for room, slot in ((2, 2), (3, 2))]
    assert await news() == [("moved", "Eins", at[0]), ("moved", "Zwei", at[1])]
    await place(cast, one, 0, 1)  # not published yet, but on everybody's plan
    assert await news() == [("moved", "Eins", (cast.rooms[0], cast.slots[1])), ("moved", "Zwei", at[1])]
    await place(cast, two, 1, 1)  # where it always was
    assert await news() == [("moved", "Eins", (cast.rooms[0], cast.slots[1]))]
    await cast.does(cast.max, UnplaceTopic(topic=one))
    assert await news() == [("dropped", "Eins", None)]


async def _publication(cast: Cast) -> Publication:
    async with cast.ctx.db.reading() as db:
        return await load_publication(db, cast.id)
