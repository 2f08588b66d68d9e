"""Days and hours as tables hold them: real dates, serial numbers, and text as programs and people write it."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import isfinite

from sales.dates.vocabulary import MEANINGS
from sales.dates.when import When
from sales.errors import DateNotUnderstood
from sales.text import fold
from tables.cells import Cell, text_of

_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)  # of Excel's serial numbers
_SERIALS = range(7_305, 73_051)  # 1920 to 2100
_YEARS = range(1900, 2101)
_CLOCK = (
    r"(?:[ ,tв]*(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|[+-]\d\d:?\d\d)?)?"
)
_ISO = re.compile(rf"(?P<y>\d{{4}})[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}}){_CLOCK}", re.ASCII)
_SHORT = re.compile(
    rf"(?P<d>\d{{1,2}})[-./](?P<m>\d{{1,2}})[-./](?P<y>\d{{4}}|\d\d)(?: ?г\.?)?{_CLOCK}", re.ASCII
)
_SAID = re.compile(
    rf"(?P<d>\d{{1,2}})[ -](?P<name>[a-zа-я]+)\.?[ -](?P<y>\d{{4}}|\d\d)(?: ?(?:г\.?|года))?{_CLOCK}",
    re.ASCII,
)
_AMERICAN = re.compile(
    rf"(?P<name>[a-z]+)\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}}){_CLOCK}", re.ASCII
)
_OF_A_YEAR = re.compile(r"(?P<d>\d{1,2})(?:[./](?P<m>\d{1,2})\.?| (?P<name>[a-zа-я]+)\.?)", re.ASCII)
_LEAP_YEARS = 9  # the longest time from one 29 February to the next
_WEEKDAY = re.compile(r"^(?:пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun)[a-zа-я]*\.?,? ")
_SERIAL = re.compile(r"\d{4,5}(?:[.,]\d+)?", re.ASCII)
_FORMS = (_SHORT, _ISO, _SAID, _AMERICAN)


def read_when(cell: Cell, zone: tzinfo, *, month_first: bool = False) -> When:
    """The day, and its hour where one is written; midnight to the second is how programs write no hour."""
    if isinstance(cell, datetime):
        return When(cell.date(), _hour(cell))
    if isinstance(cell, date):
        return When(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_serial(float(cell))
    return _of_text(_folded(cell), zone, month_first=month_first)


def read_past(cell: Cell, today: date, zone: tzinfo, *, month_first: bool = False) -> When:
    """A day that has been: where no year is written, the last one of that name."""
    try:
        return read_when(cell, zone, month_first=month_first)
    except DateNotUnderstood:
        found = _OF_A_YEAR.fullmatch(_folded(cell))
        if not found:
            raise
    day, month = int(found["d"]), _month(found.groupdict())
    for year in range(today.year, today.year - _LEAP_YEARS, -1):
        with suppress(ValueError):
            if date(year, month, day) <= today:
                return When(date(year, month, day))
    raise DateNotUnderstood


def _folded(cell: Cell) -> str:
    said = " ".join(fold(text_of(cell)).split())
    return _WEEKDAY.sub("", said)


def _hour(moment: datetime) -> time | None:
    return moment.time().replace(microsecond=0) if moment.time() != time() else None


def _of_serial(number: float) -> When:
    if not isfinite(number) or int(number) not in _SERIALS:
        raise DateNotUnderstood
    moment = _EPOCH + timedelta(seconds=round(number * 86_400))
    return When(moment.date(), _hour(moment))


def _of_text(said: str, zone: tzinfo, *, month_first: bool) -> When:
    for form in _FORMS:
        if found := form.fullmatch(said):
            return _moment(found, zone, month_first=month_first and form is _SHORT)
    if _SERIAL.fullmatch(said):
        return _of_serial(float(said.replace(",", ".")))
    raise DateNotUnderstood


def _moment(found: re.Match[str], zone: tzinfo, *, month_first: bool) -> When:
    told = found.groupdict()
    day, month = int(told["d"]), _month(told)
    if month_first or (month > 12 >= day and told.get("name") is None):
        day, month = month, day
    try:
        when = When(date(_year(told["y"]), month, day), _clock(told))
    except ValueError:
        raise DateNotUnderstood from None
    return _in_zone(when, told["zone"], zone) if told["zone"] and when.at else when


def _month(told: dict[str, str | None]) -> int:
    if told.get("m"):
        return int(told["m"] or 0)
    kind, number = MEANINGS.get(told["name"] or "", ("", 0))
    if kind != "MONTH":
        raise DateNotUnderstood
    return number


def _year(written: str) -> int:
    year = int(written)
    if len(written) == 2:
        year += 2000 if year < 70 else 1900
    if year not in _YEARS:
        raise ValueError(written)
    return year


def _clock(told: dict[str, str | None]) -> time | None:
    if not told["h"]:
        return None
    hour, minute, second = int(told["h"]), int(told["min"] or 0), int(told["s"] or 0)
    if told["half"]:
        hour = hour % 12 + (12 if told["half"].startswith("p") else 0)
    no_hour = told["s"] is not None and not hour + minute + second
    return None if no_hour else time(hour, minute, second)


def _in_zone(when: When, offset: str, zone: tzinfo) -> When:
    assert when.at
    written = datetime.combine(when.day, when.at).isoformat() + offset.replace("z", "+00:00")
    moment = datetime.fromisoformat(written).astimezone(zone)
    return When(moment.date(), moment.time())


def is_month_first(cells: list[Cell]) -> bool:
    """Whether dates of a column are written the American way: some only make sense so, none the other way."""
    shorts = [found for cell in cells if isinstance(cell, str) and (found := _SHORT.fullmatch(_folded(cell)))]
    american = any(int(one["m"]) > 12 for one in shorts)
    return american and not any(int(one["d"]) > 12 for one in shorts)
