"""Sums of money as tables hold them: numbers, and text with signs and spaces."""

import re
from decimal import ROUND_HALF_UP, Decimal

from sales.amount_words import LARGEST
from sales.currency import names_another
from sales.errors import SumNotUnderstood
from sales.money import read_sum
from tables.cells import Cell, text_of

# The commonest ways; the rest is read as people type it in the chat.
_PLAIN = re.compile(
    r"(\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:[.,](\d{1,3}))?\s*(?:₽|руб\.?|р\.?|rub)?",
    re.IGNORECASE | re.ASCII,
)
_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]")


class AnotherCurrency(SumNotUnderstood):
    """The sum names a currency that is not the team's."""


def read_amount(cell: Cell, exponent: int, currency: str = "") -> int | None:
    """In minor units; nothing where a nought stands for no sum."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _checked(Decimal(repr(cell)), exponent)
    said = text_of(cell)
    if currency and names_another(said, currency):
        raise AnotherCurrency
    plain = _PLAIN.fullmatch(said)
    if plain and len(plain[2] or "") <= exponent:
        return _checked(Decimal(f"{_BLANKS.sub('', plain[1])}.{plain[2] or 0}"), exponent)
    return read_sum(said, exponent)


def _checked(amount: Decimal, exponent: int) -> int | None:
    if not amount.is_finite() or not 0 <= amount <= LARGEST:
        raise SumNotUnderstood
    return int((amount * 10**exponent).quantize(Decimal(1), ROUND_HALF_UP)) or None
