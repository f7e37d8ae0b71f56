"""Small files of a fixed programme, as the programs of conferences write them; the day is that of the cast."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Talk:
    id: str = "a1b2c3d4-0001-4000-8000-000000000001"
    title: str = "Die Stadt von morgen"
    room: str = "Aula"
    starts: str = "10:00"
    lasts: str = "00:45"
    people: tuple[str, ...] = ("Erika Muster",)
    description: str = "Wie wir wohnen."
    date: str = "2026-06-13"
    zone: str = "+02:00"


def guid(number: int) -> str:
    return f"a1b2c3d4-0001-4000-8000-{number:012}"


def xml(talks: Iterable[Talk], head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    rooms: dict[str, list[Talk]] = {}
    for talk in talks:
        rooms.setdefault(talk.room, []).append(talk)
    told = "".join(f'<room name="{room}">{"".join(map(_event, these))}</room>' for room, these in rooms.items())
    return f"""{head}
<schedule><version>1.0</version>
<conference><title>Tag</title><acronym>tds</acronym><time_zone_name>Europe/Berlin</time_zone_name></conference>
<day index="1" date="2026-06-13">{told}</day></schedule>""".encode()


def _event(talk: Talk) -> str:
    people = "".join(f'<person id="1">{name}</person>' for name in talk.people)
    known = f' id="7" guid="{talk.id}"' if talk.id else ""
    return (
        f"<event{known}><date>{talk.date}T{talk.starts}:00{talk.zone}</date><start>{talk.starts}</start>"
        f"<duration>{talk.lasts}</duration><room>{talk.room}</room><title>{talk.title}</title>"
        f"<persons>{people}</persons><description>{talk.description}</description></event>"
    )


JSON = """{"schedule": {"version": "1.0", "conference": {"title": "Tag der Stadt", "time_zone_name": "Europe/Berlin",
 "rooms": [{"name": "Aula", "capacity": 120}],
 "days": [{"index": 1, "date": "2026-06-13", "rooms": {"Aula": [
  {"id": 7, "guid": "a1b2c3d4-0001-4000-8000-000000000001", "date": "2026-06-13T10:00:00+02:00", "start": "10:00",
   "duration": "00:45", "title": "Die Stadt von morgen", "persons": [{"id": 1, "public_name": "Erika Muster"}],
   "abstract": "Wie wir wohnen.", "description": ""}]}}]}}}"""

PRETALX = """{"count": 1, "results": [{"code": "AB3XYZ", "title": "Die Stadt von morgen", "speakers": [
 {"code": "S1", "name": "Erika Muster"}], "submission_type": {"en": "Talk"}, "duration": 45,
 "abstract": "Wie wir wohnen.", "slot": {"start": "2026-06-13T10:00:00+02:00", "end": "2026-06-13T10:45:00+02:00",
 "room": {"en": "Aula (en)", "de": "Aula"}}}]}"""

CSV = """ID;Titel;Referent:in;Raum;Beginn;Ende;Beschreibung;Track
V1;Die Stadt von morgen;Erika Muster;Aula;10:00;10:45;Wie wir wohnen.;A
"""

EXCEL = (
    "Titel\tWer\tRaum\tTag\tBeginn\tDauer\r\nDie Stadt von morgen\tErika Muster\tAula\t13.06.2026\t10 Uhr\t45 min\r\n"
)

ICS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:stadt-1@example\r
DTSTART;TZID=W. Europe Standard Time:20260613T100000\r
DURATION:PT45M\r
SUMMARY:Die Stadt von \r
 morgen\r
DESCRIPTION:Wie wir wohnen.\r
LOCATION:Aula\r
ORGANIZER;CN="Erika Muster":mailto:e@example.org\r
BEGIN:VALARM\r
SUMMARY:Gleich\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
"""
