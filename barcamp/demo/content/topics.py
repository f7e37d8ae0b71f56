"""The words of the demo day: invented people and places, topics, announcements. German, because the room is.

Nobody here exists. Titles have what real ones have: gender star and colon, an emoji, very long words.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pitch:
    """A topic. `heat` is the share of the room that is interested, 0 to 1."""

    title: str
    heat: float
    description: str


TOPICS: tuple[Pitch, ...] = (
    Pitch(
        "Fachkräfte gewinnen und halten: Was kann eine Stadt dafür tun?",
        0.8,
        "Unsere Betriebe suchen, die jungen Leute ziehen weg. Ich bringe unser Rückkehrer*innen-Programm mit und "
        "suche Städte, die schon weiter sind.",
    ),
    Pitch(
        "KI in der Verwaltung: Was hilft schon heute im Stadtmarketing?",
        0.75,
        "Texte, Bilder, Übersetzungen, Protokolle. Wir zeigen uns gegenseitig, was wirklich Zeit spart, und reden "
        "darüber, was wir nicht eingeben dürfen.",
    ),
    Pitch(
        "Lebendige Innenstädte: Was ziehen wir an, wenn der Handel geht?",
        0.7,
        "Handel allein trägt die Mitte nicht mehr. Welche Mischung aus Gastronomie, Kultur, Wohnen und Verwaltung "
        "funktioniert in Städten unter 25.000 Einwohner*innen?",
    ),
    Pitch(
        "Leerstand: Wie kommen wir an die Eigentümer*innen heran?",
        0.62,
        "Wir kennen die leeren Läden, aber nicht die Menschen dahinter. Erfahrungen mit Pop-up-Läden, "
        "Zwischennutzung und dem ersten Anruf gesucht.",
    ),
    Pitch(
        "Social Media mit kleinem Team 📱",
        0.58,
        "Eine halbe Stelle, vier Kanäle, null Fotos. Was lassen wir weg, was planen wir vor, und wer darf mitposten?",
    ),
    Pitch(
        "Unternehmensnetzwerke mit Mehrwert",
        0.5,
        "Unser Frühstück ist gut besucht, aber es passiert nichts daraus. Wie wird daraus Zusammenarbeit?",
    ),
    Pitch(
        "Förderkulisse: Wer blickt noch durch?",
        0.45,
        "Städtebau, LEADER, Sofortprogramm, Heimatpreis. Ich suche Vertreter*innen, die uns sagen, was sich lohnt "
        "und was nur Arbeit macht.",
    ),
    Pitch(
        "Wochenmarkt: vom Stand zum Treffpunkt",
        0.4,
        "Bei uns stehen noch sieben Stände. Abendmarkt, Musik, Kaffee, anderer Tag: Was hat bei euch gewirkt?",
    ),
    Pitch(
        "Braucht jede Kommune eine eigene Wirtschaftsförderungsgesellschaft?",
        0.35,
        "Pro und Contra: eigene Gesellschaft, Stabsstelle oder gemeinsam mit den Nachbarn. Wir haben gerade umgebaut "
        "und berichten ehrlich.",
    ),
    Pitch(
        "Gäste länger halten: Tagestourismus wird Wochenende",
        0.33,
        "Viele kommen zum Wandern und fahren um vier wieder. Wie verbinden wir Weg, Essen, Übernachtung und Stadt?",
    ),
    Pitch(
        "Ehrenamt und Stadtfest: Wer macht das in fünf Jahren noch?",
        0.3,
        "Sicherheitskonzept, Gebühren, Nachwuchs. Die Vereine sagen ab. Ich biete unsere Checkliste.",
    ),
    Pitch(
        "Marke oder Logo? Stadtmarke mit wenig Geld",
        0.28,
        "Neues Logo für 40.000 Euro oder lieber drei Jahre gute Arbeit? Mit zwei eigenen, gescheiterten Beispielen.",
    ),
    Pitch(
        "Gutscheinkarte für die ganze Region?",
        0.25,
        "Jede Stadt hat ihre eigene Karte. Wir suchen Partner:innen für eine gemeinsame.",
    ),
    Pitch(
        "Coworking im alten Bahnhof",
        0.2,
        "",
    ),
)

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
