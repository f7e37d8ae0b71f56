"""What belongs to everybody on the demo day: walls of plenary items, offers, feedback, the previous event, the
hosts."""

from barcamp.demo.content.walls import Said, Written

SERIES = "Runder Tisch Stadtmarketing"
EDITION = 21  # today's; the others were half a year apart
PLACES: dict[int, str] = {19: "Altes Amtshaus Jagenrath", 20: "Alte Mühle Ahornhagen", 21: "Schloss Hohenlinde"}
ORGANISER = "Regionalagentur Hohenlinder Land"
CONTACT = "Pressestelle der Regionalagentur, presse@hohenlinder-land.example"
FUNDING = "Gefördert aus Mitteln der Europäischen Union und des Landes."

ACCENT = "#1f6b4a"

LAST_ROW = "Ergebnisse und Abschluss"

# By the title of the plenary row.
PLENARY: dict[str, Written] = {
    "Begrüßung und Grußwort": Written(
        (Said("„Was wir hier besprechen, kann keine Stadt allein.“ Aus dem Grußwort der Bürgermeisterin.", key=True),)
    ),
    "Angebote zum Mitmachen": Written(
        (
            Said("Regionaler Heimatpreis: Vorschläge noch bis Monatsende."),
            Said("Gemeinsamer Messestand im Herbst, drei Plätze sind frei."),
            Said("Bilderpool der Region steht allen offen, Zugang über die Regionalagentur."),
        )
    ),
    "Impulsvortrag": Written(
        (
            Said("„Menschen kommen wegen Menschen, nicht wegen Pflastersteinen.“", key=True),
            Said("Zahl zum Merken: 60 Prozent der Besuche in der Innenstadt haben mit Einkaufen nichts zu tun."),
            Said("Was würde fehlen, wenn es uns nicht gäbe?", "questions"),
            Said("Folien zum Vortrag: https://hohenlinder-land.example/folien", "links"),
        )
    ),
    LAST_ROW: Written(
        (
            Said("Drei Vorhaben gehen weiter: Willkommensmappe, Bilderpool, gemeinsame Gutscheinkarte.", key=True),
            Said("Gastgeber:in für den nächsten Runden Tisch finden", "next", "Regionalagentur", 8),
            Said("Danke an das Team vor Ort!", "about"),
        ),
        "Die Runde nimmt **drei gemeinsame Vorhaben** mit: Willkommensmappe, Bilderpool und Gutscheinkarte. Alle "
        "haben eine "
        "Ansprechperson. In einem halben Jahr wird berichtet, was daraus geworden ist.",
    ),
}

# Title, what, contact, link, share of the room that is interested. The first two are the organiser's own.
OFFERS: tuple[tuple[str, str, str, str, float], ...] = (
    (
        "Regionaler Heimatpreis",
        "Vorschläge für Vereine und Initiativen, die den Ort schöner machen. Drei Preise zu je 1.500 Euro.",
        "heimatpreis@hohenlinder-land.example", "https://hohenlinder-land.example/heimatpreis", 0.3,
    ),
    (
        "Messestand im Herbst: drei Plätze frei",
        "Gemeinsam auftreten, Kosten teilen. Aufbau und Material übernimmt die Regionalagentur.",
        "messe@hohenlinder-land.example", "", 0.25,
    ),
    (
        "Mustervertrag für Pop-up-Läden",
        "Zwei Seiten, vom Rechtsamt geprüft. Ich schicke ihn gern und erzähle, was wir beim zweiten Mal anders "
        "gemacht haben.",
        "", "", 0.4,
    ),
    (
        "Tausch für einen Tag",
        "Kommen Sie einen Tag in unser Stadtmarketing, ich komme einen Tag zu Ihnen. Mit Mittagessen.",
        "", "", 0.2,
    ),
)  # fmt: skip

FEEDBACK: tuple[str, ...] = (
    "Endlich ein Treffen, von dem ich Aufgaben und Namen mitnehme.",
    "Mehr Zeit für die Gespräche zwischendurch, bitte.",
    "Die Sessions waren besser als jeder Vortrag, auch als meiner.",
    "Mein Handy und ich haben sich zum ersten Mal auf einer Tagung vertragen.",
    "Der Turm war zu klein für so viele, die Stimmung dafür groß.",
)

# The previous event: who came and what was pitched there, and what became of its next steps.
BEFORE_PEOPLE, WEEKS_BETWEEN = 22, 26
BEFORE_TOPICS: tuple[str, ...] = (
    "Stadtradeln: lohnt sich das?", "Leerstandskataster gemeinsam führen", "Feste feiern ohne Plastik",
    "Junge Menschen im Rathaus", "Schilder, die jemand liest",
)  # fmt: skip
BEFORE_STEPS: tuple[tuple[str, str], ...] = (
    (
        "Leerstandskataster: gemeinsame Vorlage abstimmen",
        "Erledigt. Elf Kommunen nutzen die Vorlage, die Liste wird einmal im Quartal erneuert.",
    ),
    (
        "Mehrwegbecher für alle Stadtfeste ausschreiben",
        "Läuft. Zwei Angebote liegen vor, entschieden wird im nächsten Monat.",
    ),
    (
        "Planspiel „Ein Tag im Rathaus“ mit zwei Schulen",
        "Erledigt, mit 48 Jugendlichen. Die Unterlagen stehen allen offen.",
    ),
    ("Schilderwald auf dem Marktplatz lichten", ""),
)
