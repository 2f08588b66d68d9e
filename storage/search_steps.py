"""The ways in which a term finds clients, each a walk along an index that ends with the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, exists, func, or_, select

from sales.clients import TAIL, as_typed, first_held, middle_of, tail_of
from storage.book import Book
from storage.clients import Line
from storage.schema import clients, phones, word_endings
from storage.schema import search_words as words
from storage.sql import TEAM

# Above every character a word may hold: the end of a prefix's range.
LAST = "\U0010ffff"
_BEHIND_TAILS = chr(ord(TAIL) + 1)
SHORT = 7  # digits: as a rule the end of a number; its beginning where there are more
WORDS_AT_ONCE = 32


class Step(Protocol):
    """One way to look. A cursor is where the client shown last stands among those whom it finds."""

    @property
    def last_resort(self) -> bool:
        """Only where nothing else was found."""

    def cursor(self, book: Book, client: int) -> tuple[str, int] | None: ...
    def look(
        self, book: Book, others: Sequence[str], most: int, behind: tuple[str, int] | None
    ) -> list[Line]:
        """At most so many of those behind the cursor who have the other terms too."""


def steps(term: str) -> Iterator[Step]:
    """All ways for one term, the likeliest first; whom one has found the next ones pass over."""
    starts = _starts(term)
    for number, start in enumerate(starts):
        yield Start(start, tuple(starts[:number]))
    yield Middle(term, tuple(starts), last_resort=term.isdecimal())
    if term.isdecimal():
        yield Digits(term, tuple(starts))


def _starts(term: str) -> list[str]:
    if not term.isdecimal():
        return [term]
    typed, tail = as_typed(term), [tail_of(term)]
    return [*tail, *typed] if len(term) <= SHORT else [*typed, *tail]


def _begins(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return and_(column >= bindparam(f"{name}_from"), column < bindparam(f"{name}_to"))


def _range(name: str, start: str) -> dict[str, str]:
    return {f"{name}_from": start, f"{name}_to": start + LAST}


def _has(of: FromClause, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(of.c.team_id == TEAM, of.c.client_id == clients.c.id, *conditions)


def _holds(word: ColumnElement[str], part: str) -> ColumnElement[bool]:
    """Terms are letters and digits: none of them means anything to LIKE."""
    return and_(word.like(bindparam(part)), or_(word < TAIL, word >= _BEHIND_TAILS))


_smaller, _his = words.alias("smaller"), words.alias("his")
_of_word = and_(clients.c.team_id == TEAM, clients.c.id == words.c.client_id)
_by_word = select(clients.c.id, clients.c.name, clients.c.company).join(words, _of_word)
_START = _by_word.where(
    words.c.team_id == TEAM,
    _begins(words.c.word, "term"),
    ~_has(_smaller, _smaller.c.word < words.c.word, _begins(_smaller.c.word, "term")),
).order_by(words.c.word, words.c.client_id)
_START_BEHIND = _START.where(
    words.c.word >= bindparam("last"),
    or_(words.c.word > bindparam("last"), words.c.client_id > bindparam("after")),
)
_ONE_WORD = _by_word.where(
    words.c.team_id == TEAM, words.c.word == bindparam("word"), words.c.client_id > bindparam("after")
).order_by(words.c.client_id)
_DIGITS = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .where(
        clients.c.team_id == TEAM,
        clients.c.id > bindparam("after"),
        _has(phones, phones.c.e164.like(bindparam("part"))),
    )
    .order_by(clients.c.id)
)
_WALKS = {"start": _START, "start behind": _START_BEHIND, "word": _ONE_WORD, "digits": _DIGITS}
_of_one = and_(_his.c.team_id == TEAM, _his.c.client_id == bindparam("client"))
_FIRST_WORD = select(func.min(_his.c.word)).where(_of_one, _begins(_his.c.word, "term"))
# Only the words of names and companies have endings, the longest all but the first letter.
_WORDS_HELD = (
    select(_his.c.word)
    .join(
        word_endings,
        and_(
            word_endings.c.team_id == TEAM,
            word_endings.c.ending == func.substr(_his.c.word, 2),
            word_endings.c.word == _his.c.word,
        ),
    )
    .where(_of_one, _his.c.word.like(bindparam("part")))
)
_ENDINGS = (
    select(word_endings.c.ending, word_endings.c.word)
    .where(
        word_endings.c.team_id == TEAM,
        _begins(word_endings.c.ending, "term"),
        word_endings.c.ending >= bindparam("ending"),
        or_(word_endings.c.ending > bindparam("ending"), word_endings.c.word > bindparam("word")),
    )
    .order_by(word_endings.c.ending, word_endings.c.word)
    .limit(WORDS_AT_ONCE)
)
_HAS_PHONE = select(phones.c.e164).where(
    phones.c.team_id == TEAM,
    phones.c.client_id == bindparam("client"),
    phones.c.e164.like(bindparam("part")),
)


@cache
def _walk(name: str, before: int, others: int) -> Select[Any]:
    """Built once for each shape of a query."""
    walk = _WALKS[name].limit(bindparam("most"))
    for number in range(before):
        earlier = words.alias(f"earlier{number}")
        walk = walk.where(~_has(earlier, _begins(earlier.c.word, f"before{number}")))
    for number in range(others):
        beside = words.alias(f"beside{number}")
        walk = walk.where(_has(beside, _holds(beside.c.word, f"other{number}")))
    return walk


def _lines(book: Book, name: str, before: Sequence[str], others: Sequence[str], **values: Any) -> list[Line]:
    for number, start in enumerate(before):
        values |= _range(f"before{number}", start)
    values |= {f"other{number}": f"%{term}%" for number, term in enumerate(others)}
    return [Line(*row) for row in book.all(_walk(name, len(before), len(others)), **values)]


@dataclass(frozen=True)
class Start:
    """Of a word, or of either end of a phone."""

    term: str
    before: tuple[str, ...]
    last_resort: bool = False

    def cursor(self, book: Book, client: int) -> tuple[str, int] | None:
        word = book.value(_FIRST_WORD, client=client, **_range("term", self.term))
        return None if word is None else (str(word), client)

    def look(
        self, book: Book, others: Sequence[str], most: int, behind: tuple[str, int] | None
    ) -> list[Line]:
        values = {"most": most, **_range("term", self.term)}
        if behind is None:
            return _lines(book, "start", self.before, others, **values)
        word, client = behind
        return _lines(book, "start behind", self.before, others, last=word, after=client, **values)


@dataclass(frozen=True)
class Middle:
    """Of a word of a name or a company: word after word that holds the term."""

    term: str
    before: tuple[str, ...]
    last_resort: bool

    def cursor(self, book: Book, client: int) -> tuple[str, int] | None:
        held = " ".join(word for (word,) in book.all(_WORDS_HELD, client=client, part=f"_%{self.term}%"))
        first = first_held(held, self.term)
        return None if first is None else (first[1], client)

    def look(
        self, book: Book, others: Sequence[str], most: int, behind: tuple[str, int] | None
    ) -> list[Line]:
        found: list[Line] = []
        if behind is not None:
            found += self._of_word(book, behind[0], others, most, behind[1])
        for word in self._words(book, behind[0] if behind else ""):
            if len(found) == most:
                break
            found += self._of_word(book, word, others, most - len(found), 0)
        return found

    def _words(self, book: Book, behind: str) -> Iterator[str]:
        last = (middle_of(behind, self.term)[0], behind) if behind else ("", "")
        while page := book.all(_ENDINGS, ending=last[0], word=last[1], **_range("term", self.term)):
            # Another ending of it begins with the term too where it holds the term twice.
            yield from (word for ending, word in page if ending == middle_of(word, self.term)[0])
            last = page[-1]

    def _of_word(self, book: Book, word: str, others: Sequence[str], most: int, after: int) -> list[Line]:
        """Who has an earlier word that holds it too was shown there."""
        found: list[Line] = []
        while len(found) < most:
            page = _lines(book, "word", self.before, others, word=word, after=after, most=most)
            found += [line for line in page if self._is_first(line, word)]
            if len(page) < most:
                break
            after = page[-1].id
        return found[:most]

    def _is_first(self, line: Line, word: str) -> bool:
        return first_held(f"{line.name} {line.company}", self.term) in (None, middle_of(word, self.term))


@dataclass(frozen=True)
class Digits:
    """In a phone, wherever they stand; looks at every phone of the team."""

    term: str
    before: tuple[str, ...]
    last_resort: bool = True

    def cursor(self, book: Book, client: int) -> tuple[str, int] | None:
        phone = book.value(_HAS_PHONE, client=client, part=f"%{self.term}%")
        return None if phone is None else (str(phone), client)

    def look(
        self, book: Book, others: Sequence[str], most: int, behind: tuple[str, int] | None
    ) -> list[Line]:
        after = behind[1] if behind else 0
        return _lines(book, "digits", self.before, others, part=f"%{self.term}%", after=after, most=most)
