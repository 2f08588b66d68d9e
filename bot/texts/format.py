"""Dates, money, phones and names as people write them, safe to put into Telegram's HTML."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from html import escape
from zoneinfo import ZoneInfo

import phonenumbers
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import (
    format_currency,
    get_currency_precision,
    get_currency_symbol,
    get_territory_currencies,
)

from bot.i18n import LANGUAGES, _, language, ngettext
from sales.erasure import number_of

LONGEST_MESSAGE = 4096
NARROW_SPACE = "\u202f"
_MONEY = {"ru": "#,##0.##\xa0¤", "en": "¤#,##0.##"}


def safe(text: str) -> str:
    """What a person wrote, as plain text inside our HTML."""
    return escape(text, quote=False)


def day_in_words(day: date, today: date) -> str:
    """«завтра, вт 24 ноября»: the near days by name, the far ones with their year."""
    near = {0: _("today"), 1: _("tomorrow"), 2: _("in two days"), -1: _("yesterday")}.get((day - today).days)
    written = _written(day, day.year != today.year, language())
    return f"{near}, {written}" if near else written


def dated(day: date, today: date) -> str:
    """«вт 24 ноября»: by its date alone."""
    return _written(day, day.year != today.year, language())


@lru_cache(maxsize=4096)
def _written(day: date, with_year: bool, locale: str) -> str:  # noqa: FBT001 - a cache's key
    pattern = "EEE d MMMM" if locale == "ru" else "EEE, MMMM d"
    if with_year:
        pattern += " y" if locale == "ru" else ", y"
    return format_date(day, pattern, locale=locale)


def moment_in_words(moment: datetime, timed: bool, now: datetime, zone: ZoneInfo) -> str:  # noqa: FBT001
    local = moment.astimezone(zone)
    words = day_in_words(local.date(), now.astimezone(zone).date())
    return f"{words}, {clock_face(local.time())}" if timed else words


def clock_face(at: time) -> str:
    return format_time(at, "HH:mm" if language() == "ru" else "h:mm a", locale=language())


def how_far(days: int) -> str:
    """«через 2 недели»: a span in the largest unit that it fills."""
    single = {1: _("Tomorrow"), 7: _("In a week"), 30: _("In a month"), 365: _("In a year")}
    if days in single:
        return single[days]
    if days % 365 == 0:
        return ngettext("In {n} year", "In {n} years", days // 365).format(n=days // 365)
    if days % 30 == 0:
        return ngettext("In {n} month", "In {n} months", days // 30).format(n=days // 30)
    if days % 7 == 0:
        return ngettext("In {n} week", "In {n} weeks", days // 7).format(n=days // 7)
    return ngettext("In {n} day", "In {n} days", days).format(n=days)


def span(first: date, last: date) -> str:
    """A week by its two ends: «16 – 22 ноября»."""
    locale = language()
    if locale == "ru":
        start = format_date(first, "d" if first.month == last.month else "d MMMM", locale=locale)
        return f"{start} – {format_date(last, 'd MMMM', locale=locale)}"
    end = format_date(last, "d" if first.month == last.month else "MMMM d", locale=locale)
    return f"{format_date(first, 'MMMM d', locale=locale)} – {end}"


def money(minor: int, currency: str) -> str:
    return _money(minor, currency, language())


@lru_cache(maxsize=4096)
def _money(minor: int, currency: str, locale: str) -> str:
    amount = Decimal(minor).scaleb(-get_currency_precision(currency))
    text = format_currency(
        amount,
        currency,
        format=_MONEY[locale],
        locale=locale,
        currency_digits=False,
        decimal_quantization=True,
    )
    code = get_currency_symbol(currency, locale)
    return text.replace(code, _sign(currency, code, locale)).replace("\xa0", NARROW_SPACE)


def _sign(currency: str, code: str, locale: str) -> str:
    """As it is written in the other language where this one has letters alone for it: ₽; else apart from the sum."""
    signs = (get_currency_symbol(currency, each) for each in (locale, *LANGUAGES))
    sign = next((one for one in signs if not one[-1].isalpha()), code)
    return f"{sign}\xa0" if sign[-1].isalpha() and _MONEY[locale].startswith("¤") else sign


def exponent(currency: str) -> int:
    return int(get_currency_precision(currency))


@lru_cache(maxsize=4096)
def phone(e164: str) -> str:
    """+7 912 345-67-89"""
    try:
        parsed = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def client_line(name: str, company: str) -> str:
    return f"{called(name)}, {company}" if company else called(name)


def called(name: str) -> str:
    """The client's name, or a word for whoever was erased and the number that is left of them."""
    number = number_of(name)
    return name if number is None else _("Erased client {n}").format(n=number)


def short(text: str, limit: int) -> str:
    if units(text) <= limit:
        return text
    cut = text.encode("utf-16-le", "ignore")[: 2 * (limit - 1)]
    return cut.decode("utf-16-le", "ignore").rstrip() + "…"


def units(text: str) -> int:
    """A length as Telegram counts it: in UTF-16 units, of which an emoji has two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "ignore")) // 2


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def fitting(told: Callable[[int], str]) -> str:
    """What is told, its quotations cut ever shorter until Telegram takes it as one message."""
    return next((text for text in map(told, (2000, 600)) if units(text) <= LONGEST_MESSAGE), told(150))


def zone_name(zone: str, now: datetime) -> str:
    """«Москва, 14:05»: a zone is recognised by its city and what its clock shows."""
    return f"{city(zone, language())}, {clock_face(now.astimezone(ZoneInfo(zone)).time())}"


@lru_cache(maxsize=2048)
def city(zone: str, locale: str) -> str:
    return get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)


def region(zone: str) -> str:
    """The country (ISO 3166) where that zone's clock hangs; 001 for nowhere in particular."""
    return str(get_global("zone_territories").get(zone, "001"))


@lru_cache(maxsize=64)
def usual_currency(zone: str) -> str:
    """What is paid with there."""
    territory = region(zone)
    current = get_territory_currencies(territory) if territory != "001" else []
    return current[0] if current else "USD"


def share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}{NARROW_SPACE}%" if whole else "–"
