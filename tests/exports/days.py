"""Days to print: a full one (45 sessions, 600 notes, 60 photos), one with naughty strings everywhere, an empty one, and
one of two days."""

import struct
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from random import Random

from barcamp.exports.book.outcome import Chosen, Outcome, Ranked
from barcamp.exports.book.tree import (
    Answer,
    Card,
    Chapter,
    Charts,
    Day,
    Event,
    Feedback,
    Figures,
    Leftover,
    NextStep,
    Offer,
    Picture,
    Row,
    Section,
)
from tests.exports.naughty import NAUGHTY

MADE_AT = datetime(2026, 6, 13, 15, 30, tzinfo=UTC)
ROOMS = (("Großer Saal", 60), ("Kaminzimmer", 20), ("Seminarraum 1", 24), ("Seminarraum 2", 24), ("Digitalraum", 40))
SUBJECTS = (
    "Junge Fachkräfte finden und halten", "Unternehmensnetzwerke mit Mehrwert", "Lebendige Ortskerne",
    "KI in der Verwaltung", "Social Media für kleine Gemeinden", "Leerstand als Chance", "Radwege über Kreisgrenzen",
    "Wirtschaftsförderungsgesellschaften gemeinsam denken", "Ehrenamt sichtbar machen",
)  # fmt: skip
ANGLES = ("ein Erfahrungsbericht", "was kostet es?", "Fragen aus der Praxis", "wer macht mit?", "Ideen sammeln")
PEOPLE = ("Kim", "Noor", "Mika", "Robin", "Sascha", "Toni", "Luca", "Jona")
SAID = (
    "Wir brauchen eine Ansprechperson je Gemeinde.", "Erst zuhören, dann planen.", 
    "Gute Beispiele gibt es schon nebenan.",
    "Fördermittel laufen 2027 aus – früh beantragen.", "Kurze Wege zwischen Rathaus und Betrieben.",
    "Vertreter*innen der Schulen einladen, auch die Vertreter:innen der Kammern.", "Siehe https://example.org/leitfaden",
)  # fmt: skip


@lru_cache(maxsize=4)
def full_day(notes: int = 600, photos: int = 60, bytes_each: int = 120_000) -> Day:
    """A Runder Tisch. 9 time slots in 5 rooms. The last two sessions have nothing on their walls."""
    chapters = _chapters(notes, photos, bytes_each)
    plan = tuple(
        Row(
            540 + 40 * n,
            575 + 40 * n,
            "",
            tuple((c.room, c.title, ", ".join(c.hosts), c.wall) for c in chapters[n * 5 : n * 5 + 5]),
        )
        for n in range(9)
    )
    steps = tuple(step for chapter in chapters for step in chapter.next_steps)
    cards = sum(chapter.cards for chapter in chapters) + 2
    titles = [chapter.title for chapter in chapters]
    return Day(
        event=_event(),
        made_at=MADE_AT,
        final=True,
        revision=812,
        figures=Figures(34, 27, 52, 412, 45, cards, len(steps), photos),
        charts=Charts(
            per_topic=tuple((title, max(1, 31 - n)) for n, title in enumerate(titles)),
            over_day=tuple((545 + 5 * n, min(412, n * n * 2)) for n in range(16)),
            together=tuple((titles[n], titles[n + 7], 18 - n) for n in range(10)),
            rooms=tuple((name, 9 - n, 9, seats, 19.5 - 3 * n) for n, (name, seats) in enumerate(ROOMS)),
        ),
        plan=(
            Row(500, 530, "Begrüßung durch die Bürgermeisterin"),
            Row(530, 540, "Kaffeepause"),
            *plan,
            Row(900, 930, "Ergebnisrunde"),
        ),
        rooms=ROOMS,
        chapters=(
            *chapters,
            Chapter("plenary", "s1", "Ergebnisrunde", starts=900, ends=930, sections=_sections(900, 2)),
        ),
        next_steps=steps,
        leftovers=tuple(
            Leftover(90 + n, f"{SUBJECTS[n]}: offen geblieben", PEOPLE[n], "", 7 - n, n == 0) for n in range(7)
        ),
        offers=(
            Offer(
                1,
                "Werkstattgespräch Ortskern",
                "Ein Nachmittag vor Ort, mit Rundgang.",
                "ortskern@example.org",
                "https://example.org/ortskern",
                "Kim",
                6,
            ),
            Offer(2, "Praktikumsbörse", "Gemeinsame Börse für Schulen.", "", "", "Noor", 3),
        ),
        feedback=Feedback(
            (
                Answer("Hat sich der Tag gelohnt?", (0, 1, 2, 10, 15)),
                Answer("Nehmen Sie etwas mit?", (0, 0, 4, 12, 12)),
                Answer("Kommen Sie wieder?", (1, 0, 1, 6, 20)),
            ),
            ("Mehr Zeit für die Gespräche zwischendurch.", "Sehr gut organisiert!"),
            28,
        ),
        organisations=tuple(f"Stadt Beispiel {n:02d}" for n in range(1, 28)),
        left_out=(
            "Ohne Notizen: „Ehrenamt sichtbar machen: wer macht mit?“ und „… Ideen sammeln“.",
            "Die Namen von 4 Personen, die der Veröffentlichung nicht zugestimmt haben.",
        ),
    )


