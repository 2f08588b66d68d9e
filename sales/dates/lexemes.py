"""Typed text cut into words, numbers and marks, each with its kind, value and place."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sales.dates.fillers import HARMLESS_BEGINNINGS
from sales.dates.folding import make_plain
from sales.dates.spelling import guess_misspelt
from sales.dates.vocabulary import MEANINGS

LONGEST = 200

SHAPES = re.compile(
    r"""
    (?P<ISO>(?<![\d.])(?P<iy>\d{4})(?P<is>[-./])(?P<im>\d{1,2})(?P=is)(?P<id>\d{1,2})(?:t(?=\d))?(?![\d.,]*\d))
  | (?P<DMY>(?P<dd>\d{1,2})(?:(?P<ds>[./])[ ]?(?P<dm>\d{1,2})(?P=ds)[ ]?(?P<dy>\d{4}|\d\d)
        |-(?P<dm2>\d{1,2})-(?P<dy2>\d{4}))(?![\d/-])(?!\.\d))
  | (?P<MY>(?P<mm>\d{1,2})[./](?P<my>20\d\d)(?![\d/-])(?!\.\d))
  | (?P<CLOCK>(?P<ch>\d{1,2}):(?P<cm>\d\d)(?::00)?(?![\d:]))
  | (?P<PAIR>(?P<pa>\d{1,2})(?P<ps>[./])(?P<pb>\d{1,2})(?![\d/])(?!\.\d))
  | (?P<HALVES>(?P<whole>\d{1,2})[.,]5(?!\d))
  | (?P<ORDINAL>(?P<nth>\d{1,2})(?:[ ]?-?[ ]?(?:го|ого|ое|ый|ой)|-?(?:е|й|ем|st|nd|rd|th)
        |-(?:х|м|ом|му|ому|я|ая|ю|ую))(?![a-zа-я\d]))
  | (?P<YEAR>(?P<nn>20\d\d)-?(?:го|м|ом|му|й)(?![a-zа-я\d]))
  | (?P<NUMBER>\d+)
  | (?P<MERIDIEM>(?<=[\d ])[ap]\.?[ ]?m(?![a-zа-я\d])\.?)
  | (?P<WORD>ч/з(?![a-zа-я])|[a-zа-я]+(?:'(?!s(?![a-z]))[a-z]+)?)
  | (?P<DASH>[-\u2010-\u2015\u2212])
  | (?P<PAUSE>'s(?![a-z])|[\s.,;:!?…()"'«»“”])
  | (?P<STRANGE>.)
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Lexeme:
    kind: str
    value: int
    text: str
    start: int
    end: int


def cut(text: str) -> list[Lexeme]:
    """Cut a text, already composed (NFC), into what the rules speak of; pauses are left out."""
    plain = make_plain(text)
    found = (_lexeme(match) for match in SHAPES.finditer(plain))
    return [lexeme for lexeme in found if lexeme.kind != "PAUSE" and lexeme.text != "the"]


def _lexeme(match: re.Match[str]) -> Lexeme:
    shape = match.lastgroup or "STRANGE"
    kind, value = READERS[shape](match) if shape in READERS else (shape, 0)
    return Lexeme(kind, value, match[0], match.start(), match.end())


def _is_english(plain: str) -> bool:
    return re.search("[a-z]{2}", plain) is not None and re.search("[а-я]", plain) is None


def _read_word(match: re.Match[str]) -> tuple[str, int]:
    word = match[0]
    if word not in MEANINGS and word.startswith(HARMLESS_BEGINNINGS):
        return "FILLER", 0
    return MEANINGS.get(word) or guess_misspelt(word) or ("STRANGE", 0)


def _read_number(match: re.Match[str]) -> tuple[str, int]:
    digits = match[0]  # "000" belongs to a sum
    readable = len(digits) <= 2 or (len(digits) <= 4 and digits[0] != "0")
    return ("NUMBER", int(digits)) if readable else ("STRANGE", 0)


def _read_clock(match: re.Match[str]) -> tuple[str, int]:
    hour, minute = int(match["ch"]), int(match["cm"])
    if hour > 23 or minute > 59:
        return "STRANGE", 0
    # "03:30" is written by a clock and means the night; "3:30" is written by a person and means the day.
    return ("EXACT" if match["ch"].startswith("0") else "CLOCK"), hour * 100 + minute


def _read_pair(match: re.Match[str]) -> tuple[str, int]:
    first, second = match["pa"], match["pb"]
    if len(first) == len(second) == 1 or match[0] == "24/7":
        return _read_fraction(first, second, match["ps"])
    if match["ps"] == "/":
        # Day before month, as in Russia and Europe; the other way only where English leaves no choice.
        swapped = int(second) > 12 and _is_english(match.string)
        return "DM", int(second + f"{int(first):02}") if swapped else int(first) * 100 + int(second)
    if len(second) == 1:
        return _read_fraction(first, second, match["ps"])
    return "DOTTED", int(first) * 100 + int(second)


def _read_fraction(first: str, second: str, point: str) -> tuple[str, int]:
    """Keep 1.5, 10.5 and 5/2 from being days: they are amounts as often."""
    return ("HALVES", int(first) * 2 + 1) if (point, second) == (".", "5") else ("STRANGE", 0)


def _read_dmy(match: re.Match[str]) -> tuple[str, int]:
    day, month = int(match["dd"]), int(match["dm"] or match["dm2"])
    year = match["dy"] or match["dy2"]
    if match["ds"] == "/" and month > 12 and _is_english(match.string):
        day, month = month, day
    return "DMY", (int(year) + (2000 if len(year) == 2 else 0)) * 10000 + month * 100 + day


READERS: dict[str, Callable[[re.Match[str]], tuple[str, int]]] = {
    "ISO": lambda m: ("DMY", int(m["iy"]) * 10000 + int(m["im"]) * 100 + int(m["id"])),
    "DMY": _read_dmy,
    "MY": lambda m: ("MY", int(m["my"]) * 100 + int(m["mm"])),
    "CLOCK": _read_clock,
    "PAIR": _read_pair,
    "HALVES": lambda m: ("HALVES", int(m["whole"]) * 2 + 1),
    "ORDINAL": lambda m: ("DAYTH", int(m["nth"])),
    "YEAR": lambda m: ("NUMBER", int(m["nn"])),
    "NUMBER": _read_number,
    "MERIDIEM": lambda m: ("MERIDIEM", 12 if m[0].startswith("p") else 0),
    "WORD": _read_word,
}
