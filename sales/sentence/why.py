"""The loss reason that a sentence gives, where it gives one: the clause that says it most surely."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sales.reasons_said import Given, given_reason
from sales.sentence.lexicon import lexicon, pattern
from sales.sentence.said import Guess, Part
from sales.sentence.words import CLAUSE_END, Text


class Bar(NamedTuple):
    any: float
    this: float
    support: float


# Found on phrases and sentences none of which the reasons were learned from: below these a reason is left to be picked.
SURELY = Bar(any=0.9995, this=0.8, support=3)
OF_A_LOSS = Bar(any=0.99, this=0.8, support=2)  # where they have refused, there is a reason to look for
GOING_ON = Bar(any=0.9999, this=0.9, support=3)  # where they ask, choose or compare, there hardly is one
KNOWN_WHOLE = Bar(any=0.985, this=0.7, support=1)
CONSEQUENCE = 0.5  # whoever went to a competitor had a reason to: any other clause says it better
FEWEST_LETTERS = 4
GOES_ON = ("in_talks", "goes_on")
ENDING = re.compile(rf"{CLAUSE_END.pattern}|\s{{4,}}")


def find_reason(text: Text, *, lost: bool) -> Part[Guess] | None:
    said = text if lost else _without(text, "requests", "got_over")
    bar = (
        OF_A_LOSS
        if lost
        else SURELY
        if said.plain == _without(said, *GOES_ON).plain == text.plain
        else GOING_ON
    )
    text = _without(_without_touching(said), "in_talks")
    guesses = [
        Part(guess, start, end)
        for start, end in _clauses(text.plain)
        if (guess := _guess(text, start, end, bar))
    ]
    return max(guesses, key=lambda part: part.value.confidence, default=None)


def _without_touching(text: Text) -> Text:
    """Without the words of calling and meeting, which part clauses where no comma does and give no reason."""
    paths = [("date", "talk"), *(("touch", name, "past") for name in lexicon()["touch"])]
    return text.without(*(found.span() for path in paths for found in pattern(*path).finditer(text.plain)))


def _without(text: Text, *kinds: str) -> Text:
    return text.without(
        *(found.span() for kind in kinds for found in pattern("reason", kind).finditer(text.plain))
    )


def _clauses(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*ENDING.finditer(plain), None]:
        stop = end.start() if end else len(plain)
        if sum(map(str.isalpha, plain[start:stop])) >= FEWEST_LETTERS:
            yield start, stop
        start = end.end() if end else stop


def _guess(text: Text, start: int, end: int, bar: Bar) -> Guess | None:
    given = given_reason(_without_speech(text, start, end))
    if given is None or not _reaches(given, bar):
        return None
    consequence = pattern("reason", "consequence").search(text.plain, start, end)
    return Guess(given.reason, given.any * given.this * (CONSEQUENCE if consequence else 1.0))


def _without_speech(text: Text, start: int, end: int) -> str:
    spans = (found.span() for found in pattern("reason", "speech").finditer(text.plain, start, end))
    return text.without(*spans).typed[start:end]


def _reaches(given: Given, bar: Bar) -> bool:
    bar = KNOWN_WHOLE if given.whole else bar
    return given.any >= bar.any and given.this >= bar.this and given.support >= bar.support
