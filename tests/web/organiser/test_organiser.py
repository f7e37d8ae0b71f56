"""The organiser's pages of one event, as a browser without scripts goes through them."""

import asyncio
import html
import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from sqlalchemy import update

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.checklist import STEPS
from barcamp.domain.event.models import models
from barcamp.domain.event.phases import Announce
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.markup import parse
from tests.server import Server
from tests.waiting import until
from tests.web.asking import complaints, follow, give, sentence, text_of, title, typed

MODELS = models("de")


def page(cast: Cast) -> str:
    return f"/organiser/{cast.code}"


# Founding


@pytest.mark.parametrize("model", MODELS)
async def test_every_model_founds_a_barcamp(server: Server, model: str):
    client = server.client(server.cast.ada)
    offered = await client.get("/organiser")
    assert re.findall(r'name="model" value="([^"]*)"', offered.text) == list(MODELS)
    form = {"model": model, "name": "Frühstück für Vertreter*innen", "place": "Burg", "day": "2026-12-02"}
    made = await client.post("/organiser/found-barcamp", data=form)
    assert made.status_code == 303
    shown = await client.get(made.headers["location"])
    assert "Frühstück für Vertreter*innen" in text_of(shown)
    shown = await client.get(f"{made.headers['location']}/rooms")
    assert len(re.findall(r'id="room-\d+"', shown.text)) == len(MODELS[model].rooms)
    assert len(re.findall(r'id="slot-\d+"', shown.text)) == len(MODELS[model].slots)
    assert made.headers["location"] in (await client.get("/organiser")).text


async def test_whoever_reads_english_founds_an_english_event_unless_they_choose_otherwise(server: Server):
    client = server.client(server.cast.ada)
    client.cookies.set(tokens.LANGUAGE, "en")
    offered = await client.get("/organiser")
    assert "Great Hall (30)" in text_of(offered)
    assert re.findall(r'<option value="(\w+)" selected>', offered.text) == ["en"]
    form = {"model": "runder-tisch", "name": "Breakfast", "day": "2026-12-02"}
    for language, room in (("en", "Great Hall"), ("de", "Rittersaal")):
        made = await client.post("/organiser/found-barcamp", data={**form, "language": language})
        assert f'value="{room}"' in (await client.get(f"{made.headers['location']}/rooms")).text


async def test_a_second_click_founds_nothing_but_a_second_event_does(server: Server):
    client = server.client(server.cast.ada)
    op, of_another_form = typed(await client.get("/organiser"), "op")
    assert op != of_another_form
    form = {"model": "empty", "name": "Eins", "day": "2026-12-02", "op": op}
    first = await client.post("/organiser/found-barcamp", data=form)
    again = await client.post("/organiser/found-barcamp", data=form)
    other = await client.post("/organiser/found-barcamp", data={**form, "name": "Zwei"})
    assert first.headers["location"] == again.headers["location"] != other.headers["location"]
    assert "Zwei" in text_of(await client.get(other.headers["location"]))


async def test_a_day_that_is_none_keeps_what_was_typed(server: Server):
    client = server.client(server.cast.ada)
    form = {"model": "kick-off", "name": "Auftakt", "place": "Online", "day": "morgen"}
    refused = await client.post("/organiser/found-barcamp", data=form)
    assert refused.status_code == 422
    assert [typed(refused, field) for field in ("name", "place", "day")] == [["Auftakt"], ["Online"], ["morgen"]]
    assert 'value="kick-off" required checked' in refused.text
    nobody = await server.client().post("/organiser/found-barcamp", data={**form, "day": "2026-12-02"})
    assert nobody.status_code == 403


# One barcamp


