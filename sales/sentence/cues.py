"""How much the words beside a date say that it is the day to come back on."""

from enum import IntEnum

from sales.sentence.around import Around
from sales.sentence.lexicon import pattern
from sales.sentence.plans import is_to_do

AFTER = 30  # letters behind a date in which a verb may lead to it


class Weight(IntEnum):
    """How much a date is the one to come back on."""

    NONE = 0
    WEAK = 1
    PLAIN = 2
    DEED = 3
    TO_DO = 4
    TALK = 5


def cue_of(told: Around) -> Weight | None:
    """The verb that leads to the date: of the next talk, or of anything else that is to be done."""
    cue = _cue(told.clause) or _cue(told.with_it) or _cue(told.after[:AFTER])
    if cue is None and told.stands_alone:
        cue = _cue(told.sentence)
    return Weight.TO_DO if cue is not Weight.TALK and is_to_do(told) else cue


def is_ours(cue: Weight | None) -> bool:
    """Whether the seller is to do something on this day, whatever else it is the day of."""
    return cue in (Weight.TO_DO, Weight.TALK)


def _cue(words: str) -> Weight | None:
    for kind, weight in (("talk", Weight.TALK), ("deed", Weight.DEED)):
        if pattern("date", kind).search(words):
            return weight
    return None
