"""Whether a text names somebody: by the words they are called by, in any case of theirs, and by no other words."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sales.sentence.morphology import NAMES, Kind, every_form_of, forms_of
from sales.sentence.whom import ENDINGS, SHORTEST_STEM
from sales.text import fold

SHORT, LONG = 4, 7  # letters: a shorter word may be another one, and a longer one is known within any
INITIAL, NEARLY_ALWAYS = 1, 0.9
_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[аеиоуыэюяйь]$")


@dataclass(frozen=True)
class Called:
    """The forms of the words, and what of the long ones stands in all of them."""

    short: frozenset[str]
    forms: frozenset[str]
    stems: tuple[str, ...]

    @classmethod
    def by(cls, said: Iterable[str]) -> "Called":
        """Of words in the form in which they are compared."""
        told = [word for word in said if _tells(word)]
        return cls(
            frozenset(form for word in told if len(word) <= SHORT for form in _forms(word)),
            frozenset(form for word in told if len(word) > SHORT for form in _forms(word)),
            tuple(word[:-1] for word in told if len(word) >= LONG),
        )

    def named_in(self, text: str) -> bool:
        said = ((word, fold(word)) for word in _WORD.findall(unicodedata.normalize("NFKC", text)))
        if any(form in self.forms or (form in self.short and _is_name(word, form)) for word, form in said):
            return True
        folded = fold(text)
        return any(stem in folded for stem in self.stems)


def _tells(word: str) -> bool:
    """An initial, a number and a preposition tell of nobody."""
    if len(word) > SHORT:
        return True
    return len(word) > INITIAL and word.isalpha() and forms_of(word).share(Kind.OTHER) < NEARLY_ALWAYS


def _forms(word: str) -> set[str]:
    stem = _VOWEL.sub("", word)
    declined = {stem + ending for ending in ENDINGS.split()} if len(stem) >= SHORTEST_STEM else set()
    return {word, *declined, *map(fold, every_form_of(word))}


def _is_name(word: str, form: str) -> bool:
    """«5 мая» and “will call” name nobody, and «звонил киму» does."""
    if word[0].isupper():
        return True
    found = forms_of(form)
    names = found.share(*NAMES) * 2 >= found.share(*Kind) and not found.of(Kind.OTHER)
    return not word.isascii() and (names or not found.known)
