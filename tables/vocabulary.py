"""Words that are known however they are written: headers and the words of cells, from the files beside."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar

from sales.text import fold

LANGUAGES = ("ru", "en")
_SIGNS = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"(?<!\S)\d+(?!\S)")
T = TypeVar("T")


def plain(text: str) -> str:
    """Without case and signs."""
    return _SIGNS.sub(" ", fold(text)).strip()


def plain_header(text: str) -> str:
    """Without numbers too: the second phone is a phone."""
    return " ".join(_NUMBERS.sub(" ", plain(text)).split())


@dataclass(frozen=True)
class Known(Generic[T]):
    """What the words mean; the rank tells how early they stand among those of their meaning."""

    meaning: T
    rank: int
    exact: bool


class Vocabulary(Generic[T]):
    def __init__(self, meanings: Iterable[tuple[T, Iterable[str]]]) -> None:
        self._exact: dict[str, Known[T]] = {}
        patterns: list[tuple[str, Known[T]]] = []
        for meaning, words in meanings:
            for rank, word in enumerate(words):
                if "*" in word:
                    patterns.append((word, Known(meaning, rank, exact=False)))
                else:
                    self._exact.setdefault(plain(word), Known(meaning, rank, exact=True))
        longest_first = sorted(patterns, key=lambda pattern: -len(pattern[0].replace("*", "")))
        self._patterns = [(_expression(word), known) for word, known in longest_first]

    def find(self, said: str) -> Known[T] | None:
        """Of words made plain."""
        if said in self._exact:
            return self._exact[said]
        return next((known for pattern, known in self._patterns if pattern.fullmatch(said)), None)


def _expression(word: str) -> re.Pattern[str]:
    pieces = [plain(piece) for piece in word.split("*")]
    first, last = word.startswith("*"), word.endswith("*")
    glued = word.endswith("*") and not word.endswith(" *")
    middle = " .*".join(re.escape(piece) for piece in pieces if piece)
    return re.compile(f"{'.* ' if first else ''}{middle}{(r'.*' if glued else r' .*') if last else ''}")


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("tables") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
