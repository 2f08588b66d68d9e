"""Whether two clients look like one: by name and company, closely; a shared phone or mail needs no likeness."""

import re

from rapidfuzz.distance import OSA

from sales.text import words

# How alike two words must be to be one misspelt: one letter of five, two of ten.
ALIKE = 0.8
SHORTEST = 4  # letters of a word that may be misspelt
PROBE = 4  # letters at either end of a word by which candidates are found
_FORM = re.compile(r"ооо|оао|зао|пао|ао|ип|нко|гуп|муп|тоо|llc|ltd|inc|gmbh|corp|co")


def look_alike(name: str, company: str, other_name: str, other_company: str) -> bool:
    mine, theirs = telling_words(name), telling_words(other_name)
    matched = _matched(mine, theirs)
    if not matched:
        return False
    firm, other_firm = telling_words(company), telling_words(other_company)
    if firm and other_firm:
        return _same_firm(firm, other_firm)
    return matched > 1 or (mine == theirs and not firm and not other_firm)


def probes(name: str) -> list[str]:
    """What some word of a namesake holds at its beginning or its end, even one misspelt."""
    long = [word for word in telling_words(name) if len(word) >= SHORTEST]
    return list(dict.fromkeys(probe for word in long for probe in (word[:PROBE], word[-PROBE:])))


def telling_words(text: str) -> list[str]:
    """The words that tell one from another: no legal forms."""
    return sorted(word for word in words(text) if not _FORM.fullmatch(word))


def _matched(mine: list[str], theirs: list[str]) -> int:
    """How many words the two have in common; 0 where the shorter name has a word that the longer has not."""
    shorter, longer = sorted((mine, [*theirs]), key=len)
    left, whole = [*longer], 0
    for word in shorter:
        other = next((one for one in left if _same_word(word, one)), None)
        if other is None:
            return 0
        left.remove(other)
        whole += 1
    return whole


def _same_word(word: str, other: str) -> bool:
    """Equal, an initial of it, or misspelt."""
    if word == other:
        return True
    if 1 in (len(word), len(other)):
        return word[0] == other[0]
    if min(len(word), len(other)) < SHORTEST:
        return False
    return OSA.normalized_similarity(word, other) >= ALIKE


def _same_firm(firm: list[str], other: list[str]) -> bool:
    return firm == other or OSA.normalized_similarity(" ".join(firm), " ".join(other)) >= ALIKE
