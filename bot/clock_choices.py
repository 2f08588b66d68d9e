"""What can be chosen for each rule of the team's clock, and what is typed instead."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.buttons import Rule
from bot.i18n import _
from bot.texts import rules as texts
from bot.texts.format import clock_face
from sales.clients import Capture
from sales.clock_words import read_days_off, read_hours, read_number, read_numbers, read_time
from sales.errors import CountryNotFound, TooManyDaysOff
from sales.rules import Rules

HOURS = tuple((time(opens), time(closes)) for opens, closes in ((9, 18), (10, 19), (8, 17), (9, 20)))
TIMES = tuple(time(hour, minute) for hour in (8, 9, 10) for minute in (0, 30))
COUNTRIES = ("RU", "BY", "KZ", "UA", "UZ", "AM", "GE", "US", "GB", "DE", "AE", "")
SILENCES = (30, 60, 90, 180)
A_DAY = (1, 3, 5, 10)
AFTER_SALES = ((3, 30, 90), (1, 7, 30), (7, 30), (14, 60, 180), ())
LEAST_SILENCE, MOST_SILENCE = 7, 1000
MOST_A_DAY = 20
TRIES = (3, 5, 7, 10)
MOST_TRIES = 30
MOST_TOUCHES, FARTHEST_TOUCH = 5, 730
MOST_DAYS_OFF = 200
REMEMBERED = timedelta(days=366)  # how long a day off that has passed still counts in what is summed up


class Choice(NamedTuple):
    """What a button says, by which number it is known, and the rules once it was pressed."""

    told: str
    value: int
    after: Rules


def _numbered(listed: Iterable[tuple[str, Rules]]) -> list[Choice]:
    return [Choice(told, number, after) for number, (told, after) in enumerate(listed)]


def _days(rules: Rules, _today: date) -> list[Choice]:
    """Each day is on or off; its button turns it."""
    return [
        Choice(
            ("✅ " if day in rules.weekdays else "▫️ ") + texts.weekday(day),
            day,
            replace(rules, weekdays=rules.weekdays ^ {day}),
        )
        for day in range(1, 8)
    ]


def _hours(rules: Rules, _today: date) -> list[Choice]:
    return _numbered((texts.hours(*span), replace(rules, opens=span[0], closes=span[1])) for span in HOURS)


def _countries(rules: Rules, _today: date) -> list[Choice]:
    return _numbered(
        (texts.country_or_none(code) if code else _("No holidays"), replace(rules, country=code))
        for code in COUNTRIES
    )


def _days_off(rules: Rules, today: date) -> list[Choice]:
    """Those to come; the button of one takes it away, and a button of one taken away does nothing."""
    return [
        Choice(texts.remove_day(day, today), day.toordinal(), replace(rules, days_off=rules.days_off - {day}))
        for day in coming(rules, today)[: texts.MOST_DAYS_SHOWN]
    ]


def coming(rules: Rules, today: date) -> list[date]:
    return sorted(day for day in rules.days_off if day >= today)


def _mornings(rules: Rules, _today: date) -> list[Choice]:
    return _numbered((clock_face(at), replace(rules, morning=at)) for at in TIMES)


def _weeks(rules: Rules, _today: date) -> list[Choice]:
    return _numbered((clock_face(at), replace(rules, week=at)) for at in TIMES)


def _silences(rules: Rules, _today: date) -> list[Choice]:
    return _numbered((texts.days(number), replace(rules, dormant_days=number)) for number in SILENCES)


def _a_day(rules: Rules, _today: date) -> list[Choice]:
    return _numbered((str(number), replace(rules, dormant_a_day=number)) for number in A_DAY)


def _touches(rules: Rules, _today: date) -> list[Choice]:
    return _numbered((texts.touches(after), replace(rules, after_sale=after)) for after in AFTER_SALES)


def _tries(rules: Rules, _today: date) -> list[Choice]:
    return _numbered((str(number), replace(rules, tries=number)) for number in TRIES)


def _captures(rules: Rules, _today: date) -> list[Choice]:
    return _numbered((texts.capture(each), replace(rules, capture=each)) for each in Capture)


CHOICES: dict[Rule, Callable[[Rules, date], list[Choice]]] = {
    Rule.DAYS: _days,
    Rule.HOURS: _hours,
    Rule.COUNTRY: _countries,
    Rule.OFF: _days_off,
    Rule.MORNING: _mornings,
    Rule.WEEK: _weeks,
    Rule.DORMANT: _silences,
    Rule.OFFERED: _a_day,
    Rule.AFTER_SALE: _touches,
    Rule.TRIES: _tries,
    Rule.CAPTURE: _captures,
}


def _country(text: str) -> str:
    code = texts.country_of(text)
    if code is None:
        raise CountryNotFound
    return code


def _with_days_off(rules: Rules, text: str, now: datetime) -> frozenset[date]:
    remembered = {day for day in rules.days_off if day >= now.date() - REMEMBERED}
    days = frozenset(remembered | read_days_off(text, now))
    if len(days) > MOST_DAYS_OFF:
        raise TooManyDaysOff
    return days


def _with_hours(rules: Rules, text: str, _now: datetime) -> Rules:
    opens, closes = read_hours(text)
    return replace(rules, opens=opens, closes=closes)


TYPED: dict[Rule, Callable[[Rules, str, datetime], Rules]] = {
    Rule.HOURS: _with_hours,
    Rule.COUNTRY: lambda rules, text, _now: replace(rules, country=_country(text)),
    Rule.OFF: lambda rules, text, now: replace(rules, days_off=_with_days_off(rules, text, now)),
    Rule.MORNING: lambda rules, text, _now: replace(rules, morning=read_time(text)),
    Rule.WEEK: lambda rules, text, _now: replace(rules, week=read_time(text)),
    Rule.DORMANT: lambda rules, text, _now: replace(
        rules, dormant_days=read_number(text, LEAST_SILENCE, MOST_SILENCE)
    ),
    Rule.OFFERED: lambda rules, text, _now: replace(rules, dormant_a_day=read_number(text, 1, MOST_A_DAY)),
    Rule.TRIES: lambda rules, text, _now: replace(rules, tries=read_number(text, 1, MOST_TRIES)),
    Rule.AFTER_SALE: lambda rules, text, _now: replace(
        rules, after_sale=read_numbers(text, MOST_TOUCHES, FARTHEST_TOUCH)
    ),
}


def typed(rule: Rule, rules: Rules, text: str, now: datetime) -> Rules:
    """The rules as an answer typed for one of them makes them; `now` is in the team's zone."""
    return TYPED[rule](rules, text, now)
