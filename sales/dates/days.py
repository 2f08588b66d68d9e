"""The days that facts with no "after" or "before" among them may mean, in the order in which they come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sales.dates.candidates import candidates, narrow
from sales.dates.periods import Part, Period, Unit, holding, one_day, part_of, shifted, starting
from sales.dates.pieces import (
    Ahead,
    Bound,
    Current,
    DatePiece,
    DayOfMonth,
    Holiday,
    Named,
    NextNamed,
    NthWeek,
    PartOf,
    Piece,
    Shifted,
    Span,
    Weekday,
    Year,
)
from sales.dates.spans import days_after, merged
from sales.errors import DateNotUnderstood

WITH_PARTS = Named | NextNamed | Shifted | Current | Year | NthWeek
CLOSE_BY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Days:
    """Days to take the first coming one of; where only one day was named, it can be past."""

    coming: Iterable[date]
    named: bool = False
    may_be_today: bool = False
    confirmed_by: Sequence[DatePiece] = ()


def bind_parts(pieces: Sequence[Piece]) -> list[DatePiece]:
    """Hand each part to the period it is a part of: the one after it, or else the one before it."""
    bound: list[DatePiece] = []
    waiting: Part | None = None
    for piece in pieces:
        if isinstance(piece, PartOf):
            if waiting:
                raise DateNotUnderstood
            waiting = piece.part
        elif waiting and isinstance(piece, WITH_PARTS):
            bound.append(Bound(waiting, piece))
            waiting = None
        else:
            bound.append(_date_piece(piece))
    return _bound_to_the_last(bound, waiting) if waiting else bound


def _bound_to_the_last(pieces: list[DatePiece], part: Part) -> list[DatePiece]:
    if not pieces or not isinstance(pieces[-1], WITH_PARTS):
        raise DateNotUnderstood
    return [*pieces[:-1], Bound(part, pieces[-1])]


def _date_piece(piece: Piece) -> DatePiece:
    assert isinstance(piece, DatePiece)
    return piece


def plain_days(pieces: Sequence[DatePiece], today: date) -> Days:
    spans = [piece for piece in pieces if isinstance(piece, Span)]
    others = [piece for piece in pieces if not isinstance(piece, Span)]
    if spans:
        return _after_spans(spans, others, today)
    if not is_certain(pieces):
        raise DateNotUnderstood
    return _days_of_periods(pieces, today)


def is_certain(pieces: Sequence[DatePiece]) -> bool:
    """Tell whether something beside "the week" or a bare 2027 was named, and no holiday without a side of it."""
    firm = [piece for piece in pieces if not isinstance(piece, Current) and piece != _unsupported(piece)]
    return bool(firm) and not any(isinstance(piece, Holiday) for piece in pieces)


def _unsupported(piece: DatePiece) -> DatePiece | None:
    return piece if isinstance(piece, Year) and not piece.alone else None


def _after_spans(spans: Sequence[Span], others: Sequence[DatePiece], today: date) -> Days:
    span = merged(spans)
    day = days_after(today, span)
    if len(others) == 1 and isinstance(others[0], Weekday) and span.unit >= Unit.WEEK:
        day = _weekday_close_by(day, others[0].number)
    return Days([day], named=True, confirmed_by=others)


def _weekday_close_by(day: date, weekday: int) -> date:
    """Read "in a week, on Friday" only where the Friday from then on is also the nearest one."""
    meant = day + timedelta(days=(weekday - day.weekday()) % 7)
    if meant - day > CLOSE_BY:
        raise DateNotUnderstood
    return meant


def _days_of_periods(pieces: Sequence[DatePiece], today: date) -> Days:
    confirming = _confirming(pieces)
    naming = [piece for piece in pieces if piece not in confirming]
    named = any(isinstance(_unbound(piece), Year | Shifted | Ahead) for piece in naming)
    days = (_day_of(period, today, named=named) for period in candidates(naming, today))
    may_be_today = named or any(isinstance(piece, DayOfMonth) for piece in naming)
    return Days(days, named, may_be_today, confirming)


def _unbound(piece: DatePiece) -> DatePiece:
    return piece.of if isinstance(piece, Bound) else piece


def _confirming(pieces: Sequence[DatePiece]) -> list[DatePiece]:
    """Where a day is named outright, a weekday beside it only confirms it: "Thursday, 26 November"."""
    if any(isinstance(piece, Ahead) for piece in pieces):
        return [piece for piece in pieces if not isinstance(piece, Ahead)]
    if any(isinstance(piece, DayOfMonth) for piece in pieces):
        return [piece for piece in pieces if isinstance(piece, Weekday) or _is_some_week(piece)]
    return []


def _is_some_week(piece: DatePiece) -> bool:
    return isinstance(piece, Shifted) and piece.unit is Unit.WEEK


def agrees(day: date, piece: DatePiece, today: date) -> bool:
    match piece:
        case Weekday(number):
            return day.weekday() == number
        case DayOfMonth(number):
            return day.day == number
        case _:
            period = _confirming_period(day, piece, today)
            return period is not None and day in period


def _confirming_period(day: date, piece: DatePiece, today: date) -> Period | None:
    match piece:
        case Year(number):
            return starting(date(number, 1, 1), Unit.YEAR)
        case Named():
            return narrow(holding(day, Unit.YEAR), piece)
        case Shifted(unit, by) if unit is not Unit.SEASON:
            return shifted(today, unit, by)
        case Ahead(days):
            return one_day(today + timedelta(days=days))
        case _:
            return None


def _day_of(period: Period, today: date, *, named: bool) -> date:
    """Take the first day; of a named period that has begun, the end, while that is still ahead."""
    if not named or period.first > today or period.last < today:
        return period.first
    end = part_of(period, Part.END)
    if end < today:
        raise DateNotUnderstood  # "this week", said on a Sunday
    return end
