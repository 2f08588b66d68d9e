"""Spans of time: added up, and counted from a day in either direction."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from sales.dates.feasts import after_workdays
from sales.dates.periods import Unit
from sales.dates.pieces import Span
from sales.errors import DateNotUnderstood

FARTHEST_YEARS = 10
LONGEST = Span(Unit.YEAR, months=FARTHEST_YEARS * 12, days=3653, minutes=3653 * 24 * 60, workdays=2600)


def merged(spans: Sequence[Span]) -> Span:
    """Add up "a year and two months"; two weeks and then three weeks are two answers, not one."""
    units = [span.unit for span in spans]
    if units != sorted(set(units), reverse=True) or (spans[0].bare and spans[0].unit < Unit.DAY):
        raise DateNotUnderstood
    whole = Span(
        spans[0].unit,
        months=sum(span.months for span in spans),
        days=sum(span.days for span in spans),
        minutes=sum(span.minutes for span in spans),
        workdays=sum(span.workdays for span in spans),
    )
    if _is_too_long(whole):
        raise DateNotUnderstood
    return whole


def _is_too_long(span: Span) -> bool:
    return (
        span.months > LONGEST.months
        or span.days > LONGEST.days
        or span.minutes > LONGEST.minutes
        or span.workdays > LONGEST.workdays
    )


def days_after(day: date, span: Span) -> date:
    if span.workdays:
        return after_workdays(day, span.workdays)
    if span.minutes:
        raise DateNotUnderstood
    return day + relativedelta(months=span.months, days=span.days)


def days_before(day: date, span: Span) -> date:
    if span.workdays or span.minutes:
        raise DateNotUnderstood
    return day - relativedelta(months=span.months, days=span.days)


def moment_after(now: datetime, span: Span) -> datetime:
    """Count hours on the clock of the world, and come out where the wall shows that hour once and for all."""
    ahead = now + relativedelta(months=span.months, days=span.days)
    ahead = (ahead.astimezone(UTC) + timedelta(minutes=span.minutes)).astimezone(now.tzinfo)
    if ahead.fold:
        # A wall clock cannot say which of the two passes of this hour is meant: wait for the hour after.
        ahead += timedelta(hours=1)
    return ahead.replace(fold=0)
