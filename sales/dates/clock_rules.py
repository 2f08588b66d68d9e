"""Hours, on a clock and spoken."""

from sales.dates.patterns import Found, Reading
from sales.dates.periods import Unit
from sales.dates.pieces import Ahead, Clock, Daypart, Piece, Weekday
from sales.dates.vocabulary import DAYTIME

ROUND_MINUTES = range(0, 60, 5)


def clock(value: int) -> Found:
    return (Clock(value // 100, value % 100),)


def exact_clock(value: int) -> Found:
    return (Clock(value // 100, value % 100, exact=True),)


def clock_with_dots(value: int) -> Found | None:
    """Read 15.30 as an hour; where it could be a day of a month too, only beside another day."""
    hour, minute = divmod(value, 100)
    if hour > 23 or minute > 59:
        return None
    return (Clock(hour, minute, needs_day=1 <= minute <= 12 and hour >= 1),)


def clock_with_dots_beside(value: int) -> Found | None:
    hour, minute = divmod(value, 100)
    is_hour = 7 <= hour <= 23 and minute <= 59 and not 1 <= minute <= 12
    return (Clock(hour, minute, needs_day=True),) if is_hour else None


def hour(number: int) -> Found | None:
    return (Clock(number, spoken=True),) if 1 <= number <= 23 else None


def hour_beside(number: int) -> Found | None:
    return (Clock(number, needs_day=True, spoken=True),) if 1 <= number <= 23 else None


def hour_called(number: int, unit: int) -> Found | None:
    return hour(number) if unit == Unit.HOUR else None


def hour_and_minutes(number: int, minutes: int) -> Found | None:
    known = 1 <= number <= 23 and minutes in ROUND_MINUTES
    return (Clock(number, minutes),) if known else None


def hour_to_minutes(number: int, minutes: int) -> Found | None:
    """Read 15-30 as half past three; 10-12 may be two hours as well, and is left alone."""
    return None if number < minutes <= 24 else hour_and_minutes(number, minutes)


def hour_to_minutes_beside(number: int, minutes: int) -> Found | None:
    known = 7 <= number <= 23 and minutes in (0, 30, 45)
    return (Clock(number, minutes, needs_day=True),) if known else None


def hour_unit_minutes(number: int, unit: int, minutes: int, *_unit: int) -> Found | None:
    known = unit == Unit.HOUR and number <= 23 and minutes <= 59
    return (Clock(number, minutes),) if known else None


def meridiem(number: int, noon: int) -> Found | None:
    return (Clock(number % 12 + noon, exact=True),) if 1 <= number <= 12 else None


def clock_meridiem(value: int, noon: int) -> Found | None:
    number, minute = divmod(value, 100)
    known = 1 <= number <= 12 and minute <= 59
    return (Clock(number % 12 + noon, minute, exact=True),) if known else None


def hour_of_daypart(number: int, part: int) -> Found | None:
    return (Clock(number), Daypart(part)) if 1 <= number <= 12 else None


def half_past(number: int) -> Found | None:
    return hour_shifted(number - 1, 30)


def hour_shifted(number: int, minute: int) -> Found | None:
    return (Clock(number or 12, minute),) if 0 <= number <= 12 else None


def hour_of_weekday(weekday: int, number: int) -> Found | None:
    return (Weekday(weekday), Clock(number)) if 9 <= number <= 20 else None


def _beside(day: Piece, number: int, minutes: int) -> Found | None:
    """Read "Thursday 12 30"."""
    at = hour_and_minutes(number, minutes)
    return (day, *at) if at and number >= 7 else None


HOURS: list[tuple[str, Reading]] = [
    ("WEEKDAY NUMBER", hour_of_weekday),
    ("WEEKDAY NUMBER NUMBER", lambda weekday, *said: _beside(Weekday(weekday), *said)),
    ("AHEAD NUMBER NUMBER", lambda days, *said: _beside(Ahead(days), *said)),
    ("AFTER|BEFORE? CLOCK", clock),
    ("AFTER|BEFORE? EXACT", exact_clock),
    ("AT DOTTED", clock_with_dots),
    ("NEAR|AFTER|BEFORE|FROM|ON? DOTTED", clock_with_dots_beside),
    ("AT NUMBER", hour),
    ("NEAR|AFTER|BEFORE|FROM|ON NUMBER", hour_beside),
    ("AT|NEAR|AFTER|BEFORE|FROM|ON NUMBER UNIT", hour_called),
    ("AT|NEAR|AFTER|BEFORE|FROM NUMBER NUMBER", hour_and_minutes),
    ("AT|NEAR|AFTER|BEFORE|FROM NUMBER DASH NUMBER", hour_to_minutes),
    ("NUMBER DASH NUMBER", hour_to_minutes_beside),
    ("AT|NEAR|AFTER|BEFORE|FROM? NUMBER UNIT NUMBER UNIT?", hour_unit_minutes),
    ("UNIT AT|NEAR NUMBER", lambda unit, number: hour_called(number, unit)),
    (
        "UNIT AT|NEAR NUMBER DAYPART",
        lambda unit, number, part: hour_of_daypart(number, part) if unit == Unit.HOUR else None,
    ),
    ("в час", lambda *_: (Clock(13),)),
    ("час дня", lambda *_: (Clock(13),)),
    ("AT|NEAR|AFTER|BEFORE|FROM NUMBER дня", lambda number: hour_of_daypart(number, DAYTIME)),
    ("NUMBER UNIT дня", lambda number, unit: hour_of_daypart(number, DAYTIME) if unit == Unit.HOUR else None),
    ("NUMBER DAYPART", hour_of_daypart),
    (
        "NUMBER UNIT DAYPART",
        lambda number, unit, part: hour_of_daypart(number, part) if unit == Unit.HOUR else None,
    ),
    ("NUMBER MERIDIEM", meridiem),
    ("CLOCK|DOTTED|EXACT MERIDIEM", clock_meridiem),
    ("NUMBER o'clock", hour),
    ("половине|половина|пол ORDINAL", half_past),
    ("HALF_PAST", half_past),
    ("half past NUMBER", lambda *said: hour_shifted(said[-1], 30)),
    ("quarter past NUMBER", lambda *said: hour_shifted(said[-1], 15)),
    ("quarter to NUMBER", lambda *said: hour_shifted(said[-1] - 1, 45)),
    ("без четверти NUMBER", lambda number: hour_shifted(number - 1, 45)),
    ("четверть ORDINAL", lambda number: hour_shifted(number - 1, 15)),
    ("полдень|полудню|noon|midday", lambda: (Clock(12, exact=True),)),
]

HOUR_RANGES: list[tuple[str, Reading]] = [
    ("FROM|между|between NUMBER BEFORE|DASH|TO|UPTO|AND NUMBER", lambda first, _last: hour_beside(first)),
    (
        "FROM|между|between NUMBER BEFORE|DASH|TO|UPTO|AND NUMBER MERIDIEM",
        lambda first, _last, noon: meridiem(first, noon),
    ),
    ("FROM? CLOCK|EXACT BEFORE|DASH|TO|UPTO CLOCK|EXACT", lambda first, _last: clock(first)),
    ("между|between CLOCK|EXACT AND CLOCK|EXACT", lambda first, _last: clock(first)),
]


CLOCKS = HOURS + HOUR_RANGES
