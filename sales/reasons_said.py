"""Whether a text gives a loss reason at all, and how surely just this one: a wrong reason is worse than none."""

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from sales.losses import Reason
from sales.reasons import phrases, stems_of

LONGEST = 300
SMOOTHING = 0.1
UNSEEN = 3000  # words that might have been seen beside those that were
HINT_WEIGHT = 0.4
# Words of the language that stand beside every reason and beside none.
SAY_NOTHING = """
    не у них него нее ему ей им их он она они мы нам нас мне я вы вам в во на с со к ко по до от из за о
    об и а но что как это то бы же ли уже еще сам ее его есть был была было были будет говорит сказал
    сказала сказали ответил ответила ответили he she they it we i you him her them his their our us the a
    an to of in on at for with and but is was are were be been has have had from by that this said says
    told as so s
"""


class Given(NamedTuple):
    """The likeliest reason; how surely any is given, and how surely it is this one if any."""

    reason: Reason
    any: float
    this: float
    support: float  # how often what is said here was said for it
    whole: bool  # whether just this phrase is known to mean it


class _Learned(NamedTuple):
    told: dict[Reason | None, defaultdict[str, float]]
    sizes: dict[Reason | None, float]
    known: frozenset[str]


def given_reason(text: str) -> Given | None:
    """Weigh the text by naive Bayes against each reason and against no reason at all."""
    learned = _learned()
    known = [feature for feature in _features(text[:LONGEST]) if feature in learned.known]
    if not known:
        return None
    chances = _chances(known)
    best = max(Reason, key=lambda reason: chances[reason])
    some = sum(chances[reason] for reason in Reason)
    support = sum(learned.told[best].get(feature, 0.0) for feature in known)
    whole = any(feature.startswith("=") and learned.told[best].get(feature) for feature in known)
    return Given(best, some / (some + chances[None]), chances[best] / some, support, whole) if some else None


def _chances(features: list[str]) -> dict[Reason | None, float]:
    """How likely the features are with each reason and with none, the likeliest taken for 1."""
    scores = {reason: _score(features, reason) for reason in _learned().told}
    most = max(scores.values())
    return {reason: math.exp(score - most) for reason, score in scores.items()}


def _score(features: list[str], reason: Reason | None) -> float:
    told, size = _learned().told[reason], _learned().sizes[reason]
    whole = size + SMOOTHING * UNSEEN
    return sum(math.log((told.get(feature, 0.0) + SMOOTHING) / whole) for feature in features)


def _features(text: str) -> list[str]:
    stems = [stem for stem in stems_of(text) if not stem.isdigit()]
    pairs = [f"{one} {other}" for one, other in pairwise(stems) if {one, other} - _saying_nothing()]
    whole = [f"={' '.join(stems)}"] if stems else []
    return [stem for stem in stems if stem not in _saying_nothing()] + pairs + whole


@cache
def _saying_nothing() -> frozenset[str]:
    return frozenset(stems_of(SAY_NOTHING))


@cache
def _learned() -> _Learned:
    told: dict[Reason | None, defaultdict[str, float]] = {
        reason: defaultdict(float) for reason in (*Reason, None)
    }
    for text, reason, weight in _lessons():
        for feature in set(_features(text)):
            told[reason][feature] += weight
    sizes = {reason: sum(counts.values()) for reason, counts in told.items()}
    return _Learned(told, sizes, frozenset().union(*told.values()))


def _lessons() -> Iterator[tuple[str, Reason | None, float]]:
    for phrase in phrases():
        yield phrase.text, phrase.meant, 1.0
        yield from ((phrase.text, reason, HINT_WEIGHT) for reason in phrase.hinted)
    yield from ((line, None, 1.0) for line in _saying_no_reason())


def _saying_no_reason() -> Iterator[str]:
    page = (resources.files("sales") / "data" / "reasons_none.txt").read_text("utf-8")
    return (line for line in page.splitlines() if line and not line.startswith("#"))
