"""The pasted list of guests: what is understood of what an office has, and what a second one adds."""

import pytest

from barcamp.domain.people.guest import MOST_GUESTS, guests
from barcamp.domain.setup.guest_list import GuestList, TakeGuests, read_guests
from barcamp.web.organiser.guests import decoded
from tests.cast import Cast


async def understood(cast: Cast, text: str) -> GuestList:
    async with cast.ctx.db.reading() as db:
        return await read_guests(db, await cast.barcamp(), text)


async def named(cast: Cast, text: str) -> list[tuple[str, str, str, bool]]:
    found = await understood(cast, text)
    return [(each["name"], each["organisation"], each["team"], each["online"]) for each in found.new]


def outcomes(found: GuestList) -> list[str]:
    """What was made of each line: taken, or why not."""
    return [line.why.key if line.why else "+".join(["taken", *(mark.key for mark in line.marks.values())])
            for line in found.lines]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Name\tOrganisation\nAnna Amsel\tStadt Arnsberg",
        "Vorname;Nachname;E-Mail;Kommune\nAnna;Amsel;anna@example.org;Stadt Arnsberg",
        "Nr.\tNachname\tVorname\tTelefon\tInstitution\n1\tAmsel\tAnna\t02931 123456\tStadt Arnsberg",
        "Anna Amsel\tStadt Arnsberg",
        "Anna Amsel\tanna@example.org\t+49 2931 123456\tStadt Arnsberg",
        '"Name";"Organisation"\n"Anna\nAmsel";"Stadt Arnsberg"',
    ],
    ids=["tabs", "csv with two names", "columns of no use", "no headings", "no headings, addresses", "broken cell"],
)
async def test_what_offices_have_is_understood(cast: Cast, text: str):
    assert await named(cast, text) == [("Anna Amsel", "Stadt Arnsberg", "", False)]


async def test_where_somebody_takes_part_is_read_in_hybrid_events_alone(cast: Cast):
    text = "Name\tTeilnahme\tGruppe\nAnna\tOnline\tA\nBo\tvor Ort\tB\nEva\tvielleicht\t\nIda\t\t"
    assert [online for *_, online in await named(cast, text)] == [False] * 4
    await cast.becomes_hybrid()
    assert [online for *_, online in await named(cast, text)] == [True, False, False, False]
    assert [team for _, _, team, _ in await named(cast, text)] == ["A", "B", "", ""]
    assert outcomes(await understood(cast, text))[3] == "taken+guest.where"


async def test_each_kind_of_trouble_has_its_outcome(cast: Cast):
    found = await understood(
        cast,
        'Name\tOrganisation\tE-Mail\nAnna\tOlpe\ta@b.de\n\t\t\nanna\tOLPE\t\nAnna\tArnsberg\t\n"Bo\nBach"\tOlpe\t\n'
        f"\tVerein\t\n{'W' * 61}\tVerein\t\n",
    )
    assert outcomes(found) == [
        "paste.heading", "taken", "guest.twice", "taken+guest.same_name", "taken+guest.broken", "guest.no_name",
        "text.long",
    ]  # fmt: skip
    assert found.empty == 1
    assert found.lines[0].marks["more"].facts == {"what": "E-Mail"}


async def test_nothing_is_written_while_a_line_is_not_understood(cast: Cast):
    assert await cast.refused(cast.ada, TakeGuests(text="Name\tOrganisation\nAnna\tOlpe\n\tVerein")) == (
        "paste.not_understood"
    )
    assert await cast.rows(guests) == []


async def test_a_second_list_adds_who_is_new_and_says_who_stays(cast: Cast):
    await cast.does(cast.ada, TakeGuests(text="Name\tOrganisation\nAnna\tOlpe\nBo\tOlpe"))
    before = await cast.rows(guests)
    second = "Name\tOrganisation\nanna\tOlpe\nEva\tOlpe"
    found = await understood(cast, second)
    assert outcomes(found) == ["paste.heading", "guest.there", "taken"]
    assert found.staying == 1
    await cast.does(cast.ada, TakeGuests(text=second))
    after = await cast.rows(guests)
    assert after[:2] == before
    assert [row.name for row in after] == ["Anna", "Bo", "Eva"]
    assert await cast.refused(cast.ada, TakeGuests(text=second)) == "paste.nothing"


async def test_as_many_as_fit_are_taken_and_one_more_is_refused(cast: Cast):
    lines = [f"Gast {number}\tOlpe" for number in range(MOST_GUESTS + 1)]
    refusal = await cast.refusal(cast.ada, TakeGuests(text="\n".join(lines)))
    assert (refusal.key, refusal.facts) == ("guest.many_in_list", {"most": MOST_GUESTS, "number": MOST_GUESTS + 1})
    assert await cast.rows(guests) == []
    await cast.does(cast.ada, TakeGuests(text="\n".join(lines[:-1])))
    assert len(await cast.rows(guests)) == MOST_GUESTS
    assert "Gast" not in (await cast.journal())[-1].payload


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_are_read_as_spreadsheets_write_them(encoding: str):
    assert decoded("Name;Organisation\nJürgen Groß;Bürgerbüro – West".encode(encoding)).endswith("Bürgerbüro – West")
