"""The words of the demo weekend: two days, twelve rooms, many topics. Nobody here exists; its fixed talks stand in
`weekend.json`."""

from pathlib import Path

from barcamp.demo.content.topics import Pitch

NAME = "Barcamp Hohenlinder Land"
PLACE = "Alte Weberei Hohenlinde"
VIDEO = "https://video.example.org/barcamp-"
PROGRAMME = Path(__file__).with_suffix(".json")
# When sessions begin in the programme, by day: in the demo they are where the day is by then.
PRINTED = (("11:15", "12:15", "14:00"), ("11:15", "12:15"))

# The rows of both days and how many minutes each takes; without a title there are sessions.
SATURDAY: tuple[tuple[str, int], ...] = (
    ("Ankommen und Frühstück", 45),
    ("Begrüßung und Themenrunde", 45),
    ("", 45),
    ("Kaffee", 15),
    ("", 45),
    ("Mittagessen", 60),
    ("", 45),
    ("Tagesabschluss", 30),
)
SUNDAY: tuple[tuple[str, int], ...] = (
    ("Frühstück", 45),
    ("Themenrunde am Morgen", 45),
    ("", 45),
    ("Kaffee", 15),
    ("", 45),
    ("Abschlussrunde", 30),
)
RUNNING = 1  # the row of the topics, on both mornings
MORNING = 10 * 60 + 15  # when it begins on a day that is yet to come

# Beside those of the template: name, seats, features, and whether there is a camera.
ROOMS: tuple[tuple[str, int, str, bool], ...] = (
    ("Websaal", 60, "Beamer, Mikrofon", True),
    ("Färberei", 40, "Beamer", True),
    ("Spinnstube", 24, "Flipchart", False),
    ("Kontor", 18, "Beamer, Flipchart", False),
    ("Dachboden", 30, "Flipchart", False),
    ("Alte Schmiede", 24, "", False),
    ("Kesselhaus", 40, "Beamer", False),
    ("Hofladen", 15, "", False),
)
LOST = "Kesselhaus"  # where the heating fails on Saturday
SAYS = {
    "pitching": "Guten Morgen! Bring dein Thema ein. Ein Titel genügt.",
    "interest": "Was interessiert dich? Auf dem Handy kommen die Themen auch einzeln.",
    "planning": "Der Sessionplan für heute entsteht gerade.",
    "sessions": "Die Sessions beginnen. Kaffee und Wasser stehen im Foyer.",
    "lost": "Das Kesselhaus fällt heute aus, die Heizung streikt. Alle Sessions von dort haben neue Plätze.",
    "evening": "Danke für heute! Was keinen Platz fand, kommt morgen früh wieder auf die Liste.",
    "morning": "Guten Morgen zum zweiten Tag! Die Themen von gestern sind wieder da, neue sind willkommen.",
    "closing": "Danke fürs Mitmachen! Alle Notizen findest du unter derselben Adresse.",
}

# Title, and the share of people who are interested.
_TOPICS = """
Dorfladen rund um die Uhr: lohnt sich das?|70
Freifunk im Tal: Wo fehlt noch ein Knoten?|45
Repair-Café gründen, Schritt für Schritt|60
Wie gewinnen wir Vertreter*innen für den Jugendrat?|35
Solarstrom vom Scheunendach gemeinsam nutzen|65
Mit dem Lastenrad zum Wochenmarkt|40
Podcast aus der Provinz: Technik für 100 Euro|50
Vereinsarbeit ohne Zettelwirtschaft|55
KI für Ehrenamtliche: Was hilft wirklich?|75
Heimat neu erzählen: Stadtführungen von Zugezogenen|30
Obstwiesen retten, Saft verkaufen|45
Coworking im alten Bahnhof|58
Barrierefrei feiern: eine Liste zum Mitnehmen|33
Kino im Gemeindehaus|28
Nachbarschaftshilfe per App oder Aushang?|42
Wirtschaftsförderungsgesellschaft trifft Handwerk|25
Bürgerbus: Wer fährt, wer zahlt?|48
Igel, Hecken, Vorgärten|22
Saatgut tauschen|26
Fotografieren mit dem Handy|52
Glasfaser ist da, und jetzt?|38
Mehrgenerationenhaus von unten|36
Streiten, ohne sich zu zerstreiten|62
Wärmenetz im Ort: Erfahrungen gesucht|47
Tauschkiste statt Sperrmüll|31
Pflege zu Hause organisieren|44
Gründen in Teilzeit|49
Wanderwege pflegen ohne Amt|24
Open Data für kleine Gemeinden|34
Schreiben für Leute, die nicht gern lesen|41
Mikroförderung: 500 Euro, die etwas bewegen|57
Musikprobe im Leerstand|29
Zu Fuß zur Schule|37
Dialekt im Netz|21
Ersthelfer:innen vernetzen|32
Energie sparen im Vereinsheim|39
Lesekreis für Zukunftsthemen|18
Brettspiele als Moderation|46
Kleine Museen, große Objekte|23
Umfragen, denen man trauen kann|30
Willkommen heißen: Ideen für Neuzugezogene|51
Waldbaden und Waldumbau|27
Hofübergabe außerhalb der Familie|20
Dorfchronik digital|35
Essen retten nach dem Markt|43
Jugendfeuerwehr sucht Nachwuchs|28
Ladesäulen im Hinterhof|33
Gemeinsam gärtnern auf Zeit|40
Grundsteuer verstehen|17
Tanzen für alle|25
Wie reden wir über Windräder?|54
Mentoring zwischen Alt und Jung|38
Website für den Verein in zwei Stunden|56
Strom weg, Netz weg: Was dann?|59
Pilze bestimmen|22
Feste planen ohne Überlastung|45
Krisen im Team früh erkennen|47
Nähen mit Resten|19
Ortsteile, die sich nicht mögen|48
Gebärden für den Anfang|36
Wer kümmert sich um den Bach?|30
Rad reparieren am Straßenrand|34
Kurzfilme mit Schüler*innen|29
Nein sagen lernen im Ehrenamt|61
"""
TOPICS: tuple[Pitch, ...] = tuple(
    Pitch(title, int(heat) / 100, "") for title, heat in (line.split("|") for line in _TOPICS.strip().splitlines())
)
# What somebody has thought of overnight.
OVERNIGHT: tuple[str, ...] = (
    "Was wir gestern nicht zu Ende besprochen haben", "Nächstes Jahr wieder? Wer macht mit?", "Frühsport für Müde",
)  # fmt: skip
