"""What the rules find in a text: each piece is one fact about the day or the hour meant."""

from dataclasses import dataclass
from typing import TypeAlias

from sales.dates.feasts import Feast
from sales.dates.periods import Part, Unit


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    alone: bool = True  # may the number be a year with nothing beside it?


@dataclass(frozen=True, slots=True)
class Shifted:
    """This week (by 0), the next month (by 1), the year after the next (by 2)."""

    unit: Unit
    by: int


@dataclass(frozen=True, slots=True)
class Current:
    """A week, month or year named without saying which: "the end of the month"."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Named:
    """The number-th month, quarter or half of a year; a season by its first month."""

    unit: Unit
    number: int


@dataclass(frozen=True, slots=True)
class NextNamed:
    """Next March: certain only while both the coming and the next year's March are the same one."""

    unit: Unit
    number: int


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    number: int


@dataclass(frozen=True, slots=True)
class Weekday:
    number: int


@dataclass(frozen=True, slots=True)
class Weekend:
    pass


@dataclass(frozen=True, slots=True)
class NthWeekday:
    number: int
    weekday: int


@dataclass(frozen=True, slots=True)
class NthWeek:
    number: int


@dataclass(frozen=True, slots=True)
class NthDay:
    number: int
    worked: bool


@dataclass(frozen=True, slots=True)
class PartOf:
    part: Part


@dataclass(frozen=True, slots=True)
class Bound:
    """A part together with the period it is a part of."""

    part: Part
    of: "DatePiece"


@dataclass(frozen=True, slots=True)
class Holiday:
    feast: Feast


@dataclass(frozen=True, slots=True)
class Ahead:
    """Today, tomorrow, the day after tomorrow."""

    days: int


@dataclass(frozen=True, slots=True)
class Span:
    unit: Unit
    months: int = 0
    days: int = 0
    minutes: int = 0
    workdays: int = 0
    bare: bool = False  # without "in": certain only for days and longer


@dataclass(frozen=True, slots=True)
class After:
    pass


@dataclass(frozen=True, slots=True)
class Before:
    pass


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Do not call: a date only together with "until"."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Yesterday, last week, three days ago: by how many days, or by a weekday, where one is named."""

    days: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int = 0
    exact: bool = False  # written so that 3:00 can only mean the night
    spoken: bool = False  # "at 7", which this evening may mean 19:00
    needs_day: bool = False  # "by 15" is an hour beside a day, and nothing certain alone


@dataclass(frozen=True, slots=True)
class SameHour:
    """At this very time of the day."""


@dataclass(frozen=True, slots=True)
class Daypart:
    part: int


DatePiece: TypeAlias = (
    Year
    | Shifted
    | Current
    | Named
    | NextNamed
    | DayOfMonth
    | Weekday
    | Weekend
    | NthWeekday
    | NthWeek
    | NthDay
    | Bound
    | Holiday
    | Ahead
    | Span
)
Piece: TypeAlias = DatePiece | PartOf | After | Before | LeftAlone | Gone | Clock | SameHour | Daypart
