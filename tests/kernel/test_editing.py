"""Words never replace words that their writer did not see, be it another tab or a moderator who wrote them."""

from typing import Any

import pytest
from sqlalchemy import update

from barcamp.domain.offer import EditOffer, PutUpOffer, offers
from barcamp.domain.topics.topic import EditTopic, topics
from barcamp.domain.walls.note import EditNote, WriteNote, notes
from barcamp.kernel.journal import lines
from barcamp.kernel.refused import Invalid
from tests.cast import Cast


async def test_a_card_of_two_tabs_keeps_what_the_other_tab_wrote(cast: Cast):
    note = (await cast.does(cast.kim, WriteNote(wall="e", text="Mehl\nRoggen"))).made or 0
    await cast.does(cast.kim, EditNote(note=note, text="Vollkornmehl", seen={"text": "Mehl\r\nRoggen"}))
    with pytest.raises(Invalid) as caught:
        await cast.does(cast.kim, EditNote(note=note, text="Weizenmehl", seen={"text": "Mehl\nRoggen"}))
    why = caught.value.fields["text"]
    assert (why.key, why.facts) == ("text.newer", {"current": "Vollkornmehl"})
    assert [row.text for row in await cast.rows(notes, id=note)] == ["Vollkornmehl"]
    await cast.does(cast.kim, EditNote(note=note, text="Weizenmehl", seen={"text": "Vollkornmehl"}))
    assert [row.text for row in await cast.rows(notes, id=note)] == ["Weizenmehl"]


async def test_what_a_moderator_changed_meanwhile_is_told_beside_its_field(cast: Cast):
    topic = await cast.pitches("Brot")
    await cast.does(cast.max, EditTopic(topic=topic, title="Brot", description="Im Hof", seen={"title": "Brot"}))
    with pytest.raises(Invalid) as caught:
        await cast.does(
            cast.kim,
            EditTopic(topic=topic, title="Brote", description="Mit Salz", seen={"title": "Brot", "description": ""}),
        )
    assert {name: why.facts for name, why in caught.value.fields.items()} == {"description": {"current": "Im Hof"}}
    assert [(row.title, row.description) for row in await cast.rows(topics, id=topic)] == [("Brot", "Im Hof")]


async def test_an_offer_is_not_overwritten_unseen(cast: Cast):
    offer = (await cast.does(cast.kim, PutUpOffer(title="Besuch", what="Montags"))).made or 0
    await cast.does(cast.max, EditOffer(offer=offer, title="Besuch im Hof", what="Montags", seen={"title": "Besuch"}))
    with pytest.raises(Invalid) as caught:
        await cast.does(
            cast.kim,
            EditOffer(offer=offer, title="Führung", what="Dienstags", seen={"title": "Besuch", "what": "Montags"}),
        )
    assert set(caught.value.fields) == {"title"}
    assert [(row.title, row.what) for row in await cast.rows(offers, id=offer)] == [("Besuch im Hof", "Montags")]


async def test_to_want_what_stands_there_already_is_no_conflict(cast: Cast):
    topic = await cast.pitches("Brot")
    await cast.does(cast.max, EditTopic(topic=topic, title="Sauerteig", seen={"title": "Brot"}))
    mine = EditTopic(topic=topic, title="Sauerteig", description="Mit Roggen", seen={"title": "Brot"})
    await cast.does(cast.kim, mine)
    assert [(row.title, row.description) for row in await cast.rows(topics, id=topic)] == [("Sauerteig", "Mit Roggen")]


async def test_what_was_not_touched_stays_as_somebody_else_left_it(cast: Cast):
    topic = await cast.pitches("Brot")
    wishes: dict[str, Any] = {"needs": "Herd", "not_before": "14:00"}
    await cast.does(cast.max, EditTopic(topic=topic, title="Brot", **wishes))
    seen = {"title": "Brot", "description": "", "needs": "", "not_before": ""}
    await cast.does(cast.kim, EditTopic(topic=topic, title="Brote", needs="", not_before="", seen=seen))
    [row] = await cast.rows(topics, id=topic)
    assert (row.title, row.needs, row.not_before) == ("Brote", "Herd", 14 * 60)


async def test_words_kept_before_they_were_mended_are_no_news_to_whoever_saw_them(cast: Cast):
    note = (await cast.does(cast.kim, WriteNote(wall="e", text="eins"))).made or 0
    async with cast.ctx.db.writing() as db:
        await db.execute(update(notes).where(notes.c.id == note).values(text="eins\tzwei"))
    await cast.does(cast.kim, EditNote(note=note, text="drei", seen={"text": "eins\tzwei"}))
    assert [row.text for row in await cast.rows(notes, id=note)] == ["drei"]


async def test_the_journal_does_not_keep_what_was_seen(cast: Cast):
    note = (await cast.does(cast.kim, WriteNote(wall="e", text="Mehl"))).made or 0
    await cast.does(cast.kim, EditNote(note=note, text="Korn", seen={"text": "Mehl"}))
    [line] = await cast.rows(lines, command="edit-note")
    assert "Korn" in line.payload
    assert "Mehl" not in line.payload
