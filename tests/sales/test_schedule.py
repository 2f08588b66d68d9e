"""When a team's morning and week open, and what being late makes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sales.rules import DEFAULTS, Rules
from sales.schedule import (
    Occurrence,
    Summary,
    asks_what_is_in_the_way,
    is_late,
    next_one,
    occurrences,
    still_worth_sending,
)
from sales.worktime import WorkTime

MOSCOW, NEW_YORK = ZoneInfo("Europe/Moscow"), ZoneInfo("America/New_York")


def at(day: str, hour: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), zone)


def following(kind: Summary, after: datetime, rules: Rules = DEFAULTS, zone: ZoneInfo = MOSCOW) -> Occurrence:
    return next_one(kind, rules, rules.worktime(zone), after)


def test_the_morning_opens_on_working_days_alone() -> None:
    friday = following(Summary.MORNING, at("2026-11-26", "09:00"))
    assert friday == Occurrence(date(2026, 11, 27), at("2026-11-27", "09:00").astimezone(UTC))
    assert following(Summary.MORNING, friday.at).day == date(2026, 11, 30)


def test_the_week_opens_on_monday_or_on_the_first_working_day_after_it() -> None:
    assert following(Summary.WEEK, at("2026-11-24", "11:00")).at == at("2026-11-30", "09:00")
    off = replace(DEFAULTS, days_off=frozenset({date(2026, 11, 30)}))
    moved = following(Summary.WEEK, at("2026-11-24", "11:00"), off)
    assert (moved.day, moved.at) == (date(2026, 11, 30), at("2026-12-01", "09:00"))


def test_weeks_within_a_long_break_open_after_it_one_by_one() -> None:
    """The New Year's holidays: Russia works again on the twelfth of January 2026."""
    rules = replace(DEFAULTS, country="RU", days_off=frozenset({date(2026, 1, 9)}))
    found = occurrences(
        Summary.WEEK, rules, rules.worktime(MOSCOW), at("2025-12-30", "10:00"), at("2026-01-12", "10:00")
    )
    assert [one.day for one in found] == [date(2026, 1, 5), date(2026, 1, 12)]
    assert {one.at for one in found} == {at("2026-01-12", "09:00")}


@pytest.mark.parametrize(("before", "after"), [("2026-03-06", "2026-03-09"), ("2026-10-30", "2026-11-02")])
def test_nine_on_the_wall_stays_nine_when_the_clocks_change(before: str, after: str) -> None:
    found = following(Summary.MORNING, at(before, "09:00", NEW_YORK), zone=NEW_YORK)
    assert found.at.astimezone(NEW_YORK).isoformat()[:16] == f"{after}T09:00"


def test_an_hour_that_the_clock_skips_comes_as_the_clock_goes_on() -> None:
    rules = replace(DEFAULTS, morning=time(2, 30), weekdays=frozenset(range(1, 8)))
    found = following(Summary.MORNING, at("2026-03-07", "12:00", NEW_YORK), rules, NEW_YORK)
    assert found.at.astimezone(NEW_YORK).hour == 3


def test_every_day_has_its_own_morning_over_a_leap_year() -> None:
    rules = replace(DEFAULTS, weekdays=frozenset(range(1, 8)))
    found = occurrences(
        Summary.MORNING, rules, rules.worktime(NEW_YORK), at("2028-01-01", "00:00"), at("2029-01-01", "00:00")
    )
    assert len({one.day for one in found}) == len(found) == 366
    assert date(2028, 2, 29) in {one.day for one in found}


def test_a_team_that_never_works_is_looked_at_again_later() -> None:
    never = WorkTime(MOSCOW, weekdays=frozenset())
    now = at("2026-11-24", "11:00")
    assert next_one(Summary.MORNING, DEFAULTS, never, now).at > now + timedelta(days=30)


def test_late_is_said_and_too_late_is_skipped() -> None:
    one = Occurrence(date(2026, 11, 24), at("2026-11-24", "09:00"))
    assert not is_late(one, at("2026-11-24", "09:15"))
    assert is_late(one, at("2026-11-24", "09:16"))
    assert still_worth_sending(one, DEFAULTS, at("2026-11-24", "13:29"))
    assert not still_worth_sending(one, DEFAULTS, at("2026-11-24", "13:30"))


def test_the_third_putting_off_is_asked_about() -> None:
    assert [number for number in range(7) if asks_what_is_in_the_way(number)] == [3, 6]
