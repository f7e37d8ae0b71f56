"""Pitching topics, changing their words, taking them back."""

import pytest
from sqlalchemy import insert

from barcamp.domain.event.phases import SetPitching
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.topics.topic import MOST_BY_ONE, MOST_TOPICS, EditTopic, PitchTopic, topics
from barcamp.domain.topics.vote import CastVote
from barcamp.kernel.command import from_form
from barcamp.kernel.facts import Changed
from tests.cast import Cast

GONE = 2_000_000_000


async def test_a_topic_is_pitched_with_its_words_as_typed(cast: Cast):
    typed = PitchTopic(title="<b>Brot*</b> 🥨", description="Zeile 1\r\nZeile 2")
    answer = await cast.does(cast.kim, typed)
    [topic] = await cast.rows(topics, barcamp_id=cast.id)
    assert (topic.id, topic.host_id) == (answer.made, cast.kim.id)
    assert (topic.title, topic.description) == ("<b>Brot*</b> 🥨", "Zeile 1\nZeile 2")
    assert (topic.pitched_at, topic.withdrawn_at) == (cast.clock.at, None)
    assert answer.changed == {Changed.topics(topic.id)}


async def test_pitching_has_to_be_open(cast: Cast):
    await cast.pitches()
    await cast.does(cast.max, SetPitching(open=False))
    for member in (cast.kim, cast.max, cast.ada):
        assert await cast.refused(member, PitchTopic(title="Salz")) == "pitching.closed"
    await cast.does(cast.max, SetPitching(open=True))
    await cast.pitches("Salz")


async def test_pitching_needs_a_person(cast: Cast):
    assert await cast.refused(cast.ada, PitchTopic(title="Salz")) == "attendee.join_first"


async def test_one_person_can_pitch_only_so_many_until_one_is_withdrawn(cast: Cast):
    made = [await cast.pitches(f"Nr. {n}") for n in range(MOST_BY_ONE)]
    why = await cast.refusal(cast.kim, PitchTopic(title="Noch eins"))
    assert (why.key, why.facts) == ("topic.too_many_by_one", {"most": MOST_BY_ONE})
    await cast.pitches("Noch eins", by=cast.noor)
    await cast.does(cast.kim, WithdrawTopic(topic=made[0]))
    await cast.pitches("Noch eins")


async def test_a_barcamp_holds_only_so_many_topics(cast: Cast):
    await _fill(cast, MOST_TOPICS - 1)
    last = await cast.pitches("Das letzte")
    why = await cast.refusal(cast.noor, PitchTopic(title="Eins zu viel"))
    assert (why.key, why.facts) == ("topic.too_many", {"most": MOST_TOPICS})
    await cast.does(cast.kim, WithdrawTopic(topic=last))
    await cast.pitches("Wieder eins", by=cast.noor)


async def test_one_s_own_topic_can_be_edited(cast: Cast):
    topic = await cast.pitches()
    answer = await cast.does(cast.kim, EditTopic(topic=topic, title="Sauerteig", description="Mit Roggen"))
    [row] = await cast.rows(topics, id=topic)
    assert (row.title, row.description, row.host_id) == ("Sauerteig", "Mit Roggen", cast.kim.id)
    assert answer.changed == {Changed.topic(topic), Changed.wall(f"t{topic}")}


@pytest.mark.parametrize("moderating", ["max", "ada"])
async def test_a_moderator_can_edit_and_withdraw_any_topic(cast: Cast, moderating: str):
    topic = await cast.pitches()
    member = getattr(cast, moderating)
    await cast.does(member, EditTopic(topic=topic, title="Mit Punkt."))
    assert (await cast.rows(topics, id=topic))[0].title == "Mit Punkt."
    await cast.does(member, WithdrawTopic(topic=topic))
    assert (await cast.rows(topics, id=topic))[0].withdrawn_at == cast.clock.at


async def test_an_attendee_cannot_edit_or_withdraw_another_s_topic(cast: Cast):
    topic = await cast.pitches()
    assert await cast.refused(cast.noor, EditTopic(topic=topic, title="Meins")) == "topic.not_yours"
    assert await cast.refused(cast.noor, WithdrawTopic(topic=topic)) == "topic.not_yours"
    assert (await cast.rows(topics, id=topic))[0].title == "Brot backen"
    await cast.does(cast.kim, WithdrawTopic(topic=topic))


