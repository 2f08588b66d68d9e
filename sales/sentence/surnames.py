"""How Russian surnames are declined, by their endings: for those that no dictionary knows."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declined:
    nominative: str
    gender: str
    case: str
    plural: bool
    likelihood: float


@dataclass(frozen=True, slots=True)
class Paradigm:
    """Stems that end so take these endings, one for each case: nomn gent datv accs ablt loct."""

    stems: tuple[str, ...]
    gender: str
    endings: str
    likelihood: float
    plural: bool = False


CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
POSSESSIVE = ("ов", "ев", "ёв", "ин", "ын")
ADJECTIVAL = ("ск", "цк")
VOWELS = "аеёиоуыэюя"
HUSHING = "жшчщц"

PARADIGMS = (
    Paradigm(POSSESSIVE, "masc", "- а у а ым е", 0.9),
    Paradigm(POSSESSIVE, "femn", "а ой ой у ой ой", 0.8),
    Paradigm(POSSESSIVE, "both", "ы ых ым ых ыми ых", 0.5, plural=True),
    Paradigm(ADJECTIVAL, "masc", "ий ого ому ого им ом", 0.9),
    Paradigm(ADJECTIVAL, "femn", "ая ой ой ую ой ой", 0.9),
    Paradigm(ADJECTIVAL, "both", "ие их им их ими их", 0.5, plural=True),
)
BY_CONSONANT = ("- а у а ом е", "- а у а ем е")
BY_SOFT = {"ь": "ь я ю я ем е", "й": "й я ю я ем е"}
BY_A = ("а ы е у ой е", "а и е у ой е", "я и е ю ей е")
NEVER_DECLINED = ("о", "и", "у", "ю", "э", "е", "ых", "их")


def undecline(word: str) -> Iterator[Declined]:
    """Give every nominative that the word may be a case of, the likeliest kinds first."""
    yield from _by_paradigms(word)
    yield from _with_fleeting_vowel(word)
    yield from _by_consonant(word)
    for soft, endings in BY_SOFT.items():
        yield from _cut(word, endings, "masc", 0.3, keep=soft)
    for endings in BY_A:
        yield from _cut(word, endings, "both", 0.25, keep=endings[0])
    if word.endswith(NEVER_DECLINED):
        yield Declined(word, "both", "any", plural=False, likelihood=0.15 if word[-1] in "еую" else 0.7)


def _by_paradigms(word: str) -> Iterator[Declined]:
    for paradigm in PARADIGMS:
        for case, ending in zip(CASES, paradigm.endings.split(), strict=True):
            stem = _stem(word, ending)
            if stem.endswith(paradigm.stems) and len(stem) > 3:
                nominative = stem + paradigm.endings.split()[0].strip("-")
                yield Declined(nominative, paradigm.gender, case, paradigm.plural, paradigm.likelihood)


def _by_consonant(word: str) -> Iterator[Declined]:
    for endings in BY_CONSONANT:
        for case, ending in zip(CASES, endings.split(), strict=True):
            stem = _stem(word, ending)
            hushing = endings != BY_CONSONANT[0]
            if (
                len(stem) > 2
                and _ends_hard(stem)
                and (ending not in ("ом", "ем") or (stem[-1] in HUSHING) == hushing)
            ):
                yield Declined(stem, "masc", case, plural=False, likelihood=0.5)
    if _ends_hard(word):
        yield Declined(word, "femn", "any", plural=False, likelihood=0.4)


def _cut(word: str, endings: str, gender: str, likelihood: float, keep: str) -> Iterator[Declined]:
    for case, ending in zip(CASES, endings.split(), strict=True):
        stem = word[: -len(ending)] if word.endswith(ending) else ""
        if len(stem) > 2 and (stem[-1] not in VOWELS) == (keep != "й"):
            yield Declined(stem + keep, gender, case, plural=False, likelihood=likelihood)


def _with_fleeting_vowel(word: str) -> Iterator[Declined]:
    """Read «Гришковцом» as of Гришковец."""
    for case, ending in zip(CASES, ["-", "ца", "цу", "ца", "цом", "це"], strict=True):
        stem = _stem(word, ending) if ending != "-" else ""
        if len(stem) > 2 and _ends_hard(stem):
            yield Declined(stem + "ец", "masc", case, plural=False, likelihood=0.8)


def _stem(word: str, ending: str) -> str:
    if ending == "-":
        return word
    return word[: -len(ending)] if word.endswith(ending) else ""


def _ends_hard(stem: str) -> bool:
    return stem[-1] not in VOWELS and stem[-1] not in "йьъ"
