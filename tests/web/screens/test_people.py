"""The list of people: found among five hundred, and helped without leaving their page."""

from sqlalchemy import insert

from barcamp.domain.people.attendee import attendees
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.kernel.actor import Role
from barcamp.web.screens.console import MOST_SHOWN
from tests.cast import Cast
from tests.counting import counted
from tests.server import Server
from tests.web.asking import give, page, text_of, typed

FIRST = ("Ayşe", "Bernd", "Chiara", "Dörte", "Emre", "Fatma", "Gülay", "Hanno", "İpek", "Jürgen")


async def fill(cast: Cast, number: int = 500) -> None:
    rows = [
        {
            "barcamp_id": cast.id, "name": f"{FIRST[n % 10]} Müller-{n}", "organisation": f"Gemeinde {n % 59}",
            "role": int(Role.ATTENDEE), "joined_at": cast.clock(),
        }
        for n in range(number)
    ]  # fmt: skip
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(attendees), rows)


async def found(server: Server, q: str) -> list[str]:
    shown = page(await server.client(server.cast.max).get(f"/{server.cast.code}/people", params={"q": q}))
    (roster,) = [each for each in shown.all("ul") if "roster" in each.attributes.get("class", "")]
    return [link.text for link in roster.all("a")]


async def test_one_is_found_among_five_hundred(server: Server):
    cast = server.cast
    await fill(cast)
    assert len(await found(server, "")) == MOST_SHOWN
    assert await found(server, "jürgen 409") == ["Jürgen Müller-409, Gemeinde 55"]
    assert await found(server, "  MÜLLER-409 ") == await found(server, "gemeinde 55 jürgen müller-409")
    # As people type it who have no such letters at hand, and as a name sounds.
    assert await found(server, "jurgen 409") == await found(server, "juergen 409") == await found(server, "jürgen 409")
    assert await found(server, "ayse 0") == await found(server, "ayşe 0") != []
    assert await found(server, "ipek 8") != []
    assert await found(server, "Zzyzx") == []
    shown = await server.client(cast.max).get(f"/{cast.code}/people", params={"q": "Müller"})
    assert "502 Personen, dazu 1 Person, die nur moderiert, 500 gefunden" in text_of(shown)
    assert f"und {500 - MOST_SHOWN} weitere" in text_of(shown)


async def test_the_list_asks_as_little_with_five_hundred_as_with_three(server: Server):
    cast = server.cast
    await found(server, "")  # whoever comes first is asked for more
    counts = []
    for number in (0, 500):
        if number:
            await fill(cast, number)
        async with counted() as asked:
            await found(server, "")
        counts.append(len(asked))
    assert counts[0] == counts[1]


async def test_who_is_not_found_is_entered_at_once(server: Server):
    cast, client = server.cast, server.client(server.cast.max)
    nobody = await client.get(f"/{cast.code}/people", params={"q": "Frau Sommer"})
    assert typed(nobody, "name") == ["Frau Sommer"]
    await give(client, cast.code, "enter-person", name="Frau Sommer")
    assert await found(server, "sommer") == ["Frau Sommer"]
    refused = await give(client, cast.code, "enter-person", name=" ", organisation="Kreis Märkische Höhen")
    assert refused.status_code == 422
    assert typed(refused, "organisation") == ["Kreis Märkische Höhen"]


async def test_a_search_may_be_anything(server: Server):
    for q in ("%", "_", "' or 1=1 --", "\\", "<script>", "x" * 5000, "ي", "\x00", "🦊"):
        assert await found(server, q) == []


async def test_people_are_counted_as_everywhere_and_in_words_who_else_is_listed(server: Server):
    cast, client = server.cast, server.client(server.cast.max)
    assert "2 Personen, dazu 1 Person, die nur moderiert" in text_of(await client.get(f"/{cast.code}/people"))
    assert "2 Personen" in page(await client.get(f"/{cast.code}/console")).id("people").text
    await cast.does(cast.ada, ErasePerson(attendee=cast.noor.id))
    shown = text_of(await client.get(f"/{cast.code}/people"))
    assert "2 Personen, davon 1 auf Wunsch gelöscht, dazu 1 Person, die nur moderiert" in shown


async def test_whoever_was_entered_is_shown_first_and_has_the_focus(server: Server):
    cast, client = server.cast, server.client(server.cast.max)
    await fill(cast)
    form = page(await client.get(f"/{cast.code}/people"))
    (way_back,) = [each["value"] for each in form.all("input") if each["value"].endswith("entered=")]
    answer = await give(client, cast.code, "enter-person", name="Zoë Zander", back=way_back)
    address, _, place = answer.headers["location"].partition("#")
    shown = page(await client.get(address))
    new = shown.id(place)
    assert "Zoë Zander" in new.text
    assert "gerade eingetragen" in new.text
    assert new["tabindex"] == "-1"
    (roster,) = [each for each in shown.all("ul") if "roster" in each.attributes.get("class", "")]
    assert roster.all("a")[0].text == "Zoë Zander"
    assert "gerade eingetragen" not in text_of(await client.get(f"/{cast.code}/people?entered=ich"))


async def test_in_a_hidden_round_the_page_of_a_person_tells_no_choice(server: Server):
    cast, moderator = server.cast, server.client(server.cast.max)
    topic = await cast.pitches("Leerstand")
    await give(moderator, cast.code, "set-rules-of-interest", points="0", blind="yes")
    await give(server.client(cast.noor), cast.code, "cast-vote", topic=topic)
    shown = page(await moderator.get(f"/{cast.code}/people/{cast.noor.id}"))
    assert "Bis die Runde geschlossen ist, sieht niemand, was andere gewählt haben." in shown.text
    assert not [form for form in shown.all("form") if form["action"].endswith("/show-interest-for")]
    await give(moderator, cast.code, "set-interest", open="no")
    shown = page(await moderator.get(f"/{cast.code}/people/{cast.noor.id}"))
    assert [form for form in shown.all("form") if form["action"].endswith("/show-interest-for")]
