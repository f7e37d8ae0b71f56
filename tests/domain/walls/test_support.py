"""Support, and hiding: what others do with a card."""

from barcamp.domain.walls.hide_note import HideNote, ShowNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote, notes
from barcamp.domain.walls.support import SupportNote, UnsupportNote, supports
from barcamp.kernel.facts import Changed
from tests.cast import Cast


async def note(cast: Cast) -> int:
    return (await cast.does(cast.kim, WriteNote(wall="e", text="Mehl"))).made or 0


async def test_each_person_supports_a_card_once_and_may_take_it_back(cast: Cast):
    card = await note(cast)
    assert (await cast.does(cast.noor, SupportNote(note=card))).changed == {Changed.note("e", card)}
    assert not (await cast.does(cast.noor, SupportNote(note=card))).changed
    await cast.does(cast.max, SupportNote(note=card))
    assert [row.attendee_id for row in await cast.rows(supports, barcamp_id=cast.id)] == sorted(
        [cast.noor.id, cast.max.id]
    )
    assert (await cast.does(cast.noor, UnsupportNote(note=card))).changed == {Changed.note("e", card)}
    assert not (await cast.does(cast.noor, UnsupportNote(note=card))).changed
    assert [row.attendee_id for row in await cast.rows(supports, barcamp_id=cast.id)] == [cast.max.id]


async def test_what_is_gone_or_hidden_cannot_be_supported(cast: Cast):
    gone, hidden = await note(cast), await note(cast)
    await cast.does(cast.kim, WithdrawNote(note=gone))
    await cast.does(cast.max, HideNote(note=hidden, reason="Name"))
    for card in (gone, hidden, 999_999):
        assert await cast.refused(cast.noor, SupportNote(note=card)) == "note.gone"


async def test_a_card_is_hidden_with_a_reason_and_shown_again(cast: Cast):
    card = await note(cast)
    answer = await cast.does(cast.max, HideNote(note=card, reason="Ein Name zu viel"))
    assert Changed.hidden() in answer.changed
    assert [row.hidden_because for row in await cast.rows(notes, id=card)] == ["Ein Name zu viel"]
    assert await cast.refused(cast.max, HideNote(note=card, reason="Noch einmal")) == "note.gone"
    await cast.does(cast.max, ShowNote(note=card))
    assert [(row.hidden_at, row.hidden_because) for row in await cast.rows(notes, id=card)] == [(None, "")]
    assert not (await cast.does(cast.max, ShowNote(note=card))).changed


async def test_whoever_wrote_a_hidden_card_may_take_it_off(cast: Cast):
    card = await note(cast)
    await cast.does(cast.max, HideNote(note=card, reason="Name"))
    await cast.does(cast.kim, WithdrawNote(note=card))
    assert await cast.refused(cast.max, ShowNote(note=card)) == "note.gone"
