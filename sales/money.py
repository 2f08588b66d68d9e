"""Sums of money as people type them, in minor units: digits, thousands and millions, words; exact, or not at all."""

from sales.amount_words import cut
from sales.amounts import Amounts, in_minor_units
from sales.errors import SumNotUnderstood
from sales.phones import find_phones

LONGEST = 300


def read_sum(text: str, exponent: int = 2) -> int:
    """Give the one sum in the text; `exponent` is how many digits the currency has after its point."""
    if len(text) > LONGEST or find_phones(text):
        raise SumNotUnderstood
    sums = set(Amounts(cut(text), exponent).all())
    if len(sums) != 1:
        raise SumNotUnderstood
    return in_minor_units(sums.pop(), exponent)
