"""Who did what when: for the organiser alone, and nothing of what people choose."""

import csv
import io
import re

import pytest

from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.feedback import GiveFeedback
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.going import ChooseSession
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import EditRoom
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import OpenDots, PlaceDot
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.support import SupportNote
from barcamp.exports.formats.csv_tables import harmless
from barcamp.queries.event.audit_words import UNTOLD
from barcamp.web.organiser.audit import ON_A_PAGE
from tests.cast import Cast
from tests.counting import counted
from tests.server import Server
from tests.web.asking import page, sentence, text_of, title


async def listed(server: Server, **asked: str | int) -> list[str]:
    """What the lines say, newest first, without their times."""
    answer = await server.client(server.cast.ada).get(f"/organiser/{server.cast.code}/audit", params=asked)
    (found,) = [each for each in page(answer).all("ol") if "audit" in each.attributes.get("class", "")] or [None]
    # The account is called by a name of its own in every test.
    return [re.sub(r"^Ada( [0-9a-f]{8}){2}", "Ada", line.text) for line in found.all("p")] if found else []


async def table(server: Server, **asked: str | int) -> list[list[str]]:
    answer = await server.client(server.cast.ada).get(f"/organiser/{server.cast.code}/audit.csv", params=asked)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


async def test_the_organiser_reads_who_did_what_and_finds_the_way_there(server: Server, cast: Cast):
    topic = await cast.pitches("Brot backen")
    await cast.does(cast.max, PlaceTopic(topic=topic, slot=cast.slots[0], room=cast.rooms[0]))
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Geheimrezept"))
    await cast.does(cast.ada, EditRoom(room=cast.rooms[0], name="Backstube", capacity=9, features="", video_link=""))
    slot = "10:30–11:15"
    assert (await listed(server))[:4] == [
        "Ada (Veranstalter) hat einen Raum geändert: „Backstube“",
        "Noor hat eine Notiz geschrieben: „Brot backen“",
        f"Max (Moderation) hat eine Session gesetzt oder verschoben: „Brot backen“, „Backstube“, „{slot}“",
        "Kim hat ein Thema vorgeschlagen: „Brot backen“",
    ]
    for way in (f"/organiser/{cast.code}", f"/organiser/{cast.code}/people"):
        links = [link["href"] for link in page(await server.client(cast.ada).get(way)).all("a")]
        assert f"/organiser/{cast.code}/audit" in links
    assert "Geheimrezept" not in (await server.client(cast.ada).get(f"/organiser/{cast.code}/audit")).text


@pytest.mark.parametrize("name", ["audit", "audit.csv"])
async def test_nobody_else_reads_it(server: Server, cast: Cast, name: str):
    path = f"/organiser/{cast.code}/{name}"
    for who in (cast.max, cast.kim, cast.eve, cast.eve_moderating, None):
        answer = await server.client(who).get(path)
        asked_to_sign_in = name == "audit" and answer.headers.get("location", "").startswith("/organiser/sign-in")
        assert asked_to_sign_in or title(answer, 403) == sentence("role.organiser")
    assert title(await server.client(cast.eve_organising).get(path), 403) == sentence("role.organiser")


async def test_what_people_choose_is_in_no_line_not_even_without_a_name(server: Server, cast: Cast):
    topic = await cast.pitches()
    note = (await cast.does(cast.noor, WriteNote(wall="e", text="Mehl"))).made or 0
    await cast.does(cast.ada, SetRulesOfInterest(points=0, blind=True))
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    before = await listed(server)
    for command in (CastVote(topic=topic), PlaceDot(note=note), SupportNote(note=note)):
        await cast.does(cast.kim, command)
    await cast.does(cast.max, PlaceTopic(topic=topic, slot=cast.slots[0], room=cast.rooms[0]))
    await cast.does(cast.kim, ChooseSession(topic=topic))
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    await cast.does(cast.kim, GiveFeedback(worth=5, new=4, run=3, sentence="Schön"))
    lines = [line.command for line in await cast.journal()]
    assert {"cast-vote", "place-dot", "support-note", "choose-session", "give-feedback"} <= UNTOLD & set(lines)
    assert len(await listed(server)) == len(before) + 2
    assert len(await table(server)) == 1 + len(before) + 2


async def test_whoever_was_deleted_has_no_name_and_what_was_withdrawn_no_title(server: Server, cast: Cast):
    topic = await cast.pitches("Zauberthema")
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    await cast.does(cast.kim, Rename(name="Kim Zauberwort"))
    await cast.does(cast.ada, ErasePerson(attendee=cast.kim.id))
    assert (await listed(server))[:4] == [
        "Ada (Veranstalter) hat eine Person gelöscht",
        "Eine gelöschte Person hat den eigenen Namen oder die Organisation geändert",
        "Eine gelöschte Person hat ein Thema zurückgezogen",
        "Eine gelöschte Person hat ein Thema vorgeschlagen",
    ]
    answer = await server.client(cast.ada).get(f"/organiser/{cast.code}/audit")
    assert "Zauber" not in answer.text


