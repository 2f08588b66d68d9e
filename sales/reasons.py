"""Which reasons of the catalogue are nearest to what a manager typed: naive Bayes over phrases written for each."""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from sales.losses import Reason
from sales.spelling import unmask

# Where the words say nothing, the reasons most often meant come first.
_USUAL = (Reason.PRICE_NOT_DEFENDED, Reason.NO_VALUE, Reason.NO_URGENCY)
_ORDER = _USUAL + tuple(reason for reason in Reason if reason not in _USUAL)

_LANGUAGES = ("ru", "en")
_LONGEST = 1000
_NGRAMS = (4, 5)
_NGRAM_WEIGHT = 0.2  # letters vouch for misspelt and inflected words, but whole words count first
_HINT_WEIGHT = 0.3  # what a phrase only hints at, beside what it means
_SMOOTHING = 0.2

_WORD = re.compile(r"[a-zа-я]+|\d+")
_APOSTROPHE = re.compile(r"['’`]")
_REFLEXIVE = re.compile(r"(?<=[а-я]{3})(?:ся|сь)$")
_RUSSIAN_ENDING = re.compile(
    r"(?<=[а-я]{3})(?:[ия]ми|ами|иями|иеи|иям|ием|иях|[оеи]го|[оеи]му|[ыи]ми|[еи]шь|[еи]те|[уюая]ют|[ая]ли|или|ил[ао]"
    r"|[аяие]ть|[ая]ла|[уюаяие]т|уе?т|[ая]я|[оеыи]е|[ыиоеа]и|[ую]ю|[ыиоеая]м|[аяи]х|[ое]в|ья|[иь]ю|[аие]л|л[аои]|[аяоеыиуюь])$"
)
_ENGLISH_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|es|s|ly|er|ion)$")


class Phrase(NamedTuple):
    text: str
    meant: Reason
    hinted: tuple[Reason, ...] = ()


def nearest(text: str, count: int = 3) -> list[Reason]:
    """The reasons to offer for picking, likeliest first."""
    score = dict.fromkeys(_ORDER, 0.0)
    weights = _learned()
    for feature, weight in _features(text[:_LONGEST]):
        for reason, odds in zip(Reason, weights.get(feature, ()), strict=False):
            score[reason] += weight * odds
    return sorted(_ORDER, key=lambda reason: -score[reason])[:count]


@cache
def _learned() -> "dict[str, array[float]]":
    """For each feature, how much likelier it is with a reason than without it, as a logarithm."""
    seen = _count_features()
    everywhere: Counter[str] = Counter()
    for counts in seen.values():
        everywhere.update(counts)
    sizes = {reason: counts.total() + _SMOOTHING * len(everywhere) for reason, counts in seen.items()}
    total = everywhere.total() + 2 * _SMOOTHING * len(everywhere)
    learned = {}
    for feature, often in everywhere.items():
        row = ((seen[reason][feature] + _SMOOTHING, sizes[reason]) for reason in Reason)
        learned[feature] = array("f", (math.log(here / size * (total - size) / (often - here + 2 * _SMOOTHING)) for here, size in row))
    return learned


def _count_features() -> dict[Reason, Counter[str]]:
    seen: dict[Reason, Counter[str]] = {reason: Counter() for reason in Reason}
    for phrase in _phrases():
        for feature in {feature for feature, _ in _features(phrase.text)}:
            seen[phrase.meant][feature] += 1
            for reason in phrase.hinted:
                # Counter counts fractions as well as it counts ones
                seen[reason][feature] += _HINT_WEIGHT  # type: ignore[assignment]
    return seen


def _features(text: str) -> Iterator[tuple[str, float]]:
    words = _WORD.findall(_APOSTROPHE.sub("", unmask(text).casefold()).replace("ё", "е"))
    stems = [_stem(word) for word in words]
    for stem in stems:
        yield stem, 1.0
    for one, next_one in zip(stems, stems[1:], strict=False):
        yield f"{one} {next_one}", 1.0
    for word in words:
        for ngram in _ngrams(f"<{word}>"):
            yield f"~{ngram}", _NGRAM_WEIGHT


def _ngrams(word: str) -> Iterator[str]:
    for length in _NGRAMS:
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


def _stem(word: str) -> str:
    russian = _RUSSIAN_ENDING.sub("", _REFLEXIVE.sub("", word))
    return _ENGLISH_ENDING.sub("", russian)


def _phrases() -> Iterator[Phrase]:
    for language in _LANGUAGES:
        yield from read_phrases((resources.files("sales") / "data" / f"reasons_{language}.txt").read_text("utf-8"))


def read_phrases(page: str) -> Iterator[Phrase]:
    """«[code]» opens a reason, «+ one, two» lists its words, any other line is «phrase» or «phrase | code code»."""
    meant = Reason.NO_VALUE
    for line in page.splitlines():
        if line.startswith("["):
            meant = Reason(line.strip("[] "))
        elif line.startswith("+"):
            yield from (Phrase(words.strip(), meant) for words in line[1:].split(","))
        elif line and not line.startswith("#"):
            text, _, hints = line.partition("|")
            yield Phrase(text.strip(), meant, tuple(Reason(code) for code in hints.split()))
