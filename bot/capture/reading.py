"""What a sentence says of one client: who is meant, and as much of the contact as was said."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime

from bot.texts.format import exponent, region
from bot.trying import Tried, first_try_again
from sales.clients import NAME_LIMIT, Introduction
from sales.contacts import Channel, Direction, Draft, Outcome
from sales.dates import When
from sales.label import recognise
from sales.losses import Reason
from sales.reasons import named_in
from sales.recontact import Promise
from sales.sentence import Said, read_sentence
from sales.text import one_line, words
from storage import clients, deals, reasons, sentences
from storage.book import Book
from storage.sentences import Sentence

MANY = 2
_ENDS = re.compile(r"[.!?;\n]+\s+")
BUILT_IN = {reason.value for reason in Reason}


@dataclass(frozen=True)
class Told:
    """A sentence with what was read from it."""

    sentence: Sentence
    said: Said

    @classmethod
    def of(cls, book: Book, sentence: Sentence) -> "Told":
        """Read as of when it was said: «завтра» stays that day, however late it is confirmed."""
        return cls(sentence, read(book, sentence.heard.text, sentence.said_at))

    @classmethod
    def find(cls, book: Book, number: int) -> "Told":
        return cls.of(book, sentences.find(book, number))

    @property
    def people(self) -> list[Introduction]:
        """Everybody named; of a forwarded message whoever wrote it, of one with a company alone the company."""
        said, heard = self.said, self.sentence.heard
        company = one_line(said.companies[0].value, NAME_LIMIT) if said.companies else ""
        said_names = [one_line(part.value, NAME_LIMIT) for part in said.people]
        names = [heard.named] if heard.named else said_names
        if len(names) > 1:
            return [Introduction(name) for name in names]
        ways = Introduction(
            name=names[0] if names else "",
            company=company,
            phones=tuple(dict.fromkeys(part.value for part in said.phones)),
            email=said.mail.value if said.mail else "",
            telegram=said.telegram.value if said.telegram else heard.nickname,
            telegram_id=heard.telegram_id,
        )
        return [ways] if ways.name or ways.company or ways.reachable else []


def read(book: Book, text: str, said_at: datetime) -> Said:
    """As people of the team write phones, dates and sums."""
    at = said_at.astimezone(book.zone)
    return read_sentence(text, at, region(book.team.zone), exponent(book.team.currency))


def says_contact(said: Said) -> bool:
    """Whether words outside any question tell of a contact; else they look for a client."""
    return bool(recognise(said.text)) or said.says_contact


def draft_of(book: Book, told: Told, client: int) -> Draft:
    """As much of a contact with that client as the sentence tells."""
    told = _of(book, told, client)
    said = told.said
    # What was forwarded the client has written.
    channel, direction = (
        (Channel.MESSAGE, Direction.IN) if told.sentence.heard.forwarded else (Channel.CALL, Direction.OUT)
    )
    draft = Draft(
        client,
        channel=said.channel.value if said.channel else channel,
        direction=said.direction.value if said.direction else direction,
        ago=said.ago.value if said.ago else _days_since(book, told),
        promise=_promise(book, said.next.value) if said.next else None,
        sentence=told.sentence.id,
    )
    reason, outcome = _reason(book, told), said.outcome.value if said.outcome else None
    if outcome is None and (reason is not None or recognise(told.sentence.heard.text)):
        outcome = Outcome.LOST
    if outcome is not None:
        draft = _ended(book, draft.ended(outcome), said, reason)
    return replace(draft, sure=draft.missing is not None)


def _of(book: Book, told: Told, client: int) -> Told:
    """Of several people each has what stands in sentences of their own; the others' is none of theirs."""
    text, people = told.said.text, told.said.people
    called = {*words(clients.line(book, client).name)}
    mine = [part for part in people if called & {*words(part.value)}]
    if len(people) < MANY or len(mine) != 1:
        return told
    starts = [0, *(end.end() for end in _ENDS.finditer(text))]
    where = {part: bisect_right(starts, part.start) - 1 for part in people}
    own = where[mine[0]]
    others = [place for part, place in where.items() if part is not mine[0]]
    if own in others:
        return told
    until = next((starts[place] for place in sorted(others) if place > own), len(text))
    theirs = text[starts[own] : until].strip()
    sentence = replace(told.sentence, heard=replace(told.sentence.heard, text=theirs))
    return Told(sentence, read(book, theirs, told.sentence.said_at))


def _days_since(book: Book, told: Told) -> int:
    """A sentence confirmed on a later day is of the day on which it was typed."""
    return (book.today - told.sentence.said_at.astimezone(book.zone).date()).days


def _promise(book: Book, when: When) -> Promise | None:
    promise = Promise(when=when)
    return promise if promise.keeps(book.now, book.worktime) else None


def _ended(book: Book, draft: Draft, said: Said, reason: int | None) -> Draft:
    touches = book.team.rules.after_sale
    match draft.outcome:
        case Outcome.WON:
            touch = Promise(days=min(touches)) if touches else None
            kind = deals.usual(book, draft.client, None)
            amount = said.sum.value if said.sum else None
            return replace(draft, amount=amount, kind=kind, promise=draft.promise or touch)
        case Outcome.LOST:
            return replace(draft, reason=reason)
        case Outcome.NO_ANSWER if draft.promise is None:
            return replace(draft, promise=first_try_again(book, Tried.of(book, draft)))
    return draft


def _reason(book: Book, told: Told) -> int | None:
    """A reason of the team's own that is named, else the built-in one that is meant; hidden ones are none."""
    catalogue = reasons.catalogue(book)
    named = [one for one in named_in(told.sentence.heard.text, list(catalogue)) if one.value not in BUILT_IN]
    if named:
        return catalogue[named[0]]
    guess = told.said.reason
    return catalogue.get(guess.value.reason) if guess else None
