"""When to come back: days that fit, never in the past, never on a day off by itself."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.dates import When
from sales.losses import Reason
from sales.recontact import AFTER_LOSS, Promise, next_after_sale
from sales.worktime import WorkTime

MOSCOW = WorkTime(ZoneInfo("Europe/Moscow"))
NEW_YORK = WorkTime(ZoneInfo("America/New_York"))
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday, noon in Moscow


def test_every_reason_suggests_when_to_come_back() -> None:
    assert AFTER_LOSS.keys() == set(Reason)
    assert all(days and all(day > 0 for day in days) for days in AFTER_LOSS.values())


@pytest.mark.parametrize(
    ("days", "day"), [(1, date(2026, 11, 23)), (3, date(2026, 11, 23)), (4, date(2026, 11, 24))]
)
def test_a_suggested_day_off_moves_to_monday(days: int, day: date) -> None:
    assert Promise(days=days).day(NOW.date(), MOSCOW).day == day


def test_a_typed_day_off_stays_as_it_was_typed() -> None:
    sunday = When(date(2026, 11, 22), None)
    assert Promise(when=sunday).day(date(2026, 11, 20), MOSCOW) == sunday


def test_a_day_without_an_hour_falls_due_in_the_local_morning() -> None:
    assert Promise(days=4).due(NOW, MOSCOW) == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def test_an_hour_that_the_clock_skips_moves_on_with_it() -> None:
    skipped = Promise(when=When(date(2027, 3, 14), time(2, 30)))
    assert skipped.due(NOW, NEW_YORK) == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)


@given(st.integers(-4000, 4000), st.none() | st.times())
def test_a_promise_is_kept_only_when_it_lies_ahead_and_within_ten_years(days: int, at: time | None) -> None:
    promise = Promise(when=When(NOW.date() + timedelta(days=days), at))
    if promise.keeps(NOW, MOSCOW):
        assert promise.due(NOW, MOSCOW).date() >= NOW.date()
        assert days <= 3661
    elif at is None:
        assert days < 0 or days > 3660


def test_the_next_touch_after_a_sale_is_counted_from_the_sale() -> None:
    sold = date(2026, 11, 3)
    ahead = [
        next_after_sale((3, 30, 90), sold, sold + timedelta(days=passed)) for passed in (0, 2, 3, 29, 30, 90)
    ]
    assert ahead == [3, 1, 27, 1, 60, None]
    assert next_after_sale((), sold, sold) is None
