"""Stretches of the calendar: which one holds a day, the next one, and its beginning, middle and end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from dateutil.relativedelta import relativedelta


class Unit(IntEnum):
    MINUTE = 1
    HOUR = 2
    DAY = 3
    WEEK = 4
    MONTH = 5
    QUARTER = 6
    SEASON = 7
    HALF = 8
    YEAR = 9


class Part(IntEnum):
    START = 1
    FIRST_HALF = 2
    MIDDLE = 3
    SECOND_HALF = 4
    END = 5


LENGTHS = {
    Unit.DAY: relativedelta(days=1),
    Unit.WEEK: relativedelta(weeks=1),
    Unit.MONTH: relativedelta(months=1),
    Unit.QUARTER: relativedelta(months=3),
    Unit.SEASON: relativedelta(months=3),
    Unit.HALF: relativedelta(months=6),
    Unit.YEAR: relativedelta(years=1),
}

# Monday, Wednesday and Friday: a sales week ends with its last working day.
DAYS_INTO_A_WEEK = {Part.START: 0, Part.FIRST_HALF: 0, Part.MIDDLE: 2, Part.SECOND_HALF: 3, Part.END: 4}


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date
    unit: Unit | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def one_day(day: date) -> Period:
    return Period(day, day, Unit.DAY)


def starting(first: date, unit: Unit) -> Period:
    return Period(first, first + LENGTHS[unit] - timedelta(days=1), unit)


def holding(day: date, unit: Unit) -> Period:
    match unit:
        case Unit.WEEK:
            first = day - timedelta(days=day.weekday())
        case Unit.MONTH | Unit.QUARTER | Unit.HALF | Unit.YEAR:
            months = relativedelta(date(2001, 1, 1) + LENGTHS[unit], date(2001, 1, 1))
            size = months.years * 12 + months.months
            first = day.replace(day=1, month=(day.month - 1) // size * size + 1)
        case _:
            first = day
    return starting(first, unit)


def shifted(day: date, unit: Unit, by: int) -> Period:
    return starting(holding(day, unit).first + LENGTHS[unit] * by, unit)


def from_then_on(day: date, unit: Unit, count: int) -> Iterator[Period]:
    return (shifted(day, unit, by) for by in range(count))


def numbered(year: Period, unit: Unit, number: int) -> Period | None:
    """Give the second quarter, the tenth month, or the season that begins in this year."""
    if unit is Unit.SEASON:
        return starting(year.first.replace(month=number), unit)
    size = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6}[unit]
    month = (number - 1) * size + 1
    return starting(year.first.replace(month=month), unit) if 1 <= month <= 12 else None


def part_of(period: Period, part: Part) -> date:
    if period.unit is Unit.WEEK:
        return period.first + timedelta(days=DAYS_INTO_A_WEEK[part])
    if part in (Part.START, Part.FIRST_HALF):
        return period.first
    if part is Part.END:
        return period.last
    return _middle_of(period, part)


def _middle_of(period: Period, part: Part) -> date:
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if months % 2 == 0:
        return period.first + relativedelta(months=months // 2)
    return period.first + relativedelta(months=months // 2, days=14 if part is Part.MIDDLE else 15)
