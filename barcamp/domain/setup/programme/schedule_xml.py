"""schedule.xml, as frab, pentabarf, pretalx and this program write it. A file that declares entities, or a type of
document, is not read any further: nothing in it is ever expanded or fetched."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from barcamp.domain.setup.programme.frab import day_changes, session
from barcamp.domain.setup.programme.told import Source, Told, within_limits
from barcamp.kernel.refused import Refused

_DEEPEST, _MOST_ELEMENTS = 30, 300_000


def read_xml(text: str) -> Source:
    """Raises Refused for what is no schedule."""
    root = tree_of(text)
    if root.tag != "schedule":
        raise Refused("programme.no_schedule").beside("file")
    return Source("schedule.xml", within_limits(_sessions(root)))


def _sessions(root: Element) -> Iterator[Told]:
    zone = root.findtext("conference/time_zone_name") or ""
    change = day_changes(root.findtext("conference/day_change") or "")
    number = 0
    for day in root.iter("day"):
        for room in day.iter("room"):
            for event in room.findall("event"):
                number += 1
                facts = {child.tag: "".join(child.itertext()) for child in event if child.tag != "persons"}
                facts |= {name: event.get(name, "") for name in ("id", "guid") if event.get(name)}
                people = ["".join(person.itertext()) for person in event.iterfind("persons/person")]
                place = room.get("name") or facts.get("room", "")
                yield session(number, facts, people, place, day.get("date", ""), zone, change)


def tree_of(text: str) -> Element:
    """The root of a document. Raises Refused if it is none, declares anything, or is too deep or too large."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    depth = count = 0

    def refuse(*_: object) -> int:
        raise Refused("programme.dtd").beside("file")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            raise Refused("programme.no_schedule").beside("file")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.buffer_text = True
    try:
        parser.Parse(text.strip(), True)  # text, whatever encoding it says it once had
    except expat.ExpatError as error:
        raise Refused("programme.broken_xml", line=error.lineno).beside("file") from None
    return builder.close()
