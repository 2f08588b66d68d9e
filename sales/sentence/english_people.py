"""People named in English: by capital letters, by known first names, and by the verbs that only people follow."""

import re
from collections.abc import Iterator, Sequence

from sales.dates.vocabulary import MEANINGS
from sales.sentence.lexicon import english, known
from sales.sentence.said import Part
from sales.sentence.words import Word

MOST_WORDS = 4
POSSESSIVE = re.compile(r"['’]s$")
COMMON_ENDINGS = re.compile(r"(?:ing|tion|ment|ness|ly|ed|able|ful|less|ers)$")
HELD = frozenset({"the", "a", "an", "in", "our", "his", "her", "their", "my"})


def english_people(words: Sequence[Word], busy: frozenset[int]) -> Iterator[Part[str]]:
    place, last = 0, 0
    while place < len(words):
        length, first = _length_from(words, place, busy)
        if length and not (last == place and place and _is_employer(words, place, length)):
            last = place + length
            group = words[place + first : place + length]
            yield Part(" ".join(_card_form(word) for word in group), group[0].start, _end(group[-1]))
        place += length or 1


def _is_employer(words: Sequence[Word], place: int, length: int) -> bool:
    """Read "Zoe, Barclays": one unknown word behind a person and a comma is where that person works."""
    return length == 1 and words[place].gap.strip() == "," and _bare(words[place]) not in english("names")


def _card_form(word: Word) -> str:
    bare = POSSESSIVE.sub("", word.text)
    if word.plain in known("people", "particles") or not bare.islower():
        return bare
    return "-".join(part[:1].upper() + part[1:] for part in bare.split("-"))


def _end(word: Word) -> int:
    return word.start + len(POSSESSIVE.sub("", word.text))


def _length_from(words: Sequence[Word], place: int, busy: frozenset[int]) -> tuple[int, int]:
    """Give how many words from here are a person, and how many of these are a title."""
    if words[place].plain in known("people", "titles"):
        length = _run(words, place + 1, busy, after_title=True)
        return (length + 1, 1) if length else (0, 0)
    return (_run(words, place, busy, after_title=False), 0) if _begins(words, place, busy) else (0, 0)


def _bare(word: Word) -> str:
    return POSSESSIVE.sub("", word.plain)


def _begins(words: Sequence[Word], place: int, busy: frozenset[int]) -> bool:
    word = words[place]
    if word.russian or not word.plain[0].isalpha() or word.start in busy or len(word.plain) < 2:
        return False
    if _is_street(words, place):
        return False
    if _is_name(word):
        return _is_meant(words, place)
    if _is_family(words, place):
        return True
    if not word.capital or is_common(word) or _bare(word) in english("places"):
        return False
    return _is_of_people(words, place)


def _is_street(words: Sequence[Word], place: int) -> bool:
    """Read "221 Baker St" as where and not who, whichever of its words this is."""
    streets = known("people", "english_streets")
    ends = place > 0 and words[place].plain in streets and words[place].adjoins and words[place - 1].large
    return ends or (place + 1 < len(words) and words[place + 1].plain in streets)


def _is_name(word: Word) -> bool:
    """Whether it is known for a name, large letter or not."""
    bare = _bare(word)
    return bare.split("-")[0] in english("names") or bare in english("surnames")


def _is_meant(words: Sequence[Word], place: int) -> bool:
    """Tell a name from the word or the month that is spelt like it."""
    word = words[place]
    if _is_dated(word):
        return False
    if _bare(word) not in english("words") and word.plain not in MEANINGS:
        return True
    return (word.capital and not word.opens) or _leads_on(words, place)


def _leads_on(words: Sequence[Word], place: int) -> bool:
    """Tell Mark Evans, at the head of a sentence, from "mark it as done"."""
    if not words[place].capital:
        return False
    if place + 1 == len(words) or not words[place + 1].adjoins:
        return True
    following = words[place + 1]
    return following.capital or following.plain not in known("people", "objects")


def _is_dated(word: Word) -> bool:
    return MEANINGS.get(word.plain, ("FILLER", 0))[0] != "FILLER"


def _is_listed(word: Word) -> bool:
    bare = _bare(word)
    return bare in english("words") or bare in MEANINGS or bare in english("places")


def is_common(word: Word) -> bool:
    bare = _bare(word)
    return (
        bare in english("words")
        or bare in known("people", "english_streets")
        or bare in MEANINGS
        or bare.removesuffix("s") in MEANINGS
        or COMMON_ENDINGS.search(bare) is not None
    )


def _is_of_people(words: Sequence[Word], place: int) -> bool:
    """Tell whether an unknown word with a capital letter stands where people do."""
    word = words[place]
    before = words[place - 1] if place and not word.parted else None
    if before is not None and before.plain in HELD:
        return False
    if POSSESSIVE.search(word.plain):
        return True
    if before is not None:
        return before.plain in known("people", "before") or before.plain not in known("people", "not_before")
    return True


def _is_family(words: Sequence[Word], place: int) -> bool:
    """Read "the Garcia family", "with the Bakers"."""
    if not place or words[place - 1].plain != "the" or not words[place].capital:
        return False
    led = place > 1 and words[place - 2].plain in known("people", "before")
    following = words[place + 1].plain if place + 1 < len(words) else ""
    return following in ("family", "brothers") or (led and words[place].plain.endswith("s"))


def _run(words: Sequence[Word], place: int, busy: frozenset[int], *, after_title: bool) -> int:
    length, capitals = 0, place < len(words) and words[place].capital
    while place + length < len(words) and length < MOST_WORDS:
        word = words[place + length]
        initialled = length > 0 and len(words[place + length - 1].text) == 1 and word.gap.strip() == "."
        if word.russian or word.start in busy or (length and not (word.adjoins or initialled)):
            break
        if not _goes_on(words, place, length, capitals=capitals, after_title=after_title):
            break
        length += 1
        if POSSESSIVE.search(word.plain):
            break
    return length


def _goes_on(words: Sequence[Word], place: int, length: int, *, capitals: bool, after_title: bool) -> bool:
    word = words[place + length]
    if not length:
        return word.plain[0].isalpha() and (not after_title or word.capital or not is_common(word))
    if word.plain in known("people", "particles") and place + length + 1 < len(words):
        following = words[place + length + 1]
        return following.capital == capitals or following.plain in known("people", "particles")
    if not word.plain.isalpha() and not re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)+", word.plain):
        return False
    if len(word.plain) == 1:
        return word.capital and word.plain != "i"
    if _is_dated(word) or (_is_listed(word) and not (capitals and word.capital and _is_name(words[place]))):
        return False
    return word.capital if capitals else length < 2 and not is_common(word)
