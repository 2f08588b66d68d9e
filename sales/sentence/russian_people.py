"""People named in Russian: their words gathered, told from other words, and put into the nominative."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sales.sentence.agreement import card_name
from sales.sentence.government import Government, governing
from sales.sentence.lexicon import known
from sales.sentence.morphology import Form, Kind, forms_of
from sales.sentence.name_words import Named, is_typical, is_verb, read_name_word
from sales.sentence.said import Part
from sales.sentence.words import Word

MOST_WORDS = 4


def russian_people(words: Sequence[Word], busy: frozenset[int]) -> Iterator[Part[str]]:
    """Give each person in order; `busy` are the places of words that are known to say something else."""
    place, before = 0, Government()
    while place < len(words):
        if not words[place].russian or words[place].start in busy:
            place += 1
            continue
        govern = governing(words, place, before)
        group = _group(words, place, busy, govern)
        if group:
            yield Part(card_name(group, govern), group[0].word.start, _end(group, words, place + len(group)))
            before = govern
        place += len(group) or 1


def _group(words: Sequence[Word], place: int, busy: frozenset[int], govern: Government) -> list[Named]:
    group: list[Named] = []
    if _is_street(words, place):
        return group
    while place < len(words) and len(group) < MOST_WORDS and words[place].start not in busy:
        named = _goes_on(words, place, govern, group)
        if named is None:
            break
        group.append(named)
        place += 1
    return _if_certain(group, words, place, govern)


def _goes_on(words: Sequence[Word], place: int, govern: Government, group: Sequence[Named]) -> Named | None:
    word = words[place]
    if group and not (word.adjoins or _adjoins_initial(group[-1].word, word)):
        return None
    named = _initial(words, place, group) or read_name_word(words, place, govern, group)
    return named and _of_another_kind(named, group)


def _adjoins_initial(before: Word, word: Word) -> bool:
    return len(before.text) == 1 and word.gap.strip() == "."


def _is_street(words: Sequence[Word], place: int) -> bool:
    """Read «на Ленина 15» as where and not who: only what is governed otherwise follows "in" and "on"."""
    beside = words[place].adjoins or words[place].gap.strip() == "."
    return place > 0 and beside and words[place - 1].plain in known("people", "streets")


def _of_another_kind(named: Named, group: Sequence[Named]) -> Named | None:
    """Take a second word of a kind for the other name of the same person, unless both are plainly surnames."""
    kinds = [one.kind for one in group]
    if named.kind is Kind.OTHER or named.kind not in kinds:
        return named
    if named.kind is Kind.NAME and Kind.SURNAME not in kinds and named.word.capital:
        return replace(named, kind=Kind.SURNAME)
    both_plain = all(is_typical(one.word.plain) for one in (*group, named))
    if named.kind is Kind.SURNAME and len(group) == 1 and named.word.capital and not both_plain:
        return replace(named, kind=Kind.NAME)
    return None


def _if_certain(group: list[Named], words: Sequence[Word], after: int, govern: Government) -> list[Named]:
    if not group or any(one.sure for one in group) or (govern.of_people and _fits(group, govern)):
        return group
    first = group[0].word
    acts = after < len(words) and words[after].adjoins and is_verb(words[after])
    by_form = first.plain in known("people", "trades") or is_typical(first.plain)
    opens = first.opens and first.capital and is_typical(first.plain) and _is_no_word(first)
    return group if opens or ((first.capital or by_form) and acts) else []


def _is_no_word(word: Word) -> bool:
    """Whether it is a surname, or nothing that a dictionary has: «Горохов», and not «Магазин»."""
    forms = forms_of(word.plain)
    return not forms.known or bool(forms.of(Kind.SURNAME))


def _fits(group: Sequence[Named], govern: Government) -> bool:
    return any(form.case in govern.cases or form.case == "any" for part in group[0].parts for form in part)


def _initial(words: Sequence[Word], place: int, group: Sequence[Named]) -> Named | None:
    """Read the letters of "Иванов И. П.": each stands alone and a full stop follows it."""
    word, last = words[place], place + 1 == len(words)
    follows = "." * word.capital if last else words[place + 1].gap
    letters = [named for named in group if named.kind is Kind.OTHER]
    if len(word.text) > 1 or not (word.russian and group and follows.startswith(".")) or len(letters) > 1:
        return None
    form = Form(Kind.OTHER, f"{word.text.upper()}.", "both", "any", plural=False, score=1.0)
    return Named(word, Kind.OTHER, ((form,),), sure=False)


def _end(group: Sequence[Named], words: Sequence[Word], after: int) -> int:
    """With the full stop behind an initial."""
    last = group[-1].word
    pointed = len(last.text) == 1 and after < len(words) and words[after].gap.startswith(".")
    return last.end + pointed