async def test_it_is_filtered_by_person_kind_phase_and_time(server: Server, cast: Cast):
    await cast.pitches()
    cast.clock.forward(minutes=30)  # 10:10
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.ada, Announce(text="Kaffee"))
    agreed = "Kim hat zugestimmt, genannt zu werden"
    assert (await listed(server, person=cast.kim.id))[:2] == [agreed, "Kim hat ein Thema vorgeschlagen: „Brot backen“"]
    assert (await listed(server, person=cast.kim.id))[-1] == "Kim ist dazugekommen"
    assert (await listed(server, person="organiser"))[0] == "Ada (Veranstalter) hat etwas durchgesagt"
    assert await listed(server, person=cast.kim.id, kind="topics") == ["Kim hat ein Thema vorgeschlagen: „Brot backen“"]
    assert len(await listed(server, phase="sessions")) == 3
    assert "Kim ist dazugekommen" in await listed(server, phase="pitching")
    assert await listed(server, phase="closing") == []
    assert await listed(server, since="10:10") == await listed(server, since="13.06.2026 10:10", phase="sessions")
    assert agreed not in await listed(server, until="2026-06-13T10:09")
    assert agreed in await listed(server, until="10.10 Uhr", since="13.06.2026")
    assert [row[3] for row in (await table(server, person=cast.kim.id, kind="topics"))[1:]] == [
        "hat ein Thema vorgeschlagen"
    ]


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"person": "Kim"}, "audit.choose"), ({"person": "99999999999"}, "audit.choose"),
        ({"person": "²"}, "audit.choose"), ({"kind": "no"}, "audit.choose"),
        ({"phase": "noon"}, "audit.choose"), ({"since": "mittags"}, "audit.time"), ({"since": "25:00"}, "audit.time"),
        ({"until": "31.02.2026"}, "audit.time"), ({"until": "0001-01-01"}, "audit.time"),
        ({"until": "9999-12-31"}, "audit.time"), ({"since": "12:00", "until": "11:00"}, "audit.order"),
        ({"before": "x"}, "audit.choose"), ({"since": "\0"}, "audit.time"),
    ],
)  # fmt: skip
async def test_what_cannot_be_asked_for_is_said_and_stays_in_its_field(
    server: Server, cast: Cast, asked: dict[str, str], key: str
):
    client = server.client(cast.ada)
    answer = await client.get(f"/organiser/{cast.code}/audit", params=asked)
    assert answer.status_code == 422
    assert sentence(key) in text_of(answer)
    assert page(answer, 422).id("list").all("form")  # where one is led to by the form stands the form again
    assert title(await client.get(f"/organiser/{cast.code}/audit.csv", params=asked), 409) == sentence("audit.filter")


async def test_a_filter_stays_where_it_was_set(server: Server, cast: Cast):
    shown = page(
        await server.client(cast.ada).get(f"/organiser/{cast.code}/audit?kind=plan&since=13:00&person=organiser")
    )
    assert [option["value"] for option in shown.all("option") if "selected" in option.attributes] == [
        "organiser",
        "plan",
    ]
    assert [field["value"] for field in shown.all("input") if field["name"] == "since"] == ["13:00"]
    [form] = shown.all("form", class_="audit-filter")
    assert form["action"].endswith("#list")
    assert not shown.id("list").all("form")


async def test_pages_follow_one_another_without_gap_and_cost_the_same(server: Server, cast: Cast):
    client = server.client(cast.ada)
    address = f"/organiser/{cast.code}/audit"
    costs = []
    for many in (1, ON_A_PAGE + 20):
        for number in range(many):
            await cast.does(cast.max, Announce(text=f"Nummer {number}"))
        await client.get(address)
        async with counted() as asked:
            first = await client.get(address)
        costs.append(len(asked))
    assert costs[0] == costs[1]
    seen = await listed(server)
    assert len(seen) == ON_A_PAGE
    (older,) = re.findall(r"before=(\d+)", first.text)
    rest = await listed(server, before=older)
    assert len(seen) + len(rest) == len(await table(server)) - 1
    assert await listed(server, before=older, person=cast.max.id) == [line for line in rest if line.startswith("Max")]


async def test_a_spreadsheet_computes_nothing_of_it(server: Server, cast: Cast):
    await cast.does(cast.kim, Rename(name="=1+1"))
    await cast.pitches('@SUM(A1);"x"')
    heads, newest, *_rest = await table(server)
    assert heads == ["Wann", "Wer", "Rolle", "Was", "Worum es ging"]
    assert newest == [
        "13.06.2026 09:40:00", harmless("=1+1"), "Teilnehmende", "hat ein Thema vorgeschlagen", harmless('@SUM(A1);"x"')
    ]  # fmt: skip


async def test_a_hidden_person_filter_of_another_event_finds_nothing(server: Server, cast: Cast):
    assert await listed(server, person=cast.eve.id) == []