async def test_name_place_day_and_zone_can_be_changed(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    form = {
        "name": "Lindenau", "day": "2026-06-20", "timezone": "Europe/Zurich", "language": "en", "tone": "sie",
        "place": "Turm", "back": f"{page(cast)}/details#details-title",
    }  # fmt: skip
    done = await client.post(f"/{cast.code}/edit-barcamp", data=form)
    assert (done.status_code, done.headers["location"]) == (303, form["back"])
    camp = await cast.barcamp()
    changed = (camp.name, str(camp.day), camp.timezone, camp.language, camp.tone, camp.place)
    assert changed == ("Lindenau", "2026-06-20", "Europe/Zurich", "en", "sie", "Turm")
    unknown = await client.post(f"/{cast.code}/edit-barcamp", data={**form, "name": "X", "timezone": "Mars/Base"})
    assert unknown.status_code == 409
    assert typed(unknown, "name") == ["X"]
    assert 'value="Mars/Base" selected' in unknown.text
    assert await cast.barcamp() == camp


async def test_rooms_can_be_added_changed_and_removed(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    form = {"name": "Keller", "capacity": "12", "features": "Beamer", "video_link": "https://video.example/x"}
    assert (await client.post(f"/{cast.code}/add-room", data=form)).status_code == 303
    *others, cellar = await cast.rows(rooms, barcamp_id=cast.id)
    assert (cellar.name, cellar.capacity, cellar.features, cellar.video_link) == (
        "Keller", 12, "Beamer", "https://video.example/x",
    )  # fmt: skip
    shown = (await client.get(f"{page(cast)}/rooms")).text
    assert f'id="f-edit-room-{cellar.id}-name"' in shown
    changed = {**form, "room": str(cellar.id), "owner": f"edit-room-{cellar.id}", "name": "Gewölbe"}
    assert (await client.post(f"/{cast.code}/edit-room", data=changed)).status_code == 303
    assert [room.name for room in await cast.rows(rooms, id=cellar.id)] == ["Gewölbe"]
    bad = await client.post(f"/{cast.code}/edit-room", data={**changed, "name": " ", "capacity": "viele"})
    assert bad.status_code == 422
    assert f'id="e-edit-room-{cellar.id}-capacity">' in bad.text
    assert typed(bad, "capacity") == ["viele"]
    assert typed(bad, "room") == [str(cellar.id)]
    assert (await client.post(f"/{cast.code}/remove-room", data={"room": str(cellar.id)})).status_code == 303
    assert await cast.rows(rooms, barcamp_id=cast.id) == others


async def test_what_is_not_sure_in_a_pasted_table_is_marked_in_words_and_asked_for(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    form: dict[str, Any] = {"text": "9 Thesen\n10:00–11:00 Talk", "replace": "yes"}
    shown = parse((await follow(client, await client.post(f"{page(cast)}/paste-slots", data=form))).text)
    [preview] = shown.all("div", **{"class": "preview"})
    assert [mark.text for mark in preview.all("mark")] == ["09:00"]
    told = f"Nicht sicher · Beginn: {sentence('paste.time_unsure', typed='9 Thesen')}"
    assert told in [line.text for line in preview.all("p")]
    [tick] = [each for each in preview if each.get("name") == "looked"]
    assert tick["required"] == ""
    refused = await give(client, cast.code, "take-slots", **form)
    assert sentence("paste.doubts", number=1) in html.unescape(refused.text)
    assert (await give(client, cast.code, "take-slots", **form, looked="yes")).status_code == 303
    pasted = await client.post(f"{page(cast)}/paste-slots", data={"text": "9–10 Uhr Talk"})
    sure = parse((await follow(client, pasted)).text)
    assert [each for each in sure if each.get("name") == "looked"] == []


async def test_what_is_wrong_about_a_room_or_a_time_is_said_beside_its_field(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    wrong = {
        "add-slot": ({"starts": "10:00", "ends": "mittags", "title": "Essen"}, "ends", "slot.time"),
        "edit-slot": ({"slot": cast.slots[0], "starts": "10:00", "ends": "10:00"}, "ends", "slot.no_length"),
        "add-room": ({"name": "Hof", "capacity": "0"}, "capacity", "room.capacity"),
        "edit-room": (
            {"room": cast.rooms[0], "name": "Hof", "capacity": "9", "video_link": "x"},
            "video_link",
            "text.address",
        ),
    }
    for verb, (form, field, key) in wrong.items():
        shown = parse((await give(client, cast.code, verb, **form)).text)
        assert shown.id(f"e-{verb}-{field}").text == sentence(key)
        assert shown.id(f"f-{verb}-{field}")["value"] == form[field]
        assert shown.id(f"f-{verb}-{field}")["type"] == "text", "another field would not show what cannot be one"
        answer = await give(client, cast.code, verb, live=True, **form)
        assert complaints(answer, answer.status_code)[f"e-{verb}-{field}"] == sentence(key)


async def test_two_rooms_of_one_name_and_one_called_as_what_all_do_are_told_at_once(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    for name in ("Raum 1", "raum 1", "Alle"):
        assert (await give(client, cast.code, "add-room", name=name, capacity="9")).status_code == 303
    shown = text_of(await client.get(f"{page(cast)}/rooms"))
    assert sentence("room.same_name", name="raum 1", called="raum 1 (2)") in shown
    assert sentence("room.for_all", name="Alle", called="Alle (2)") in shown


async def test_a_pasted_table_is_shown_first_and_then_taken(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    before = await cast.rows(rooms, barcamp_id=cast.id)
    form = {"text": "Raum\tPlätze\r\nKeller\t8\r\nDach\tviele", "replace": "yes"}
    shown = await follow(client, await client.post(f"{page(cast)}/paste-rooms", data=form))
    assert shown.status_code == 200
    assert "Keller , 8 Plätze" in text_of(shown)
    assert "„viele“ ist keine Zahl von Plätzen." in text_of(shown)
    assert f'action="/{cast.code}/take-rooms"' not in shown.text
    assert "Dach\tviele" in html.unescape(shown.text), "what was pasted is still in the field"
    assert await cast.rows(rooms, barcamp_id=cast.id) == before
    good = {**form, "text": "Raum\tPlätze\r\nKeller\t8\r\nDach\t9"}
    offered = await follow(client, await client.post(f"{page(cast)}/paste-rooms", data=good))
    assert f'action="/{cast.code}/take-rooms"' in offered.text
    taken = await client.post(f"/{cast.code}/take-rooms", data={**good, "back": f"{page(cast)}/rooms#rooms-title"})
    assert taken.headers["location"] == f"{page(cast)}/rooms#rooms-title"
    assert [room.name for room in await cast.rows(rooms, barcamp_id=cast.id)] == ["Keller", "Dach"]
    refused = await client.post(f"/{cast.code}/take-slots", data={"text": "mittags\tEssen"})
    assert refused.status_code == 409
    assert "mittags\tEssen" in html.unescape(refused.text)
    assert (await server.client(cast.max).post(f"{page(cast)}/paste-rooms", data=good)).status_code == 403


async def test_a_room_with_a_session_stays(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    refused = await client.post(f"/{cast.code}/remove-room", data={"room": str(cast.rooms[0])})
    assert refused.status_code == 409
    assert len(await cast.rows(rooms, barcamp_id=cast.id)) == len(cast.rooms)
    assert (await client.post(f"/{cast.code}/remove-room", data={"room": str(cast.rooms[1])})).status_code == 303


async def test_slots_can_be_added_changed_and_removed(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    form = {"starts": "17:00", "ends": "17:45", "title": ""}
    assert (await client.post(f"/{cast.code}/add-slot", data=form)).status_code == 303
    *others, late = await cast.rows(slots, barcamp_id=cast.id)
    assert (late.starts, late.ends, late.title) == (1020, 1065, "")
    changed = {"slot": str(late.id), "starts": "17:00", "ends": "18:00", "title": "Ausklang"}
    assert (await client.post(f"/{cast.code}/edit-slot", data=changed)).status_code == 303
    after = await cast.rows(slots, barcamp_id=cast.id)
    assert (after[-1].ends, after[-1].title) == (1080, "Ausklang")
    for wrong in ({"starts": "halb"}, {"ends": "17:00"}, {"slot": "x"}):
        refused = await client.post(f"/{cast.code}/edit-slot", data={**changed, "title": "Neu", **wrong})
        assert refused.status_code == 422
        assert typed(refused, "title") == ["Neu"]
    assert await cast.rows(slots, barcamp_id=cast.id) == after
    assert (await client.post(f"/{cast.code}/remove-slot", data={"slot": str(late.id)})).status_code == 303
    assert await cast.rows(slots, barcamp_id=cast.id) == others


async def test_times_that_overlap_are_taken_and_said(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    rooms_page = f"{page(cast)}/rooms"
    assert "zur selben Zeit" not in (await client.get(rooms_page)).text
    form = {"starts": "09:45", "ends": "10:00", "title": "Rundgang", "back": rooms_page}
    await client.post(f"/{cast.code}/add-slot", data=form)
    shown = text_of(await client.get(rooms_page))
    assert "Rundgang Läuft zur selben Zeit wie 09:30–10:15 Begrüßung und Themenrunde." in shown
    refused = await client.post(f"/{cast.code}/add-slot", data={**form, "starts": "12:00", "ends": "11:00"})
    assert "Das Ende liegt vor dem Beginn." in text_of(refused)
    assert [typed(refused, name) for name in ("starts", "ends", "title")] == [["12:00"], ["11:00"], ["Rundgang"]]


async def test_only_its_own_organiser_sees_and_changes_a_barcamp(server: Server):
    cast = server.cast
    before = await cast.rows(rooms, barcamp_id=cast.id)
    form = {"name": "Keller", "capacity": "12"}
    for member in (cast.eve_organising, cast.max, cast.kim):
        client = server.client(member)
        if member is cast.eve_organising:
            assert (await client.get(page(cast))).status_code == 403
        assert (await client.post(f"{page(cast)}/invite", data={"label": "x"})).status_code == 403
        assert (await client.post(f"/{cast.code}/add-room", data=form)).status_code == 403
    assert cast.code not in (await server.client(cast.eve_organising).get("/organiser")).text
    assert await cast.rows(rooms, barcamp_id=cast.id) == before
    assert (await server.client(cast.ada).get(page(cast))).status_code == 200


async def test_the_mail_that_invites_says_the_name_as_it_is_written(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(name="Markt & <Straße>"))
    shown = await follow(client, await client.post(f"{page(cast)}/invite", data={"label": "Sabine"}))
    [mail] = [link["href"] for link in parse(shown.text).all("a") if link["href"].startswith("mailto:")]
    said = parse_qs(mail.partition("?")[2])
    assert said["subject"] == ["Moderation: Markt & <Straße>"]
    assert "„Markt & <Straße>“" in said["body"][0]


async def test_an_invitation_works_until_it_is_revoked(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    shown = await follow(client, await client.post(f"{page(cast)}/invite", data={"label": "Sabine"}))
    (link,) = re.findall(rf'value="{server.url}(/link/[\w-]+)"', shown.text)
    assert (await server.client().get(link)).status_code == 200
    joined = await server.client().post(link, data={"name": "Sabine B."})
    assert (joined.status_code, joined.headers["location"]) == (303, f"/{cast.code}/console")
    listed = await client.get(f"{page(cast)}/moderators")
    assert link not in listed.text
    assert "Sabine gilt bis" in text_of(listed) or "Sabine works until" in text_of(listed)
    assert "Sabine B." in text_of(listed)
    assert "Darüber gekommen: Sabine B." in text_of(listed)
    newest = re.findall(r'name="link" value="(\d+)"', listed.text)[-1]
    # Shown again it has another address; what was sent before works on, and both end together.
    again = await follow(client, await client.post(f"{page(cast)}/show-invitation", data={"link": newest}))
    (other,) = re.findall(rf'value="{server.url}(/link/[\w-]+)"', again.text)
    assert other != link
    assert "mailto:" in again.text
    assert "<svg" in again.text
    for each in (link, other):
        assert (await server.client().get(each)).status_code == 200
    assert (await client.post(f"/{cast.code}/revoke-link", data={"link": newest})).status_code == 303
    assert (await server.client().get(other)).status_code == 404
    assert (await server.client().get(link)).status_code == 404
    assert (await server.client().post(link, data={"name": "Spät"})).status_code == 404
    assert newest not in re.findall(r'name="link" value="(\d+)"', (await client.get(f"{page(cast)}/moderators")).text)


async def test_ending_moderating_holds_at_once_and_cuts_the_open_console(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    console = server.client(cast.max)
    assert (await console.get(f"/{cast.code}/console")).status_code == 200
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    assert "zuletzt aktiv" in text_of(await client.get(f"{page(cast)}/moderators"))
    async with server.socket(f"/{cast.code}/socket/console", cast.max) as socket:
        await asyncio.wait_for(socket.recv(), 300)
        form = {"attendee": str(cast.max.id)}
        assert (await server.client(cast.kim).post(f"{page(cast)}/end-moderating", data=form)).status_code == 403
        assert (await client.post(f"{page(cast)}/end-moderating", data=form)).status_code == 303
        await asyncio.wait_for(socket.wait_closed(), 300)
    assert title(await console.get(f"/{cast.code}/console"), 403) == sentence("role.moderating_ended")
    assert (await console.post(f"/{cast.code}/move-to-phase", data={"phase": "closing"})).status_code == 403
    assert (await console.get(f"/{cast.code}")).status_code == 200
    assert (await client.post(f"{page(cast)}/end-moderating", data=form)).status_code == 404


async def test_an_event_is_copied_once(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    shown = await client.get(f"{page(cast)}/copy")
    assert "Das kommt mit" in text_of(shown)
    form = {"name": "Zweites", "place": "Burg", "day": "2027-06-13", "op": typed(shown, "op")[0]}
    made = await client.post(f"{page(cast)}/copy", data=form)
    assert made.headers["location"] == (await client.post(f"{page(cast)}/copy", data=form)).headers["location"]
    assert "Zweites" in text_of(await client.get(made.headers["location"]))
    bad = await client.post(f"{page(cast)}/copy", data={**form, "day": "irgendwann", "op": ""})
    assert (bad.status_code, typed(bad, "name")) == (422, ["Zweites"])
    assert (await server.client(cast.max).get(f"{page(cast)}/copy")).status_code == 403


async def test_an_archived_barcamp_is_shown_and_refuses_changes(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    assert f'action="/{cast.code}/edit-barcamp"' in (await client.get(f"{page(cast)}/details")).text
    await cast.does(cast.max, ArchiveBarcamp())
    shown = {step: await client.get(f"{page(cast)}/{step}") for step in STEPS}
    assert {answer.status_code for answer in shown.values()} == {200}
    offered = re.findall(rf'action="/{cast.code}/([a-z-]+)"', "".join(answer.text for answer in shown.values()))
    assert offered == ["revoke-link", "open-results", "open-to-search"]
    assert "Werkstatt" in text_of(shown["rooms"])
    refused = await client.post(f"/{cast.code}/add-room", data={"name": "Keller", "capacity": "12"})
    assert refused.status_code == 409
    assert typed(refused, "name") == ["Keller"]
    assert (await client.post(f"{page(cast)}/invite", data={"label": "x"})).status_code == 409


async def test_the_list_says_who_moderates_right_now_and_since_when_who_does_not(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    moderators = f"{page(cast)}/moderators"
    # Max came by a link and has done nothing yet but look.
    assert "gerade da" not in (await client.get(moderators)).text
    assert "zuletzt aktiv" in (await client.get(moderators)).text
    for screen in ("console", "phone"):
        async with server.socket(f"/{cast.code}/socket/{screen}", cast.max) as socket:
            await asyncio.wait_for(socket.recv(), 300)
            assert "gerade da" in (await client.get(moderators)).text, screen
        await until(lambda: not cast.ctx.hub.present(cast.id))
    async with server.socket(f"/{cast.code}/socket/phone", cast.kim) as socket:
        await asyncio.wait_for(socket.recv(), 300)
        assert "gerade da" not in (await client.get(moderators)).text
