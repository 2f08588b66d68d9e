"""Which reasons of the catalogue are nearest to what a manager typed: naive Bayes over phrases written for each."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from sales.losses import AnyReason, OwnReason, Reason
from sales.spelling import unmask

# Where the words say nothing, the reasons most often meant come first.
_USUAL = (Reason.PRICE_NOT_DEFENDED, Reason.NO_VALUE, Reason.NO_URGENCY)
_ORDER = _USUAL + tuple(reason for reason in Reason if reason not in _USUAL)

_LANGUAGES = ("ru", "en")
_LONGEST = 1000
_NGRAMS = (4, 5)
_NGRAM_WEIGHT = 0.2  # letters vouch for misspelt and inflected words, but whole words count first
_WHOLE_WEIGHT = 5.0  # a phrase known word for word brings its hints with it
_HINT_WEIGHT = 0.5  # what a phrase only hints at, beside what it means
_SMOOTHING = 0.2
SHORTEST = 3  # letters of a stem by which a name is known again

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
    is_topic: bool = False  # no phrase, but a word that stands for many of them


class Evidence(NamedTuple):
    """What a feature says for each reason it was seen with, and what its absence says against a reason."""

    gains: dict[str, list[tuple[Reason, float]]]
    absence: dict[Reason, float]


def nearest(text: str, listed: Sequence[AnyReason] = tuple(Reason), count: int = 3) -> list[AnyReason]:
    """Of the listed reasons those to offer for picking, likeliest first: one that is named in the text, if it is."""
    named = named_in(text, listed)
    order = [reason.value for reason in ranked(text)]
    built_in = [reason for reason in listed if reason in order and reason not in named]
    others = [reason for reason in listed if reason not in order and reason not in named]
    return [*named, *sorted(built_in, key=order.index), *others][:count]


def named_in(text: str, listed: Sequence[AnyReason]) -> list[AnyReason]:
    """The team's own reasons of which a word is in the text."""
    return [reason for reason in listed if isinstance(reason, OwnReason) and _names(reason, text)]


def _names(reason: OwnReason, text: str) -> bool:
    """Whether a word of the team's name for it, in whatever form, is in the text."""
    said = {_stem(word) for word in _words_of(text)}
    return any(len(stem) > SHORTEST and stem in said for stem in map(_stem, _words_of(reason.named)))


def ranked(text: str) -> list[Reason]:
    """The built-in reasons, likeliest first."""
    evidence = _learned()
    score = dict.fromkeys(_ORDER, 0.0)
    known = 0.0
    for feature, weight in _features(text[:_LONGEST]):
        gains = evidence.gains.get(feature, ())
        known += weight if gains else 0.0
        for reason, gain in gains:
            score[reason] += weight * gain
    return sorted(_ORDER, key=lambda reason: -score[reason] - known * evidence.absence[reason])


@cache
def _learned() -> Evidence:
    """Naive Bayes, each reason against all others; what is the same for every reason is left out of the sums."""
    seen = _count_features()
    everywhere: defaultdict[str, float] = defaultdict(float)
    for counts in seen.values():
        for feature, often in counts.items():
            everywhere[feature] += often
    gains: defaultdict[str, list[tuple[Reason, float]]] = defaultdict(list)
    for reason, counts in seen.items():
        for feature, often in counts.items():
            gains[feature].append((reason, _gain(often, everywhere[feature])))
    return Evidence(dict(gains), _absence(seen, _SMOOTHING * len(everywhere)))


def _gain(here: float, everywhere: float) -> float:
    elsewhere = everywhere - here
    return math.log((here + _SMOOTHING) / _SMOOTHING * (everywhere + _SMOOTHING) / (elsewhere + _SMOOTHING))


def _absence(seen: dict[Reason, dict[str, float]], unseen: float) -> dict[Reason, float]:
    sizes = {reason: sum(counts.values()) + unseen for reason, counts in seen.items()}
    total = sum(sizes.values()) - (len(sizes) - 2) * unseen
    return {reason: math.log((total - size) / size) for reason, size in sizes.items()}


def _count_features() -> dict[Reason, dict[str, float]]:
    seen: dict[Reason, dict[str, float]] = {reason: defaultdict(float) for reason in Reason}
    for phrase in phrases():
        for feature in {feature for feature, _ in _features(phrase.text)}:
            seen[phrase.meant][feature] += 1
            for reason in phrase.hinted:
                seen[reason][feature] += _HINT_WEIGHT
    return seen


def _features(text: str) -> Iterator[tuple[str, float]]:
    words, stems = _words_of(text), stems_of(text)
    yield f"={' '.join(stems)}", _WHOLE_WEIGHT
    for stem in stems:
        yield stem, 1.0
    for one, next_one in pairwise(stems):
        yield f"{one} {next_one}", 1.0
    for word in words:
        for ngram in _ngrams(f"<{word}>"):
            yield f"~{ngram}", _NGRAM_WEIGHT


def _words_of(text: str) -> list[str]:
    return _WORD.findall(_APOSTROPHE.sub("", unmask(text).casefold()).replace("ё", "е"))


def stems_of(text: str) -> list[str]:
    """The words of a text without their endings."""
    return [_stem(word) for word in _words_of(text)]


def _ngrams(word: str) -> Iterator[str]:
    for length in _NGRAMS:
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


def _stem(word: str) -> str:
    russian = _RUSSIAN_ENDING.sub("", _REFLEXIVE.sub("", word))
    return _ENGLISH_ENDING.sub("", russian)


def phrases() -> Iterator[Phrase]:
    for language in _LANGUAGES:
        yield from read_phrases(
            (resources.files("sales") / "data" / f"reasons_{language}.txt").read_text("utf-8")
        )


def read_phrases(page: str) -> Iterator[Phrase]:
    """«[code]» opens a reason, «+ one, two» lists its words, any other line is «phrase» or «phrase | code code»."""
    meant = Reason.NO_VALUE
    for line in page.splitlines():
        if line.startswith("["):
            meant = Reason(line.strip("[] "))
        elif line.startswith("+"):
            yield from (Phrase(words.strip(), meant, is_topic=True) for words in line[1:].split(","))
        elif line and not line.startswith("#"):
            text, _, hints = line.partition("|")
            yield Phrase(text.strip(), meant, tuple(Reason(code) for code in hints.split()))
