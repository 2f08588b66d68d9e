"""A team's own words beside the built-in ones: reasons, sources, channels, tags."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from sales.text import one_line

NAME_LIMIT = 40
# As many as one screen of buttons still lets one choose from.
MOST = 16


class List(StrEnum):
    """What the words of a list are picked for."""

    OBSTACLES = "o"
    ERRORS = "e"
    SOURCES = "s"
    CHANNELS = "c"
    TAGS = "t"

    @property
    def of_reasons(self) -> bool:
        return self in (List.OBSTACLES, List.ERRORS)


class Own(str):
    """A word that the team has named. It equals its code, as the built-in words do, and brings its name."""

    __slots__ = ("named",)
    named: str

    def __new__(cls, code: str, named: str) -> Self:
        word = super().__new__(cls, code)
        word.named = named
        return word

    @property
    def value(self) -> str:
        """The code alone, as it is stored."""
        return str.__str__(self)


@dataclass(frozen=True)
class Word:
    """A word as its list shows it to whoever may change it."""

    id: int
    word: StrEnum | Own
    hidden: bool
    helped: str = ""  # of a reason: what helps with it, in the head's words


def read_word(typed: str) -> str:
    """A name as it is kept; empty: nothing that could be one."""
    name = one_line(typed, NAME_LIMIT)
    return name if any(c.isalnum() for c in name) else ""
