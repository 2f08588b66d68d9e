"""Long lists in one message: as many lines, and as much of anybody's words, as Telegram takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.i18n import _
from bot.texts.format import LONGEST_MESSAGE, units
from bot.texts.house import and_more

T = TypeVar("T")


@dataclass(frozen=True)
class Room:
    """How many lines a list may have, and how much of anybody's words it quotes."""

    lines: int
    quoted: int


ROOMS = (Room(15, 200), Room(10, 100), Room(6, 60), Room(3, 30))


def fitted(told: Callable[[Room], str]) -> str:
    """As much as one message holds."""
    return next(text for room in ROOMS if units(text := told(room)) <= LONGEST_MESSAGE or room is ROOMS[-1])


def listed(items: Sequence[T], told: Callable[[T], str], room: Room, count: int = 0) -> list[str]:
    """The first of many, and how many more there are."""
    lines = [told(item) for item in items[: room.lines]]
    left = max(count, len(items)) - len(lines)
    return [*lines, and_more(left)] if left > 0 else lines


def in_quotes(text: str) -> str:
    return _("“{words}”").format(words=text)
