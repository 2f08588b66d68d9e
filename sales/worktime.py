"""When a team works: its hours, its weekdays, the holidays of its country, its own days off."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from holidays import HolidayBase

from sales.hours import localised

# A promise for a day without an hour is kept in the morning, after the meeting.
MORNING = time(10, 0)
# Said before the team goes home, of a promise whose hour comes after that.
BEFORE_CLOSING = timedelta(minutes=15)
LONGEST_BREAK = 60  # days without a single working one; beyond it the calendar is taken for a mistake


@lru_cache(maxsize=64)
def _public(country: str) -> HolidayBase:
    return holidays.country_holidays(country)


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Whose public holidays are known (ISO 3166)."""
    return frozenset(holidays.list_supported_countries())


@dataclass(frozen=True)
class WorkTime:
    """A team's working week on the wall of its zone."""

    zone: ZoneInfo
    weekdays: frozenset[int] = frozenset(range(1, 6))  # ISO: Monday is 1
    opens: time = time(9, 0)
    closes: time = time(18, 0)
    country: str = ""  # ISO 3166, or none
    days_off: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        if day.isoweekday() not in self.weekdays or day in self.days_off:
            return False
        return not self.country or day not in _public(self.country)

    def working_day(self, day: date) -> date:
        """The day itself, or the next on which the team works."""
        for ahead in range(LONGEST_BREAK):
            candidate = day + timedelta(days=ahead)
            if self.works_on(candidate):
                return candidate
        return day

    def working_day_before(self, day: date) -> date:
        """The last day before this one on which the team worked."""
        for back in range(1, LONGEST_BREAK):
            candidate = day - timedelta(days=back)
            if self.works_on(candidate):
                return candidate
        return day - timedelta(days=1)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def at(self, day: date, hour: time) -> datetime:
        return localised(day, hour, self.zone)

    @property
    def morning(self) -> time:
        """The hour of a promise that names none."""
        return min(max(MORNING, self.opens), self.closes)

    def is_open(self, moment: datetime) -> bool:
        day = self.local(moment).date()
        return self.works_on(day) and self.at(day, self.opens) <= moment < self.at(day, self.closes)

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself while the team works, else when it next begins."""
        if self.is_open(moment):
            return moment
        day = self.local(moment).date()
        if moment >= self.at(day, self.opens):
            day += timedelta(days=1)
        return self.at(self.working_day(day), self.opens)

    def last_open(self, moment: datetime) -> datetime:
        """A little before the team last closed ahead of this moment."""
        day = self.local(moment).date()
        if not self.works_on(day) or moment < self.at(day, self.opens):
            day = self.working_day_before(day)
        return max(self.at(day, self.closes) - BEFORE_CLOSING, self.at(day, self.opens))

    def remind_at(self, due: datetime, now: datetime, *, timed: bool) -> datetime:
        """When to remind of a promise: at its hour, and never when the team does not work.

        An hour agreed with a client outside the team's own is reminded of before it, while there is still time.
        """
        if timed and not self.is_open(due):
            before = self.last_open(due)
            if before > now:
                return before
        return self.next_open(due)
