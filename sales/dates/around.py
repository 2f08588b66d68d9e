"""Days that lie after or before another day: after the holidays, a week before the tenth."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sales.dates.candidates import candidates
from sales.dates.days import Days, bind_parts, plain_days
from sales.dates.feasts import is_public_holiday, last_worked_before, next_worked
from sales.dates.periods import Period, Unit
from sales.dates.pieces import (
    After,
    Ahead,
    Before,
    DatePiece,
    DayOfMonth,
    Holiday,
    NthWeekday,
    Piece,
    Span,
    Weekday,
    Weekend,
)
from sales.dates.spans import days_after, days_before, merged
from sales.errors import DateNotUnderstood

ONE_DAY = timedelta(days=1)


def days_around(pieces: Sequence[Piece], side: After | Before, today: date) -> Days:
    place = pieces.index(side)
    left, anchor = bind_parts(pieces[:place]), bind_parts(pieces[place + 1 :])
    if isinstance(side, After) and not left and anchor and all(isinstance(piece, Span) for piece in anchor):
        return plain_days(anchor, today)  # "after two weeks" is said for "in two weeks"
    spans = [piece for piece in left if isinstance(piece, Span)]
    weekdays, anchor = _weekdays_apart(left, anchor)
    if not anchor or any(isinstance(piece, Span) for piece in anchor):
        raise DateNotUnderstood
    periods = candidates(anchor, today)
    if spans:
        day_is_named = any(isinstance(piece, Ahead | DayOfMonth) for piece in anchor)
        return _at_a_distance(periods, side, merged(spans), today if day_is_named else today + ONE_DAY)
    days = _after(periods) if isinstance(side, After) else _before(periods, anchor)
    return Days(_on_weekdays(days, weekdays), may_be_today=isinstance(side, Before))


def _at_a_distance(periods: Iterator[Period], side: After | Before, span: Span, earliest: date) -> Days:
    """Count from the first such day to come: a week from Monday is never this very Monday's."""
    coming = next((period for period in periods if period.first >= earliest), None)
    if coming is None:
        raise DateNotUnderstood
    if isinstance(side, Before):
        return Days([days_before(coming.first, span)], named=True, may_be_today=True)
    rests = coming.unit is None
    return Days([days_after(next_worked(coming.last + ONE_DAY) if rests else coming.first, span)], named=True)


def _weekdays_apart(
    left: Sequence[DatePiece], anchor: Sequence[DatePiece]
) -> tuple[list[DatePiece], list[DatePiece]]:
    """Tell the weekday to come back on from what the anchor is: "on Thursday after the holidays"."""
    weekdays: list[DatePiece] = [piece for piece in left if isinstance(piece, Weekday | NthWeekday)]
    wider = [piece for piece in left if not isinstance(piece, Weekday | NthWeekday | Span)]
    if any(isinstance(piece, Holiday) for piece in anchor):
        weekdays += [piece for piece in anchor if isinstance(piece, Weekday)]
        anchor = [piece for piece in anchor if not isinstance(piece, Weekday)]
    return weekdays, [*wider, *anchor]


def _after(periods: Iterator[Period]) -> Iterator[date]:
    for period in periods:
        rests = period.unit is None or (period.unit is Unit.DAY and is_public_holiday(period.first))
        yield next_worked(period.last + ONE_DAY) if rests else period.last + ONE_DAY


def _before(periods: Iterator[Period], anchor: Sequence[DatePiece]) -> Iterator[date]:
    rests = any(isinstance(piece, Holiday | Weekend) for piece in anchor)
    for period in periods:
        if rests:
            yield last_worked_before(period.first)
        elif period.unit is Unit.DAY:
            yield period.first
        else:
            # "Before March" may be a last day or a first one: only a day is certain.
            raise DateNotUnderstood


def _on_weekdays(days: Iterator[date], weekdays: Sequence[DatePiece]) -> Iterator[date]:
    for day in days:
        moved = day
        for piece in weekdays:
            if not isinstance(piece, Weekday) and not (isinstance(piece, NthWeekday) and piece.number == 1):
                raise DateNotUnderstood
            number = piece.number if isinstance(piece, Weekday) else piece.weekday
            moved += timedelta(days=(number - moved.weekday()) % 7)
        yield moved
