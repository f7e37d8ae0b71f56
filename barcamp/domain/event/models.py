"""The models an organiser starts from: rooms and the rows of the day, ready to be changed."""

from dataclasses import dataclass

SESSION_SECTIONS = tuple(("", kind, "") for kind in ("about", "insights", "questions", "next", "links"))
LANES = ("Zielgruppen", "Maßnahmen", "Was es schon gibt", "Wer noch fehlt")


@dataclass(frozen=True, slots=True)
class Model:
    """`rooms`: name, capacity, features. `slots`: start and end in minutes since midnight, title (empty: sessions).

    `sections`: for which walls, kind, title (empty: what the kind is called); see section.py. `points` and `blind`: the
    rules of interest; see rules.py.
    """

    tone: str
    rooms: tuple[tuple[str, int, str], ...] = ()
    slots: tuple[tuple[int, int, str], ...] = ()
    sections: tuple[tuple[str, str, str], ...] = SESSION_SECTIONS
    points: int = 0
    blind: bool = False


def _at(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _rows(*rows: tuple[str, str, str]) -> tuple[tuple[int, int, str], ...]:
    return tuple((_at(start), _at(end), title) for start, end, title in rows)


MODELS: dict[str, Model] = {
    "runder-tisch": Model(
        tone="sie",
        rooms=(
            ("Rittersaal", 30, "Beamer"),
            ("Kaminzimmer", 14, "Flipchart"),
            ("Turmstube", 10, "Flipchart"),
        ),
        slots=_rows(
            ("09:30", "10:00", "Begrüßung und Grußwort"),
            ("10:00", "10:30", "Angebote zum Mitmachen"),
            ("10:30", "11:00", "Impulsvortrag"),
            ("11:00", "11:30", "Themen sammeln"),
            ("11:30", "12:15", ""),
            ("12:15", "13:15", "Mittagspause"),
            ("13:15", "14:00", ""),
            ("14:00", "14:45", ""),
            ("14:45", "15:15", "Ergebnisse und Abschluss"),
        ),
    ),
    "kick-off": Model(
        tone="sie",
        points=3,
        blind=True,
        rooms=(("Videoraum 1", 20, "Videokonferenz"), ("Videoraum 2", 20, "Videokonferenz")),
        slots=_rows(
            ("10:00", "10:20", "Begrüßung und Vorstellung der Kampagne"),
            ("10:20", "10:35", "Themen sammeln"),
            ("10:35", "11:05", ""),
            ("11:05", "11:15", "Pause"),
            ("11:15", "11:45", ""),
            ("11:45", "12:00", "Nächste Schritte"),
        ),
        sections=(
            *SESSION_SECTIONS,
            *(
                (wall, kind, title)
                for wall in "se"
                for kind, title in (*(("own", lane) for lane in LANES), ("next", ""))
            ),
        ),
    ),
    "barcamp": Model(
        tone="du",
        rooms=(
            ("Saal", 80, "Beamer, Mikrofon"),
            ("Werkstatt", 30, "Flipchart"),
            ("Bibliothek", 24, "Beamer"),
            ("Garten", 20, ""),
        ),
        slots=_rows(
            ("09:00", "09:30", "Ankommen und Kaffee"),
            ("09:30", "10:15", "Begrüßung und Themenrunde"),
            ("10:30", "11:15", ""),
            ("11:30", "12:15", ""),
            ("12:15", "13:15", "Mittagessen"),
            ("13:15", "14:00", ""),
            ("14:15", "15:00", ""),
            ("15:00", "15:30", "Kaffee und Kuchen"),
            ("15:30", "16:15", ""),
            ("16:30", "17:00", "Abschlussrunde"),
        ),
    ),
    "empty": Model(tone="du"),
}
