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
    LeftAlone,
    Named,
    NextNamed,
    PartOf,
    Shifted,
    Weekday,
    Weekend,
)
from sales.dates.span_rules import SPANS, span
from sales.dates.vocabulary import EVENING, MORNING

FEAST_OF_MONTH = {
    1: Feast.NEW_YEAR,
    2: Feast.FEBRUARY,
    3: Feast.MARCH,
    5: Feast.MAY,
    6: Feast.JUNE,
    11: Feast.NOVEMBER,
}


def gone(*_said: int) -> Found:
    return (Gone(),)


def days_ago(days: int) -> Found:
    return (Gone(days),)


def units_ago(number: int, unit: int) -> Found:
    counted = span(number, unit)
    return (Gone(counted[0].days or None),) if counted else (Gone(),)


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

IDIOMS: list[tuple[str, Reading]] = [
    ("from now", nothing),
    ("may be", nothing),
    ("i|we|he|she|they|you|it may", nothing),
    ("week of", nothing),
    ("по телефону|почте|ватсапу|скайпу|вопросу|поводу|видеосвязи", nothing),
    (f"не {CALLING}", lambda: (LeftAlone(),)),
    ("неделя|неделе|неделю с", nothing),
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
    ("GONE", days_ago),
    ("day before yesterday", lambda *_: (Gone(2),)),
    ("PAST UNIT|MONTH|SEASON|WEEKEND", gone),
    ("NUMBER|ORDINAL? MONTH|SEASON OF? PAST UNIT", gone),
    ("PAST UNIT AT|IN MONTH|SEASON", gone),
    ("PAST WEEKDAY", lambda weekday: (Gone(weekday=weekday),)),
    ("NUMBER UNIT AGO", units_ago),
    ("A? UNIT AGO", lambda unit: units_ago(1, unit)),
    ("HALVES UNIT AGO", gone),
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
    ("ON holiday|holidays|vacation|leave BEFORE", lambda *_: (Before(),)),
    ("ON holiday|holidays|vacation|leave", nothing),
    ("don't call|bother|ring before|until|till", nothing),
]

RELATIVE = SPANS + IDIOMS + NEAR_BY + GONE_BY + AROUND
