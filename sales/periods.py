"""The periods that reports are asked for: weeks, months, quarters, years or any two days; as people type them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sales.errors import PeriodNotUnderstood
from sales.hours import week_of

LONGEST = timedelta(days=3 * 366)
EARLIEST, LATEST = 2000, 2199
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many whole months it is; 0 when it is none."""
        after = self.last + _DAY
        whole = self.first.day == 1 and after.day == 1
        return _months_between(self.first, after) if whole else 0

    def shifted(self, steps: int) -> "Period":
        """The period so many of its own length later; whole months stay whole months."""
        if self.months:
            first = _months_on(self.first, steps * self.months)
            return Period(first, _months_on(first, self.months) - _DAY)
        way = steps * self.days * _DAY
        return Period(self.first + way, self.last + way)


def week(day: date) -> Period:
    return Period(*week_of(day))


def months(day: date, count: int) -> Period:
    """The month, quarter (3) or year (12) that the day lies in."""
    first = date(day.year, (day.month - 1) // count * count + 1, 1)
    return Period(first, _months_on(first, count) - _DAY)


def _months_between(first: date, after: date) -> int:
    return (after.year - first.year) * 12 + after.month - first.month


def _months_on(first: date, count: int) -> date:
    years, month = divmod(first.month - 1 + count, 12)
    return date(first.year + years, month + 1, 1)


_UNITS = ((r"недел\w*|week", 0), (r"месяц\w*|month", 1), (r"квартал\w*|quarter", 3), (r"год\w*|year", 12))
_BEFORE = re.compile(r"(?:прошл|предыдущ)\w+|last|previous")
_NOW = re.compile(r"(?:эт(?:от|а|у|о)|текущ\w+)|this|current")
_MONTHS = re.compile(
    r"(?:(январ|jan)|(феврал|feb)|(март|mar)|(апрел|apr)|(ма[йяе]|may)|(июн|jun)|(июл|jul)|(август|aug)"
    r"|(сентябр|sep)|(октябр|oct)|(ноябр|nov)|(декабр|dec))\w*"
)
_YEAR = re.compile(r"(20\d\d|21\d\d)(?: ?(?:г|год|года|y|year))?\.?")
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_DOTS = r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d\d))?"
_SPAN = re.compile(
    rf"(?:с |from )?({_ISO}|{_DOTS})(?: ?(?:-|–|—|\.\.\.?|…| по | до | to ) ?({_ISO}|{_DOTS}))?"
)
_NUMBERED_QUARTER = re.compile(r"(?:q ?([1-4])|([1-4])(?:-?й)? ?кв(?:артал)?\w*\.?)(?: (20\d\d|21\d\d))?")


def read_period(text: str, today: date) -> Period:
    """Read the whole text as a period that has begun; a month or day without its year is the latest such."""
    typed = " ".join(text.casefold().replace("ё", "е").split())
    found = _unit(typed, today) or _month(typed, today) or _quarter(typed, today) or _between(typed, today)
    if found is None or not found.first <= found.last or found.last - found.first > LONGEST:
        raise PeriodNotUnderstood
    if not EARLIEST <= found.first.year <= LATEST:
        raise PeriodNotUnderstood
    return found


def _unit(typed: str, today: date) -> Period | None:
    for unit, count in _UNITS:
        match = re.fullmatch(rf"(?:(?P<which>.+) )?(?:{unit})", typed)
        if match is None:
            continue
        this = months(today, count) if count else week(today)
        which = match["which"]
        if which is None or _NOW.fullmatch(which):
            return this
        return this.shifted(-1) if _BEFORE.fullmatch(which) else None
    return None


def _month(typed: str, today: date) -> Period | None:
    """«март», «март 2025», «2025»"""
    if year := _YEAR.fullmatch(typed):
        return months(date(int(year[1]), 1, 1), 12)
    name, _space, rest = typed.partition(" ")
    month, year = _MONTHS.fullmatch(name), _YEAR.fullmatch(rest)
    if month is None or (rest and year is None):
        return None
    number = int(month.lastindex or 0)
    return months(date(int(year[1]) if year else _latest(today, number), number, 1), 1)


def _latest(today: date, month: int) -> int:
    return today.year if month <= today.month else today.year - 1


def _quarter(typed: str, today: date) -> Period | None:
    match = _NUMBERED_QUARTER.fullmatch(typed)
    if match is None:
        return None
    month = int(match[1] or match[2]) * 3 - 2
    return months(date(int(match[3]) if match[3] else _latest(today, month), month, 1), 3)


def _between(typed: str, today: date) -> Period | None:
    """«1.10 - 15.11», «2026-10-01..2026-11-15», one day."""
    match = _SPAN.fullmatch(typed)
    if match is None:
        return None
    parts = match.groups()
    try:
        last = _day(parts[8:] if parts[7] else parts[1:7], today)
        return Period(_day(parts[1:7], last) if parts[7] else last, last)
    except ValueError:
        return None


def _day(parts: tuple[str | None, ...], not_after: date) -> date:
    year, month, day, short_day, short_month, short_year = parts
    if year is not None:
        return date(int(year), int(month or 0), int(day or 0))
    of_month, number = int(short_day or 0), int(short_month or 0)
    if short_year is not None:
        return date(int(short_year) + (2000 if len(short_year) == 2 else 0), number, of_month)
    year_of_it = not_after.year
    while of_month > monthrange(year_of_it, number)[1] or date(year_of_it, number, of_month) > not_after:
        year_of_it -= 1
        if year_of_it < not_after.year - 8:  # no 30 February in any year
            raise ValueError
    return date(year_of_it, number, of_month)
