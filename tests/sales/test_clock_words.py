"""Hours, numbers and days off as people type them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sales.clock_words import read_days_off, read_hours, read_number, read_numbers, read_time
from sales.errors import DateInPast, DateNotUnderstood, HoursNotUnderstood, NumberNotUnderstood

NOW = datetime(2026, 11, 24, 11, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize(
    ("typed", "opens", "closes"),
    [
        ("9-18", time(9), time(18)),
        ("с 9:30 до 18", time(9, 30), time(18)),
        ("9.00 – 18.30", time(9), time(18, 30)),
        ("9am to 6pm", time(9), time(18)),
        ("10 до 19", time(10), time(19)),
        ("0-24", time(0), time(23, 59)),
    ],
)
def test_hours_are_read_as_they_are_written(typed: str, opens: time, closes: time) -> None:
    assert read_hours(typed) == (opens, closes)


@pytest.mark.parametrize("typed", ["18-9", "9-9", "9", "", "с утра", "25-26", "13am to 6pm", "9-18-20"])
def test_what_is_no_working_day_is_not_guessed(typed: str) -> None:
    with pytest.raises(HoursNotUnderstood):
        read_hours(typed)


@pytest.mark.parametrize(
    ("typed", "read"), [("9", time(9)), ("в 9:30", time(9, 30)), ("12 am", time(0)), ("9ч30", time(9, 30))]
)
def test_a_time_is_read(typed: str, read: time) -> None:
    assert read_time(typed) == read


def test_one_number_is_read_within_its_bounds() -> None:
    assert read_number("90 дней", 7, 1000) == 90
    for typed in ("6", "1001", "-90", "90 или 60", "много", ""):
        with pytest.raises(NumberNotUnderstood):
            read_number(typed, 7, 1000)


def test_several_numbers_come_in_order_and_once() -> None:
    assert read_numbers("30, 3 и 90 дней", 5, 730) == (3, 30, 90)
    assert read_numbers("7 7", 5, 730) == (7,)
    for typed in ("0", "731", "1 2 3 4 5 6", "никогда", "-3"):
        with pytest.raises(NumberNotUnderstood):
            read_numbers(typed, 5, 730)


def span(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("31 декабря", span(date(2026, 12, 31), date(2026, 12, 31))),
        ("2-8 января", span(date(2027, 1, 2), date(2027, 1, 8))),
        ("с 1 по 8 мая", span(date(2027, 5, 1), date(2027, 5, 8))),
        ("31.12 - 8.01", span(date(2026, 12, 31), date(2027, 1, 8))),
        ("30.12-2.01", span(date(2026, 12, 30), date(2027, 1, 2))),
        ("31 декабря – 8 января", span(date(2026, 12, 31), date(2027, 1, 8))),
        ("2026-12-31 - 2027-01-08", span(date(2026, 12, 31), date(2027, 1, 8))),
        ("2026-12-31", span(date(2026, 12, 31), date(2026, 12, 31))),
        ("1 мая и 9 мая", frozenset({date(2027, 5, 1), date(2027, 5, 9)})),
        ("Dec 24 to Jan 2, 6 Jan", span(date(2026, 12, 24), date(2027, 1, 2)) | {date(2027, 1, 6)}),
    ],
)
def test_days_off_are_days_and_spans_of_days(typed: str, days: frozenset[date]) -> None:
    assert read_days_off(typed, NOW) == days


@pytest.mark.parametrize(
    "typed", ["чушь", "", ",", "8 января - 31 декабря", "32-35 января", "1 марта - 1 июня"]
)
def test_what_is_no_day_off_is_not_guessed(typed: str) -> None:
    with pytest.raises(DateNotUnderstood):
        read_days_off(typed, NOW)


@pytest.mark.parametrize("typed", ["вчера", "2-28 ноября"])
def test_a_day_off_lies_ahead(typed: str) -> None:
    with pytest.raises(DateInPast):
        read_days_off(typed, NOW)
