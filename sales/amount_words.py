"""The words and signs of sums, and a text cut into them."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from sales.dates.folding import make_plain
from sales.dates.numerals import HALVES
from sales.errors import SumNotUnderstood

LARGEST = 10**12
THOUSAND, MILLION, BILLION = 10**3, 10**6, 10**9

MULTIPLIERS = {
    THOUSAND: "к k тыс тысяч тысяча тысячи тысячу тысячам тыщ тыща тыщи тыщу тр т тыр косарь косаря косарей "
    "thousand thousands grand",
    MILLION: "кк млн мио лям ляма лямов миллион миллиона миллионов миллиону m mln mio million millions",
    BILLION: "млрд миллиард миллиарда миллиардов миллиарду bn billion billions",
}
MAJOR = "₽ $ € £ ¥ ₸ ₴ р руб рублей рубля рубль рублям rub rur usd eur dollars dollar euro euros евро доллар доллара"
MAJOR += " долларов тенге баксов баксы бакс долл pound pounds gbp kzt byn aed"
MINOR = "коп копейка копейки копеек cent cents цент цента центов"
# A number followed by one of these counts something else.
COUNTED = (
    "% ‰ ° процент процента процентов percent шт штука штуки штук раз раза чел человек кг м мм см л м2 pcs "
)
COUNTED += (
    "pieces people kg units единиц единицы упаковок коробок машин км тонн тонна тонны литр литров га соток "
)
COUNTED += "квадратов миль km mile miles sq sqft ft гб gb mb квт kwh человека голов мест"
COUNTED += " л мл мм3 м3 куб кубов кубометров квт вт мвт ач метр метра метров см2 "
COUNTED += "kw w hp lb lbs oz ton tons tonne tonnes t mm cm liters litres"
TIME_KINDS = ("UNIT", "MONTH", "WEEKDAY", "HALF_UNIT", "SEASON", "DAYPART", "AGO")

BY_MULTIPLIER = {word: value for value, words in MULTIPLIERS.items() for word in words.split()}
MAJOR_WORDS, MINOR_WORDS, COUNTED_WORDS = (frozenset(words.split()) for words in (MAJOR, MINOR, COUNTED))
HARMLESS_AFTER = MAJOR_WORDS | MINOR_WORDS | frozenset(".,;!?)»\"'-")
PIECES_BEFORE = frozenset(".,/:+*^0123456789")
HALF = Decimal("0.5")
SPOKEN_HALVES = {"пол": HALF, "half": HALF, **{word: Decimal(number) / 2 for word, number in HALVES.items()}}
HARMFUL_BEFORE = frozenset({"#", "№", "минус", "minus"})

TOKENS = re.compile(
    r"""
    (?P<GROUPED>\d{1,3}(?:(?:[ ]\d{3})+(?:[.,]\d+)?|(?:,\d{3})+\.\d+|(?:\.\d{3})+,\d+|(?:'\d{3})+(?:[.,]\d+)?
        |(?:,\d{3}){2,}|(?:\.\d{3}){2,})(?!\d))
  | (?P<PLAIN>\d+(?:[.,]\d+)?)
  | (?P<WORD>т[. ]{0,2}р(?![а-яa-z])|м2|пол(?=тысячи|миллиона|ляма)|[а-яa-z]+)
  | (?P<SIGN>\S)
    """,
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    touches: bool  # nothing stands between it and the token before
    start: int = 0
    end: int = 0


END = Token("END", "", touches=False)


def cut(text: str) -> list[Token]:
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", make_plain(unicodedata.normalize("NFC", text)))
    plain = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", plain)
    tokens, last = [], -1
    for match in TOKENS.finditer(plain):
        said = re.sub(r"т[. ]*р", "тр", match[0]) if match.lastgroup == "WORD" else match[0]
        tokens.append(Token(match.lastgroup or "", said, match.start() == last, *match.span()))
        last = match.end()
    return tokens


def read_digits(written: str, exponent: int, *, multiplied: bool) -> Decimal:
    """Tell the points between thousands from the one before cents; where both are possible, refuse."""
    whole, point, fraction = split_at_last_point(written.replace(" ", "").replace("'", ""))
    if point and point in whole:
        whole, fraction = whole + fraction, ""
    elif len(fraction) == 3 and whole != "0" and len(whole) <= 3:
        if multiplied or exponent >= 3:
            raise SumNotUnderstood  # 1,200 million: twelve hundred, or one and a fifth?
        whole, fraction = whole + fraction, ""
    whole = re.sub("[.,]", "", whole)
    if (len(whole) > 1 and whole[0] == "0") or (len(fraction) > exponent and not multiplied):
        raise SumNotUnderstood
    return Decimal(f"{whole}.{fraction or 0}")


def split_at_last_point(digits: str) -> tuple[str, str, str]:
    place = max(digits.rfind("."), digits.rfind(","))
    return (digits, "", "") if place < 0 else (digits[:place], digits[place], digits[place + 1 :])
