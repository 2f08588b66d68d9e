"""From facts about a day to the periods they may mean, the nearest first."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from sales.dates.feasts import celebrated, is_worked
from sales.dates.periods import (
    Period,
    Unit,
    from_then_on,
    holding,
    numbered,
    one_day,
    part_of,
    shifted,
    starting,
)
from sales.dates.pieces import (
    Ahead,
    Bound,
    Current,
    DatePiece,
    DayOfMonth,
    Holiday,
    Named,
    NextNamed,
    NthDay,
    NthWeek,
    NthWeekday,
    Shifted,
    Weekday,
    Weekend,
    Year,
)

COMING_YEARS = 12
COMING_MONTHS = 14
COMING_WEEKS = 3
ONE_DAY = timedelta(days=1)


def breadth(piece: DatePiece) -> int:
    """Tell how wide a stretch a piece names, so that the wider one is looked at first."""
    match piece:
        case Bound(_, of):
            return breadth(of)
        case Year():
            return Unit.YEAR
        case Shifted(unit) | Current(unit) | Named(unit) | NextNamed(unit):
            return unit
        case DayOfMonth() | Weekday() | Weekend() | NthDay() | NthWeekday() | NthWeek():
            return Unit.DAY
        case _:
            return 0


def candidates(pieces: Sequence[DatePiece], today: date) -> Iterator[Period]:
    """Give the periods that the pieces together name, in the order in which they come."""
    widest, *narrower = sorted(pieces, key=breadth, reverse=True)
    for opening in _openings(widest, today):
        period: Period | None = opening
        for piece in narrower:
            period = narrow(period, piece) if period else None
        if period:
            yield period


def _openings(piece: DatePiece, today: date) -> Iterator[Period]:
    match piece:
        case Year(number):
            yield starting(date(number, 1, 1), Unit.YEAR)
        case Ahead(days):
            yield one_day(today + ONE_DAY * days)
        case Shifted(unit, by) if unit is not Unit.SEASON:
            yield shifted(today, unit, by)
        case Holiday(feast):
            yield from celebrated(feast, today)
        case NextNamed(unit, number):
            yield from _certainly_next(unit, number, today)
        case Bound(part, of):
            yield from (one_day(part_of(period, part)) for period in _openings(of, today))
        case Current(unit):
            yield from from_then_on(today, unit, COMING_MONTHS)
        case Named() | DayOfMonth() | NthWeekday() | NthWeek() | NthDay() | Weekday() | Weekend():
            yield from _recurring(piece, today)


def _recurring(piece: DatePiece, today: date) -> Iterator[Period]:
    match piece:
        case Named():
            # A winter that began last year may still have its end ahead.
            around = from_then_on(today.replace(year=today.year - 1, day=1), Unit.YEAR, COMING_YEARS)
        case Weekday() | Weekend():
            around = from_then_on(today, Unit.WEEK, COMING_WEEKS)
        case _:
            around = from_then_on(today, Unit.MONTH, COMING_MONTHS)
    yield from (period for whole in around if (period := narrow(whole, piece)))


def _certainly_next(unit: Unit, number: int, today: date) -> Iterator[Period]:
    this_year = numbered(holding(today, Unit.YEAR), unit, number)
    if this_year and this_year.first <= today:
        yield from (period for period in _recurring(Named(unit, number), today) if period.first > today)


def narrow(whole: Period, piece: DatePiece) -> Period | None:
    """Give the stretch that the piece names within a wider one, if there is just one."""
    match piece, whole.unit:
        case Bound(part, of), _:
            within = narrow(whole, of)
            return one_day(part_of(within, part)) if within else None
        case Current(unit), kept:
            return whole if unit is kept else None
        case Named(unit, number), Unit.YEAR | Unit.HALF | Unit.SEASON | Unit.QUARTER:
            return _named_within(whole, unit, number)
        case Weekday(number), Unit.WEEK:
            return one_day(whole.first + ONE_DAY * number)
        case Weekend(), Unit.WEEK:
            return Period(whole.first + ONE_DAY * 5, whole.last)
        case _:
            return _within_days(whole, piece)


def _named_within(whole: Period, unit: Unit, number: int) -> Period | None:
    """Find the February of a winter in the year in which the winter ends."""
    years = (holding(day, Unit.YEAR) for day in (whole.first, whole.last))
    found = (numbered(year, unit, number) for year in years)
    return next((period for period in found if period and period.first in whole), None)


def _within_days(whole: Period, piece: DatePiece) -> Period | None:
    if whole.unit is None or whole.unit < Unit.MONTH:
        return None
    match piece:
        case DayOfMonth(number) if whole.unit is Unit.MONTH:
            found = one_day(whole.first + ONE_DAY * (number - 1))
        case NthWeekday(number, weekday):
            found = one_day(_counted(whole, number, lambda day: day.weekday() == weekday))
        case NthDay(number, worked):
            found = one_day(_counted(whole, number, lambda day: is_worked(day) or not worked))
        case NthWeek(number) if whole.unit is Unit.MONTH:
            first = whole.last - ONE_DAY * 6 if number < 0 else whole.first + ONE_DAY * 7 * (number - 1)
            found = Period(first, min(first + ONE_DAY * 6, whole.last))
        case _:
            return None
    return found if found.first in whole else None


def _counted(whole: Period, number: int, fits: Callable[[date], bool]) -> date:
    """Give the number-th fitting day from the beginning, or from the end where the number is negative."""
    day, step = (whole.last, -ONE_DAY) if number < 0 else (whole.first, ONE_DAY)
    left = abs(number)
    while True:
        left -= fits(day)
        if left <= 0:
            return day
        day += step
