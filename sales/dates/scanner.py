"""Cover a text with rules: as few strange words as possible, then as few and as long rules as possible."""

from collections.abc import Sequence
from dataclasses import dataclass

from sales.dates.calendar_rules import CALENDAR
from sales.dates.clock_rules import CLOCKS
from sales.dates.daypart_rules import DAYPARTS
from sales.dates.lexemes import Lexeme, cut
from sales.dates.numbers import gather_numbers
from sales.dates.patterns import Found, Grammar
from sales.dates.pieces import After, Before
from sales.dates.relative_rules import RELATIVE

GRAMMAR = Grammar(RELATIVE, CALENDAR, CLOCKS, DAYPARTS)
FILLING = frozenset({"FILLER", "DASH", "A"})
LEADING_ON = frozenset({"AT", "IN", "ON", "OF", "NEAR", "FROM", "AND", "TO"})
A_STRANGER = 1000


@dataclass(frozen=True, slots=True)
class Fact:
    """The pieces one rule found, and where in the text."""

    pieces: Found
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as facts and the words that no rule knows."""

    facts: tuple[Fact, ...]
    strangers: tuple[Lexeme, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    cost: int
    length: int
    pieces: Found | None


def scan(text: str) -> Reading:
    lexemes = gather_numbers(cut(text))
    return _walk(lexemes, _cheapest_steps(lexemes))


def _cheapest_steps(lexemes: Sequence[Lexeme]) -> list[_Step]:
    """From the last word to the first: the cheapest way to cover the rest of the text from each place."""
    steps = [_Step(0, 0, None)] * (len(lexemes) + 1)
    for place in range(len(lexemes) - 1, -1, -1):
        alone = _Step(steps[place + 1].cost + (0 if _is_skipped(lexemes, place) else A_STRANGER), 1, None)
        ruled = (
            _Step(steps[place + length].cost + _cost_of(pieces), length, pieces)
            for length, pieces in GRAMMAR.matching(lexemes, place)
        )
        steps[place] = min((*ruled, alone), key=lambda step: step.cost)
    return steps


def _is_skipped(lexemes: Sequence[Lexeme], place: int) -> bool:
    """A filler may be passed over, and a word that leads to something, unless nothing follows: "march on"."""
    kind, text = lexemes[place].kind, lexemes[place].text
    return kind in FILLING or text == "i" or (kind in LEADING_ON and place + 1 < len(lexemes))


def _cost_of(pieces: Found) -> int:
    """A lone "after" joins facts and is none: so "after 10 December" is no "after 10 o'clock" and a month."""
    return 0 if len(pieces) == 1 and isinstance(pieces[0], After | Before) else 1


def _walk(lexemes: Sequence[Lexeme], steps: Sequence[_Step]) -> Reading:
    facts: list[Fact] = []
    strangers: list[Lexeme] = []
    place = 0
    while place < len(lexemes):
        step = steps[place]
        taken = lexemes[place : place + step.length]
        if step.pieces is not None:
            facts.append(Fact(step.pieces, taken[0].start, taken[-1].end))
        elif not _is_skipped(lexemes, place):
            strangers.append(taken[0])
        place += step.length
    return Reading(tuple(facts), tuple(strangers))
