"""Numbers said in several words made one: "twenty fifth", "two and a half", "a couple of"."""

from collections.abc import Sequence

from sales.dates.lexemes import Lexeme

TENS = range(20, 100, 10)
DIGITS = range(1, 10)
BEGINNING = ("NUMBER", "A")  # what a number said in several words begins with


def gather_numbers(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    gathered: list[Lexeme] = []
    place = 0
    while place < len(lexemes):
        one, taken = _gather(lexemes, place)
        gathered.append(one)
        place += taken
    return gathered


def _gather(lexemes: Sequence[Lexeme], place: int) -> tuple[Lexeme, int]:
    if lexemes[place].kind not in BEGINNING or _stands_alone(lexemes, place):
        return lexemes[place], 1
    for length, gather in (
        (4, _with_a_half),
        (3, _with_a_half),
        (3, _compound),
        (2, _compound),
        (3, _couple),
        (2, _couple),
        (2, _someday),
    ):
        here = lexemes[place : place + length]
        if len(here) == length and (meaning := gather(here)) is not None:
            kind, value = meaning
            text = " ".join(lexeme.text for lexeme in here)
            return Lexeme(kind, value, text, here[0].start, here[-1].end), length
    return lexemes[place], 1


def _stands_alone(lexemes: Sequence[Lexeme], place: int) -> bool:
    """Whether it is in digits, and no half follows."""
    following = lexemes[place + 1].text if place + 1 < len(lexemes) else ""
    return lexemes[place].text.isdigit() and following not in ("с", "и", "and")


def _with_a_half(here: Sequence[Lexeme]) -> tuple[str, int] | None:
    said = " ".join(lexeme.text for lexeme in here[1:])
    if here[0].kind == "NUMBER" and said in ("с половиной", "и половина", "and a half"):
        return "HALVES", here[0].value * 2 + 1
    return None


def _compound(here: Sequence[Lexeme]) -> tuple[str, int] | None:
    """Join "twenty five" and "twenty-fifth"; numbers in digits stay apart: "20 5" is no number."""
    first, last = here[0], here[-1]
    hyphened = len(here) == 2 or here[1].kind == "DASH"
    spelt = first.text.isalpha() and last.text.isalpha()
    if hyphened and spelt and first.kind == "NUMBER" and first.value in TENS and last.value in DIGITS:
        return (last.kind, first.value + last.value) if last.kind in ("NUMBER", "ORDINAL", "DAYTH") else None
    return None


def _someday(here: Sequence[Lexeme]) -> tuple[str, int] | None:
    """Keep "one day", which is no day at all, from being one."""
    return ("STRANGE", 0) if " ".join(lexeme.text for lexeme in here) == "one day" else None


def _couple(here: Sequence[Lexeme]) -> tuple[str, int] | None:
    said = " ".join(lexeme.text for lexeme in here)
    return ("NUMBER", 2) if said in ("a couple of", "couple of", "a couple") else None
