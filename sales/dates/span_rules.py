"""Spans of time as they are said: in two weeks, in a month and a half, three working days."""

from sales.dates.patterns import Found, Reading
from sales.dates.periods import Unit
from sales.dates.pieces import Span

MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7}
MINUTES_IN = {Unit.MINUTE: 1, Unit.HOUR: 60}


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


def counted_in(unit: Unit) -> Reading:
    return lambda number: span(number, unit)


def workdays(number: int, unit: int) -> Found | None:
    return (Span(Unit.DAY, workdays=number),) if unit == Unit.DAY and number else None


# "через недели две": told by the genitive, for "через неделю, 29 ноября" is something else
INVERTED = {
    Unit.MINUTE: "минут|минуты",
    Unit.HOUR: "часа|часов|часика|часиков",
    Unit.DAY: "дня|дней|денька|деньков",
    Unit.WEEK: "недели|недель|недельки|неделек",
    Unit.MONTH: "месяца|месяцев",
    Unit.YEAR: "года|лет",
}

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
    *((f"THROUGH {said} NUMBER", counted_in(unit)) for unit, said in INVERTED.items()),
    ("UNIT THROUGH NUMBER", lambda unit, number: span(number, unit)),
    ("UNIT THROUGH HALVES", lambda unit, halves: span_of_halves(halves, unit)),
    ("UNIT THROUGH NUMBER DASH|OR NUMBER", lambda unit, number, _more: span(number, unit)),
    ("NUMBER UNIT", bare_span),
    ("HALVES UNIT", bare_halves),
    ("A UNIT", lambda unit: bare_span(1, unit)),
    ("NUMBER UNIT later", span),
    ("A UNIT later", one),
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
