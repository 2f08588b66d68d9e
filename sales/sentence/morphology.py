"""Russian words taken apart: what a word may be, of which gender and case, and how it is written on a card."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

import pymorphy3

from sales.sentence.surnames import Declined, undecline

CASES = {
    "nomn": "nomn", "gent": "gent", "gen2": "gent", "datv": "datv", "accs": "accs", "ablt": "ablt",
    "loct": "loct", "loc2": "loct", "voct": "nomn",
}  # fmt: skip
LONGEST_WORD = 40


class Kind(StrEnum):
    NAME = "Name"
    SURNAME = "Surn"
    PATRONYMIC = "Patr"
    BEING = "anim"  # a miller, a hare: a surname where the sentence says so
    QUALITY = "ADJF"  # white, long: a surname where the sentence says so
    PLACE = "Geox"
    THING = "inan"
    OTHER = "other"


class Deed(StrEnum):
    """What a verb tells: what was done, what is done now or always, what will be, and what is to be done."""

    DONE = "past"
    DOES = "pres"
    WILL = "futr"
    TO_DO = "todo"


NAMES = (Kind.NAME, Kind.SURNAME, Kind.PATRONYMIC)
INFLECTED = (Kind.NAME, Kind.SURNAME, Kind.PATRONYMIC, Kind.BEING, Kind.QUALITY)


@dataclass(frozen=True, slots=True)
class Form:
    """One of the things that a word may be."""

    kind: Kind
    nominative: str
    gender: str  # masc, femn or both
    case: str  # one of CASES, or "any" of what is never declined
    plural: bool
    score: float
    deed: Deed | None = None  # of a verb

    @property
    def acts(self) -> bool:
        return self.deed is not None


@dataclass(frozen=True, slots=True)
class Forms:
    """All that a word may be; `known` says whether the dictionary has it."""

    all: tuple[Form, ...]
    known: bool

    def of(self, *kinds: Kind) -> tuple[Form, ...]:
        return tuple(form for form in self.all if form.kind in kinds)

    def share(self, *kinds: Kind) -> float:
        return sum(form.score for form in self.of(*kinds))


@cache
def _analyzer() -> Any:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=1 << 14)
def forms_of(word: str) -> Forms:
    """Take a word in small letters, ё kept or not."""
    if len(word) > LONGEST_WORD or not _analyzer().word_is_known(word):
        return forms_of(word.replace("ё", "е")) if "ё" in word else Forms((), known=False)
    return Forms(tuple(_form(parse, word) for parse in _analyzer().parse(word)), known=True)


@lru_cache(maxsize=1 << 10)
def guessed_forms_of(word: str) -> tuple[Form, ...]:
    """What the word may be; one that the dictionary does not have, by its ending."""
    return tuple(_form(parse, word) for parse in _analyzer().parse(word[:LONGEST_WORD]))


def every_form_of(word: str) -> set[str]:
    """How the word is written in all its cases, whatever it is of that is declined."""
    parses = _analyzer().parse(word[:LONGEST_WORD])
    named = [one for one in parses if any(kind.value in one.tag.grammemes for kind in Kind)]
    return {form.word for one in named for form in one.lexeme}


def _form(parse: Any, word: str) -> Form:
    tag = parse.tag
    kind = next((one for one in Kind if one.value in tag.grammemes), Kind.OTHER)
    fixed = "Fixd" in tag
    gender = str(tag.gender) if tag.gender in ("masc", "femn") and "ms-f" not in tag else "both"
    plural = tag.number == "plur"
    nominative = word if fixed else _nominative(parse, kind, gender, plural=plural)
    case = "any" if fixed else CASES.get(str(tag.case), "nomn")
    return Form(kind, _as_typed(nominative, word), gender, case, plural, parse.score, _deed(tag))


def _deed(tag: Any) -> Deed | None:
    """Whoever writes «позвонить», «позвоню», «скидываю» or «позвони» notes what is to be done."""
    if tag.POS == "INFN" or (tag.POS == "VERB" and (tag.mood == "impr" or "1per" in tag)):
        return Deed.TO_DO
    return Deed(str(tag.tense)) if tag.POS == "VERB" else None


def _nominative(parse: Any, kind: Kind, gender: str, *, plural: bool) -> str:
    if kind not in INFLECTED:
        return str(parse.normal_form)
    wanted = {"nomn", "plur" if plural else "sing"}
    if kind is Kind.SURNAME and gender == "femn" and not plural:
        wanted |= {"femn"}
    found = parse.inflect(wanted)
    return str(found.word if found else parse.normal_form)


def _as_typed(nominative: str, word: str) -> str:
    return nominative if "ё" in word else nominative.replace("ё", "е")


@lru_cache(maxsize=1 << 12)
def surname_forms(word: str) -> tuple[Form, ...]:
    """What the word would be as a surname that no dictionary has."""
    return tuple(_of_declined(one) for one in undecline(word))


def _of_declined(one: Declined) -> Form:
    return Form(Kind.SURNAME, one.nominative, one.gender, one.case, one.plural, one.likelihood)
