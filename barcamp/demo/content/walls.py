"""What the demo day has on its walls: results, cards with who and until when, drawings on flipcharts."""

from dataclasses import dataclass

HOST = "@host"  # stands for the person who brought the topic


@dataclass(frozen=True, slots=True)
class Said:
    """A card. `until` is in weeks after the day, or words; `key` makes it the key insight."""

    text: str
    kind: str = "insights"
    who: str = ""
    until: int | str = ""
    key: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """A flipchart: `form` is list, columns or star; `says` describes it for people who cannot see it."""

    form: str
    heading: str
    parts: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Written:
    """What is on a wall. `heads` are the people in the room, as a share of all."""

    cards: tuple[Said, ...]
    result: str = ""
    heads: float = 0.0
    sketches: tuple[Sketch, ...] = ()


def _about(text: str) -> Said:
    return Said(text, "about")


def _key(text: str) -> Said:
    return Said(text, key=True)


def _open(text: str) -> Said:
    return Said(text, "questions")


def _step(text: str, who: str = "", until: int | str = "") -> Said:
    return Said(text, "next", who, until)


def _link(text: str) -> Said:
    return Said(text, "links")


# By the beginning of the topic's title.
SESSIONS: dict[str, Written] = {
    "Fachkräfte gewinnen": Written(
        (
            _about("Wie holen Städte junge Leute zurück, und was hält die, die schon da sind?"),
            Said("Rückkehrer*innen antworten am ehesten auf eine persönliche Nachricht aus der Heimat, kaum auf "
                 "Anzeigen."),
            _key("Drei Dinge entscheiden: Wohnung, Kita-Platz, Stelle für die Partnerin oder den Partner."),
            Said("Probewohnen für vier Wochen, möblierte Wohnung über dem Leerstand am Markt."),
            _open("Wer spricht die Betriebe an, Stadt oder Kreis?"),
            _step("Gemeinsame Willkommensmappe entwerfen, jede Kommune ergänzt zwei eigene Seiten", HOST, 6),
            _step("Arbeitsgruppe mit fünf Kommunen zum ersten Treffen einladen", "Regionalagentur", 3),
            _link("Rückkehrer*innen-Programm zum Nachlesen: https://rueckkehr.example.org"),
        ),
        "Fünf Kommunen entwerfen zusammen eine **Willkommensmappe**. Sie beginnt mit Wohnung, Kita und Stelle für die "
        "Partnerin oder den Partner, denn daran entscheidet sich ein Umzug. Die Arbeitsgruppe trifft sich in drei "
        "Wochen.",
        0.7,
        (
            Sketch(
                "star", "Warum kommt jemand zurück?",
                ("Wohnung", "Kita-Platz", "Stelle für die Partnerin", "Freundeskreis", "Natur",
                 "eine Nachricht von zu Hause"),
                "Flipchart „Warum kommt jemand zurück?“: sechs Gründe um die Frage herum, groß umrandet Wohnung und "
                "Kita-Platz.",
            ),
        ),
    ),
    "KI in der Verwaltung": Written(
        (
            Said("Am meisten spart das Kürzen: aus drei Seiten Vorlage werden fünf Sätze für die Bürger:innen."),
            _key("Regel Nr. 1: keine Namen, keine Akten, keine Bewerbungen eingeben."),
            Said("Beispiel: Veranstaltungskalender automatisch aus zwölf E-Mails gefüllt, spart zwei Stunden pro "
                 "Woche."),
            _open("Kennzeichnen wir Bilder, die mit KI gemacht sind?"),
            _step("Sammlung guter Eingaben anlegen, jede Kommune schickt drei", HOST, 4),
            _step("Halbe Seite Spielregeln für das eigene Rathaus schreiben", "Stadt Ginsterbeck", 8),
        ),
        "KI hilft heute schon beim **Kürzen, Übersetzen und Protokollieren**. Personenbezogenes bleibt draußen, das "
        "wird "
        "als halbe Seite Spielregeln aufgeschrieben. Gute Eingaben sammelt die Runde an einem Ort.",
        0.65,
        (
            Sketch(
                "columns", "KI: ja und nein",
                ("Texte kürzen", "Leichte Sprache", "Protokolle", "|", "Namen", "Bewerbungen", "Akten"),
                "Flipchart „KI: ja und nein“ mit zwei Spalten. Ja: Texte kürzen, Leichte Sprache, Protokolle. "
                "Nein: Namen, Bewerbungen, Akten.",
            ),
        ),
    ),
    "Lebendige Innenstädte": Written(
        (
            _about("Welche Mischung trägt die Mitte einer Stadt unter 25.000 Einwohner*innen?"),
            _key("Wer abends Licht in den Fenstern hat, hat auch Leute auf der Straße: Wohnen in der Mitte zuerst."),
            Said("Die Bücherei am Markt bringt 400 Menschen am Tag, mehr als das alte Kaufhaus zuletzt."),
            Said("Samstagnachmittag ist tot, weil jeder Laden anders schließt. Gemeinsame Kernzeiten vereinbaren."),
            _open("Was tun wir mit Eigentümer*innen, die nicht antworten?"),
            _step("Stadtspaziergang zu dritt, jede Kommune lädt einmal ein", HOST, 5),
            _step("Bänke-Kataster: wo darf man sitzen, ohne zu bestellen?", "Citymanagement Jagenrath", 10),
        ),
        "Die Mitte lebt von Menschen, die dort **wohnen und bleiben dürfen**, nicht vom Handel allein. Drei Städte "
        "gehen "
        "gemeinsam durch ihre Zentren und schauen mit fremden Augen hin. Kernöffnungszeiten am Samstag werden erprobt.",
        0.6,
        (
            Sketch(
                "star", "Was zieht in die Mitte?",
                ("Wohnen", "Bücherei", "Sitzplätze", "Gastronomie", "Markttag", "Verwaltung"),
                "Flipchart „Was zieht in die Mitte?“: rund um die Frage Wohnen, Bücherei, Sitzplätze, Gastronomie, "
                "Markttag und Verwaltung.",
            ),
            Sketch(
                "list", "Samstag ab 14 Uhr",
                ("Kernzeit bis 16 Uhr vereinbaren", "Musik auf dem Markt", "Bücherei offen lassen",
                 "nach 3 Monaten zählen"),
                "Flipchart „Samstag ab 14 Uhr“ mit vier Punkten: Kernzeit bis 16 Uhr, Musik auf dem Markt, Bücherei "
                "offen "
                "lassen, nach drei Monaten zählen.",
            ),
        ),
    ),
    "Leerstand": Written(
        (
            Said("Der erste Anruf kommt besser vom Bürgermeister oder von der Bürgermeisterin als aus dem Amt."),
            _key("Zwischennutzung mit halber Miete für sechs Monate: in drei von fünf Fällen wurde ein Vertrag "
                 "daraus."),
            Said("Schaufenster bespielen hilft auch ohne Mieter: Schulen, Vereine, Ausstellungen."),
            _open("Haftung und Versicherung bei Zwischennutzung?"),
            _step("Mustervertrag für Pop-up-Läden herumschicken", HOST, 1),
            _step("Versicherungsfrage mit dem Kommunalversicherer klären", "Stadt Klippelau", 6),
        ),
        "Eigentümer*innen öffnen sich, wenn **die Spitze des Rathauses selbst anruft** und ein kleines Angebot "
        "mitbringt. "
        "Der Mustervertrag für sechs Monate geht an alle. Offen ist die Haftung, das wird geklärt.",
        0.6,
        (
            Sketch(
                "list", "Vom leeren Laden zum Vertrag",
                ("anrufen, nicht schreiben", "halbe Miete, 6 Monate", "Schlüssel, Strom, Schild",
                 "nach 4 Monaten reden"),
                "Flipchart „Vom leeren Laden zum Vertrag“ in vier Schritten: anrufen, halbe Miete für sechs Monate, "
                "Schlüssel, Strom und Schild, nach vier Monaten reden.",
            ),
        ),
    ),
    "Social Media": Written(
        (
            _key("Ein Kanal richtig statt vier nebenbei."),
            Said("Redaktionsplan im Quartal, Puffer für zwei spontane Beiträge pro Woche."),
            Said("Vereine liefern Bilder, wenn man ihnen eine feste Nummer gibt 📸"),
            Said("Gesichter laufen besser als Gebäude, immer."),
            _step("Gemeinsamer Bilderpool: Rechte klären und Ordner anlegen", "Kulturbüro Quendelfeld", 7),
        ),
        "Kleine Teams gewinnen mit **einem Kanal, festen Zeiten und Gesichtern**. Bilder kommen künftig aus einem "
        "gemeinsamen Pool, dessen Rechte vorher geklärt sind.",
        0.5,
        (
            Sketch(
                "columns", "Halbe Stelle: was bleibt?",
                ("1 Kanal", "Plan pro Quartal", "Gesichter zeigen", "|", "4 Kanäle", "jeden Tag posten",
                 "nachts antworten"),
                "Flipchart „Halbe Stelle: was bleibt?“ Links bleibt: ein Kanal, Plan pro Quartal, Gesichter. Rechts "
                "fällt weg: "
                "vier Kanäle, tägliche Beiträge, Antworten in der Nacht.",
            ),
        ),
    ),
    "Unternehmensnetzwerke": Written(
        (
            _key("Jedes Treffen endet mit einem Gesuch und einem Angebot pro Person, sichtbar an der Wand."),
            Said("Betriebe wollen Betriebe sehen: Besichtigung zieht mehr als jeder Vortrag."),
            Said("Azubis einladen! Die Gespräche werden sofort andere."),
            _open("Wer moderiert, wenn die Wirtschaftsförderung einmal nicht kann?"),
            _step("Feste Runde mit zwölf Betrieben für ein Jahr anfragen", HOST, 12),
        ),
        "Ein Netzwerk lebt von **Gesuch und Angebot**, nicht vom Buffet. Statt vieler Termine gibt es eine feste "
        "Runde mit "
        "zwölf Betrieben, die sich gegenseitig besuchen.",
        0.45,
    ),
    "Förderkulisse": Written(
        (
            Said("Unter 10.000 Euro lohnt sich der Antrag nur mit Vorlage."),
            _key("Verwendungsnachweis vom ersten Tag an mitschreiben, nicht am Ende suchen."),
            _open("Eigenanteil bei Haushaltssicherung?"),
            _step("Sprechstunde zur Förderung, einmal im Monat, digital", "Regionalagentur", 4),
            _step("Liste der Programme mit Fristen anlegen und pflegen", "Regionalagentur", "bis zum nächsten Runden "
                                                                                            "Tisch"),
        ),
        "Die Regionalagentur bietet einmal im Monat eine **digitale Fördersprechstunde** an. Eine gemeinsame Liste "
        "nennt "
        "Programm, Frist, Eigenanteil und Ansprechperson.",
        0.4,
    ),
    "Wochenmarkt": Written(
        (
            _key("Donnerstag 16 bis 20 Uhr statt Mittwoch früh: doppelt so viele Besucher:innen."),
            Said("Ein Kaffeewagen mit Bänken ist wichtiger als ein zehnter Gemüsestand."),
            _step("Abendmarkt an drei Donnerstagen ausprobieren", HOST, 16),
        ),
        "Ein **Abendmarkt am Donnerstag** bringt doppelt so viele Menschen wie der Mittwochmorgen. Drei Termine werden "
        "ausprobiert und gezählt.",
        0.35,
        (
            Sketch(
                "list", "Abendmarkt",
                ("Donnerstag 16–20 Uhr", "Kaffeewagen + Bänke", "Musik, aber leise", "Strom & Wasser!",
                 "1. Jahr ohne Gebühr"),
                "Flipchart „Abendmarkt“ mit fünf Punkten: Donnerstag 16 bis 20 Uhr, Kaffeewagen und Bänke, leise "
                "Musik, Strom "
                "und Wasser, im ersten Jahr ohne Gebühr.",
            ),
        ),
    ),
    "Braucht jede Kommune": Written(
        (
            Said("Vorteil GmbH: schneller, eigenes Budget. Nachteil: Aufsichtsrat, Prüfung, Steuer."),
            Said("Zu dritt mit den Nachbarkommunen: eine Ansprechperson pro Branche statt pro Ort."),
            _key("Die Form ist zweitrangig, wenn die Tür zum Bauamt zu bleibt."),
            _open("Wie messen wir, ob es etwas bringt?"),
            _step("Drei Nachbarn reden über eine gemeinsame Ansprechperson pro Branche", HOST, 9),
        ),
        "Es gibt nicht die eine richtige Form. Entscheidend ist **eine Ansprechperson mit kurzem Draht zum Bauamt**; "
        "drei "
        "Nachbarkommunen prüfen, ob sie sich eine teilen.",
        0.35,
    ),
    "Gäste länger halten": Written(
        (
            _key("Restaurants haben Montag und Dienstag zu, alle gleichzeitig. Absprache lohnt sich."),
            Said("Wanderparkplatz mit Hinweis auf die Innenstadt: zehn Minuten zu Fuß, sagt nur niemand."),
            _step("Drei Wochenendpakete zusammenstellen", "Touristikverband Lerchental", 20),
        ),
        "Aus einem Wandertag wird ein Wochenende, wenn **Weg, Essen und Bett voneinander wissen**. Drei Pakete "
        "entstehen.",
        0.3,
    ),
    "Ehrenamt und Stadtfest": Written(
        (
            _key("Helfer*innen für zwei Stunden finden sich, für ein Wochenende nicht."),
            Said("Jugendliche planen mit, wenn sie ein eigenes Budget haben."),
            _step("Checkliste Stadtfest für alle freigeben", HOST, 2),
        ),
        "Ehrenamt gelingt in **Zwei-Stunden-Happen**. Die Checkliste für Stadtfeste steht ab jetzt allen offen.",
        0.3,
    ),
    "Marke oder Logo": Written(
        (
            _key("Zuerst ein Satz, den alle sagen können, dann erst ein Zeichen."),
            Said("Umfrage unter Zugezogenen ist ehrlicher als unter Alteingesessenen."),
        ),
        "Erst der **gemeinsame Satz**, dann das Zeichen.",
        0.25,
    ),
    "Gutscheinkarte": Written(
        (
            _key("Arbeitgeber sind die größten Kunden: steuerfreier Sachbezug."),
            _open("Wer haftet für nicht eingelöste Beträge?"),
            _step("Angebote von zwei Kartenanbietern vergleichen", HOST, 8),
        ),
        "Eine Karte für alle, **mit dem Gesicht jeder Stadt**. Zwei Anbieter werden verglichen.",
        0.25,
    ),
    "Coworking": Written((_key("Trägt sich mit Seminarraum und Café, nicht mit Schreibtischen allein."),), heads=0.2),
}  # fmt: skip

# For walls of topics that are not in the script.
ON_ANYTHING = Written(
    (
        Said("Gute Beispiele aus anderen Kommunen sammeln."),
        _open("Wen müssen wir noch dazuholen?"),
        Said("Klein anfangen, nach drei Monaten gemeinsam draufschauen."),
        _open("Wer kümmert sich, und bis wann?"),
    )
)


def session(title: str) -> Written | None:
    """What is written on the wall of a topic in the script."""
    return next((content for begins, content in SESSIONS.items() if title.startswith(begins)), None)
