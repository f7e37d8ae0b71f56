"""Publishing the plan, and going back to what was published."""

from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.domain.plan.publication import PublishPlan, RestorePlan, changes_of, sessions_of, versions
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import CloseRoom, EditRoom, RemoveRoom
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import revisions
from tests.cast import Cast
from tests.planning import grid, place, placed


async def test_what_is_published_is_the_grid_with_the_words_of_the_moment(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    again = (await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))).made
    answer = await cast.does(cast.max, PublishPlan())
    assert (answer.changed, answer.made) == ({Changed.published()}, 1)
    [version] = await cast.rows(versions, barcamp_id=cast.id)
    assert (version.number, version.by, version.published_at) == (1, "Max", cast.clock.at)
    told = [(s.topic, s.root, s.title, s.room, s.starts, s.ends) for s in sessions_of(version.cells)]
    assert told == [(topic, topic, "Eins", "Saal", 630, 675), (again, topic, "Eins", "Werkstatt", 690, 735)]


async def test_each_publication_tells_what_changed_since_the_last(cast: Cast):
    moves, stays, goes = [await placed(cast, title, room, 0) for room, title in enumerate("ABC")]
    await cast.does(cast.max, PublishPlan())
    await place(cast, moves, 1, 3)
    await cast.does(cast.max, UnplaceTopic(topic=goes))
    new = await placed(cast, "D", 3, 1)
    await cast.does(cast.max, PublishPlan())
    first, second = await cast.rows(versions, barcamp_id=cast.id)
    assert [change.kind for change in changes_of(first.changes)] == ["new", "new", "new"]
    found = changes_of(second.changes)
    assert [(c.kind, c.session.topic) for c in found] == [("new", new), ("moved", moves), ("dropped", goes)]
    assert [c.was and c.was.where for c in found] == [None, ("Saal", 630, 675), ("Bibliothek", 630, 675)]
    assert [c.now and c.now.where for c in found] == [("Garten", 690, 735), ("Werkstatt", 855, 900), None]
    assert stays not in {c.session.topic for c in found}


async def test_a_room_with_another_name_is_news(cast: Cast):
    await placed(cast, "Eins", 0, 0)
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.ada, EditRoom(room=cast.rooms[0], name="Aula", capacity=80))
    await cast.does(cast.max, PublishPlan())
    [change] = changes_of((await cast.rows(versions, barcamp_id=cast.id))[1].changes)
    assert (change.kind, change.session.room) == ("moved", "Aula")


async def test_nothing_new_is_not_published(cast: Cast):
    assert await cast.refused(cast.max, PublishPlan()) == "plan.nothing_new"
    topic = await placed(cast, "Eins", 0, 0)
    await cast.does(cast.max, PublishPlan())
    assert await cast.refused(cast.max, PublishPlan()) == "plan.nothing_new"
    await place(cast, topic, 1, 1)
    await place(cast, topic, 0, 0)
    assert await cast.refused(cast.max, PublishPlan()) == "plan.nothing_new"


async def test_the_grid_goes_back_to_a_published_plan_in_one_step(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    published = await grid(cast)
    await cast.does(cast.max, PublishPlan())
    await place(cast, one, 1, 1, seen=two)
    await placed(cast, "Drei", 2, 2)
    later = await grid(cast)
    answer = await cast.does(cast.max, RestorePlan(version=1))
    assert answer.changed >= {Changed.placed(one), Changed.placed(two), Changed.history()}
    assert await grid(cast) == published
    await cast.does(cast.max, Undo())
    assert await grid(cast) == later


async def test_what_is_gone_is_skipped_and_counted_and_pins_stay(cast: Cast):
    titles = ("bleibt", "zurückgezogen", "Raum weg", "geparkt", "Raum zu")
    stays, withdrawn, roomless, parked, shut = [await placed(cast, t, n % 4, n // 4) for n, t in enumerate(titles)]
    await cast.does(cast.max, PublishPlan())
    for topic in (withdrawn, roomless, shut):
        await cast.does(cast.max, UnplaceTopic(topic=topic))
    await cast.does(cast.max, ParkTopic(topic=parked))
    await cast.does(cast.kim, WithdrawTopic(topic=withdrawn))
    await cast.does(cast.ada, RemoveRoom(room=cast.rooms[2]))
    await place(cast, stays, 1, 2)
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))
    pinned = await placed(cast, "gesteckt", 3, 0)
    await cast.does(cast.max, PinTopic(topic=pinned))
    await cast.does(cast.max, RestorePlan(version=1))
    assert await grid(cast) == {stays: (1, 2), pinned: (3, 0)}
    # Nothing could be had: there is no step.
    assert (await cast.rows(revisions, barcamp_id=cast.id))[-1].kind == "pin"


async def test_the_step_tells_how_many_topics_could_not_come_back(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    await cast.does(cast.max, PublishPlan())
    for topic in (one, two):
        await cast.does(cast.max, UnplaceTopic(topic=topic))
    await cast.does(cast.kim, WithdrawTopic(topic=one))
    await cast.does(cast.max, RestorePlan(version=1))
    assert await grid(cast) == {two: (1, 1)}
    last = (await cast.rows(revisions, barcamp_id=cast.id))[-1]
    assert (last.kind, last.skipped) == ("restore", 1)


async def test_a_plan_that_was_never_published_cannot_come_back(cast: Cast):
    await placed(cast, "Eins", 0, 0)
    await cast.does(cast.max, PublishPlan())
    assert await cast.refused(cast.max, RestorePlan(version=2)) == "plan.no_such_version"
    assert (await cast.does(cast.max, RestorePlan(version=1))).changed == frozenset()
