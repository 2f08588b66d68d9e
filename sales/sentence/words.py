"""A text cut into words and numbers, each with its place and with what stands between it and the one before."""

import re
from dataclasses import dataclass
from functools import cached_property

from sales.dates.folding import make_plain

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+|-\d+)*|\d+")
SENTENCE_END = re.compile(r"[!?\n;…]|\.(?=\s|$)|\.(?=[^\W\d_]{3})")
CLAUSE_END = re.compile(r"[,:()«»\"“”!?\n;…]|\.(?=\s|$)|\s[-–—]+\s|\.(?=[^\W\d_]{3})")
NOTHING_BETWEEN = re.compile(r"[ \u00a0]{0,3}")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    plain: str
    start: int
    end: int
    gap: str  # what stands before it

    @property
    def large(self) -> bool:
        return self.text[0].isupper()

    @property
    def capital(self) -> bool:
        """Begins with a large letter and goes on in small ones, as names do: not CEO."""
        return self.large and (len(self.text) == 1 or not self.text.isupper())

    @property
    def opens(self) -> bool:
        """Whether a sentence begins with it, where a capital letter says nothing."""
        return self.start == 0 or SENTENCE_END.search(self.gap) is not None

    @property
    def parted(self) -> bool:
        """Whether a clause ends before it."""
        return self.start == 0 or CLAUSE_END.search(self.gap) is not None

    @property
    def adjoins(self) -> bool:
        """Whether only a blank parts it from the word before."""
        return NOTHING_BETWEEN.fullmatch(self.gap) is not None

    @property
    def russian(self) -> bool:
        return "а" <= self.plain[0] <= "я"


class Text:
    """A composed text, its plain letters one for one, and its words."""

    def __init__(self, typed: str, plain: str | None = None) -> None:
        self.typed = typed
        self.plain = make_plain(typed) if plain is None else plain

    @cached_property
    def words(self) -> list[Word]:
        words, last = [], 0
        for match in WORD.finditer(self.typed):
            start, end = match.span()
            words.append(Word(match[0], self.plain[start:end], start, end, self.typed[last:start]))
            last = end
        return words

    def without(self, *places: tuple[int, int]) -> "Text":
        """The same text with blanks in these places."""
        return Text(_blanked(self.typed, places), _blanked(self.plain, places))


def clause_around(text: Text, start: int, end: int) -> tuple[int, int]:
    """Give from where to where the clause goes in which these letters stand."""
    opening = max((found.end() for found in CLAUSE_END.finditer(text.plain, 0, start)), default=0)
    closing = CLAUSE_END.search(text.plain, end)
    return opening, closing.start() if closing else len(text.plain)


def _blanked(text: str, places: tuple[tuple[int, int], ...]) -> str:
    letters = list(text)
    for start, end in places:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
