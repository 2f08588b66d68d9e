"""How many days ago that was which the facts of a text name: yesterday, last Friday, on Monday, on the tenth."""

from collections.abc import Sequence
from datetime import date, datetime

from sales.dates.pieces import Ahead, Clock, DayOfMonth, Daypart, Gone, Named, Piece, Weekday, Year

ONE_WEEK = 7


def days_since(pieces: Sequence[Piece], now: datetime) -> int | None:
    """Give the days since the last such day; nothing where no single day is named, or none that has passed."""
    of_day = [piece for piece in pieces if not isinstance(piece, Clock | Daypart)]
    match sorted(of_day, key=lambda piece: type(piece).__name__):
        case [Gone(int(days))]:
            return days
        case [Gone(None, int(weekday))]:
            return now.weekday() + ONE_WEEK - weekday  # of the week before this one
        case [Weekday(weekday)]:
            return _since_weekday(weekday, now.date())
        case [Ahead(0)]:
            return 0
        case []:
            return 0 if pieces else None
        case _:
            return _since_date(of_day, now.date())


def _since_weekday(weekday: int, today: date) -> int:
    return (today.weekday() - weekday) % ONE_WEEK or ONE_WEEK


def _since_date(pieces: Sequence[Piece], today: date) -> int | None:
    """Look back for the last day with this number, of this month and year if they are named."""
    if not all(isinstance(piece, DayOfMonth | Named | Year | Weekday) for piece in pieces):
        return None
    numbers = {type(piece): piece.number for piece in pieces if isinstance(piece, DayOfMonth | Named | Year)}
    if DayOfMonth not in numbers:
        return None
    years = [numbers[Year]] if Year in numbers else [today.year, today.year - 1]
    months = [numbers[Named]] if Named in numbers else range(1, 13)
    days = (_day(year, month, numbers[DayOfMonth]) for year in years for month in months)
    return min(((today - day).days for day in days if day and day <= today), default=None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
