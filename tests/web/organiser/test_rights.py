"""The organiser's pages about people, data and what comes afterwards."""

import re
from datetime import timedelta
from typing import Any

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.feedback import GiveFeedback
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.walls.note import WriteNote, notes
from tests.cast import DAY, Cast
from tests.server import Server
from tests.web.asking import give, page, sentence, title

PAGES = ("people", "afterwards", "processing-record")


def at(cast: Cast, name: str) -> str:
    return f"/organiser/{cast.code}/{name}"


async def test_these_pages_are_the_organiser_s_alone(server: Server):
    cast = server.cast
    for name in PAGES:
        for member in (None, cast.kim, cast.max, cast.eve_organising):
            assert (await server.client(member).get(at(cast, name))).status_code == 403
        assert (await server.client(cast.ada).get(at(cast, name))).status_code == 200
    for name in ("next", "delete"):
        for member in (cast.max, cast.eve_organising):
            assert (await server.client(member).post(at(cast, name), data={"name": "x"})).status_code == 403


async def test_people_stand_there_with_what_they_agreed_to(server: Server):
    cast = server.cast
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.noor, SettleConsent(agreed=False))
    shown = page(await server.client(cast.ada).get(at(cast, "people")))
    said = {
        member.name: shown.id(f"person-{member.id}").all("summary")[0].text
        for member in (cast.kim, cast.noor, cast.max)
    }
    assert said == {
        "Kim": "Kim Name darf erscheinen",
        "Noor": "Noor Name soll nicht erscheinen",
        "Max": "Max noch keine Angabe zur Namensnennung",
    }


async def test_the_organiser_erases_somebody_also_when_it_is_archived(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    await cast.does(cast.max, ArchiveBarcamp())
    cast.clock.forward(hours=2)
    form = {"attendee": cast.kim.id, "contributions": "keep", "back": at(cast, "people")}
    assert (await give(client, cast.code, "erase-person", **form)).status_code == 303
    shown = page(await client.get(at(cast, "people"))).text
    assert "1 Person wurde auf Wunsch gelöscht." in shown
    assert "Bitte Dateien ersetzen" in shown
    assert [row.name for row in await cast.rows(attendees, id=cast.kim.id)] == [""]


async def test_where_others_wrote_a_name_is_shown_before_somebody_is_erased(server: Server):
    cast = server.cast
    await cast.does(cast.noor, WriteNote(wall="e", text="Frag Kim, wie das geht.", who="Kim & Noor"))
    pages = (
        (cast.ada, at(cast, "people"), ["Frag Kim, wie das geht.", "Kim &amp; Noor"]),
        (cast.max, f"/{cast.code}/people/{cast.kim.id}", ["Frag Kim, wie das geht.", "Kim &amp; Noor"]),
        (cast.kim, f"/{cast.code}/my-data", ["Kim &amp; Noor"]),
    )
    for who, address, quoted in pages:
        shown = (await server.client(who).get(address)).text
        choice = re.findall(r'<fieldset class="choices">.*?</fieldset>', shown, re.DOTALL)
        named = next(each for each in choice if 'name="mentions"' in each)  # people stand there by name
        assert re.findall(r"<q[^>]*>(.*?)</q>", named) == quoted
        assert re.findall(r'value="([a-z-]+)"( checked)?', named) == [("take-out", " checked"), ("leave", "")]
    form = {"attendee": cast.kim.id, "contributions": "keep", "mentions": "leave"}
    assert (await give(server.client(cast.kim), cast.code, "erase-person", **form)).status_code == 303
    assert [note.who for note in await cast.rows(notes, barcamp_id=cast.id)] == ["Kim & Noor"]


async def test_a_clock_that_cannot_be_right_is_said_beside_the_day_of_deletion(server: Server):
    cast = server.cast
    assert "clock-in-doubt" not in (await server.client(cast.ada).get(at(cast, "people"))).text
    cast.clock.forward(days=-2)
    [said] = page(await server.client(cast.ada).get(at(cast, "people"))).all("p", id="clock-in-doubt")
    assert said.text.startswith("Die Uhr des Servers steht auf 11.06.26, 09:40, das kann nicht stimmen.")


async def test_a_day_of_deletion_that_cannot_be_keeps_the_form(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    refused = await give(client, cast.code, "set-deletion-day", day=DAY.isoformat())
    assert title(refused, 409) == sentence("deletion.too_soon")
    assert f'value="{DAY.isoformat()}"' in refused.text
    day = DAY + timedelta(days=90)
    assert (await give(client, cast.code, "set-deletion-day", day=day.isoformat())).status_code == 303
    assert (await cast.barcamp()).delete_on == day


async def test_deleting_now_needs_the_code(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    no = await client.post(at(cast, "delete"), data={"typed": "falsch"})
    assert no.headers["location"] == f"{at(cast, 'people')}#delete-not-yet"
    assert (await client.get(at(cast, "people"))).status_code == 200
    done = await client.post(at(cast, "delete"), data={"typed": f" {cast.code.lower()} "})
    assert (done.status_code, done.headers["location"]) == (303, "/organiser")
    assert (await client.get(at(cast, "people"))).status_code == 404
    assert (await server.client(cast.kim).get(f"/{cast.code}")).status_code == 404


async def test_offers_and_feedback_are_summed_up(server: Server):
    cast = server.cast
    offer = (await cast.does(cast.kim, PutUpOffer(title="Praktikum"))).made or 0
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer, contact="noor@example.org", agreed=True))
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    await cast.does(cast.kim, GiveFeedback(worth=4, sentence="Schön war's"))
    shown = page(await server.client(cast.ada).get(at(cast, "afterwards"))).text
    assert [word for word in ("Praktikum", "noor@example.org", "1 Antwort", "Schön war's") if word not in shown] == []


async def test_the_next_event_is_founded_from_its_page(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    form = {"name": "Zum Zweiten", "place": "Burg", "day": "2026-12-02", "slots": "yes"}
    made = await client.post(at(cast, "next"), data=form)
    assert made.status_code == 303
    assert "Zum Zweiten" in page(await client.get(made.headers["location"])).text
    bad = await client.post(at(cast, "next"), data={**form, "day": "morgen"})
    assert bad.status_code == 422
    assert 'value="Zum Zweiten"' in bad.text


async def test_facts_stand_where_people_join_and_on_the_poster(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    form: dict[str, Any] = {
        "organiser_name": "Stadt Hohenlinde",
        "contact": "stadt@example.org",
        "funding": "Gefördert vom Land",
    }
    assert (await give(client, cast.code, "state-facts", **form)).status_code == 303
    join = page(await server.client().get(f"/{cast.code}")).text
    assert [word for word in form.values() if word not in join] == []
    assert "Gefördert vom Land" in page(await server.client().get(f"/{cast.code}/projector")).text
    assert "Gefördert vom Land" in page(await client.get(f"/{cast.code}/poster")).text
    assert "stadt@example.org" in page(await client.get(at(cast, "processing-record"))).text
