"""Moments told from now: tomorrow, in two weeks, next month; and what lies after or before another day."""

from sales.dates.feasts import Feast
from sales.dates.patterns import Found, Reading
from sales.dates.periods import Part, Unit
from sales.dates.pieces import (
    After,
    Ahead,
    Before,
    Current,
    Daypart,
    Gone,
    Holiday,
    Named,
    NextNamed,
    PartOf,
    Shifted,
    Span,
    Weekday,
    Weekend,
)
from sales.dates.vocabulary import EVENING, MORNING

MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7}
MINUTES_IN = {Unit.MINUTE: 1, Unit.HOUR: 60}
FEAST_OF_MONTH = {
    1: Feast.NEW_YEAR,
    2: Feast.FEBRUARY,
    3: Feast.MARCH,
    5: Feast.MAY,
    6: Feast.JUNE,
    11: Feast.NOVEMBER,
}


def span_of_halves(halves: int, unit: int, *, bare: bool = False) -> tuple[Span] | None:
    """Measure a span in half units; half a day is rounded up to a day, half a month is fifteen days."""
    named = Unit(unit)
    if halves == 0:
        return None
    if named in MONTHS_IN:
        months, odd = divmod(halves * MONTHS_IN[named], 2)
        return (Span(named, months=months, days=15 * odd, bare=bare),)
    if named in DAYS_IN:
        return (Span(named, days=-(-halves * DAYS_IN[named] // 2), bare=bare),)
    return (Span(named, minutes=halves * MINUTES_IN[named] // 2, bare=bare),)


def span(number: int, unit: int) -> tuple[Span] | None:
    return span_of_halves(number * 2, unit)


def bare_span(number: int, unit: int) -> tuple[Span] | None:
    # "2 квартал" is the second one, "27 год" is a year
    if unit in (Unit.QUARTER, Unit.HALF) or (unit == Unit.YEAR and number >= 20):
        return None
    return span_of_halves(number * 2, unit, bare=True)


def bare_halves(halves: int, unit: int) -> tuple[Span] | None:
    return span_of_halves(halves, unit, bare=True)


def one(unit: int) -> tuple[Span] | None:
    return span(1, unit)


def first_of_two(number: int, _other: int, unit: int) -> tuple[Span] | None:
    return span(number, unit)


def workdays(number: int, unit: int) -> Found | None:
    return (Span(Unit.DAY, workdays=number),) if unit == Unit.DAY and number else None


def gone(*_said: int) -> Found:
    return (Gone(),)


def nothing(*_said: int) -> Found:
    return ()


def shifted(by: int) -> Reading:
    def read(unit: int) -> Found | None:
        if unit < Unit.DAY:
            return None
        return (Ahead(by),) if unit == Unit.DAY else (Shifted(Unit(unit), by),)

    return read


def year_feast(*operator: After | Before) -> Reading:
    def read(unit: int, *_holidays: int) -> Found | None:
        return (*operator, Holiday(Feast.NEW_YEAR)) if unit == Unit.YEAR else None

    return read


def month_feast(month: int, feast: int) -> Found | None:
    known = feast == Feast.NEAREST and month in FEAST_OF_MONTH
    return (Holiday(FEAST_OF_MONTH[month]),) if known else None


CALLING = "позвонить|звонить|звони|звоните|звоним|беспокоить|беспокой|беспокойте|трогать|трогай|трогайте"
CALLING += "|тревожить|тревожьте|дергать|дергай|дергайте|писать|пишите"

SPANS: list[tuple[str, Reading]] = [
    ("THROUGH|IN NUMBER UNIT", span),
    ("THROUGH|IN HALVES UNIT", span_of_halves),
    ("THROUGH UNIT", one),
    ("THROUGH|IN A UNIT", one),
    ("THROUGH|IN? A UNIT and a half", lambda unit: span_of_halves(3, unit)),
    ("THROUGH|IN? UNIT с половиной", lambda unit: span_of_halves(3, unit)),
    ("THROUGH|IN? half A UNIT", lambda unit: span_of_halves(1, unit)),
    ("THROUGH? пол UNIT", lambda unit: span_of_halves(1, unit)),
    ("THROUGH? HALF_UNIT", lambda unit: span_of_halves(1, unit)),
    ("THROUGH? HALF_UNIT DASH|OR UNIT", lambda unit, _longer: span_of_halves(1, unit)),
    ("THROUGH|IN? NUMBER DASH|OR|TO NUMBER UNIT", first_of_two),
    ("THROUGH|IN? NUMBER DASH|OR HALVES UNIT", first_of_two),
    (
        "THROUGH|IN? HALVES DASH|OR NUMBER|HALVES UNIT",
        lambda halves, _more, unit: span_of_halves(halves, unit),
    ),
    ("THROUGH|IN A UNIT DASH|OR NUMBER", lambda unit, _more: span(1, unit)),
    ("THROUGH UNIT DASH|OR NUMBER|HALVES", lambda unit, _more: span(1, unit)),
    ("THROUGH UNIT DASH? другую|другой", one),
    ("THROUGH UNIT NUMBER", lambda unit, number: span(number, unit)),
    ("UNIT THROUGH NUMBER", lambda unit, number: span(number, unit)),
    ("UNIT THROUGH HALVES", lambda unit, halves: span_of_halves(halves, unit)),
    ("UNIT THROUGH NUMBER DASH|OR NUMBER", lambda unit, number, _more: span(number, unit)),
    ("NUMBER UNIT", bare_span),
    ("HALVES UNIT", bare_halves),
    ("A UNIT", lambda unit: bare_span(1, unit)),
    ("NUMBER UNIT later", span),
    ("A UNIT later", one),
    ("from now", nothing),
    ("may be", nothing),
    ("i|we|he|she|they|you|it may", nothing),
    ("week of", nothing),
    ("неделя|неделе|неделю с", nothing),
    ("THROUGH|IN? NUMBER WORKING UNIT", workdays),
    ("AT|IN течение|течении UNIT", one),
    ("AT|IN течение|течении NUMBER UNIT", span),
    ("AT|IN течение|течении HALF_UNIT", lambda unit: span_of_halves(1, unit)),
    ("на неделю|недельку", lambda: span(1, Unit.WEEK)),
    ("на месяц|месяцок", lambda: span(1, Unit.MONTH)),
    ("на год|годик", lambda: span(1, Unit.YEAR)),
    ("на квартал", lambda: span(1, Unit.QUARTER)),
    ("fortnight", lambda: span(2, Unit.WEEK)),
]

NEAR_BY: list[tuple[str, Reading]] = [
    ("AHEAD", lambda days: (Ahead(days),)),
    ("AHEAD DASH AHEAD", lambda days, _later: (Ahead(days),)),
    ("после DASH? завтра", lambda *_: (Ahead(2),)),
    ("day after tomorrow", lambda *_: (Ahead(2),)),
    ("tonight", lambda: (Ahead(0), Daypart(EVENING))),
    ("NEXT|NEW UNIT", shifted(1)),
    ("THIS UNIT", shifted(0)),
    ("UNIT AFTER next", shifted(2)),
    ("NEXT WEEKDAY", lambda weekday: (Shifted(Unit.WEEK, 1), Weekday(weekday))),
    ("THIS WEEKDAY", lambda weekday: (Weekday(weekday),)),
    ("NEXT WEEKEND", lambda _: (Shifted(Unit.WEEK, 1), Weekend())),
    ("THIS WEEKEND", lambda _: (Weekend(),)),
    ("NEXT MONTH", lambda month: (NextNamed(Unit.MONTH, month),)),
    ("NEXT SEASON", lambda season: (NextNamed(Unit.SEASON, season),)),
    ("THIS MONTH", lambda month: (Shifted(Unit.YEAR, 0), Named(Unit.MONTH, month))),
    ("THIS SEASON", lambda season: (Shifted(Unit.YEAR, 0), Named(Unit.SEASON, season))),
    ("THIS DAYPART", lambda part: (Ahead(0), Daypart(part))),
    ("eod", lambda: (Daypart(EVENING),)),
    ("eow", lambda: (PartOf(Part.END), Current(Unit.WEEK))),
    ("eom", lambda: (PartOf(Part.END), Current(Unit.MONTH))),
    ("eoq", lambda: (PartOf(Part.END), Current(Unit.QUARTER))),
    ("eoy", lambda: (PartOf(Part.END), Current(Unit.YEAR))),
    ("midweek", lambda: (PartOf(Part.MIDDLE), Current(Unit.WEEK))),
    ("first thing", lambda *_: (Daypart(MORNING),)),
]

GONE_BY: list[tuple[str, Reading]] = [
    ("GONE", gone),
    ("PAST UNIT|WEEKDAY|MONTH|SEASON|WEEKEND", gone),
    ("A|NUMBER|HALVES? UNIT AGO", gone),
    ("HALF_UNIT AGO", gone),
]

AROUND: list[tuple[str, Reading]] = [
    ("AFTER", lambda: (After(),)),
    ("BEFORE", lambda: (Before(),)),
    ("ORDINAL WORKING UNIT AFTER", lambda number, _unit: (After(),) if number == 1 else None),
    ("NUMBER UNIT FROM", lambda number, unit: (*(span(number, unit) or ()), After())),
    ("A UNIT FROM", lambda unit: (*(span(1, unit) or ()), After())),
    ("за UNIT BEFORE", lambda unit: (*(span(1, unit) or ()), Before())),
    ("за NUMBER UNIT BEFORE", lambda number, unit: (*(span(number, unit) or ()), Before())),
    ("AFTER|FROM NEW UNIT FEAST?", year_feast(After())),
    ("AT|IN NEW UNIT", year_feast(After())),
    ("BEFORE|NEAR|под NEW UNIT FEAST?", year_feast(Before())),
    ("NEAR FEAST", lambda feast: (Before(), Holiday(Feast(feast)))),
    ("FEAST", lambda feast: (Holiday(Feast(feast)),)),
    ("FEAST FEAST|WEEKEND", lambda feast, _: (Holiday(Feast(feast)),)),
    ("MONTH FEAST", month_feast),
    ("дня|день победы", lambda *_: (Holiday(Feast.MAY),)),
    ("не раньше|ранее|позже|позднее", nothing),
    (f"не {CALLING} до|раньше|ранее", nothing),
    ("no|not earlier|later|sooner than", nothing),
    ("not before|until|till", nothing),
    ("AT отпуске|командировке BEFORE", lambda: (Before(),)),
    ("don't call|bother|ring before|until|till", nothing),
]

RELATIVE = SPANS + NEAR_BY + GONE_BY + AROUND
