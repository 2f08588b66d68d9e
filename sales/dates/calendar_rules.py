"""Days, months, quarters and years called by their names and numbers."""

from sales.dates.patterns import Found, Reading
from sales.dates.periods import Part, Unit
from sales.dates.pieces import (
    Clock,
    Current,
    DayOfMonth,
    Named,
    NthDay,
    NthWeek,
    NthWeekday,
    PartOf,
    Weekday,
    Weekend,
    Year,
)

YEARS = range(2000, 2100)


def full_date(value: int) -> Found | None:
    month_and_day = day_and_month(value % 100 * 100 + value // 100 % 100)
    return month_and_day and (Year(value // 10000), *month_and_day)


def month_and_year(value: int) -> Found | None:
    return (Year(value // 100), Named(Unit.MONTH, value % 100)) if 1 <= value % 100 <= 12 else None


def day_and_month(value: int) -> Found | None:
    return day_of(value // 100, value % 100) if 1 <= value % 100 <= 12 else None


def day_of(day: int, month: int) -> Found | None:
    return (Named(Unit.MONTH, month), DayOfMonth(day)) if 1 <= day <= 31 else None


def day_of_short_year(day: int, month: int, year: int) -> Found | None:
    """Read "3 Dec 27": from 24 on the last number can be no hour."""
    found = day_of(day, month) if 24 <= year <= 99 else None
    return found and (Year(2000 + year), *found)


def day_and_hour(day: int, month: int, hour: int, minutes: int) -> Found | None:
    """Read "3 декабря 18 00"."""
    found = day_of(day, month) if 7 <= hour <= 23 and minutes in (0, 15, 30, 45) else None
    return found and (*found, Clock(hour, minutes))


def weekday_of(weekday: int, day: int, month: int) -> Found | None:
    """Keep the 9 of "Thursday 9 January" from being an hour."""
    found = day_of(day, month)
    return found and (Weekday(weekday), *found)


def first_day_of(day: int, _last: int, month: int) -> Found | None:
    return day_of(day, month)


def day(number: int) -> Found | None:
    return (DayOfMonth(number),) if 1 <= number <= 31 else None


def year(number: int) -> Found | None:
    return (Year(number),) if number in YEARS else None


def year_beside(number: int) -> Found | None:
    return (Year(number, alone=False),) if number in YEARS else None


def year_or_numbered(number: int, unit: int) -> Found | None:
    if unit == Unit.YEAR and number in YEARS:
        return (Year(number),)
    return numbered(number, unit) if unit in (Unit.QUARTER, Unit.HALF) else None


def short_year(number: int) -> Found | None:
    """Read "27 года" as 2027: no span is that long here."""
    return (Year(2000 + number),) if 20 <= number <= 99 else None


def numbered(number: int, unit: int) -> Found | None:
    most = {Unit.QUARTER: 4, Unit.HALF: 2}
    if unit in most:
        return (Named(Unit(unit), number),) if 1 <= number <= most[Unit(unit)] else None
    if unit == Unit.WEEK and number <= 5:
        return (NthWeek(number),)
    return (NthDay(number, worked=False),) if unit == Unit.DAY and number <= 5 else None


def quarter(number: int) -> Found | None:
    return numbered(number, Unit.QUARTER)


def half_year(number: int) -> Found | None:
    return numbered(number, Unit.HALF)


def latest(_sign: int, unit: int) -> Found | None:
    return numbered(-1, unit) if unit in (Unit.WEEK, Unit.DAY) else None


def half_of(number: int) -> Found | None:
    halves = {1: Part.FIRST_HALF, 2: Part.SECOND_HALF}
    return (PartOf(halves[number]),) if number in halves else None


def tens_of_days(number: int) -> Found | None:
    return day((number - 1) * 10 + 1) if 1 <= number <= 3 else None


def days_about(number: int) -> Found | None:
    return (PartOf(Part.START),) if number == 1 else day(number)


DATES: list[tuple[str, Reading]] = [
    ("DMY", full_date),
    ("MY", month_and_year),
    ("DM|DOTTED", day_and_month),
    ("DM|DOTTED DASH DM|DOTTED", lambda first, _last: day_and_month(first)),
    ("FROM DM|DOTTED UPTO|BEFORE|TO DM|DOTTED", lambda first, _last: day_and_month(first)),
    ("NUMBER|ORDINAL DASH? OF? MONTH", day_of),
    ("NUMBER|ORDINAL числа MONTH", day_of),
    ("NUMBER|ORDINAL DASH|TO|UPTO|BEFORE NUMBER|ORDINAL OF? MONTH", first_day_of),
    ("между|between NUMBER|ORDINAL AND NUMBER|ORDINAL OF? MONTH", first_day_of),
    ("NUMBER MONTH NUMBER", day_of_short_year),
    ("NUMBER|ORDINAL MONTH NUMBER NUMBER", day_and_hour),
    ("NUMBER MONTH DASH|UPTO|TO|BEFORE NUMBER MONTH", lambda day, month, *_: day_of(day, month)),
    ("MONTH NUMBER|ORDINAL", lambda month, day: day_of(day, month)),
    ("MONTH NUMBER|ORDINAL DASH|TO NUMBER|ORDINAL", lambda month, day, _last: day_of(day, month)),
    ("DAYTH", day),
    ("ORDINAL числа|число", day),
    ("ON ORDINAL", day),
    ("NUMBER числа|число", day),
    ("числа NUMBER|ORDINAL", day),
    ("FROM NUMBER|ORDINAL UPTO NUMBER|ORDINAL числа|число?", lambda first, _last: day(first)),
    ("FROM NUMBER|ORDINAL BEFORE NUMBER|ORDINAL числа|число", lambda first, _last: day(first)),
    ("ORDINAL числах", days_about),
    ("NUMBER DASH? х числах", day),
    ("LATEST числах", lambda _: (PartOf(Part.END),)),
]

PERIODS: list[tuple[str, Reading]] = [
    ("MONTH", lambda month: (Named(Unit.MONTH, month),)),
    ("MONTH DASH MONTH", lambda month, _later: (Named(Unit.MONTH, month),)),
    ("SEASON", lambda month: (Named(Unit.SEASON, month),)),
    ("WEEKDAY", lambda weekday: (Weekday(weekday),)),
    ("WEEKDAY NUMBER MONTH", weekday_of),
    ("WEEKDAY DASH WEEKDAY", lambda weekday, _later: (Weekday(weekday),)),
    ("WEEKEND", lambda _: (Weekend(),)),
    ("UNIT", lambda unit: (Current(Unit(unit)),) if unit >= Unit.WEEK else None),
    ("NUMBER UNIT", year_or_numbered),
    ("NUMBER год|году|года|г", short_year),
    ("ROMAN|ORDINAL UNIT", numbered),
    (
        "ROMAN|ORDINAL WORKING UNIT",
        lambda number, unit: (NthDay(number, worked=True),) if unit == Unit.DAY else None,
    ),
    (
        "LATEST WORKING UNIT",
        lambda number, unit: (NthDay(number, worked=True),) if unit == Unit.DAY else None,
    ),
    ("LATEST UNIT", latest),
    ("PAST UNIT OF", lambda unit: latest(-1, unit)),
    (
        "ORDINAL|LATEST WEEKDAY",
        lambda number, weekday: (NthWeekday(number, weekday),) if number <= 5 else None,
    ),
    ("PAST WEEKDAY OF", lambda weekday: (NthWeekday(-1, weekday),)),
    ("q NUMBER", quarter),
    ("NUMBER q", quarter),
    ("h NUMBER", half_year),
    ("AT|IN|FROM|NEAR|OF|BEFORE NUMBER", year),
    ("NUMBER", year_beside),
    ("ORDINAL декаде|декада|декаду|декады", tens_of_days),
    ("ORDINAL half|половина|половине|половину|половины", half_of),
    ("PART", lambda part: (PartOf(Part(part)),)),
]

CALENDAR = DATES + PERIODS
