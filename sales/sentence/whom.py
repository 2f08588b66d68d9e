"""Which of the team's own clients a sentence speaks of: one for certain, or some that are close."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from sales.lookalikes import ALIKE, PROBE, SHORTEST
from sales.sentence.lexicon import english, known, russian_names
from sales.sentence.morphology import Kind, forms_of
from sales.text import words

SAME, SAME_STEM, INITIAL = 1.0, 0.9, 0.7
UNCONFIRMED = 0.85  # the company said is not on the card
CLOSE = 0.6  # below it a client is not worth offering
SHORTEST_STEM = 3
ENDINGS = "ого ому ыми ими ая ую ой ей ом ем ым им ий ый ы а у е и о я ю ь й"


@dataclass(frozen=True, slots=True)
class Known:
    """A client of the team, as far as is needed to know them again."""

    id: int
    name: str
    company: str = ""


@dataclass(frozen=True, slots=True)
class Likely:
    client: Known
    likeness: float
    certain: bool = False


def likely_clients(person: str, company: str, clients: Iterable[Known]) -> list[Likely]:
    """Rank the clients that come close, the closest first; at most one is certain, and never one of two alike."""
    compared = (Likely(client, _likeness(person, company, client)) for client in clients)
    close = sorted((one for one in compared if one.likeness >= CLOSE), key=lambda one: -one.likeness)
    if not close or not _is_certain(person, company, close):
        return close
    return [Likely(close[0].client, close[0].likeness, certain=True), *close[1:]]


def probes_for(person: str, company: str) -> list[str]:
    """What a search key of such a client begins with: first whole stems, then what a misspelt one would share."""
    said = [word for word in (*words(person), *_firm(company)) if len(word) >= SHORTEST_STEM]
    loose = [part for word in said if len(word) > SHORTEST for part in _ends(word)]
    return list(dict.fromkeys([*map(_stem, said), *loose]))


def _ends(word: str) -> tuple[str, str]:
    """Both ends, so short that one wrong letter leaves one of them whole."""
    size = min(PROBE, len(word) // 2)
    return word[:size], word[-size:]


def _likeness(person: str, company: str, client: Known) -> float:
    names, firm = words(person), _firm(company)
    card_names, card_firm = words(client.name), _firm(client.company)
    by_name, by_firm = _share(names, card_names), _share(firm, card_firm or card_names)
    if not (names and firm):
        return by_name if names else by_firm
    if not card_firm:
        return by_name * UNCONFIRMED
    return by_name * 0.7 + by_firm * 0.3 if by_name else by_firm * CLOSE


def _share(said: Sequence[str], card: Sequence[str]) -> float:
    """How much of what was said stands on the card, each word taken once."""
    left, alike = [*card], 0.0
    for word in said:
        best = max(left, key=lambda other: _same(word, other), default="")
        if best and _same(word, best):
            left.remove(best)
            alike += _same(word, best)
    return alike / len(said) if said else 0.0


def _same(word: str, other: str) -> float:
    if word == other:
        return SAME
    if 1 in (len(word), len(other)):
        return INITIAL if word[0] == other[0] else 0.0
    stem = _stem(word)
    if stem == _stem(other) and len(stem) >= SHORTEST_STEM:
        return SAME_STEM
    if min(len(word), len(other)) < SHORTEST:
        return 0.0
    alike = OSA.normalized_similarity(word, other)
    return alike * SAME_STEM if alike >= ALIKE else 0.0


def _stem(word: str) -> str:
    ending = next(
        (one for one in ENDINGS.split() if word.endswith(one) and len(word) - len(one) >= SHORTEST_STEM), ""
    )
    return word.removesuffix(ending)


def _firm(company: str) -> list[str]:
    forms = known("company", "forms") | known("company", "traders")
    return [word for word in words(company) if word not in forms]


def _is_certain(person: str, company: str, close: Sequence[Likely]) -> bool:
    """Every word said is on the one card just so, nothing speaks against it, and no other card has them too."""
    best = close[0]
    rivals = [one for one in close[1:] if one.likeness >= SAME_STEM * best.likeness]
    if rivals or not _stands_on(person, company, best.client):
        return False
    with_company = bool(_firm(company)) and bool(_firm(best.client.company))
    return with_company or not _is_first_name(words(person))


def _stands_on(person: str, company: str, client: Known) -> bool:
    firm, card_firm = _firm(company), _firm(client.company)
    named = set(words(person)) <= set(words(client.name))
    employed = not firm or not card_firm or set(firm) <= set(card_firm)
    return named and employed and (bool(words(person)) or set(firm) == set(card_firm or words(client.name)))


def _is_first_name(names: Sequence[str]) -> bool:
    """Whether only a first name was said, which many may have."""
    if len(names) != 1:
        return False
    (name,) = names
    shared = forms_of(name).share(Kind.NAME, Kind.PATRONYMIC)
    return name in russian_names() or name in english("names") or shared > forms_of(name).share(Kind.SURNAME)
