"""Offers to join in, and who is interested."""

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.offer import (
    MOST_BY_ONE,
    EditOffer,
    PutUpOffer,
    ShowInterestInOffer,
    TakeBackInterestInOffer,
    WithdrawOffer,
    offer_interests,
    offers,
)
from barcamp.kernel.facts import Changed
from barcamp.queries.offers import load_interested, load_offers
from tests.cast import Cast


async def offered(cast: Cast, **words: str) -> int:
    made = (await cast.does(cast.kim, PutUpOffer(**{"title": "Praktikum", **words}))).made
    assert made is not None
    return made


async def seen(cast: Cast) -> list[tuple[str, str, int]]:
    async with cast.ctx.db.reading() as db:
        return [(offer.title, offer.by, offer.count) for offer in await load_offers(db, cast.id)]


async def test_attendees_and_the_organiser_put_up_offers(cast: Cast):
    answer = await cast.does(
        cast.kim,
        PutUpOffer(title="Praktikum", what="Zwei Wochen", contact="kim@example.org", link="https://example.org"),
    )
    assert answer.changed == {Changed.offers()}
    await cast.does(cast.ada, PutUpOffer(title="Besuch im Rathaus"))
    assert await seen(cast) == [("Praktikum", "Kim", 0), ("Besuch im Rathaus", "", 0)]
    [row] = await cast.rows(offers, id=answer.made)
    assert (row.what, row.contact, row.link, row.author_id) == (
        "Zwei Wochen", "kim@example.org", "https://example.org", cast.kim.id,
    )  # fmt: skip


async def test_a_link_has_to_be_one(cast: Cast):
    assert await cast.refused(cast.kim, PutUpOffer(title="X", link="javascript:alert(1)")) == "offer.link"
    offer = await offered(cast)
    assert await cast.refused(cast.kim, EditOffer(offer=offer, title="X", link="www.example.org")) == "offer.link"


async def test_one_s_own_offer_can_be_changed_and_withdrawn_and_nobody_else_s(cast: Cast):
    offer = await offered(cast)
    for command in (EditOffer(offer=offer, title="Meins"), WithdrawOffer(offer=offer)):
        assert await cast.refused(cast.noor, command) == "offer.not_yours"
    await cast.does(cast.kim, EditOffer(offer=offer, title="Werkstudium"))
    assert await seen(cast) == [("Werkstudium", "Kim", 0)]
    await cast.does(cast.max, EditOffer(offer=offer, title="Von der Moderation"))
    await cast.does(cast.kim, WithdrawOffer(offer=offer))
    assert await seen(cast) == []
    assert await cast.refused(cast.kim, WithdrawOffer(offer=offer)) == "offer.gone"


async def test_interest_counts_once_and_can_be_taken_back(cast: Cast):
    offer = await offered(cast)
    for who in (cast.noor, cast.noor, cast.max):
        answer = await cast.does(who, ShowInterestInOffer(offer=offer))
        assert answer.changed == {Changed.offers()}
    assert await seen(cast) == [("Praktikum", "Kim", 2)]
    await cast.does(cast.noor, TakeBackInterestInOffer(offer=offer))
    assert await seen(cast) == [("Praktikum", "Kim", 1)]
    assert (await cast.does(cast.noor, TakeBackInterestInOffer(offer=offer))).changed == frozenset()


async def test_a_contact_is_passed_on_only_with_consent(cast: Cast):
    offer = await offered(cast)
    no = ShowInterestInOffer(offer=offer, contact="noor@example.org")
    assert await cast.refused(cast.noor, no) == "offer.agree_first"
    assert await cast.refused(cast.noor, ShowInterestInOffer(offer=offer, agreed=True)) == "offer.contact_first"
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer, contact="noor@example.org", agreed=True))
    await cast.does(cast.max, ShowInterestInOffer(offer=offer))
    async with cast.ctx.db.reading() as db:
        left = await load_interested(db, cast.id)
    assert [(each.offer_id, each.name, each.contact) for each in left] == [(offer, "Noor", "noor@example.org")]


async def test_the_journal_does_not_keep_the_contact(cast: Cast):
    offer = await offered(cast)
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer, contact="noor@example.org", agreed=True))
    assert (await cast.journal())[-1].payload == f'{{"offer":{offer},"agreed":true}}'


async def test_contacts_go_with_the_offer(cast: Cast):
    offer = await offered(cast)
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer, contact="noor@example.org", agreed=True))
    await cast.does(cast.kim, WithdrawOffer(offer=offer))
    assert await cast.rows(offer_interests, offer_id=offer) == []


async def test_a_contact_can_be_taken_back_from_an_archived_event(cast: Cast):
    offer = await offered(cast)
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer, contact="noor@example.org", agreed=True))
    await cast.does(cast.max, ArchiveBarcamp())
    assert await cast.refused(cast.max, ShowInterestInOffer(offer=offer)) == "barcamp.archived"
    await cast.does(cast.noor, TakeBackInterestInOffer(offer=offer))
    assert await cast.rows(offer_interests, offer_id=offer) == []


async def test_offers_of_another_event_cannot_be_reached(cast: Cast):
    offer = await offered(cast)
    for command in (ShowInterestInOffer(offer=offer), TakeBackInterestInOffer(offer=offer)):
        assert await cast.refused(cast.eve, command) == "offer.gone"


async def test_one_person_cannot_flood_the_list(cast: Cast):
    for _ in range(MOST_BY_ONE):
        await offered(cast)
    refusal = await cast.refusal(cast.kim, PutUpOffer(title="Noch eins"))
    assert (refusal.key, refusal.facts) == ("offer.too_many_by_one", {"most": MOST_BY_ONE})
    await cast.does(cast.noor, PutUpOffer(title="Von Noor"))
