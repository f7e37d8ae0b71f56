"""The words of the demo day: invented people and places, topics, notes, announcements. German, because the room is.

Nobody here exists. Titles carry what real ones carry: gender star and colon, an emoji, very long words.
"""

from dataclasses import dataclass

NAME = "21. Runder Tisch Stadtmarketing"
PLACE = "Schloss Hohenlinde"


@dataclass(frozen=True, slots=True)
class Pitch:
    """`heat` is the share of the room that is interested, 0 to 1; `notes` come up on the wall in this order."""

    title: str
    heat: float
    description: str
    notes: tuple[str, ...]


TOPICS: tuple[Pitch, ...] = (
    Pitch(
        "Fachkräfte gewinnen und halten: Was kann eine Stadt dafür tun?",
        0.8,
        "Unsere Betriebe suchen, die jungen Leute ziehen weg. Ich bringe unser Rückkehrer*innen-Programm mit und "
        "suche Städte, die schon weiter sind.",
        (
            "Rückkehrer*innen antworten am ehesten auf eine persönliche Nachricht aus der Heimat, kaum auf Anzeigen.",
            "Drei Dinge entscheiden: Wohnung, Kita-Platz, Stelle für die Partnerin oder den Partner.",
            "Idee: gemeinsame Willkommensmappe für alle Kommunen, jede ergänzt zwei eigene Seiten.",
            "Offen: Wer spricht die Betriebe an, Stadt oder Kreis?",
            "Probewohnen für vier Wochen, möblierte Wohnung über dem Leerstand am Markt.",
            "Nächster Schritt: Arbeitsgruppe mit fünf Kommunen, erstes Treffen noch vor den Sommerferien.",
        ),
    ),
    Pitch(
        "KI in der Verwaltung: Was hilft schon heute im Stadtmarketing?",
        0.75,
        "Texte, Bilder, Übersetzungen, Protokolle. Wir zeigen uns gegenseitig, was wirklich Zeit spart, und reden "
        "darüber, was wir nicht eingeben dürfen.",
        (
            "Am meisten spart das Kürzen: aus drei Seiten Vorlage werden fünf Sätze für die Bürger:innen.",
            "Regel Nr. 1: keine Namen, keine Akten, keine Bewerbungen eingeben.",
            "Leichte Sprache als Entwurf ist gut, danach immer gegenlesen lassen.",
            "Offen: Kennzeichnen wir Bilder, die mit KI gemacht sind?",
            "Beispiel: Veranstaltungskalender automatisch aus zwölf E-Mails gefüllt, spart zwei Stunden pro Woche.",
            "Nächster Schritt: Sammlung guter Eingaben, jede Kommune schickt drei.",
        ),
    ),
    Pitch(
        "Lebendige Innenstädte: Was ziehen wir an, wenn der Handel geht?",
        0.7,
        "Handel allein trägt die Mitte nicht mehr. Welche Mischung aus Gastronomie, Kultur, Wohnen und Verwaltung "
        "funktioniert in Städten unter 25.000 Einwohner*innen?",
        (
            "Wer abends Licht in den Fenstern hat, hat auch Leute auf der Straße: Wohnen in der Mitte zuerst.",
            "Die Bücherei am Markt bringt 400 Menschen am Tag, mehr als das alte Kaufhaus zuletzt.",
            "Sitzplätze ohne Verzehrzwang fehlen fast überall.",
            "Samstagnachmittag ist tot, weil jeder Laden anders schließt. Gemeinsame Kernzeiten vereinbaren.",
            "Offen: Was tun wir mit Eigentümer*innen, die nicht antworten?",
            "Nächster Schritt: Stadtspaziergang zu dritt, jede Kommune lädt einmal ein.",
        ),
    ),
    Pitch(
        "Leerstand: Wie kommen wir an die Eigentümer*innen heran?",
        0.62,
        "Wir kennen die leeren Läden, aber nicht die Menschen dahinter. Erfahrungen mit Pop-up-Läden, "
        "Zwischennutzung und dem ersten Anruf gesucht.",
        (
            "Der erste Anruf kommt besser vom Bürgermeister oder von der Bürgermeisterin als aus dem Amt.",
            "Zwischennutzung mit halber Miete für sechs Monate: in drei von fünf Fällen wurde ein Vertrag daraus.",
            "Mustervertrag für Pop-up-Läden liegt vor, wird herumgeschickt.",
            "Schaufenster bespielen hilft auch ohne Mieter: Schulen, Vereine, Ausstellungen.",
            "Offen: Haftung und Versicherung bei Zwischennutzung.",
        ),
    ),
    Pitch(
        "Social Media mit kleinem Team 📱",
        0.58,
        "Eine halbe Stelle, vier Kanäle, null Fotos. Was lassen wir weg, was planen wir vor, und wer darf mitposten?",
        (
            "Ein Kanal richtig statt vier nebenbei.",
            "Redaktionsplan im Quartal, Puffer für zwei spontane Beiträge pro Woche.",
            "Vereine liefern Bilder, wenn man ihnen eine feste Nummer gibt.",
            "Kommentare: nach 18 Uhr antwortet niemand, und das steht auch so im Profil.",
            "Gesichter laufen besser als Gebäude, immer.",
            "Nächster Schritt: gemeinsamer Bilderpool, Rechte vorher klären.",
        ),
    ),
    Pitch(
        "Unternehmensnetzwerke mit Mehrwert",
        0.5,
        "Unser Frühstück ist gut besucht, aber es passiert nichts daraus. Wie wird daraus Zusammenarbeit?",
        (
            "Jedes Treffen endet mit einem Gesuch und einem Angebot pro Person, sichtbar an der Wand.",
            "Betriebe wollen Betriebe sehen: Besichtigung zieht mehr als jeder Vortrag.",
            "Azubis einladen! Die Gespräche werden sofort andere.",
            "Weniger Termine, dafür feste Runde mit 12 Betrieben für ein Jahr.",
            "Offen: Wer moderiert, wenn die Wirtschaftsförderung einmal nicht kann?",
        ),
    ),
    Pitch(
        "Förderkulisse: Wer blickt noch durch?",
        0.45,
        "Städtebau, LEADER, Sofortprogramm, Heimatpreis. Ich suche Vertreter*innen, die uns sagen, was sich lohnt "
        "und was nur Arbeit macht.",
        (
            "Unter 10.000 Euro lohnt sich der Antrag nur mit Vorlage.",
            "Verwendungsnachweis vom ersten Tag an mitschreiben, nicht am Ende suchen.",
            "Gemeinsame Liste: Programm, Frist, Eigenanteil, Ansprechperson.",
            "Offen: Eigenanteil bei Haushaltssicherung.",
            "Nächster Schritt: Sprechstunde der Regionalagentur, einmal im Monat, digital.",
        ),
    ),
    Pitch(
        "Wochenmarkt: vom Stand zum Treffpunkt",
        0.4,
        "Bei uns stehen noch sieben Stände. Abendmarkt, Musik, Kaffee, anderer Tag: Was hat bei euch gewirkt?",
        (
            "Donnerstag 16 bis 20 Uhr statt Mittwoch früh: doppelt so viele Besucher:innen.",
            "Ein Kaffeewagen mit Bänken ist wichtiger als ein zehnter Gemüsestand.",
            "Standgebühr im ersten Jahr erlassen.",
            "Strom und Wasser sind der teure Teil, vorher klären.",
        ),
    ),
    Pitch(
        "Braucht jede Kommune eine eigene Wirtschaftsförderungsgesellschaft?",
        0.35,
        "Pro und Contra: eigene Gesellschaft, Stabsstelle oder gemeinsam mit den Nachbarn. Wir haben gerade umgebaut "
        "und berichten ehrlich.",
        (
            "Vorteil GmbH: schneller, eigenes Budget. Nachteil: Aufsichtsrat, Prüfung, Steuer.",
            "Zu dritt mit den Nachbarkommunen: eine Ansprechperson pro Branche statt pro Ort.",
            "Die Form ist zweitrangig, wenn die Tür zum Bauamt zu bleibt.",
            "Offen: Wie messen wir, ob es etwas bringt?",
        ),
    ),
    Pitch(
        "Gäste länger halten: Tagestourismus wird Wochenende",
        0.33,
        "Viele kommen zum Wandern und fahren um vier wieder. Wie verbinden wir Weg, Essen, Übernachtung und Stadt?",
        (
            "Restaurants haben Montag und Dienstag zu, alle gleichzeitig. Absprache lohnt sich.",
            "Wanderparkplatz mit Hinweis auf die Innenstadt: zehn Minuten zu Fuß, sagt nur niemand.",
            "Gepäcktransport gemeinsam mit dem Bürgerbus testen.",
            "Nächster Schritt: drei Wochenendpakete bis Ostern.",
        ),
    ),
    Pitch(
        "Ehrenamt und Stadtfest: Wer macht das in fünf Jahren noch?",
        0.3,
        "Sicherheitskonzept, Gebühren, Nachwuchs. Die Vereine sagen ab. Ich biete unsere Checkliste.",
        (
            "Sicherheitskonzept als Baukasten für alle Feste der Region.",
            "Helfer*innen für zwei Stunden finden sich, für ein Wochenende nicht.",
            "Gebühren für gemeinnützige Vereine streichen, der Aufwand ist größer als der Ertrag.",
            "Jugendliche planen mit, wenn sie ein eigenes Budget haben.",
        ),
    ),
    Pitch(
        "Marke oder Logo? Stadtmarke mit wenig Geld",
        0.28,
        "Neues Logo für 40.000 Euro oder lieber drei Jahre gute Arbeit? Mit zwei eigenen, gescheiterten Beispielen.",
        (
            "Zuerst ein Satz, den alle sagen können, dann erst ein Zeichen.",
            "Verwaltung, Tourismus und Wirtschaftsförderung haben bei uns drei verschiedene Logos.",
            "Umfrage unter Zugezogenen ist ehrlicher als unter Alteingesessenen.",
        ),
    ),
    Pitch(
        "Gutscheinkarte für die ganze Region?",
        0.25,
        "Jede Stadt hat ihre eigene Karte. Wir suchen Partner:innen für eine gemeinsame.",
        (
            "Arbeitgeber sind die größten Kunden: steuerfreier Sachbezug.",
            "Eine Karte, viele Bilder vorne drauf: so behält jede Stadt ihr Gesicht.",
            "Offen: Wer haftet für nicht eingelöste Beträge?",
        ),
    ),
    Pitch(
        "Coworking im alten Bahnhof",
        0.2,
        "",
        (
            "Zwölf Plätze reichen, wichtiger ist die gute Leitung.",
            "Trägt sich mit Seminarraum und Café, nicht mit Schreibtischen allein.",
        ),
    ),
)