async def test_a_withdrawn_topic_is_gone_for_every_command(cast: Cast):
    topic = await cast.pitches()
    answer = await cast.does(cast.kim, WithdrawTopic(topic=topic))
    assert answer.changed == {Changed.topics(topic), Changed.wall(f"t{topic}")}
    for member, command in _uses(cast, topic):
        assert await cast.refused(member, command) == "topic.gone"


async def test_a_topic_that_never_was_or_stands_elsewhere_is_gone(cast: Cast):
    foreign = await cast.pitches(by=cast.eve)
    for topic in (foreign, GONE, -1):
        for member, command in _uses(cast, topic):
            assert await cast.refused(member, command) == "topic.gone"


async def test_a_topic_on_the_grid_must_come_off_before_it_is_withdrawn(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    assert await cast.refused(cast.kim, WithdrawTopic(topic=topic)) == "grid.in_use"
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    await cast.does(cast.kim, WithdrawTopic(topic=topic))


def _uses(cast: Cast, topic: int):
    return [
        (cast.kim, EditTopic(topic=topic, title="x")),
        (cast.kim, WithdrawTopic(topic=topic)),
        (cast.max, WithdrawTopic(topic=topic)),
        (cast.kim, CastVote(topic=topic)),
        (cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0])),
        (cast.max, UnplaceTopic(topic=topic)),
    ]


async def _fill(cast: Cast, number: int) -> None:
    row = {"barcamp_id": cast.id, "title": "x", "description": "", "pitched_at": cast.clock.at}
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(topics), [row] * number)


async def test_wishes_for_the_plan_come_with_a_topic(cast: Cast):
    wishes = {"needs": " Beamer,beamer , , Flip  chart", "online": True, "not_before": "9:30", "not_after": "14:00"}
    made = (await cast.does(cast.kim, PitchTopic(title="Brot", **wishes))).made
    assert await _wishes(cast, made) == ("Beamer, Flip chart", True, 570, 840)
    plain = await cast.pitches()
    assert await _wishes(cast, plain) == ("", False, None, None)


async def test_an_edit_changes_only_the_wishes_that_it_names(cast: Cast):
    wishes = {"needs": "Beamer", "online": True, "not_before": "09:30", "not_after": "14:00"}
    topic = (await cast.does(cast.kim, PitchTopic(title="Brot", **wishes))).made
    await cast.does(cast.kim, from_form(EditTopic, {"topic": str(topic), "title": "Neu"}))
    assert await _wishes(cast, topic) == ("Beamer", True, 570, 840)
    await cast.does(cast.kim, from_form(EditTopic, {"topic": str(topic), "title": "Neu", "not_after": ""}))
    assert await _wishes(cast, topic) == ("Beamer", True, 570, None)
    none = {"needs": "", "online": "no", "not_before": "", "not_after": ""}
    await cast.does(cast.kim, from_form(EditTopic, {"topic": str(topic), "title": "Neu", **none}))
    assert await _wishes(cast, topic) == ("", False, None, None)


async def test_wishes_must_be_times_that_leave_some(cast: Cast):
    topic = await cast.pitches()
    for typed in ("25:00", "elf", "9"):
        assert await cast.refused(cast.kim, PitchTopic(title="Brot", not_before=typed)) == "slot.time"
        assert await cast.refused(cast.kim, EditTopic(topic=topic, title="Brot", not_after=typed)) == "slot.time"
    for first, last in (("14:00", "14:00"), ("14:00", "09:30")):
        pitch = PitchTopic(title="Brot", not_before=first, not_after=last)
        assert await cast.refused(cast.kim, pitch) == "topic.no_time"
    await cast.does(cast.kim, EditTopic(topic=topic, title="Brot", not_before="14:00"))
    assert await cast.refused(cast.kim, EditTopic(topic=topic, title="Brot", not_after="13:00")) == "topic.no_time"
    assert await _wishes(cast, topic) == ("", False, 840, None)


async def _wishes(cast: Cast, topic: int | None):
    [row] = await cast.rows(topics, id=topic)
    return row.needs, row.online, row.not_before, row.not_after
