"""Parts of the day."""

from sales.dates.patterns import Found, Reading
from sales.dates.periods import Part, Unit
from sales.dates.pieces import Ahead, Daypart, SameHour, Weekday
from sales.dates.vocabulary import AFTERNOON, DAYTIME, EVENING, LUNCH, MORNING

DAYPART_OF_PART = {
    Part.START: MORNING,
    Part.FIRST_HALF: MORNING,
    Part.MIDDLE: DAYTIME,
    Part.SECOND_HALF: AFTERNOON,
    Part.END: EVENING,
}


def part_of_day(part: int, unit: int) -> Found | None:
    return (Daypart(DAYPART_OF_PART[Part(part)]),) if unit == Unit.DAY else None


def half_of_day(number: int) -> Found | None:
    return (Daypart({1: MORNING, 2: AFTERNOON}[number]),) if number in (1, 2) else None


def half_of_day_ahead(days: int, number: int) -> Found | None:
    half = half_of_day(number)
    return half and (Ahead(days), *half)


def half_of_noon(noon: int) -> Daypart:
    return Daypart(AFTERNOON if noon else MORNING)


def half_of_weekday(weekday: int, number: int) -> Found | None:
    half = half_of_day(number)
    return half and (Weekday(weekday), *half)


def after_daypart(part: int) -> Found | None:
    return (Daypart(AFTERNOON),) if part == LUNCH else None


def before_daypart(part: int) -> Found | None:
    return (Daypart({LUNCH: MORNING, EVENING: AFTERNOON}[part]),) if part in (LUNCH, EVENING) else None


DAYPARTS: list[tuple[str, Reading]] = [
    ("DAYPART", lambda part: (Daypart(part),)),
    ("WEEKDAY MERIDIEM", lambda weekday, noon: (Weekday(weekday), half_of_noon(noon))),
    ("AHEAD MERIDIEM", lambda days, noon: (Ahead(days), half_of_noon(noon))),
    ("PART DAYPART", lambda _early, part: (Daypart(part),)),
    ("PART OF? UNIT", part_of_day),
    ("ORDINAL половине|половину|половина|half OF? дня|day", lambda number, *_: half_of_day(number)),
    ("AHEAD AT ORDINAL половине|половину", half_of_day_ahead),
    ("WEEKDAY AT ORDINAL половине|половину", half_of_weekday),
    ("AT THIS|то же|самое время", lambda *_: (SameHour(),)),
    ("AT? same time", lambda *_: (SameHour(),)),
    ("AFTER DAYPART", after_daypart),
    ("BEFORE DAYPART", before_daypart),
    ("после полудня", lambda *_: (Daypart(AFTERNOON),)),
]
