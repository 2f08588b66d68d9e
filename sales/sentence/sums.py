"""The sum of money named in a sentence: by its currency, its thousands, or the words that lead to it."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from sales.amount_words import BY_MULTIPLIER, END, MAJOR_WORDS, MINOR_WORDS, Token, cut
from sales.amounts import Amount, find_amounts
from sales.sentence.lexicon import known, pattern
from sales.sentence.morphology import Kind, forms_of
from sales.sentence.said import Part
from sales.sentence.words import Text, clause_around

THOUSANDS_POINT = re.compile(r"[.,](?=\d{3}$)")
YEARS = range(1950, 2100)
FEWEST_DIGITS, MOST_DIGITS = 4, 8
PAID_FOR = frozenset({"за", "на", "for"})  # lead to three digits too
SHARES = frozenset({"%", "x", "х"})
MODEL = re.compile(r"\d[^\W\d_]\d")
COUNTED = re.compile(r"\d [^\W\d_]{3,20}(?: [^\W\d_]{3,20})? по $")  # «200 мешков цемента по 480 р»
TIMES = frozenset({"по", "x", "х"})  # before the price of one
CLAUSE_SIGNS = frozenset(".,;:!?()-—–=«»\"'")
LOOK_BACK = 3
MOST_AMOUNTS = 60  # nobody names more of them at once
# Minor units below which a single letter is rather a tonne, or a metre, than thousands or millions.
FEWEST_OF_LETTER = {"т": 100 * 100_000, "m": 100 * 100_000_000}
ROUND = 10_000  # minor units: numbers of documents seldom end in noughts


class _Weight(NamedTuple):
    """What tells the sum of a sentence from the others in it, the first fact first."""

    is_total: bool
    is_paid: bool
    is_certain: bool
    is_of_all: bool


def find_sum(text: str, exponent: int) -> Part[int] | None:
    """Take a composed text in which phones are blanked out."""
    tokens, plain = cut(text), Text(text)
    amounts = islice(find_amounts(tokens, exponent), MOST_AMOUNTS)
    sums = [amount for amount in amounts if _is_sum(tokens, amount)]
    sums = [amount for amount in sums if not _is_refused(plain, tokens, amount)]
    sums = [amount for amount in sums if not _is_of_one(plain, tokens, amount)]
    best = max(sums, key=lambda amount: _weight(tokens, amount), default=None)
    return None if best is None else Part(best.minor, _start(tokens, best), tokens[best.after - 1].end)


def _start(tokens: Sequence[Token], amount: Amount) -> int:
    before = _at(tokens, amount.first - 1)
    return before.start if before.text in MAJOR_WORDS else tokens[amount.first].start


def _at(tokens: Sequence[Token], place: int) -> Token:
    return tokens[place] if 0 <= place < len(tokens) else END


def _is_sum(tokens: Sequence[Token], amount: Amount) -> bool:
    if _is_something_else(tokens, amount):
        return False
    return _is_money(tokens, amount) or _may_be_money(tokens, amount)


def _is_refused(text: Text, tokens: Sequence[Token], amount: Amount) -> bool:
    start, end = clause_around(text, tokens[amount.first].start, tokens[amount.after - 1].end)
    return pattern("sum", "refused").search(text.plain, start, end) is not None


def _is_of_one(text: Text, tokens: Sequence[Token], amount: Amount) -> bool:
    """Read «12,5 руб за штуку» as a price that comes to no sum yet, and 16К20 as a machine."""
    start, end = tokens[amount.first].start, tokens[amount.after - 1].end
    behind = text.plain[end:].lstrip(" ")
    if COUNTED.search(text.plain, 0, start):
        return True
    return bool(pattern("sum", "of_one").match(behind) or MODEL.search(text.plain[start:end]))


def _weight(tokens: Sequence[Token], amount: Amount) -> _Weight:
    before = {_at(tokens, amount.first - back).text for back in range(1, LOOK_BACK + 1)}
    of_one = _at(tokens, amount.first - 1).text in TIMES
    total, paid = (bool(before & known("sum", words)) for words in ("totals", "paid"))
    return _Weight(total, paid, _is_money(tokens, amount), not of_one)


def _is_money(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether it names its currency, or is in thousands with nothing counted behind them."""
    said = {token.text for token in tokens[amount.first : amount.after]}
    if said & (MAJOR_WORDS | MINOR_WORDS) or _at(tokens, amount.first - 1).text in MAJOR_WORDS:
        return True
    if _is_measured(tokens, amount):
        return False
    return bool(said & BY_MULTIPLIER.keys()) and not _counts(_at(tokens, amount.after))


