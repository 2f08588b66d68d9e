"""Slash dates of an English text, month first, put so that the rules of dates, day first, read what is meant."""

import re

SPOKEN_IN_ENGLISH = re.compile("[a-z]{2}", re.IGNORECASE)
SPOKEN_IN_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
MONTH_FIRST = re.compile(
    r"(?<![\d/.])(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?=(?:/(?:\d{4}|\d\d))?(?![\d/]))"
)
# One digit on either side is a fraction as often, but for what leads to a day.
LED_TO = re.compile(
    r"(?<![^\s(,])(?:on|by|till|until|before|after|from)\s(?P<month>[1-9])/(?P<day>[1-9])(?![\d/])"
)


def put_day_first(text: str) -> str:
    """Keep the length, so that places in it stay what they were."""
    if SPOKEN_IN_RUSSIAN.search(text) or not SPOKEN_IN_ENGLISH.search(text):
        return text
    led = LED_TO.sub(_as_point, text)
    return MONTH_FIRST.sub(_swapped, led)


def _swapped(date: re.Match[str]) -> str:
    both_short = len(date[1]) == len(date[2]) == 1 and date.string[date.end() : date.end() + 1] != "/"
    return date[0] if both_short else f"{date[2]}/{date[1]}"


def _as_point(date: re.Match[str]) -> str:
    return f"{date['day']}.0{date['month']}".rjust(len(date[0]))
