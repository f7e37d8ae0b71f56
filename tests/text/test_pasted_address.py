"""Addresses of video rooms as people paste them: bare, in a sentence, in a whole invitation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Address
from barcamp.text.pasted_address import address_in

TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Zm9v%40thread.v2/0?context=%7b%22Tid%22%3a%22a1%22%7d"
INVITATIONS = [
    ("https://meet.jit.si/RunderTisch", "https://meet.jit.si/RunderTisch"),
    ("  HTTPS://BBB.Example.org/b/mia-abc-def \n", "HTTPS://BBB.Example.org/b/mia-abc-def"),
    ("meet.jit.si/RunderTisch", "https://meet.jit.si/RunderTisch"),
    ("Meeting beitreten: https://zoom.us/j/812?pwd=a1. Kennung: 812", "https://zoom.us/j/812?pwd=a1"),
    ("(https://bbb.example.org/b/a(1))", "https://bbb.example.org/b/a(1)"),
    ("[Zum Raum](https://bbb.example.org/b/a)", "https://bbb.example.org/b/a"),
    ("„https://bbb.example.org/b/a“", "https://bbb.example.org/b/a"),
    ("https://bbb.example.org:8443/b/a?x=1#y,", "https://bbb.example.org:8443/b/a?x=1#y"),
    ("https://[2001:db8::1]/raum", "https://[2001:db8::1]/raum"),
    ("https://konferenz.münchen.example/raum", "https://konferenz.münchen.example/raum"),
    (
        "Thema: Runder Tisch\nUhrzeit: 13. Juni 2026 09:00\n\nBeitreten Zoom Meeting\n"
        "https://us02web.zoom.us/j/81234567890?pwd=QWxsZS5s.1\n\nMeeting-ID: 812 3456 7890\nKenncode: 123456\n---\n"
        "Ortseinwahl suchen: https://us02web.zoom.us/u/kbCdEf",
        "https://us02web.zoom.us/j/81234567890?pwd=QWxsZS5s.1",
    ),
    (
        "Microsoft Teams Benötigen Sie Hilfe?<https://aka.ms/JoinTeamsMeeting?omkt=de-DE>\n"
        f"Jetzt an der Besprechung teilnehmen<{TEAMS}>\nBesprechungs-ID: 312 345 678 90\nPasscode: aB3\n"
        "Einwahlnummern<https://dialin.teams.microsoft.com/1?id=2> | Für Organisatoren: "
        "Besprechungsoptionen<https://teams.microsoft.com/meetingOptions/?organizerId=1>",
        TEAMS,
    ),
    (f"Hier klicken, um teilzunehmen <{TEAMS[:60]}\n {TEAMS[60:]}>", TEAMS),
    (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbbb.example.org%2Fb%2Fa&data=05%7C"
        "mia.muster%40stadt.example%7C&reserved=0",
        "https://bbb.example.org/b/a",
    ),
]
NONE = [
    "http://x.example/raum", "javascript:alert(1)//https:/", "https://", "https:///raum", "https://?x=1", "https:x",
    "ftp://x.example", "Raum 3", "x.example", "https://zoom.us@boese.example/j/1", "https://a\\b.example/", "https://[x",
    "https://x.example:hundert/", "https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F%2Fx.example",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.example%2Fa%20b",
    "https://eur01.safelinks.protection.outlook.com/?data=1", "javascript:https:",
]  # fmt: skip


@pytest.mark.parametrize(("pasted", "address"), INVITATIONS)
def test_the_address_is_taken_out_of_what_was_pasted(pasted: str, address: str):
    assert address_in(pasted) == address
    assert Address(500).clean(pasted) == address
    assert address_in(" ".join(pasted.split())) == address, "as a field of one line has it"


@pytest.mark.parametrize("pasted", NONE)
def test_what_leads_nowhere_is_refused(pasted: str):
    assert address_in(pasted) == ""
    with pytest.raises(Refused) as why:
        Address(500).clean(pasted)
    assert why.value.key == "text.address"


def test_where_all_are_of_help_the_first_is_meant():
    assert address_in("https://aka.ms/a https://aka.ms/b") == "https://aka.ms/a"


def test_nothing_is_nothing():
    assert Address(500).clean(" \n ") == ""


def test_an_address_may_be_as_long_as_it_says_whatever_stands_around_it():
    most = "https://x.example/" + "a" * 482
    assert Address(500).clean(f"{'Guten Tag, ' * 100}{most}") == most
    with pytest.raises(Refused) as why:
        Address(500).clean(f"{most}a")
    assert (why.value.key, why.value.facts) == ("text.long", {"most": 500, "length": 501})


@given(st.text(alphabet="htps:/.@[]()<>\\\n \"'?#&=%xä1\u202e", max_size=60) | st.text(max_size=60))
def test_whatever_is_pasted_what_is_found_is_one_address_and_is_found_again(pasted: str):
    found = address_in(pasted)
    assert found == "" or found.lower().startswith("https://")
    assert not any(sign.isspace() or sign in '<>"' for sign in found)
    assert found == "" or address_in(found) == found
