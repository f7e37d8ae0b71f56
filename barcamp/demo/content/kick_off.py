"""The words of the demo workshop: a campaign begins online, and forty people say whom it is for and what it takes.

Nobody here exists.
"""

NAME = "Kick-off „Hier bleiben, hier gründen“"
PLACE = "Online, per Videokonferenz"
VIDEO = "https://video.example.org/hier-gruenden"

# The rows of the workshop and how many minutes each takes; without a title there are sessions.
ROWS: tuple[tuple[str, int], ...] = (
    ("Begrüßung und Vorstellung der Kampagne", 20),
    ("Zielgruppen und Maßnahmen", 60),
    ("Pause", 10),
    ("Gewichten und verabreden", 25),
    ("Nächste Schritte", 15),
)
RUNNING = 1  # the row of the cards

WELCOME = "Willkommen! Das Mikrofon bleibt bitte aus, die Hand ist frei: Gleich schreiben alle."
SILENT = "Drei Minuten für sich: Schreiben Sie auf, wen die Kampagne erreichen soll und was dafür zu tun ist."
LOOK = "Was fällt Ihnen auf? Unterstützen Sie Karten, die auch von Ihnen sein könnten."
VOTE = "Drei Punkte für jede Person: Womit fangen wir an?"
STEPS = "Die ersten Karten werden nächste Schritte. Wer macht was bis wann?"
THANKS = "Danke! Die Ergebnisse finden Sie heute Abend unter derselben Adresse."

# By the name of the section in which they are written.
CARDS: dict[str, tuple[str, ...]] = {
    "Zielgruppen": (
        "Studierende im letzten Semester", "Rückkehrer*innen mit Familie", "Auszubildende, die etwas Eigenes wollen",
        "Gründer:innen aus dem Nebenerwerb", "Fachkräfte aus dem Ausland", "Nachfolge im Handwerk",
        "Menschen über 50 mit Erfahrung und einer Idee", "Kreative, die Räume suchen", "Landwirtschaftliche Betriebe",
        "Schülerfirmen", "Geflüchtete mit Berufserfahrung", "Frauen, die bisher nicht angesprochen wurden",
    ),
    "Maßnahmen": (
        "Eine Anlaufstelle für alle Kommunen, ein Telefon", "Gründungsfrühstück, jeden Monat woanders",
        "Leere Läden für drei Monate mietfrei", "Lotsinnen und Lotsen aus dem Unternehmensnetzwerk",
        "Kampagne mit Gesichtern von hier, keine Models", "Gemeinsamer Kalender der Wirtschaftsförderungen",
        "Kleines Startgeld ohne langes Formular", "Coworking im Bahnhof", "Sprechstunde am Abend und per Video",
        "Erfolgsgeschichten als Podcast", "Ein Formular statt fünf", "Besuche in Berufsschulen",
    ),
    "Was es schon gibt": (
        "Gründungsberatung der Kammern", "Stammtisch der Selbstständigen", "Digitalzentrum mit freien Plätzen",
        "Förderlotse beim Kreis", "Maker-Werkstatt in der Stadtbücherei", "Patenschaften im Handwerk",
    ),
    "Wer noch fehlt": (
        "Sparkasse und Volksbank", "Hochschule", "Arbeitsagentur und Jobcenter", "Vermieter*innen in der Innenstadt",
        "Junge Wirtschaft", "Migrantenorganisationen",
    ),
}  # fmt: skip
# Text, who, until when in weeks.
NEXT: tuple[tuple[str, str, int], ...] = (
    ("Liste der leeren Läden zusammentragen", "Stadtmarketing", 4),
    ("Gesichter für die Kampagne ansprechen", "Regionalagentur", 3),
    ("Termine für das Gründungsfrühstück abstimmen", "Wirtschaftsförderung", 2),
    ("Sparkasse und Hochschule einladen", "Kreis", 2),
)
