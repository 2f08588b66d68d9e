"""Words of time typed with one letter wrong, where only one word can have been meant."""

from collections.abc import Iterator
from functools import cache

from sales.dates.vocabulary import MEANINGS

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz"
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
    meanings = {_guessable()[near] for near in _one_slip_away(word) if near in _guessable()}
    return meanings.pop() if len(meanings) == 1 else None


@cache
def _guessable() -> dict[str, tuple[str, int]]:
    return {
        word: meaning
        for word, meaning in MEANINGS.items()
        if len(word) >= SHORTEST and (meaning[0] in KINDS_TO_GUESS or word.startswith(UNITS_TO_GUESS))
    }


def _one_slip_away(word: str) -> Iterator[str]:
    """Give what a missing, doubled, wrong or swapped letter would have been typed for."""
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
