"""Whether a text gives a loss reason at all, and how surely just this one: a wrong reason is worse than none."""

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from sales.losses import Reason
from sales.reasons import phrases, stems_of

LONGEST = 300
SMOOTHING = 0.1
UNSEEN = 3000  # words that might have been seen beside those that were
HINT_WEIGHT = 0.4
WHOLE = "="  # before all the words of a phrase that say something, in whatever order
# Words of the language that stand beside every reason and beside none.
SAY_NOTHING = """
    не у них него нее ему ей им их он она они мы нам нас мне я вы вам в во на с со к ко по до от из за о
    об и а но что как это то бы же ли уже еще сам ее его есть был была было были будет говорит сказал
    сказала сказали ответил ответила ответили he she they it we i you him her them his their our us the a
    an to of in on at for with and but is was are were be been has have had from by that this said says
    told as so s its thats hes shes theyre weve theyve id ill hed theyd
"""

# What is denied says another thing: "expensive" is a reason, "not expensive" is none.
DENYING = """
    не ни нет нету без никто ничего нечем некому нельзя no not never none nothing nobody nor without dont doesnt
    didnt isnt arent cant cannot couldnt wont wouldnt hasnt havent wasnt werent
"""
DENYING_BACKWARDS = frozenset({"нет", "нету"})  # «денег нет»
DENIED = 2  # so many words behind it


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
    told, known = _learned().told, [feature for feature in _features(text[:LONGEST]) if _is_known(feature)]
    whole = next((feature for feature in known if feature.startswith(WHOLE)), "")
    if not known or (whole and not any(told[reason].get(whole) for reason in Reason)):
        return None
    chances = _chances(known)
    best = max(Reason, key=lambda reason: chances[reason])
    # That just these words are known says which reason they mean, and not that one is meant.
    loose = _chances([feature for feature in known if feature != whole] or known)
    some, any_reason = _of_reasons(chances), _of_reasons(loose)
    support = sum(told[best].get(feature, 0.0) for feature in known)
    sure = any_reason / (any_reason + loose[None])
    is_whole = told[best].get(whole, 0) > told[None].get(whole, 0)
    return Given(best, sure, chances[best] / some, support, is_whole) if some else None


def _is_known(feature: str) -> bool:
    return feature in _learned().known


def _of_reasons(chances: dict[Reason | None, float]) -> float:
    return sum(chances[reason] for reason in Reason)


def _chances(features: list[str]) -> dict[Reason | None, float]:
    """How likely the features are with each reason and with none, the likeliest taken for 1."""
    scores = [sum(of_one) for of_one in zip(*map(_likelihoods, features), strict=True)]
    most = max(scores, default=0.0)
    return {reason: math.exp(score - most) for reason, score in zip(_learned().told, scores, strict=False)}


@lru_cache(maxsize=1 << 13)
def _likelihoods(feature: str) -> tuple[float, ...]:
    learned = _learned()
    return tuple(
        math.log((told.get(feature, 0.0) + SMOOTHING) / (learned.sizes[reason] + SMOOTHING * UNSEEN))
        for reason, told in learned.told.items()
    )


def _features(text: str) -> list[str]:
    stems = [stem for stem in stems_of(text) if not stem.isdigit()]
    telling = _with_denial(stems)
    pairs = [f"{one} {other}" for one, other in pairwise(stems) if {one, other} - _saying_nothing()]
    denying = [stem for stem in stems if stem in _denying()]
    whole = [WHOLE + " ".join(sorted(set(telling)))] if telling else []
    return telling + denying + pairs + whole


def _with_denial(stems: list[str]) -> list[str]:
    """The words that say something, those marked that are denied."""
    telling = [
        place for place, stem in enumerate(stems) if stem not in _saying_nothing() and stem not in _denying()
    ]
    denied: set[int] = set()
    for place, stem in enumerate(stems):
        if stem in _denying():
            denied.update([later for later in telling if later > place][:DENIED])
        if stem in DENYING_BACKWARDS:
            denied.update([before for before in telling if before < place][-1:])
    return [f"!{stems[place]}" if place in denied else stems[place] for place in telling]


@cache
def _saying_nothing() -> frozenset[str]:
    return frozenset(stems_of(SAY_NOTHING))


@cache
def _denying() -> frozenset[str]:
    return frozenset(stems_of(DENYING))


@cache
def _learned() -> _Learned:
    told: dict[Reason | None, defaultdict[str, float]] = {
        reason: defaultdict(float) for reason in (*Reason, None)
    }
    for text, reason, weight, is_topic in _lessons():
        for feature in set(_features(text)):
            told[reason][feature] += weight * (not (is_topic and feature.startswith(WHOLE)))
    sizes = {reason: sum(counts.values()) for reason, counts in told.items()}
    return _Learned(told, sizes, frozenset().union(*told.values()))


def _lessons() -> Iterator[tuple[str, Reason | None, float, bool]]:
    for phrase in phrases():
        yield phrase.text, phrase.meant, 1.0, phrase.is_topic
        yield from ((phrase.text, reason, HINT_WEIGHT, phrase.is_topic) for reason in phrase.hinted)
    yield from ((line, None, 1.0, False) for line in _saying_no_reason())


def _saying_no_reason() -> Iterator[str]:
    page = (resources.files("sales") / "data" / "reasons_none.txt").read_text("utf-8")
    return (line for line in page.splitlines() if line and not line.startswith("#"))
