"""Clients gone quiet: from when they are dormant, and what they may bring if somebody calls."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

# From so many purchases on, a client has a rhythm of their own.
RHYTHM_FROM = 3
PATIENCE = 2  # intervals
YEAR = 365


def rhythm(purchases: Sequence[date]) -> timedelta | None:
    """The usual time between purchases; those of one day are one. None where there are too few."""
    days = sorted({*purchases})
    if len(days) < RHYTHM_FROM:
        return None
    return timedelta(days=median((after - before).days for before, after in pairwise(days)))


def dormant_from(last_touch: datetime, purchases: Sequence[date], limit: int) -> datetime:
    """When one who is silent since the last touch is dormant: by their own rhythm, else by the team's limit."""
    own = rhythm(purchases)
    return last_touch + (timedelta(days=limit) if own is None else own * PATIENCE)


def waits_from(
    last_touch: datetime | None,
    purchases: Sequence[date],
    limit: int,
    *,
    talked: bool,
    imported_at: datetime | None,
) -> datetime | None:
    """When a client is dormant: who has been in talks, and who came with a file, at once if nobody was in touch."""
    if last_touch is None:
        return imported_at
    return dormant_from(last_touch, purchases, limit) if talked or imported_at else None


def worth(sales: int, revenue: int, first: datetime | None, last: datetime | None) -> int:
    """What a client may bring in a year: their average sale at their own pace.

    The pace is taken over the time from the first sale to when the next may be expected, a year at least:
    two sales in one week promise no hundred a year. Who has not bought yet is worth what is known: nothing.
    """
    if first is None or last is None or sales < 1:
        return 0
    span = (last - first).days
    expected = span * sales // (sales - 1) if sales > 1 else 0
    return revenue * YEAR // max(YEAR, expected)
