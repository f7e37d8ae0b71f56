"""Whether a name may be published."""

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.consent import SettleConsent, consents
from barcamp.queries.people.consent import load_consents, load_nameable
from barcamp.queries.people.people import load_mine
from tests.cast import Cast


async def test_nobody_may_be_named_before_they_said_so(cast: Cast):
    async with cast.ctx.db.reading() as db:
        assert await load_consents(db, cast.id) == {}
        assert await load_nameable(db, cast.id) == frozenset()
        assert (await load_mine(db, cast.kim.person)).consent is None


async def test_only_those_who_agreed_may_be_named(cast: Cast):
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.noor, SettleConsent(agreed=False))
    async with cast.ctx.db.reading() as db:
        assert await load_consents(db, cast.id) == {cast.kim.id: True, cast.noor.id: False}
        assert await load_nameable(db, cast.id) == {cast.kim.id}
        assert await load_nameable(db, cast.elsewhere.id) == frozenset()
        assert (await load_mine(db, cast.kim.person)).consent is True
        assert (await load_mine(db, cast.noor.person)).consent is False


async def test_it_can_be_changed_to_the_end_even_when_the_event_is_archived(cast: Cast):
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.max, ArchiveBarcamp())
    cast.clock.forward(hours=3)
    await cast.does(cast.kim, SettleConsent(agreed=False))
    [row] = await cast.rows(consents, barcamp_id=cast.id)
    assert (row.attendee_id, row.agreed, row.settled_at) == (cast.kim.id, False, cast.clock.at)


async def test_an_organiser_who_did_not_join_has_nothing_to_say(cast: Cast):
    assert await cast.refused(cast.ada, SettleConsent(agreed=True)) == "attendee.join_first"
