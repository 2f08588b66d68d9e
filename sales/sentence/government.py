"""Which case the words before a name demand of it, and whether they are words that only people follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from sales.dates.vocabulary import MEANINGS
from sales.sentence.lexicon import known, pattern
from sales.sentence.morphology import Kind, forms_of
from sales.sentence.words import Word

PREPOSITIONS = {
    "с": "ablt", "со": "ablt", "у": "gent", "до": "gent", "от": "gent", "для": "gent", "к": "datv", "ко": "datv",
    "о": "loct", "об": "loct", "про": "accs", "за": "ablt", "через": "accs", "без": "gent",
}  # fmt: skip
JOINING = frozenset({"и", "или", "да"})
OF_DATES = ("UNIT", "MONTH", "WEEKDAY", "AHEAD", "GONE", "SEASON", "FEAST", "WEEKEND", "DAYPART")
FARTHEST = 4  # words back that are looked at
WEAK = frozenset({"за", "через", "без", "о", "об", "для"})


@dataclass(frozen=True, slots=True)
class Government:
    cases: frozenset[str] = frozenset()
    of_people: bool = False


def governing(words: Sequence[Word], place: int, before: Government) -> Government:
    """`before` is what governed the person named last: it holds on after "and" and a comma."""
    if _goes_on(words, place) and before.cases:
        return before
    back = place - 1
    roles: set[str] = set()
    dated = False  # a preposition before a date governs the date
    while back >= 0 and place - back <= FARTHEST and not words[back + 1].parted:
        word = words[back]
        dated = dated or MEANINGS.get(word.plain, ("", 0))[0] in OF_DATES
        if word.plain in PREPOSITIONS and not dated:
            return Government(frozenset({PREPOSITIONS[word.plain]}), word.plain not in WEAK)
        if verb := _by_verb(word):
            return verb
        if word.plain in known("people", "genitive") and back == place - 1:
            roles.add("gent")
        if back == place - 1 and is_role(word):
            roles.update(form.case for form in forms_of(word.plain).of(Kind.BEING))
        if not _may_stand_between(word):
            break
        back -= 1
    return _by_verb_after(words, place) or Government(frozenset(roles))


def _goes_on(words: Sequence[Word], place: int) -> bool:
    return place > 1 and (words[place - 1].plain in JOINING or words[place].gap.strip() == ",")


def _by_verb(word: Word) -> Government | None:
    if pattern("people", "dative").fullmatch(word.plain):
        return Government(
            frozenset({"datv", "nomn"} if word.plain.endswith(("л", "ла", "ли")) else {"datv"}),
            of_people=True,
        )
    if pattern("people", "accusative").fullmatch(word.plain):
        return Government(frozenset({"accs"}), of_people=True)
    return None


def is_role(word: Word) -> bool:
    """Whether it says who somebody is, in any case: a director, the mother of."""
    roles = known("people", "roles")
    return word.plain in roles or (
        word.russian and any(form.nominative in roles for form in forms_of(word.plain).of(Kind.BEING))
    )


def _may_stand_between(word: Word) -> bool:
    short = (len(word.plain) <= 3 and word.russian) or word.plain in MEANINGS
    return short or is_role(word) or pattern("people", "skipped").fullmatch(word.plain) is not None


def _by_verb_after(words: Sequence[Word], place: int) -> Government | None:
    """Read «Иванову звонил»: the verb may stand behind the name."""
    for word in words[place + 1 : place + 3]:
        if word.parted:
            return None
        if verb := _by_verb(word):
            return Government(verb.cases | {"nomn"})
    return None
