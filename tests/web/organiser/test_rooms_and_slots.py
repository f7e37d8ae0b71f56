"""Rooms and time slots as the organiser adds, changes, pastes and removes them."""

import html
from typing import Any

from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.plan.placement import PlaceTopic
from tests.cast import Cast
from tests.markup import parse
from tests.server import Server
from tests.web.asking import complaints, follow, give, sentence, text_of, typed


def page(cast: Cast) -> str:
    return f"/organiser/{cast.code}"


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
