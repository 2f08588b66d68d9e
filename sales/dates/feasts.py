"""The Russian working calendar: which days are worked, and where the long holidays begin and end."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum
from functools import cache

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from holidays import HolidayBase, country_holidays

from sales.dates.periods import Period

ONE_DAY = timedelta(days=1)


class Feast(IntEnum):
    NEW_YEAR = 1
    RUSSIAN_CHRISTMAS = 2
    FEBRUARY = 3
    MARCH = 4
    MAY = 5
    JUNE = 6
    NOVEMBER = 7
    CHRISTMAS = 8
    RUSSIAN_EASTER = 9
    EASTER = 10
    NEAREST = 11
    FIRST_OF_MAY = 12


# The days between which a feast lasts; the first working day after them is what people mean by "after".
FIXED = {
    Feast.NEW_YEAR: ((1, 1), (1, 8)),
    Feast.RUSSIAN_CHRISTMAS: ((1, 7), (1, 8)),
    Feast.FEBRUARY: ((2, 23), (2, 23)),
    Feast.MARCH: ((3, 8), (3, 8)),
    Feast.FIRST_OF_MAY: ((5, 1), (5, 1)),
    Feast.MAY: ((5, 1), (5, 9)),
    Feast.JUNE: ((6, 12), (6, 12)),
    Feast.NOVEMBER: ((11, 4), (11, 4)),
    Feast.CHRISTMAS: ((12, 25), (12, 25)),
}
PUBLIC = (Feast.NEW_YEAR, Feast.FEBRUARY, Feast.MARCH, Feast.MAY, Feast.JUNE, Feast.NOVEMBER)


@cache
def _calendar() -> HolidayBase:
    return country_holidays("RU")


def is_worked(day: date) -> bool:
    return _calendar().is_working_day(day)


def is_public_holiday(day: date) -> bool:
    return day in _calendar()


def next_worked(day: date) -> date:
    while not is_worked(day):
        day += ONE_DAY
    return day


def last_worked_before(day: date) -> date:
    day -= ONE_DAY
    while not is_worked(day):
        day -= ONE_DAY
    return day


def after_workdays(day: date, count: int) -> date:
    for _ in range(count):
        day = next_worked(day + ONE_DAY)
    return day


def celebrated(feast: Feast, since: date) -> Iterator[Period]:
    """Give the feast's coming occurrences, each with the days of rest that follow it."""
    for year in range(since.year, since.year + 11):
        named = PUBLIC if feast is Feast.NEAREST else (feast,)
        for first, last in sorted(_days_of(one, year) for one in named):
            yield Period(first, next_worked(last + ONE_DAY) - ONE_DAY)


def _days_of(feast: Feast, year: int) -> tuple[date, date]:
    if feast is Feast.RUSSIAN_EASTER:
        return (easter(year, EASTER_ORTHODOX),) * 2
    if feast is Feast.EASTER:
        return (easter(year, EASTER_WESTERN),) * 2
    first, last = FIXED[feast]
    return date(year, *first), date(year, *last)
