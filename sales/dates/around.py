"""Days that lie after or before another day: after the holidays, a week before the tenth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sales.dates.candidates import candidates
from sales.dates.days import Days, agrees, bind_parts, plain_days
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
WEEKDAYS = Weekday | NthWeekday


@dataclass(frozen=True, slots=True)
class _Around:
    """What is said around "after" or "before": the anchor, how far from it, and what narrows the day to come."""

    anchor: Sequence[DatePiece]
    spans: Sequence[Span]
    weekdays: Sequence[Weekday | NthWeekday]
    within: Sequence[DatePiece]


def days_around(pieces: Sequence[Piece], side: After | Before, today: date) -> Days:
    place = pieces.index(side)
    left, right = bind_parts(pieces[:place]), bind_parts(pieces[place + 1 :])
    if isinstance(side, After) and not left and right and all(isinstance(piece, Span) for piece in right):
        return plain_days(right, today)  # "after two weeks" is said for "in two weeks"
    said = _sorted_out(left, right)
    if not said.anchor or any(isinstance(piece, Span) for piece in said.anchor):
        raise DateNotUnderstood
    if said.spans:
        return _at_a_distance(said, side, today)
    periods = candidates(said.anchor, today)
    days = _after(periods) if isinstance(side, After) else _before(periods, said.anchor)
    within = (day for day in days if all(agrees(day, piece, today) for piece in said.within))
    return Days(_on_weekdays(within, said.weekdays), may_be_today=isinstance(side, Before))


def _sorted_out(left: Sequence[DatePiece], right: Sequence[DatePiece]) -> _Around:
    """Beside a holiday all else narrows the day after it: "in May after the holidays, on a Thursday"."""
    spans = [piece for piece in left if isinstance(piece, Span)]
    weekdays = [piece for piece in left if isinstance(piece, WEEKDAYS)]
    wider = [piece for piece in left if not isinstance(piece, WEEKDAYS | Span)]
    holidays = [piece for piece in right if isinstance(piece, Holiday)]
    if not holidays:
        return _Around([*wider, *right], spans, weekdays, [])
    weekdays += [piece for piece in right if isinstance(piece, WEEKDAYS)]
    narrowing = [piece for piece in right if not isinstance(piece, WEEKDAYS | Holiday)]
    return _Around(holidays, spans, weekdays, [*wider, *narrowing])


def _at_a_distance(said: _Around, side: After | Before, today: date) -> Days:
    """Count from the first such day to come: a week from Monday is never this very Monday's."""
    day_is_named = any(isinstance(piece, Ahead | DayOfMonth) for piece in said.anchor)
    earliest = today if day_is_named else today + ONE_DAY
    coming = next((period for period in candidates(said.anchor, today) if period.first >= earliest), None)
    if coming is None:
        raise DateNotUnderstood
    span, rests = merged(said.spans), coming.unit is None
    if isinstance(side, Before):
        return Days([days_before(coming.first, span)], named=True, may_be_today=True)
    return Days([days_after(next_worked(coming.last + ONE_DAY) if rests else coming.first, span)], named=True)


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


def _on_weekdays(days: Iterator[date], weekdays: Sequence[Weekday | NthWeekday]) -> Iterator[date]:
    for day in days:
        moved = day
        for piece in weekdays:
            if isinstance(piece, NthWeekday) and piece.number != 1:
                raise DateNotUnderstood
            weekday = piece.number if isinstance(piece, Weekday) else piece.weekday
            moved += timedelta(days=(weekday - moved.weekday()) % 7)
        yield moved
