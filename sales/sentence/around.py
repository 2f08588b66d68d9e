"""The words around a date, which tell what it is a date of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sales.dates.lexemes import cut
from sales.dates.scanner import FILLING, LEADING_ON
from sales.sentence.clusters import Cluster
from sales.sentence.lexicon import lexicon, pattern
from sales.sentence.words import CLAUSE_END, SENTENCE_END, Text

NEAR = 45  # letters from a verb to the day it is about
THIN = FILLING | LEADING_ON
# Outcomes that tell of what was done, as verbs of touching do.
DONE = ("won", "no_answer")


@dataclass(frozen=True, slots=True)
class Around:
    """Its clause up to the date, with it, and after it; its sentence up to it."""

    clause: str
    with_it: str
    sentence: str
    after: str
    of_it: str  # the words of the date itself
    goes_on: bool  # whether another date stands before it in its clause

    @property
    def stands_alone(self) -> bool:
        """Whether the date is all that its clause says."""
        return not self.goes_on and is_thin(self.clause[-NEAR:])


def around(text: Text, clusters: Sequence[Cluster], place: int) -> Around:
    cluster = clusters[place]
    start = clusters[place - 1].end if place else 0
    end = clusters[place + 1].start if place + 1 < len(clusters) else len(text.plain)
    before, after = text.plain[start : cluster.start], text.plain[cluster.end : end]
    sentence = before[_last_end(SENTENCE_END, before) :]
    clause, closing = sentence[_last_end(CLAUSE_END, sentence) :], CLAUSE_END.search(after)
    with_it = clause[-NEAR:] + text.plain[cluster.start : cluster.end]
    until = closing.start() if closing else len(after)
    goes_on = place > 0 and clause == before
    return Around(clause, with_it, sentence, after[:until], text.plain[cluster.start : cluster.end], goes_on)


def where_cued(text: Text, cluster: Cluster) -> int:
    """Give where the verb begins that leads to the date, if nothing but small words parts them."""
    opening = max((found.end() for found in SENTENCE_END.finditer(text.plain, 0, cluster.start)), default=0)
    for kind in ("talk", "deed"):
        for found in pattern("date", kind).finditer(
            text.plain, max(opening, cluster.start - NEAR), cluster.start
        ):
            if is_thin(text.typed[found.end() : cluster.start]):
                return found.start()
    return cluster.start


def what_was_done(words: str) -> Iterator[tuple[int, int]]:
    """Give where it is said that something was done."""
    paths = [("touch", name, "past") for name in lexicon()["touch"]] + [("outcome", name) for name in DONE]
    return (found.span() for path in paths for found in pattern(*path).finditer(words))


def is_thin(words: str) -> bool:
    return all(lexeme.kind in THIN for lexeme in cut(words))


def _last_end(ending: re.Pattern[str], text: str) -> int:
    return max((found.end() for found in ending.finditer(text)), default=0)
