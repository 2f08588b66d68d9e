"""Periods as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sales.errors import PeriodNotUnderstood
from sales.periods import LONGEST, Period, months, read_period, week

TUESDAY = date(2026, 11, 24)
days = st.dates(date(2001, 1, 1), date(2190, 12, 31))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("неделя", "2026-11-23", "2026-11-29"),
        ("Week", "2026-11-23", "2026-11-29"),
        ("прошлая неделя", "2026-11-16", "2026-11-22"),
        ("за", None, None),
        ("last week", "2026-11-16", "2026-11-22"),
        ("месяц", "2026-11-01", "2026-11-30"),
        ("прошлый  месяц", "2026-10-01", "2026-10-31"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("прошлый квартал", "2026-07-01", "2026-09-30"),
        ("q1", "2026-01-01", "2026-03-31"),
        ("4 квартал 2025", "2025-10-01", "2025-12-31"),
        ("год", "2026-01-01", "2026-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025 год", "2025-01-01", "2025-12-31"),
        ("март", "2026-03-01", "2026-03-31"),
        ("декабрь", "2025-12-01", "2025-12-31"),
        ("Мая", "2026-05-01", "2026-05-31"),
        ("february 2024", "2024-02-01", "2024-02-29"),
        ("1.10-15.11", "2026-10-01", "2026-11-15"),
        ("01.10.2025 – 15.11.2026", "2025-10-01", "2026-11-15"),
        ("с 1.10 по 15.11", "2026-10-01", "2026-11-15"),
        ("from 2026-10-01 to 2026-10-31", "2026-10-01", "2026-10-31"),
        ("2026-10-01..2026-10-31", "2026-10-01", "2026-10-31"),
        ("28.12-5.01", "2025-12-28", "2026-01-05"),
        ("29.02", "2024-02-29", "2024-02-29"),
        ("30.02", None, None),
        ("1.13-2.14", None, None),
        ("15.11.2026-01.11.2026", None, None),
        ("01.01.2020-01.01.2026", None, None),
        ("позавчера", None, None),
        ("", None, None),
    ],
)
def test_a_period_is_read_as_it_is_meant(typed: str, first: str | None, last: str | None) -> None:
    if first is None or last is None:
        with pytest.raises(PeriodNotUnderstood):
            read_period(typed, TUESDAY)
        return
    assert read_period(typed, TUESDAY) == Period(date.fromisoformat(first), date.fromisoformat(last))


@given(st.text(max_size=40) | st.from_regex(r"[0-9.\- ]{1,24}", fullmatch=True), days)
def test_whatever_is_typed_is_a_period_or_is_refused(typed: str, today: date) -> None:
    try:
        found = read_period(typed, today)
    except PeriodNotUnderstood:
        return
    assert timedelta() <= found.last - found.first <= LONGEST


@given(days, st.integers(1, 1000), st.integers(-5, 5))
@example(date(2001, 1, 23), 245, 5)
def test_a_shifted_period_comes_back(first: date, length: int, steps: int) -> None:
    """A stretch of days that comes to lie on whole months goes on by months: then nothing tells it from them."""
    period = Period(first, first + timedelta(days=length - 1))
    there = period.shifted(steps)
    assert there.shifted(-steps) == period or (there.months and not period.months)
    assert there.days == period.days or period.months
    assert period.shifted(1).first == period.last + timedelta(days=1)


@given(days, st.sampled_from([1, 3, 12]))
def test_whole_months_are_followed_by_whole_months(day: date, count: int) -> None:
    period = months(day, count)
    assert period.first <= day <= period.last
    assert period.months == count
    assert period.shifted(1) == months(period.last + timedelta(days=1), count)
    assert week(day).days == 7


@given(days, days)
def test_what_is_written_as_two_dates_is_read_back(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    if last - first <= LONGEST:
        assert read_period(f"{first} - {last}", TUESDAY) == Period(first, last)
        assert read_period(f"{first:%d.%m.%Y}-{last:%d.%m.%Y}", TUESDAY) == Period(first, last)