# For walls whose topic somebody pitched who is not in this script.
NOTES_ON_ANYTHING: tuple[str, ...] = (
    "Gute Beispiele aus anderen Kommunen sammeln.",
    "Wen müssen wir noch dazuholen?",
    "Klein anfangen, nach drei Monaten gemeinsam draufschauen.",
    "Offen: Wer kümmert sich, und bis wann?",
)

LAST_ROW = "Ergebnisse und Abschluss"

# By the title of the plenary row.
PLENARY_NOTES: dict[str, tuple[str, ...]] = {
    "Angebote zum Mitmachen": (
        "Regionaler Heimatpreis: Vorschläge noch bis Monatsende.",
        "Gemeinsamer Messestand im Herbst, drei Plätze sind frei.",
        "Bilderpool der Region steht allen offen, Zugang über die Regionalagentur.",
    ),
    "Impulsvortrag": (
        "„Menschen kommen wegen Menschen, nicht wegen Pflastersteinen.“",
        "Zahl zum Merken: 60 Prozent der Besuche in der Innenstadt haben mit Einkaufen nichts zu tun.",
        "Folien kommen mit dem Bericht.",
        "Frage an alle: Was würde fehlen, wenn es euch nicht gäbe?",
    ),
    LAST_ROW: (
        "Drei Vorhaben gehen weiter: Willkommensmappe, Bilderpool, gemeinsame Gutscheinkarte.",
        "Nächster Runder Tisch im Frühjahr, Gastgeber:in gesucht.",
        "Danke an das Team vom Schloss!",
    ),
}

