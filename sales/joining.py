"""Whether a client of a file is one who is there: nobody is asked, so both have to say so."""

import re
from collections.abc import Iterator
from datetime import date
from zlib import crc32

from sales.clients import TAIL
from sales.contacts import Outcome
from sales.importing import Arrival, Past
from sales.lookalikes import look_alike, telling_words
from sales.text import fold

KEY = f"{TAIL}="  # begins no word of a name and no phone's end
_VOWELS = re.compile(r"(?<=.)[аеиоуыэюяйьъaeiouy](?=.)")
_PATRONYMIC = re.compile(r".{3,}(?:вич|ьич|вна|ична)")
_SHORT = 3
_PERSON = 2  # words: a surname alone tells nobody from their namesakes


def called(who: Arrival) -> tuple[str, str]:
    """The name and the company; a client without a name is called by what is known of them."""
    if who.name:
        return who.name, who.company
    ways = (who.company, *who.phones, *who.emails, who.telegram)
    return next(filter(None, ways)), ""


def key_of(name: str, company: str) -> str:
    """The same of two who are one, also where a vowel is misspelt; empty where the name tells too little."""
    people, firm = telling_words(name), telling_words(company)
    if not people or (not firm and len(people) < _PERSON):
        return ""
    named = [word for word in people if not _PATRONYMIC.fullmatch(word)]
    skeleton = " ".join([*sorted(map(_bones, named or people)), "/", *sorted(map(_bones, firm))])
    return f"{KEY}{crc32(skeleton.encode()):08x}"


def _bones(word: str) -> str:
    return word if len(word) <= _SHORT or not word.isalpha() else _VOWELS.sub("", word)


def are_one(name: str, company: str, other: str, other_company: str, *, both_reachable: bool) -> bool:
    """Of two whom no phone and no mail has found to be one.

    Where no company says so too, two who can be reached by different ways are namesakes.
    """
    people, others = telling_words(name), telling_words(other)
    firm, other_firm = telling_words(company), telling_words(other_company)
    if bool(firm) != bool(other_firm) or (not firm and (both_reachable or len(people) < _PERSON)):
        return False
    if min(len(people), len(others)) < _PERSON and len(people) != len(others):
        return False
    if _numbers([*people, *firm]) != _numbers([*others, *other_firm]):
        return False
    return look_alike(name, company, other, other_company)


def _numbers(said: list[str]) -> list[str]:
    """A number is not misspelt: it is another one."""
    return [word for word in said if not word.isalpha()]


def gains(have: Arrival, who: Arrival, free: tuple[str, ...]) -> Arrival:
    """What a client gets from a row that is theirs: what they lack. What they have otherwise becomes a note."""
    mine, theirs = {*map(fold, have.tags)}, dict.fromkeys(who.tags)
    beside = "\n".join(filter(None, (*_otherwise(have, who), who.note)))
    return Arrival(
        company="" if have.company else who.company,
        emails=() if have.emails else who.emails[:1],
        telegram="" if have.telegram else who.telegram,
        source="" if have.source else who.source,
        phones=free,
        tags=tuple(tag for tag in theirs if fold(tag) not in mine),
        note="" if beside in have.note else beside,
        next=None if have.next else who.next,
    )


def _otherwise(have: Arrival, who: Arrival) -> Iterator[str]:
    name = called(who)[0] if who.name or who.company else ""
    if name and fold(name) != fold(have.name):
        yield name
    if have.company and fold(who.company) not in ("", fold(have.company)):
        yield who.company
    kept = have.emails or who.emails[:1]
    yield from (mail for mail in who.emails if mail not in kept)
    if have.telegram and who.telegram not in ("", have.telegram):
        yield f"@{who.telegram}"


def joined(have: Arrival, gained: Arrival) -> Arrival:
    return have._replace(
        company=have.company or gained.company,
        emails=have.emails or gained.emails,
        telegram=have.telegram or gained.telegram,
        source=have.source or gained.source,
        phones=have.phones + gained.phones,
        tags=have.tags + gained.tags,
        note="\n".join(filter(None, (have.note, gained.note))),
        next=have.next or gained.next,
    )


def newcomer(who: Arrival) -> Arrival:
    """As they are written down: with a name, one mail, and the others in the note."""
    name, company = called(who)
    if name == who.name and len(who.emails) < 2:  # as most are
        return who
    who = who._replace(name=name, company=company, emails=who.emails[:1])
    return noting(who, *who.emails[1:])


def noting(who: Arrival, *lines: str) -> Arrival:
    """What has no other place stands above the note."""
    return who._replace(note="\n".join(filter(None, (*lines, who.note))))


def may_stand(past: Past, today: date) -> bool:
    """Whether it is a contact: on a day, and with its sum if it was a sale."""
    if past.when is None or past.when.day > today:
        return False
    return past.outcome != Outcome.WON or (past.amount or 0) > 0


def reachable(who: Arrival) -> bool:
    return bool(who.phones or who.emails or who.telegram)