def empty_day() -> Day:
    """Founded, and then nothing happened."""
    event = Event("AAAAAA", "Leer", date(2026, 6, 13), "Europe/Berlin", "de", "sie")
    return Day(event=event, made_at=MADE_AT, final=False)


def hostile_day() -> Day:
    """Every text of a small day is a naughty string, and every naughty string is a title and a card."""
    chapters = tuple(
        Chapter(
            "session",
            f"t{n}",
            bad,
            (bad,),
            bad,
            bad,
            bad,
            "javascript:alert(1)",
            540 + n,
            541 + n,
            n,
            n,
            n == 1,
            bad,
            bad,
            (
                Section("insights", bad, (Card(n, bad, bad, MADE_AT, n, True, bad), Card(1000 + n, bad, "", MADE_AT))),
                Section("own", bad, (Card(2000 + n, bad, bad, MADE_AT),), bad),
            ),
            (NextStep(bad, bad, MADE_AT.date(), "", bad), NextStep(bad, bad, None, bad, bad)),
            (picture(n, bad, bad, 2_000),),
            outcome=Outcome((Ranked(n, bad, 1, n, n == 1, True, bad),), n, (Chosen(n, bad, 1, bad),), bad, bad),
            breadth=(bad,),
        )
        for n, bad in enumerate(NAUGHTY, 1)
    )
    every = " ".join(NAUGHTY)
    day = empty_day()
    return replace(
        day,
        event=replace(
            day.event,
            name=every[:120],
            place=NAUGHTY[5],
            organiser=NAUGHTY[12],
            contact=NAUGHTY[0],
            series=NAUGHTY[3],
            funding=every,
            url="https://example.org/?a=1&b=<2>",
            logos=(picture(900, "Logo <EU>", "", 2_000),),
        ),
        final=False,
        figures=Figures(*range(1, 9)),
        charts=Charts(
            per_topic=tuple((bad, 40 - n) for n, bad in enumerate(NAUGHTY)),
            over_day=((540, 0), (541, 7), (542, 7), (543, 9)),
            together=tuple((bad, other, 3) for bad, other in pairwise(NAUGHTY))[:10],
            rooms=tuple((bad, 1, 2, 0, 0.0) for bad in NAUGHTY[:6]),
        ),
        plan=(
            *(Row(500 + n, 501 + n, bad) for n, bad in enumerate(NAUGHTY)),
            *(Row(c.starts or 0, c.ends or 0, "", ((c.room, c.title, ", ".join(c.hosts), c.wall),)) for c in chapters),
        ),
        rooms=tuple((bad, n) for n, bad in enumerate(NAUGHTY)),
        chapters=chapters,
        next_steps=tuple(step for chapter in chapters for step in chapter.next_steps),
        leftovers=tuple(Leftover(500 + n, bad, bad, bad, n, n == 1) for n, bad in enumerate(NAUGHTY)),
        offers=tuple(Offer(n, bad, bad, bad, bad, bad, n, ((bad, bad),)) for n, bad in enumerate(NAUGHTY)),
        feedback=Feedback(tuple(Answer(bad, (1, 2, 3, 4, 5)) for bad in NAUGHTY[:3]), NAUGHTY, 3),
        organisations=NAUGHTY,
        left_out=NAUGHTY,
    )


