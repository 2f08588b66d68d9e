"""What stages, results, channels and reasons of other programs mean here."""

from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from sales.contacts import Channel, Outcome
from sales.label import Finding, recognise
from sales.losses import Reason
from sales.reasons import read_phrases
from tables import vocabulary
from tables.vocabulary import LANGUAGES, Vocabulary, plain

_REMEMBERED = 10_000
SAID = ": "  # between a reason and what the client said


class Why(NamedTuple):
    """A reason, where the words name one for certain."""

    reason: Reason | None
    is_label: bool = False


@cache
def _outcomes() -> Vocabulary[Outcome]:
    told = vocabulary.read("words")["outcome"]
    return Vocabulary((one, told[one][language]) for one in Outcome for language in LANGUAGES)


@cache
def _channels() -> Vocabulary[Channel]:
    told = vocabulary.read("words")["channel"]
    return Vocabulary((one, told[one][language]) for one in Channel for language in LANGUAGES)


@cache
def _reasons() -> dict[str, Reason]:
    """Phrases that mean one reason and hint at no other; of one that means two, none."""
    known: dict[str, Reason] = {}
    unsure: set[str] = set()
    for language in LANGUAGES:
        page = resources.files("sales") / "data" / f"reasons_{language}.txt"
        for phrase in read_phrases(page.read_text(encoding="utf-8")):
            said = plain(phrase.text)
            if phrase.hinted or known.setdefault(said, phrase.meant) is not phrase.meant:
                unsure.add(said)
    told = vocabulary.read("words")["reason"]
    known = {said: reason for said, reason in known.items() if said not in unsure and " " in said}
    named = ((word, one) for one in Reason for language in LANGUAGES for word in told[one][language])
    return known | {plain(word): reason for word, reason in named}


@lru_cache(_REMEMBERED)
def outcome_of(said: str) -> Outcome | None:
    known = _outcomes().find(plain(said))
    if known:
        return known.meaning
    return Outcome.LOST if is_label(said) else None


@lru_cache(_REMEMBERED)
def channel_of(said: str) -> Channel | None:
    known = _channels().find(plain(said))
    return known.meaning if known else None


@lru_cache(_REMEMBERED)
def why(said: str) -> Why:
    if is_label(said):
        return Why(None, is_label=True)
    named, _colon, words = said.partition(SAID)
    return Why(_reasons().get(plain(said)) or (_reasons().get(plain(named)) if words else None))


def own_words(said: str) -> str:
    """What of it are the client's own words, and not the name of a reason before them."""
    if plain(said) in _names():
        return ""
    named, _colon, words = said.partition(SAID)
    return words if words and plain(named) in _reasons() else said


@cache
def _names() -> frozenset[str]:
    told = vocabulary.read("words")["reason"]
    return frozenset(plain(word) for one in Reason for language in LANGUAGES for word in told[one][language])


@lru_cache(_REMEMBERED)
def is_label(said: str) -> bool:
    return recognise(said) is Finding.LABEL


@lru_cache(_REMEMBERED)
def is_noise(said: str) -> bool:
    return plain(said) in _listed("noise")


def says_none(said: str) -> bool:
    """Of a phone or a mail: that there is none, or a dash."""
    return plain(said) in _listed("nothing") | {""}


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(map(plain, vocabulary.read("words")[name]["words"]))


@lru_cache(_REMEMBERED)
def is_own_word(kind: str, meaning: str, said: str) -> bool:
    return any(plain(word_for(kind, meaning, language)) == plain(said) for language in LANGUAGES)


def word_for(kind: str, meaning: str, language: str) -> str:
    """The one that an export writes."""
    words = vocabulary.read("words")[kind][meaning]
    return str(words[language][0])
