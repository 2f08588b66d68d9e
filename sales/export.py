"""What of a base may be taken out as a file, and of which time."""

from datetime import date, timedelta
from enum import StrEnum

BEGINNING, END = date(1900, 1, 1), date(9000, 1, 1)


class What(StrEnum):
    BASE = "b"  # every client with their whole history: it can be taken in again
    CONTACTS = "c"
    DEALS = "d"
    ARCHIVE = "a"  # everything of the team
    CLIENT = "p"  # everything about one client


class Span(StrEnum):
    ALL = "a"
    MONTH = "m"
    LAST_MONTH = "l"
    YEAR = "y"

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last."""
        month = today.replace(day=1)
        return {
            Span.ALL: (BEGINNING, END),
            Span.MONTH: (month, today),
            Span.LAST_MONTH: ((month - timedelta(days=1)).replace(day=1), month - timedelta(days=1)),
            Span.YEAR: (today.replace(month=1, day=1), today),
        }[self]


class File(StrEnum):
    XLSX = "x"
    CSV = "c"