def _is_measured(tokens: Sequence[Token], amount: Amount) -> bool:
    """Read "4 т" as its weight and "10 m" as its length where nothing says that it is paid."""
    letter, then = tokens[amount.after - 1].text, _at(tokens, amount.after)
    if letter not in FEWEST_OF_LETTER or _at(tokens, amount.first - 1).text in known("sum", "priced"):
        return False
    small = amount.minor < FEWEST_OF_LETTER[letter]
    return then.kind == "WORD" if letter == "m" or not small else small


def _is_something_else(tokens: Sequence[Token], amount: Amount) -> bool:
    """A number of a document, a share, a difference of prices, the end of a range."""
    before, then = _at(tokens, amount.first - 1), _at(tokens, amount.after)
    near = [*range(amount.first - 3, amount.first), *range(amount.after, amount.after + 2)]
    differs = {_at(tokens, place).text for place in near} & known("sum", "differences")
    numbered = before.text in known("sum", "numbering") and not _is_money(tokens, amount)
    ranged = before.text in ("до", "to") and _at(tokens, amount.first - 3).text in ("от", "from")
    return bool(differs or (numbered and not _is_round(amount)) or ranged or then.text in SHARES)


def _is_round(amount: Amount) -> bool:
    return amount.minor % ROUND == 0


def _may_be_money(tokens: Sequence[Token], amount: Amount) -> bool:
    """Judge bare figures: led to by a word of paying, or in thousands with nothing counted behind them."""
    token, then = tokens[amount.first], _at(tokens, amount.after)
    if token.kind not in ("GROUPED", "PLAIN") or _counts(then):
        return False
    whole = re.split("[.,]", THOUSANDS_POINT.sub("", token.text))[0]
    if token.kind == "GROUPED" or len(whole) == FEWEST_DIGITS - 1:
        return token.kind == "GROUPED" or _is_paid(tokens, amount)
    if not FEWEST_DIGITS <= len(whole) <= MOST_DIGITS or (len(whole) == 4 and int(whole) in YEARS):
        return False
    return _is_led_to(tokens, amount) or _is_alone(tokens, amount)


def _is_paid(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether a word right before or behind it says that it is paid."""
    before, then = _at(tokens, amount.first - 1).text, _at(tokens, amount.after).text
    return (
        before in PAID_FOR or bool({before, then} & known("sum", "paid")) or before in known("sum", "totals")
    )


def _is_led_to(tokens: Sequence[Token], amount: Amount) -> bool:
    led = any(_at(tokens, amount.first - back).text in known("sum", "cues") for back in (1, 2))
    then, further = (_at(tokens, amount.after + place).text for place in (0, 1))
    total = then in known("sum", "totals") or (then == "in" and further in known("sum", "totals"))
    return led or total or then in known("sum", "paid")


def _is_alone(tokens: Sequence[Token], amount: Amount) -> bool:
    before, last, then = (_at(tokens, place) for place in (amount.first - 1, amount.after - 1, amount.after))
    return before.text in CLAUSE_SIGNS and (then is END or bool({last.text, then.text} & CLAUSE_SIGNS))


def _counts(then: Token) -> bool:
    """Whether what follows is counted: mugs, leaflets, seats."""
    if then.kind != "WORD" or len(then.text) < 3:
        return False
    if "а" <= then.text[0] <= "я":
        forms = forms_of(then.text).all
        return bool(forms) and forms[0].kind in (Kind.THING, Kind.BEING) and forms[0].plural
    if pattern("verbs", "english").fullmatch(then.text):
        return False
    return then.text.endswith("s") and then.text not in ("is", "was", "as", "plus", "this", "thanks", "yes")
