"""Facts about days and hours that stand together in a sentence, gathered into one moment each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sales.dates.gone import days_since
from sales.dates.lexemes import cut
from sales.dates.pieces import After, Before, Clock, LeftAlone, Piece
from sales.dates.resolve import resolve
from sales.dates.scanner import FILLING, LEADING_ON, Fact, scan
from sales.dates.when import When
from sales.errors import DateInPast, DateNotUnderstood
from sales.sentence.lexicon import lexicon, pattern
from sales.sentence.slashes import put_day_first
from sales.sentence.words import CLAUSE_END, SENTENCE_END, Text

STOP = re.compile(r"[!?\n;…]|(?<=[^\W_]{4})\.(?=\s|$)|\.\s(?=[A-ZА-ЯЁ])")
THIN = FILLING | LEADING_ON
MOST_FACTS = 6
LONGEST_BETWEEN = 40


@dataclass(frozen=True, slots=True)
class Cluster:
    """What stands together; when that is to come, if it can, and how many days ago it was, if it can have been."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    when: When | None
    ago: int | None


def find_clusters(text: Text, now: datetime) -> list[Cluster]:
    return [
        cluster
        for run in _runs(text, list(_facts(text)))
        for cluster in _told_apart(run, now)
        if cluster.when or cluster.ago is not None
    ]


def _facts(text: Text) -> Iterator[Fact]:
    """Scan each sentence by itself: no date goes on beyond its end."""
    start, typed = 0, put_day_first(text.typed)
    for stop in (*(found.end() for found in STOP.finditer(text.typed)), len(text.typed)):
        for fact in scan(typed[start:stop]).facts:
            yield Fact(fact.pieces, start + fact.start, start + fact.end)
        start = stop


def _runs(text: Text, facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    run: list[Fact] = []
    for fact in facts:
        if run and (len(run) == MOST_FACTS or _are_parted(text.plain[run[-1].end : fact.start], fact)):
            yield run
            run = []
        if fact.pieces:
            run.append(fact)
    if run:
        yield run


def _are_parted(between: str, fact: Fact) -> bool:
    """Whether these words end what is said of one moment: a sentence ends, or somebody does something."""
    ending = CLAUSE_END if any(isinstance(piece, LeftAlone) for piece in fact.pieces) else SENTENCE_END
    if len(between) > LONGEST_BETWEEN or ending.search(between):
        return True
    if any(lexeme.kind not in THIN for lexeme in cut(between)):
        return True
    doings = (("date", "talk"), ("date", "deed"), *(("touch", name, "past") for name in lexicon()["touch"]))
    return any(pattern(*path).search(between) for path in doings)


def _told_apart(facts: Sequence[Fact], now: datetime) -> Iterator[Cluster]:
    """Take the most facts that make one moment, then those after them: "yesterday, on Thursday again"."""
    while facts:
        for length in range(len(facts), 0, -1):
            cluster = _cluster(facts[:length], now)
            if length > 1 and _leads_on(facts[length - 1]):
                continue
            if length == 1 or cluster.when or cluster.ago is not None:
                yield cluster
                facts = facts[length:]
                break


def _leads_on(fact: Fact) -> bool:
    """Whether it is an "after" that belongs to what stands behind it: "on the 20th, after her holiday"."""
    return len(fact.pieces) == 1 and isinstance(fact.pieces[0], After | Before)


def _cluster(facts: Sequence[Fact], now: datetime) -> Cluster:
    pieces = tuple(piece for fact in facts for piece in fact.pieces)
    own = [piece for piece in pieces if not isinstance(piece, LeftAlone)]
    return Cluster(pieces, facts[0].start, facts[-1].end, _coming(own, now), _gone(own, now))


def _coming(pieces: Sequence[Piece], now: datetime) -> When | None:
    sure = [
        Clock(piece.hour, piece.minute, piece.exact, piece.spoken) if isinstance(piece, Clock) else piece
        for piece in pieces
    ]
    hours = all(isinstance(piece, Clock) for piece in pieces)
    try:
        return resolve(sure if hours else pieces, now)
    except (DateInPast, DateNotUnderstood, ValueError, OverflowError):
        return None


def _gone(pieces: Sequence[Piece], now: datetime) -> int | None:
    around = any(isinstance(piece, After | Before) for piece in pieces)
    return None if around else days_since(pieces, now)