def picture(number: int, description: str = "", author: str = "", size: int = 2_000) -> Picture:
    """A PNG of about `size` bytes: stripes, and under them a strip of noise that does not compress."""
    width, noisy = 400, max(1, size // 1200)
    stripes = [bytes((200, 230, 230 - 15 * n)) * width for n in range(8) for _ in range(30)]
    noise = Random(number)
    lines = [*stripes, *(noise.randbytes(width * 3) for _ in range(noisy))]
    head = struct.pack(">IIBBBBB", width, len(lines), 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + line for line in lines), 1)
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    )
    return Picture(number, f"photo-{number}.png", "image/png", data, width, len(lines), description, author)


def _event() -> Event:
    return Event(
        code="RT2126",
        name="21. Runder Tisch Stadtmarketing",
        day=date(2026, 6, 13),
        timezone="Europe/Berlin",
        language="de",
        tone="sie",
        place="Schloss Beispielburg, Rittersaal",
        organiser="Regionalagentur Beispielland",
        contact="Pressestelle, presse@example.org, 0271 000000",
        series="Runder Tisch",
        url="https://example.org/RT2126",
        funding="Gefördert durch die Europäische Union und das Land Nordrhein-Westfalen.",
        logos=(picture(901, "Europäische Union"), picture(902, "Land Nordrhein-Westfalen")),
    )


def _chapters(notes: int, photos: int, bytes_each: int) -> list[Chapter]:
    chapters = []
    for n in range(45):
        title = f"{SUBJECTS[n // 5]}: {ANGLES[n % 5]}"
        blank = n >= 43
        share = 0 if blank else (notes - 2) // 43 + (n < (notes - 2) % 43)
        mine = [p for p in range(photos) if p % 43 == n]
        steps = (
            ()
            if blank
            else (
                NextStep(
                    f"Einladung zum Folgetreffen {n + 1} verschicken",
                    PEOPLE[n % 8],
                    date(2026, 7, 1 + n % 28),
                    "",
                    title,
                ),
                NextStep(
                    "Ergebnisse im Rat vorstellen",
                    PEOPLE[(n + 3) % 8] if n % 3 else "",
                    None,
                    "vor der Sommerpause",
                    title,
                ),
            )
        )
        chapters.append(
            Chapter(
                kind="session",
                wall=f"t{n + 1}",
                title=title,
                hosts=(PEOPLE[n % 8],) + (("Noor",) if n % 7 == 2 else ()),
                organisation=f"Stadt Beispiel {n % 27 + 1:02d}",
                room=ROOMS[n % 5][0],
                interest=max(1, 31 - n),
                description="Wie gelingt es, ohne dass alles an einer Person hängt? Austausch und Beispiele.",
                starts=540 + 40 * (n // 5),
                ends=575 + 40 * (n // 5),
                heads=None if n % 4 else 12 + n % 9,
                result=""
                if blank or n % 6 == 5
                else f"Die Runde will **{SUBJECTS[n // 5]}** gemeinsam angehen. "
                "Zwei Gemeinden gehen voran. Im Herbst wird ausgewertet.",
                keeper=PEOPLE[(n + 1) % 8],
                sections=_sections(n * 20, share),
                next_steps=steps,
                pictures=tuple(
                    picture(p + 1, f"Flipchart {p + 1}: Skizze der Runde", PEOPLE[p % 8], bytes_each) for p in mine
                ),
                photos=len(mine),
            )
        )
    return chapters


def _sections(first: int, share: int) -> tuple[Section, ...]:
    if not share:
        return ()
    kinds = (
        ("about", "Worum ging es?"),
        ("insights", "Kernaussagen"),
        ("questions", "Offene Fragen"),
        ("links", "Links"),
    )
    cards = [
        Card(
            first + m,
            SAID[(first + m) % len(SAID)],
            PEOPLE[m % 8] if m % 3 else "",
            MADE_AT - timedelta(minutes=300 - m),
            m % 5,
            m == 1,
            ("", "Menschen", "Geld")[m % 3],
        )
        for m in range(share)
    ]
    return tuple(Section(kind, title, tuple(cards[k::4])) for k, (kind, title) in enumerate(kinds))


def weekend_day() -> Day:
    """Two days; what begins after midnight belongs to the first."""
    plan = (
        Row(600, 630, "Beginn", wall="s4"),
        Row(1470, 1500, "Feuer", wall="s5"),
        Row(2040, 2070, "Ende", wall="s6", day=1),
    )
    session = Chapter("session", "t7", "Brot", starts=2100, ends=2145, room="Saal", day=1, guid="vortrag-7")
    event = replace(empty_day().event, days=2)
    return replace(empty_day(), event=event, plan=plan, chapters=(session,), rooms=(("Saal", 20),))
