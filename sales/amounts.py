"""Amounts of money in a text: figures and words added up, and refused where they count something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sales.amount_words import (
    BY_MULTIPLIER,
    COUNTED_WORDS,
    END,
    HALF,
    HARMFUL_BEFORE,
    HARMLESS_AFTER,
    LARGEST,
    MAJOR_WORDS,
    MINOR_WORDS,
    PIECES_BEFORE,
    SPOKEN_HALVES,
    THOUSAND,
    TIME_KINDS,
    Token,
    read_digits,
)
from sales.dates.numerals import CARDINALS
from sales.dates.vocabulary import MEANINGS
from sales.errors import SumNotUnderstood


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of something in a longer text, in minor units, with the tokens it is made of."""

    minor: int
    first: int
    after: int


def find_amounts(tokens: Sequence[Token], exponent: int = 2) -> Iterator[Amount]:
    """Give every amount that may be money, whatever stands around it; what cannot be is passed over."""
    amounts, place = Amounts(tokens, exponent), 0
    while place < len(tokens):
        try:
            number = amounts.amount_at(place)
            minor = in_minor_units(number.value, exponent) if number else 0
        except SumNotUnderstood:
            number, minor = None, 0
        if number and minor:
            yield Amount(minor, place, number.after)
        place = number.after if number else place + 1


def in_minor_units(amount: Decimal, exponent: int) -> int:
    minor = amount * 10**exponent
    if not 0 < amount <= LARGEST or minor != int(minor):
        raise SumNotUnderstood
    return int(minor)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the place after it; a spoken half is none until "thousand" or "million" follows."""

    value: Decimal
    after: int
    is_half: bool = False


class Amounts:
    """The tokens of one text, and the amount at each place."""

    def __init__(self, tokens: Sequence[Token], exponent: int) -> None:
        self._tokens = tokens
        self._exponent = exponent

    def all(self) -> Iterator[Decimal]:
        place = 0
        while place < len(self._tokens):
            amount = self.amount_at(place)
            if amount:
                yield amount.value
            place = amount.after if amount else place + 1

    def amount_at(self, place: int) -> Number | None:
        amount = self._amount(place)
        if not amount:
            return None
        self._refuse_other_figures(place, amount.after)
        return self._with_small_change(amount)

    def _at(self, place: int) -> Token:
        return self._tokens[place] if 0 <= place < len(self._tokens) else END

    def _amount(self, place: int) -> Number | None:
        """Add up "1 million 200 thousand": what follows is smaller, and never a bare tail of a million."""
        whole, smallest = Decimal(0), 0
        while smallest != 1 and (step := self._step(place)):
            number, multiplier = step
            # "A million two hundred" is 200 thousand to some and 200 to others.
            bare_tail = multiplier == 1 and smallest > THOUSAND
            if smallest and (number.value * multiplier >= smallest or bare_tail):
                raise SumNotUnderstood
            whole, smallest, place = whole + number.value * multiplier, multiplier, number.after
        return Number(whole, place) if smallest else None

    def _step(self, place: int) -> tuple[Number, int] | None:
        """Take one number with its multiplier: 45 thousand, two and a half million, a thousand, 500."""
        number = self._in_digits(place) or self._in_words(place)
        after = number.after if number else place
        multiplier = self._multiplier(after, alone=number is None)
        if multiplier:
            after += 1 + (self._at(after + 1).text == ".")
            return Number(number.value if number else Decimal(1), after), multiplier
        if number and number.is_half:
            raise SumNotUnderstood
        return (number, 1) if number else None

    def _multiplier(self, place: int, *, alone: bool) -> int | None:
        token, then = self._at(place), self._at(place + 1)
        multiplier = BY_MULTIPLIER.get(token.text)
        if multiplier is None or (alone and len(token.text) < 5):
            return None
        # "45к" is thousands, "45 к оплате" is "to be paid"
        if len(token.text) > 1 or token.touches or then is END or then.text in HARMLESS_AFTER:
            return multiplier
        raise SumNotUnderstood

    def _in_digits(self, place: int) -> Number | None:
        token = self._at(place)
        if token.kind not in ("GROUPED", "PLAIN"):
            return None
        value = read_digits(
            token.text, self._exponent, multiplied=bool(self._multiplier(place + 1, alone=False))
        )
        return self._and_a_half(Number(value, place + 1))

    def _in_words(self, place: int) -> Number | None:
        """Add up "two hundred and forty five", each word smaller than the one before."""
        if self._at(place).text in SPOKEN_HALVES:
            after = place + 1 + (self._at(place + 1).text == "a")
            return Number(SPOKEN_HALVES[self._at(place).text], after, is_half=True)
        whole, room = 0, 1000
        while value := self._word(place, whole, room):
            whole, room = value
            place += 1
            place += self._at(place).text == "and" and self._at(place + 1).text in CARDINALS
        return self._and_a_half(Number(Decimal(whole), place)) if whole else None

    def _word(self, place: int, whole: int, room: int) -> tuple[int, int] | None:
        """Give the number with this word added, and how small the next word must be."""
        word = self._at(place).text
        if word == "hundred" and 0 < whole < 10:
            return whole * 100, 100
        value = CARDINALS.get(word, 0)
        if not 0 < value < room:
            return None
        return whole + value, (100 if value >= 100 else 10 if value >= 20 else 1)

    def _and_a_half(self, number: Number) -> Number:
        said = [self._at(number.after + ahead).text for ahead in range(3)]
        length = 2 if said[:2] == ["с", "половиной"] else 3 if said == ["and", "a", "half"] else 0
        return Number(number.value + HALF, number.after + length, is_half=True) if length else number

    def _refuse_other_figures(self, first: int, after: int) -> None:
        """Refuse what is negative, numbers a document, counts things or is a piece of a longer figure."""
        before, number, then = self._at(first - 1), self._at(first), self._at(after)
        piece = number.touches and (before.kind == "WORD" or before.text in PIECES_BEFORE)
        a_time = then.text == "/" and self._at(after + 1).kind == "WORD"  # 900 a month
        longer = then.touches and then.text not in HARMLESS_AFTER and not a_time
        counted = then.text in COUNTED_WORDS or MEANINGS.get(then.text, ("", 0))[0] in TIME_KINDS
        if (piece and before.text not in MAJOR_WORDS) or longer or counted or self._is_harmed(first):
            raise SumNotUnderstood

    def _is_harmed(self, first: int) -> bool:
        before = self._at(first - 1).text
        return before in HARMFUL_BEFORE or (before == "-" and (self._at(first).touches or first == 1))

    def _with_small_change(self, amount: Number) -> Number:
        """Take the currency, and the cents said after it: 45 roubles 50 copecks."""
        if self._at(amount.after).text in MINOR_WORDS:
            return Number(amount.value / 100, amount.after + 1)
        after = amount.after
        while self._at(after).text in MAJOR_WORDS or self._at(after).text == ".":
            after += 1
        cents = self._at(after).text
        if after > amount.after and cents.isdecimal() and self._at(after + 1).text in MINOR_WORDS:
            return Number(amount.value + Decimal(cents) / 100, after + 2)
        return Number(amount.value, after)
