"""Companies named in a sentence: by their legal form, in quotes, or as what somebody is from."""

import re
from collections.abc import Callable, Iterator, Sequence

from sales.dates.vocabulary import MEANINGS
from sales.sentence.english_people import POSSESSIVE, is_common
from sales.sentence.lexicon import english, known
from sales.sentence.morphology import Kind, forms_of, guessed_forms_of
from sales.sentence.said import Part
from sales.sentence.words import Text, Word

QUOTED = re.compile(r"[«\"“„]([^«»\"“”„\n]{2,60})[»\"”“]")
MOST_WORDS = 4
FROM_RUSSIAN = frozenset({"из", "с", "со"})
INTO_RUSSIAN = frozenset({"в", "во"})
FROM_ENGLISH = frozenset({"from", "at", "of"})
NAMES = (Kind.NAME, Kind.SURNAME, Kind.PATRONYMIC)


def find_companies(text: Text) -> list[Part[str]]:
    found = [*_quoted(text)]
    rest = text.without(*((part.start, part.end) for part in found))
    words = rest.words
    place = 0
    while place < len(words):
        start, end = _company(words, place)
        if end > start and not (found and start < place and words[start].start < found[-1].end):
            found.append(_part(words[start:end], inflected=_is_inflected(words, start)))
        place = max(end, place + 1)
    return sorted(found, key=lambda part: part.start)


def _quoted(text: Text) -> Iterator[Part[str]]:
    for match in QUOTED.finditer(text.typed):
        if match[1].strip()[:1].isupper() and len(match[1].split()) <= MOST_WORDS:
            yield Part(match[1].strip(), match.start(), match.end())


def _part(words: Sequence[Word], *, inflected: bool) -> Part[str]:
    said = [_nominative(word.text) if inflected and word.russian else word.text for word in words]
    named = " ".join(said)
    return Part(named[:1].upper() + named[1:], words[0].start, words[-1].end)


def _nominative(word: str) -> str:
    forms = guessed_forms_of(word.lower())
    best = next((form for form in forms if form.case in ("gent", "accs", "any")), None)
    nominative = best.nominative if best else word.lower()
    return nominative[:1].upper() + nominative[1:] if word[:1].isupper() else nominative


def _is_inflected(words: Sequence[Word], start: int) -> bool:
    return start > 0 and words[start - 1].plain in FROM_RUSSIAN | INTO_RUSSIAN


def _company(words: Sequence[Word], place: int) -> tuple[int, int]:
    """Give from which word to which a company is named, if one is at this place."""
    word = words[place]
    if word.plain in known("company", "forms_before"):
        return place + 1, _run(words, place + 1, lower=word.plain in known("company", "forms"))
    if word.plain in known("company", "forms") and not word.russian:
        return _before_form(words, place), place
    if word.large and word.plain in known("company", "english_kinds"):
        return _before_form(words, place), place + 1
    if word.gap.strip() == "@" and word.large:
        return place, _run(words, place, lower=False)
    leads = LEADING.get(word.plain)
    return (place + 1, leads(words, place)) if leads and place + 1 < len(words) else (place, place)


def _run(words: Sequence[Word], place: int, *, lower: bool) -> int:
    """Take the capital words that adjoin; after a legal form one small word too."""
    first = place
    while place < len(words) and place - first < MOST_WORDS:
        word = words[place]
        if not word.adjoins and not (place == first and word.gap.strip() == "@"):
            break
        if not (word.large or word.plain.isdigit()) and not (lower and place == first):
            break
        if place > first and _is_person(word):
            break
        place += 1
    return place if place == first or words[first].large or lower else first


def _is_person(word: Word) -> bool:
    if not word.russian:
        return word.plain in english("names")
    return forms_of(word.plain).share(*NAMES) >= 0.3


def _before_form(words: Sequence[Word], place: int) -> int:
    """Give where the words with large letters begin that stand before a legal form, or one small word."""
    first = place
    while first > 0 and place - first < 3 and words[first].adjoins and words[first - 1].large:
        if place - first > 0 and _is_person(words[first - 1]):
            break
        first -= 1
    small = first == place > 0 and words[place].adjoins and not is_common(words[place - 1])
    return place - 1 if small else first


def _from_there(words: Sequence[Word], place: int) -> int:
    word = words[place + 1]
    if not word.adjoins or not word.russian or not _may_be_company(word) or _is_form(word):
        return place + 1
    forms = forms_of(word.plain)
    if words[place].plain != "из" and not (word.large and forms.known and not _is_person(word)):
        return place + 1
    in_genitive = not forms.known or any(
        form.case in ("gent", "any") and form.kind is not Kind.QUALITY for form in forms.all
    )
    if not in_genitive and (not word.large or words[place].plain != "из"):
        return place + 1
    end = _run(words, place + 1, lower=True)
    return end if not word.large or in_genitive or end > place + 2 else place + 1


def _is_form(word: Word) -> bool:
    return word.plain in known("company", "forms_before") | known("company", "traders")


def _may_be_company(word: Word) -> bool:
    forms = forms_of(word.plain)
    place_name = forms.share(Kind.PLACE) > 0.3
    meaning = MEANINGS.get(word.plain, ("FILLER", 0))[0]
    dated = meaning != "FILLER" and not word.large
    return not (place_name or dated or word.plain in known("company", "not_companies"))


def _into_there(words: Sequence[Word], place: int) -> int:
    """Read «звонил в ромашку», «отправила в Лукойл»: a verb that touches leads there."""
    word, before = words[place + 1], words[place - 1] if place else None
    touched = before is not None and before.plain.startswith(
        ("звонил", "позвонил", "отправил", "написал", "набрал", "дозвонил", "заехал", "перезвон")
    )
    named = (
        touched
        and not _is_form(word)
        and word.adjoins
        and word.russian
        and _may_be_company(word)
        and not word.plain.startswith(("вотсап", "ватсап", "телег", "тг", "лс", "личк", "whatsapp", "вацап"))
    )
    forms = forms_of(word.plain) if named else None
    if forms is None or (not any(form.case in ("accs", "any") for form in forms.all) and forms.known):
        return place + 1
    return _run(words, place + 1, lower=True)


def _at_english(words: Sequence[Word], before: int) -> int:
    place = before + 1
    first = words[place]
    named = first.large and not first.russian and first.adjoins
    if not named or first.plain in english("names") or first.plain in english("places") or is_common(first):
        return place
    if POSSESSIVE.search(first.plain) and not (words[place + 1 :] and words[place + 1].large):
        return place  # "at Fiona's" is where a person is
    end = place
    while end < len(words) and end - place < 3 and words[end].large and (end == place or words[end].adjoins):
        if words[end].plain in known("company", "forms"):
            break
        end += 1
    return end


# What stands before a company, and how to read on from there.
LEADING: dict[str, Callable[[Sequence[Word], int], int]] = {
    **dict.fromkeys(FROM_RUSSIAN, _from_there),
    **dict.fromkeys(INTO_RUSSIAN, _into_there),
    **dict.fromkeys(FROM_ENGLISH, _at_english),
}