ANNOUNCEMENTS: dict[str, str] = {
    "pitching": "Es geht los: Bringen Sie Ihr Thema ein. Ein Titel genügt.",
    "planning": "Der Sessionplan entsteht gerade. Schauen Sie zu, was wohin kommt.",
    "sessions": "Die Sessions beginnen. Kaffee und Wasser stehen im Foyer, bitte nehmen Sie beides mit.",
    "closing": "Danke fürs Mitmachen! Der Bericht mit allen Notizen geht in den nächsten Tagen an alle Kommunen.",
}

FIRST_NAMES: tuple[str, ...] = (
    "Anke", "Bastian", "Cem", "Dörte", "Emre", "Frauke", "Gregor", "Heike", "Ilka", "Jannis",
    "Katrin", "Lutz", "Mareike", "Nils", "Olga", "Pascal", "Renate", "Samira", "Thorben", "Ulrike",
    "Viktor", "Wiebke", "Yasemin", "Zoltan", "Antje", "Björn", "Carla", "Detlef", "Elif", "Friederike",
    "Gülay", "Henning", "Insa", "Jolanta", "Kerstin", "Leif", "Mirjam", "Norbert", "Oksana", "Petra",
    "Roland", "Svenja", "Tarek", "Ute", "Vera", "Wolfram", "Xenia", "Zeynep",
)  # fmt: skip

ORGANISATIONS: tuple[str, ...] = (
    "Stadt Ahornhagen",
    "Stadtmarketing Bad Quellingen",
    "Gemeinde Dornsiepen",
    "Wirtschaftsförderungsgesellschaft Kreis Tannensiepen mbH",
    "Tourist-Information Falkenohl",
    "Stadt Ginsterbeck",
    "Hansestadt Haselsiepen",
    "Gemeinde Immersilbern",
    "Citymanagement Jagenrath",
    "Stadt Klippelau",
    "Touristikverband Lerchental und Umgebung e. V.",
    "Stadt Mühlenohl",
    "Gemeinde Niederfichten",
    "Werbegemeinschaft Obersilbern",
    "Stadt Pappelrath",
    "Kulturbüro Quendelfeld",
    "Stadtmarketing Rauschenhammer GmbH",
    "Gemeinde Schieferau",
    "Stadt Ulmensiepen",
    "Wirtschaftsförderung Vogelohl",
    "Stadt Wacholderbeck",
    "Gemeinde Ziegelohl",
    "",
)
