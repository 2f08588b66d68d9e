"""The rules of a team's clock as people type them: hours, times of day, numbers of days, days off."""

import re
from datetime import date, datetime, time, timedelta

from sales.dates import read_date
from sales.errors import DateInPast, DateNotUnderstood, HoursNotUnderstood, NumberNotUnderstood

LONGEST = 300
LONGEST_BREAK = 60  # days between the two ends of a holiday
_TIME = r"(?:[01]?\d|2[0-4])(?:\s*[:.ч]\s*[0-5]\d)?"
_HOURS = re.compile(
    rf"\s*(?:с|from)?\s*({_TIME})\s*(am|pm)?\s*(?:-|–|—|до|по|to|till|until)\s*({_TIME})\s*(am|pm)?\s*",
    re.IGNORECASE,
)
_AT = re.compile(rf"\s*(?:в|at)?\s*({_TIME})\s*(am|pm)?\s*", re.IGNORECASE)
_SPACED = re.compile(r"\s+(?:по|до|to|till|until)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
_BETWEEN = re.compile(_SPACED.pattern + r"|(?<=\d)-(?=\d)", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)\d{4}-\d\d?-\d\d?(?!\d)")
_LAST_MINUTE = time(23, 59)


def read_hours(text: str) -> tuple[time, time]:
    """«9-18», «с 9:30 до 18», "9am to 6pm": when a working day opens and closes."""
    found = _HOURS.fullmatch(text[:LONGEST])
    if found is None:
        raise HoursNotUnderstood
    opens, closes = _wall(found[1], found[2] or ""), _wall(found[3], found[4] or "")
    if opens >= closes:
        raise HoursNotUnderstood
    return opens, closes


def read_time(text: str) -> time:
    """«9», «в 9:30», "9 am"."""
    found = _AT.fullmatch(text[:LONGEST])
    if found is None:
        raise HoursNotUnderstood
    return _wall(found[1], found[2] or "")


def _wall(typed: str, half: str) -> time:
    hour, _separator, minute = re.sub(r"\s*[:.чЧ]\s*", ":", typed).partition(":")
    hours = int(hour)
    if half and not 1 <= hours <= 12:
        raise HoursNotUnderstood
    if half:
        hours = hours % 12 + 12 * (half.lower() == "pm")
    if hours == 24:
        return _LAST_MINUTE
    return time(hours, int(minute or 0))


def read_number(text: str, least: int, most: int) -> int:
    """One number within its bounds, with or without a word after it."""
    found = re.fullmatch(r"[^\d-]{0,20}(\d{1,5})\D{0,20}", text[:LONGEST])
    if found is None or not least <= int(found[1]) <= most:
        raise NumberNotUnderstood
    return int(found[1])


def read_numbers(text: str, most_of_them: int, largest: int) -> tuple[int, ...]:
    """«3, 30 и 90 дней»: several numbers, the smallest first."""
    numbers = sorted({int(digits) for digits in re.findall(r"\d{1,5}", text[:LONGEST])})
    if not 0 < len(numbers) <= most_of_them or numbers[0] < 1 or numbers[-1] > largest or "-" in text:
        raise NumberNotUnderstood
    return tuple(numbers)


def read_days_off(text: str, now: datetime) -> frozenset[date]:
    """«31 декабря, 2-8 января»: days and spans of days to come, parted by commas or lines."""
    days: set[date] = set()
    for part in filter(None, map(str.strip, re.split(r"[,;\n]|\s+и\s+|\s+and\s+", text[:LONGEST]))):
        days |= _span(part, now)
    if not days:
        raise DateNotUnderstood
    return frozenset(days)


def _span(part: str, now: datetime) -> set[date]:
    """Two ends, both of them counted; or else one day."""
    between = _SPACED if _ISO.search(part) else _BETWEEN
    ends = between.split(re.sub(r"^(?:с|from)\s+", "", part, flags=re.IGNORECASE), maxsplit=1)
    if len(ends) != 2:
        return {read_date(part, now).day}
    last = read_date(ends[1], now).day
    first = _first_of(ends[0], last, now)
    if not timedelta(0) <= last - first <= timedelta(days=LONGEST_BREAK):
        raise DateNotUnderstood
    return {first + timedelta(days=ahead) for ahead in range((last - first).days + 1)}


def _first_of(typed: str, last: date, now: datetime) -> date:
    """A first end without a month is in the month of the last one, as in «2-8 января»."""
    if not typed.strip().isdigit():
        return read_date(typed, now).day
    try:
        first = last.replace(day=int(typed))
    except ValueError:
        raise DateNotUnderstood from None
    if first < now.date():
        raise DateInPast
    return first
