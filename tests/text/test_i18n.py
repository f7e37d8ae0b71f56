"""Days and times as each language writes them."""

from datetime import UTC, date, datetime

import pytest

from barcamp.rendering.templating import environment
from barcamp.text import i18n
from barcamp.text.i18n import by_when, choose, date_and_time, gettext, long_day, ngettext, sentence, short_day, speaking
from tests.markup import parse

DAY, AT = date(2026, 6, 7), datetime(2026, 6, 7, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de", ("Sonntag, 7. Juni 2026", "07.06.2026", "07.06.26, 15:05")),
        ("en", ("Sunday, 7 June 2026", "7 Jun 2026", "07/06/2026, 15:05")),
    ],
)
def test_the_day_stands_before_the_month_and_the_clock_has_24_hours(locale: str, said: tuple[str, str, str]):
    with speaking(locale):
        told = long_day(DAY), short_day(DAY), date_and_time(AT, "Europe/Berlin")
    assert tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in told) == said


def test_of_several_days_each_time_says_its_own():
    first = date(2026, 6, 13)
    with i18n.speaking("de", first):
        assert [i18n.clock(minute) for minute in (540, 1470, 1980)] == ["Sa 09:00", "So 00:30", "So 09:00"]
        assert (i18n.span(540, 585), i18n.hour(1980)) == ("Sa 09:00–09:45", "09:00")
        assert i18n.named_day(first) == "Samstag, 13. Juni"
        assert i18n.days(first, date(2026, 6, 14)) == "Sa., 13. – So., 14. Juni 2026"
    with i18n.speaking("en", date(9999, 12, 31)):
        assert i18n.clock(1980) == "Fri 09:00"
    with i18n.speaking("de"):
        assert (i18n.clock(1980), i18n.days(first, first)) == ("09:00", "Samstag, 13. Juni 2026")


def test_a_day_says_by_when_and_words_say_it_themselves():
    with speaking("de"):
        assert by_when(DAY, "") == "bis 07.06.2026"
        assert by_when(DAY, "", at_length=True) == "bis Sonntag, 7. Juni 2026"
        assert by_when(None, "bis zum nächsten Runden Tisch") == "bis zum nächsten Runden Tisch"
        assert by_when(None, "") == ""


QUOTED = {
    "de": {
        "Die „Mitte“": "„Die ‚Mitte‘“", 'Die "Mitte"': "„Die ‚Mitte‘“", "Die “Mitte”": "„Die ‚Mitte‘“",
        "Sam's Café 5\" breit": "„Sam's Café 5\" breit“", "Mitte": "„Mitte“",
    },
    "en": {
        "The “middle”": "“The ‘middle’”", 'The "middle"': "“The ‘middle’”", "Die „Mitte“": "“Die ‘Mitte’”",
    },
}  # fmt: skip


@pytest.mark.parametrize("locale", QUOTED)
def test_quotation_marks_within_others_are_single(locale: str):
    with speaking(locale):
        page = environment().from_string("{{ _('“%(title)s”', title=title) }}")
        for title, said in QUOTED[locale].items():
            assert gettext("“%(title)s”") % {"title": title} == said
            assert page.render(title=title).replace("&#34;", '"').replace("&#39;", "'") == said
            assert said in sentence("slot.plenary", title=title)


def test_what_stands_outside_of_quotation_marks_keeps_its_own():
    with speaking("de"):
        assert sentence("paste.other_day", day='"Sa"', ours="So") == (
            "Gehört zu „‚Sa‘“. Die Veranstaltung hat einen Tag; übernommen wird „So“. "
            "Wie viele Tage es sind, steht bei den Angaben."
        )
        assert sentence("slot.no_such_time", time='"2"', then="3").startswith('"2" gibt es')


def test_markup_that_people_typed_stays_text_between_quotation_marks():
    with speaking("de"):
        page = environment().from_string("{{ _('“%(title)s”', title=title) }}")
        assert page.render(title='<b>"x"</b>') == "„&lt;b&gt;‚x‘&lt;/b&gt;“"


ONE = {  # as it is said of one, and of two
    "dots.none_left": ("Dein Punkt ist", "Alle 2 Punkte sind", "Your point is", "All 2 points are"),
    "plan.so_far": ("1 von 1 Interesse.", "1 von 2 Interessen.", "1 of 1 interest.", "1 of 2 interests."),
}


@pytest.mark.parametrize("key", ONE)
def test_one_is_said_as_one(key: str):
    for locale, one, two in (("de", *ONE[key][:2]), ("en", *ONE[key][2:])):
        with speaking(locale):
            assert one in sentence(key, num=1, value=1, shown=1)
            assert two in sentence(key, num=2, value=1, shown=2)
    with speaking("de-sie"):
        assert "1 Punkte" not in sentence("dots.none_left", num=1)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de", ("etwa 3 auf 1 Platz", "etwa 3 auf 2 Plätze")),
        ("en", ("about 3 for 1 seat", "about 3 for 2 seats")),
    ],
)
def test_one_seat_is_one(locale: str, said: tuple[str, str]):
    heads = environment().get_template("macros/plan.html").module.heads  # type: ignore[attr-defined]
    with speaking(locale):
        assert tuple(str(heads(3, seats)) for seats in (1, 2)) == said


def test_more_people_are_not_more_places():
    places = environment().get_template("macros/mentions.html").module.choice  # type: ignore[attr-defined]
    with speaking("de"):
        assert ngettext("and %(num)s more", "and %(num)s more", 2) == "und %(num)s weitere"
        for count, said in ((10, ""), (11, "und 1 weitere Stelle"), (12, "und 2 weitere Stellen")):
            hints = parse(str(places([{"text": "Kim"}] * count))).all("p", class_="hint")
            assert "".join(hint.text for hint in hints) == said


@pytest.mark.parametrize(
    ("wanted", "accept", "event", "locale"),
    [
        ("en", "de", "de", "en"),
        (None, "en", "de", "de-sie"),
        ("xx", "en", "de", "de-sie"),
        (None, "fr, en-US;q=0.8, de;q=0.5", "", "en"),
        (None, "en", "xx", "en"),  # a language that is no longer spoken here
        (None, "", "", "de-sie"),
        ("", "*, deu, ;q=1", "", "de-sie"),
    ],
)
def test_somebody_is_spoken_to_in_a_language_there_is(wanted: str | None, accept: str, event: str, locale: str):
    assert choose(wanted, accept, event, "sie") == locale
    assert choose(wanted, accept, event, "du") == locale.removesuffix("-sie")
