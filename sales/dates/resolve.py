"""From the facts found in a text to the one moment they mean, or the reason why there is none."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from sales.dates.around import days_around
from sales.dates.days import Days, agrees, bind_parts, plain_days
from sales.dates.hours import choose_hour, evening_of
from sales.dates.periods import Unit
from sales.dates.pieces import (
    After,
    Ahead,
    Before,
    Clock,
    Current,
    Daypart,
    Gone,
    LeftAlone,
    Named,
    NextNamed,
    PartOf,
    Piece,
    SameHour,
    Shifted,
    Span,
    Year,
)
from sales.dates.spans import FARTHEST_YEARS, merged, moment_after
from sales.dates.when import When, is_ahead, on_the_wall
from sales.errors import DateInPast, DateNotUnderstood


def resolve(pieces: Sequence[Piece], now: datetime) -> When:
    if not pieces:
        raise DateNotUnderstood
    if any(isinstance(piece, Gone) for piece in pieces):
        raise DateInPast
    spans = [piece for piece in pieces if isinstance(piece, Span)]
    if any(span.minutes for span in spans):
        return _moment_after(spans, pieces, now)
    return _moment_named(pieces, now)


def _moment_after(spans: Sequence[Span], pieces: Sequence[Piece], now: datetime) -> When:
    moment = moment_after(now, merged(spans))
    others = [piece for piece in pieces if not isinstance(piece, Span)]
    if not all(isinstance(one, Ahead) and agrees(moment.date(), one, now.date()) for one in others):
        raise DateNotUnderstood
    return When(moment.date(), moment.time().replace(second=0, microsecond=0))


def _moment_named(pieces: Sequence[Piece], now: datetime) -> When:
    pieces = [
        Clock(now.hour, now.minute, exact=True) if isinstance(piece, SameHour) else piece for piece in pieces
    ]
    clocks = [piece for piece in pieces if isinstance(piece, Clock)]
    dayparts = [piece for piece in pieces if isinstance(piece, Daypart)]
    of_day = list(dict.fromkeys(piece for piece in pieces if not isinstance(piece, Clock | Daypart)))
    if not of_day and any(clock.needs_day for clock in clocks) and not dayparts:
        raise DateNotUnderstood
    if clocks and of_day and all(is_wide(piece) for piece in of_day):
        raise DateNotUnderstood
    at = choose_hour(clocks, dayparts)
    try:
        return _first_coming(_days_meant(of_day, now.date()), at, now)
    except DateInPast:
        evening = [evening_of(clock) for clock in clocks if clock.spoken]
        if not evening or dayparts:
            raise
        return _first_coming(_days_meant(of_day, now.date()), choose_hour(evening, dayparts), now)


def is_wide(piece: Piece) -> bool:
    """Tell what no hour can belong to: a month, a quarter, a year."""
    match piece:
        case Named() | NextNamed() | Year() | PartOf():
            return True
        case Shifted(unit) | Current(unit):
            return unit >= Unit.MONTH
        case _:
            return False


def _days_meant(pieces: Sequence[Piece], today: date) -> Days:
    if any(isinstance(piece, LeftAlone) for piece in pieces):
        pieces = _from_then_on(pieces)
    sides = [piece for piece in pieces if isinstance(piece, After | Before)]
    if len(sides) > 1:
        raise DateNotUnderstood
    if sides:
        return days_around(pieces, sides[0], today)
    if not pieces:
        return Days([today, today + timedelta(days=1)], may_be_today=True)
    return plain_days(bind_parts(pieces), today)


def _from_then_on(pieces: Sequence[Piece]) -> list[Piece]:
    """Read "until March leave them alone" as March; "in March leave them alone" names no day at all."""
    if not any(isinstance(piece, Before) for piece in pieces):
        raise DateNotUnderstood
    return [piece for piece in pieces if not isinstance(piece, Before | LeftAlone)]


def _first_coming(days: Days, at: time | None, now: datetime) -> When:
    none_yet = True
    for day in days.coming:
        none_yet = False
        when = _on_the_wall(day, at, now)
        if is_ahead(when, now) and (when.day > now.date() or days.may_be_today):
            return _checked(when, days, now.date())
    if none_yet or not days.named:
        raise DateNotUnderstood
    raise DateInPast


def _on_the_wall(day: date, at: time | None, now: datetime) -> When:
    if at is None:
        return When(day)
    moment = on_the_wall(day, at, now)
    return When(moment.date(), moment.time())


def _checked(when: When, days: Days, today: date) -> When:
    too_far = when.day > today + relativedelta(years=FARTHEST_YEARS)
    if too_far or not all(agrees(when.day, piece, today) for piece in days.confirmed_by):
        raise DateNotUnderstood
    return when
