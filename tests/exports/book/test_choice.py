"""What a book may contain: names, photos and points only as far as people agreed; what is missing is said."""

from dataclasses import replace

import pytest

from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.exports.book.tree import Charts
from tests.cast import Cast
from tests.exports.book.telling import placed, section, told
from tests.pictures import printed


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def test_only_those_are_named_who_agreed(cast: Cast):
    topic = await placed(cast)
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Mehl"))
    nexts = await section(cast, "next")
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Ofen suchen", section=nexts, who="kim"))
    before = await told(cast)
    assert (before.chapters[0].hosts, before.next_steps[0].who) == ((), "eine Person")
    assert "Die Namen von 2 Personen, die einer Nennung nicht zugestimmt haben." in before.left_out
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.noor, SettleConsent(agreed=False))
    after = await told(cast)
    assert (after.chapters[0].hosts, after.next_steps[0].who) == (("Kim",), "kim")
    assert [card.author for part in after.chapters[0].sections for card in part.cards] == [""]
    assert "Der Name von 1 Person, die einer Nennung nicht zugestimmt hat." in after.left_out


async def test_names_in_what_people_typed_are_those_of_people_who_agreed(cast: Cast):
    topic, nexts = await placed(cast), await section(cast, "next")
    await cast.does(cast.noor, Rename(name="Noor Zauberwort", organisation="Stadt Ulm"))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    wall = f"t{topic}"
    for who in ("Noor und Kim", "Noor Zauberwort (Stadt Ulm)", "Noors Team", "Rathaus, Max"):
        await cast.does(cast.kim, WriteNote(wall=wall, text="Ofen suchen", section=nexts, who=who))
    await cast.does(cast.kim, WriteNote(wall=wall, text="Noor Zauberwort weiß, wie; noor.zauberwort@ulm.example"))
    await cast.does(cast.kim, WriteResult(wall=wall, text="Noor Zauberworts **Idee**"))
    await cast.does(cast.kim, printed(wall, "Skizze von Noor Zauberwort"))
    await cast.does(cast.kim, PutUpOffer(title="Bei Noor Zauberwort", link="https://noor.zauberwort.example/"))
    day = await told(cast)
    assert [step.who for step in day.next_steps] == [
        "Stadt Ulm und Kim", "Stadt Ulm", "Stadt Ulm Team", "Rathaus, eine Person",
    ]  # fmt: skip
    [chapter] = day.chapters
    assert [card.text for part in chapter.sections for card in part.cards] == ["Stadt Ulm weiß, wie; Stadt Ulm"]
    assert (chapter.result, chapter.pictures[0].description) == ("Stadt Ulm **Idee**", "Skizze von Stadt Ulm")
    assert [(offer.title, offer.link) for offer in day.offers] == [("Bei Stadt Ulm", "")]
    assert "zauberwort" not in repr(replace(day, chapters=(replace(chapter, pictures=()),))).lower()
    await cast.does(cast.noor, SettleConsent(agreed=True))
    assert [step.who for step in (await told(cast)).next_steps][:2] == ["Noor und Kim", "Noor Zauberwort (Stadt Ulm)"]
    nobody = await told(cast, names=False)
    assert {step.who for step in nobody.next_steps} == {""}
    assert nobody.chapters[0].result == "Stadt Ulm **Idee**"


async def test_photos_are_those_of_people_who_agreed_unless_the_organiser_wants_every_one(cast: Cast):
    wall = f"t{await placed(cast)}"
    await cast.does(cast.kim, SettleConsent(agreed=True))
    for who in (cast.kim, cast.noor, cast.noor):
        await cast.does(who, printed(wall, f"Von {who.id}"))
    day, every, less = await told(cast), await told(cast, every_photo=True), await told(cast, photos=False)
    assert [[photo.author for photo in each.chapters[0].pictures] for each in (day, every, less)] == [
        ["Kim"], ["Kim", "", ""], [],
    ]  # fmt: skip
    assert [(each.figures.pictures, each.chapters[0].photos) for each in (day, every, less)] == [
        (3, 3), (3, 3), (None, None),
    ]  # fmt: skip
    said = "2 Fotos von Personen, die einer Nennung nicht zugestimmt haben."
    assert [said in each.left_out for each in (day, every, less)] == [True, False, False]
    assert await told(cast, public=True, every_photo=True) == await told(cast, public=True)


