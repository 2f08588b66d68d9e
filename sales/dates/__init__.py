"""A future moment as people type it, in Russian or English, read for certain or not at all."""

import unicodedata
from datetime import datetime

from sales.dates.lexemes import LONGEST
from sales.dates.resolve import resolve
from sales.dates.scanner import scan
from sales.dates.when import When
from sales.errors import DateNotUnderstood

__all__ = ["When", "read_date"]


def read_date(text: str, now: datetime) -> When:
    """Read the whole text as the answer to "when do we come back?"; `now` is in the team's zone."""
    composed = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST:
        raise DateNotUnderstood
    reading = scan(composed)
    if reading.strangers:
        raise DateNotUnderstood
    try:
        return resolve([piece for fact in reading.facts for piece in fact.pieces], now)
    except (ValueError, OverflowError):
        raise DateNotUnderstood from None  # beyond the calendar's last year
