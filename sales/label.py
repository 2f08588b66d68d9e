"""The banned label «нецелевой» and its kin: known in any disguise, let be where the words mean something else."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz.distance import OSA

from sales.spelling import fold_repeats, read_as_latin, read_as_russian, sound_alike


class Finding(StrEnum):
    LABEL = "label"
    SPIRIT = "spirit"


Span = tuple[int, int]

_LETTER = "[a-zа-я]"
_NAMED = re.compile(r"\{([a-z]+)\}")
_WORD = re.compile(rf"{_LETTER}+")
_TARGET_MISSPELT = re.compile(r"\b(non|)(t[a-z]{4,6})\b")
_DENIED = r"(?<!\bне )(?<!\bnot )(?<!\bnot a )(?<!\bisnt a )(?<!\bwasnt a )"
_ENDINGS = ("ой", "ая", "ое", "ые", "ых", "ого", "ому", "ым", "ую", "ый", "ик", "ики", "ка", "ки")
_MISSPELT = tuple(sound_alike("нецелев" + ending) for ending in _ENDINGS)
# One letter away too, and honest: «на целевой», «ну целевой», «не целым», «не целиком», «не целит».
_HONEST_NEIGHBOUR = re.compile("н[оу]|нецеле[мнктлш]")
_SHORTEST, _LONGEST = 7, 12


def recognise(text: str) -> Finding | None:
    readings = [("ru", reading) for reading in read_as_russian(text)]
    readings += [("en", _TARGET_MISSPELT.sub(_mend_target, reading)) for reading in read_as_latin(text)]
    for finding in Finding:
        if any(_means(finding, language, reading) for language, reading in readings):
            return finding
    return None


def _mend_target(word: re.Match[str]) -> str:
    near = OSA.distance(word[2], "target", score_cutoff=1) <= 1
    return f"{word[1]}target" if near else word[0]


def _means(finding: Finding, language: str, reading: str) -> bool:
    found = list(_find(finding, language, reading))
    if not found:
        return False
    other = [sense.span() for sense in _senses(language).finditer(reading)]
    return any(not any(_overlap(span, sense) for sense in other) for span in found)


def _find(finding: Finding, language: str, reading: str) -> Iterator[Span]:
    for pattern in _patterns(finding, language):
        yield from (match.span() for match in pattern.finditer(reading))
    if finding is Finding.LABEL and language == "ru":
        yield from _misspelt(reading)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _misspelt(reading: str) -> Iterator[Span]:
    """One slip of the finger away, the word whole or in pieces."""
    words = list(_WORD.finditer(reading))
    for first, word in enumerate(words):
        if word[0].startswith("н") and word[0] != "нет":
            yield from _misspelt_from(words[first : first + _LONGEST])


def _misspelt_from(words: list[re.Match[str]]) -> Iterator[Span]:
    joined = ""
    for word in words:
        joined += word[0]
        if len(joined) > _LONGEST:
            return
        if len(joined) >= _SHORTEST and _is_misspelt(sound_alike(joined)):
            yield words[0].start(), word.end()


def _is_misspelt(heard: str) -> bool:
    if "ц" not in heard or _HONEST_NEIGHBOUR.match(heard):
        return False
    return any(OSA.distance(heard, form, score_cutoff=1) <= 1 for form in _MISSPELT)


@cache
def _description() -> dict[str, Any]:
    return tomllib.loads((resources.files("sales") / "data" / "label.toml").read_text(encoding="utf-8"))


@cache
def _patterns(finding: Finding, language: str) -> tuple[re.Pattern[str], ...]:
    told = _description()[finding][language]
    filler = _expand("{filler}" if language == "ru" else "{enfiller}")
    strengths = {
        "anywhere": rf"{_DENIED}(?<!{_LETTER})(?:{{}})(?!{_LETTER})",
        "clause": rf"(?:^|(?<=,))(?:(?:{filler}) )*{_DENIED}(?:{{}})(?: (?:{filler}))*(?=,|$)",
        "bare": rf"^(?:(?:{filler})[ ,])*{_DENIED}(?:{{}})(?:[ ,](?:{filler}))*$",
    }
    spelt = "|".join(_spread(word) for word in told.get("spelt", ()))
    either = {strength: _either(told.get(strength, ())) for strength in strengths}
    if spelt:
        either["anywhere"] += f"|{spelt}"
    return tuple(
        re.compile(frame.replace("{}", either[name])) for name, frame in strengths.items() if either[name]
    )


@cache
def _senses(language: str) -> re.Pattern[str]:
    return re.compile(_either(_description()["sense"][language]))


def _either(patterns: list[str]) -> str:
    return "|".join(_expand(pattern) for pattern in patterns)


def _expand(pattern: str) -> str:
    words = _description()["words"]
    while (named := _NAMED.sub(lambda found: f"(?:{words[found[1]]})", pattern)) != pattern:
        pattern = named
    return fold_repeats(pattern.replace("~", f"{_LETTER}*").replace("й", "и").replace("ё", "е"))


def _spread(word: str) -> str:
    """The word with its letters apart, at the start of a word or inside one, to the end of that word."""
    return f"{word}{_LETTER}*|(?<!{_LETTER})" + "[ ,]?".join(word) + f"{_LETTER}*"
