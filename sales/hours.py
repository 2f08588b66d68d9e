"""Local time: zones, days and weeks of a team."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

# Russia from west to east, then where else Russian and English speaking teams mostly are.
USUAL_ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
    "Europe/Minsk",
    "Asia/Almaty",
    "Asia/Tashkent",
    "Asia/Tbilisi",
    "Asia/Yerevan",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Asia/Dubai",
)


def guess_zone(language: str) -> str:
    return "Europe/Moscow" if language == "ru" else "Europe/London"


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache
def zone_at_hand(name: str) -> str:
    """A zone that this machine knows; in the place of one that it does not know (any more), UTC."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
    return name


def localised(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time; one that the clock skips moves on with the clock."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    return localised(day, time(0), zone)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
