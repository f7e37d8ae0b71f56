"""Days and times as each language writes them."""

from datetime import UTC, date, datetime

import pytest

from barcamp.i18n import date_and_time, long_day, short_day, speaking

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
