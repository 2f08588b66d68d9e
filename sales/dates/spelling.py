"""Words of time typed with one letter wrong, where only one word can have been meant."""

from collections import defaultdict
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sales.dates.vocabulary import MEANINGS

SHORTEST = 5
KINDS_TO_GUESS = ("MONTH", "WEEKDAY", "AHEAD")
UNITS_TO_GUESS = ("через", "недел", "месяц", "кварт", "week", "month", "quart")

# Words of the language that are one letter away from a month or a weekday and mean something else.
MEANING_SOMETHING_ELSE = """
    карта марка марки марке марку маржа марже маржу марля манта мантра марш марши маета мартен мартышка
    марина марине марину марите марату марат средне средно средний средства средам средами понедельникам
    вторникам четвергам пятницам субботам воскресеньям частика частник кварта квартет кварц августин
    августина match marsh marcha mach mars marc sundry sunny months monthly weekly понедельников
    четвергов вторников воскресений mondays tuesdays wednesdays thursdays fridays saturdays sundays
"""
OTHER_WORDS = frozenset(MEANING_SOMETHING_ELSE.split())


def guess_misspelt(word: str) -> tuple[str, int] | None:
    """Give the meaning of the only guessable word one slip away; the first letter is taken as typed right."""
    if len(word) < SHORTEST or word in OTHER_WORDS:
        return None
    near = process.extract(
        word, _guessable()[word[0]], scorer=OSA.distance, processor=None, score_cutoff=1, limit=None
    )
    meanings = {MEANINGS[known] for known, _slips, _place in near}
    return meanings.pop() if len(meanings) == 1 else None


@cache
def _guessable() -> defaultdict[str, list[str]]:
    """By their first letter."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for word, meaning in MEANINGS.items():
        if len(word) >= SHORTEST and (meaning[0] in KINDS_TO_GUESS or word.startswith(UNITS_TO_GUESS)):
            words[word[0]].append(word)
    return words
