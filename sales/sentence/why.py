"""The loss reason that a sentence gives, where it gives one: the clause that says it most surely."""

from collections.abc import Iterator

from sales.reasons_said import given_reason
from sales.sentence.lexicon import pattern
from sales.sentence.said import Guess, Part
from sales.sentence.words import CLAUSE_END, Text

# Found on the first development set: below these a reason is rather left to be picked.
SURELY_ANY, SURELY_THIS = 0.97, 0.48
CONSEQUENCE = 0.5  # whoever went to a competitor had a reason to: any other clause says it better
FEWEST_LETTERS = 4


def find_reason(text: Text) -> Part[Guess] | None:
    guesses = [
        Part(guess, start, end) for start, end in _clauses(text.plain) if (guess := _guess(text, start, end))
    ]
    return max(guesses, key=lambda part: part.value.confidence, default=None)


def _clauses(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*CLAUSE_END.finditer(plain), None]:
        stop = end.start() if end else len(plain)
        if len(plain[start:stop].strip()) >= FEWEST_LETTERS:
            yield start, stop
        start = end.end() if end else stop


def _guess(text: Text, start: int, end: int) -> Guess | None:
    given = given_reason(text.typed[start:end])
    if given is None or given.any < SURELY_ANY or given.this < SURELY_THIS:
        return None
    consequence = pattern("reason", "consequence").search(text.plain, start, end)
    return Guess(given.reason, given.any * given.this * (CONSEQUENCE if consequence else 1.0))