async def test_what_the_choice_leaves_out_is_not_in_the_tree_and_is_said(cast: Cast):
    topic = await placed(cast)
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    await cast.does(cast.kim, printed(f"t{topic}", "Rezept"))
    event_json, less = await told(cast), await told(cast, names=False, photos=False, votes=False)
    assert "'Kim'" in repr(event_json)
    assert "'Kim'" not in repr(less)
    assert (event_json.figures.pictures, less.figures.pictures) == (1, None)
    assert (event_json.chapters[0].photos, less.chapters[0].photos) == (1, None)
    assert (event_json.chapters[0].interest, less.chapters[0].interest) == (1, None)
    assert (event_json.figures.interests, less.figures.interests) == (1, None)
    assert [card.support for part in less.chapters[0].sections for card in part.cards] == [None]
    assert less.charts == Charts(rooms=tuple((*room[:4], None) for room in event_json.charts.rooms))
    assert [sentence.split(":")[0] for sentence in less.left_out] == [
        "Alle Namen",
        "Steht ein solcher Name in einem Text, ist er durch ein anderes Wort ersetzt; ein einzelner Vorname kann dort"
        " stehen geblieben sein.",
        "Fotos", "Interesse und Zustimmung",
    ]  # fmt: skip


async def test_what_a_moderator_hid_is_counted_and_not_told(cast: Cast):
    topic = await placed(cast)
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="bleibt"))
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text="geht"))
    assert "geht" in repr(await told(cast))
    await cast.does(cast.max, HideNote(note=note, reason="Werbung"))
    day = await told(cast)
    assert "geht" not in repr(day)
    assert "1 Notiz, die die Moderation ausgeblendet hat." in day.left_out


async def test_points_are_told_once_their_vote_is_closed(cast: Cast):
    topic = await placed(cast)
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    await cast.does(cast.max, OpenDots(wall=f"t{topic}", points=3))
    await cast.does(cast.kim, PlaceDot(note=note))
    running = await told(cast)
    await cast.does(cast.max, CloseDots(wall=f"t{topic}"))
    closed = await told(cast)
    assert [day.chapters[0].sections[0].cards[0].dots for day in (running, closed)] == [None, 1]
    said = "Die Punkte einer Abstimmung, die noch läuft."
    assert [said in day.left_out for day in (running, closed)] == [True, False]


async def test_contacts_of_people_interested_in_offers_are_for_the_organiser_alone(cast: Cast):
    offer = await cast.makes(cast.noor, PutUpOffer(title="Rundgang", contact="noor@example.org"))
    await cast.does(cast.kim, ShowInterestInOffer(offer=offer, contact="kim@example.org", agreed=True))
    public, own = await told(cast), await told(cast, contacts=True)
    assert [(o.title, o.by, o.contact, o.count, o.interested) for o in public.offers] == [("Rundgang", "", "", 1, ())]
    assert own.offers[0].interested == (("Kim", "kim@example.org"),)
    assert "kim@example.org" not in repr(public)
    await cast.does(cast.noor, SettleConsent(agreed=True))
    [offered] = (await told(cast)).offers
    assert (offered.by, offered.contact) == ("Noor", "noor@example.org")


async def test_cards_that_are_not_revealed_yet_are_left_out_and_counted(cast: Cast):
    topic = await placed(cast)
    await cast.does(cast.max, BeginSilence(wall=f"t{topic}"))
    for text in ("Mehl", "Salz"):
        await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text=text))
    day = await told(cast)
    assert "2 Karten, die noch nicht aufgedeckt sind." in day.left_out
    assert "Mehl" not in str(day)
    await cast.does(cast.max, RevealCards(wall=f"t{topic}"))
    revealed = await told(cast)
    assert not [said for said in revealed.left_out if "aufgedeckt" in said]
    assert [card.text for part in revealed.chapters[0].sections for card in part.cards] == ["Mehl", "Salz"]
