"""When it happened and when to come back: each date of a sentence told by the words around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from sales.contacts import MOST_AGO
from sales.dates import When
from sales.dates.lexemes import cut
from sales.dates.periods import Unit
from sales.dates.pieces import (
    Ahead,
    Clock,
    Current,
    Daypart,
    Gone,
    Named,
    NthDay,
    NthWeek,
    SameHour,
    Shifted,
    Span,
)
from sales.dates.scanner import FILLING, LEADING_ON
from sales.sentence.clusters import Cluster, find_clusters
from sales.sentence.lexicon import lexicon, pattern
from sales.sentence.said import Part
from sales.sentence.words import CLAUSE_END, SENTENCE_END, Text

NEAR = 45  # letters from what happened to the day on which it did
AFTER = 30
WEEK = 7
DONE = re.compile(
    r"\W*(?:(?:я|мы|он|она|они|i|we|he|she|they)\W+)?(?:[а-я]+(?:л|ла|ло|ли)(?:с[ья])?|[a-z]+ed)\b"
)


class Weight(IntEnum):
    """How much a date is the one to come back on."""

    NONE = 0
    WEAK = 1
    PLAIN = 2
    DEED = 3
    TALK = 4


@dataclass(frozen=True, slots=True)
class Moments:
    next: Part[When] | None = None
    ago: Part[int] | None = None
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """The words around a date: its clause up to it, with it, and after it; and its sentence up to it."""

    clause: str
    with_it: str
    sentence: str
    after: str


def find_moments(text: Text, now: datetime) -> Moments:
    clusters = find_clusters(text, now)
    told = [(cluster, _around(text, clusters, place)) for place, cluster in enumerate(clusters)]
    happened = [cluster for cluster, around in told if _has_happened(cluster, around, now.date())]
    coming = [(_weight(cluster, around), cluster) for cluster, around in told if cluster not in happened]
    places = tuple((cluster.start, cluster.end) for cluster in clusters)
    return Moments(_next(text, coming), _ago(happened), places)


def _ago(happened: Sequence[Cluster]) -> Part[int] | None:
    for cluster in happened:
        if cluster.ago is not None and cluster.ago <= MOST_AGO:
            return Part(cluster.ago, cluster.start, cluster.end)
    return None


def _next(text: Text, coming: Sequence[tuple[Weight, Cluster]]) -> Part[When] | None:
    weight, cluster = max(coming, key=lambda one: one[0], default=(Weight.NONE, None))
    if cluster is None or cluster.when is None or not weight:
        return None
    return Part(cluster.when, _with_cue(text, cluster), cluster.end)


def _with_cue(text: Text, cluster: Cluster) -> int:
    """Give where the verb begins that leads to the date, if nothing but small words parts them."""
    opening = max((found.end() for found in SENTENCE_END.finditer(text.plain, 0, cluster.start)), default=0)
    for kind in ("talk", "deed"):
        for found in pattern("date", kind).finditer(
            text.plain, max(opening, cluster.start - NEAR), cluster.start
        ):
            between = cut(text.typed[found.end() : cluster.start])
            if all(lexeme.kind in FILLING | LEADING_ON for lexeme in between):
                return found.start()
    return cluster.start


def _around(text: Text, clusters: Sequence[Cluster], place: int) -> _Around:
    start = clusters[place - 1].end if place else 0
    end = clusters[place + 1].start if place + 1 < len(clusters) else len(text.plain)
    cluster = clusters[place]
    before, after = text.plain[start : cluster.start], text.plain[cluster.end : end]
    sentence = before[_last_end(SENTENCE_END, before) :]
    clause, closing = sentence[_last_end(CLAUSE_END, sentence) :], CLAUSE_END.search(after)
    with_it = clause[-NEAR:] + text.plain[cluster.start : cluster.end]
    return _Around(clause, with_it, sentence, after[: closing.start()] if closing else after)


def _last_end(ending: "re.Pattern[str]", text: str) -> int:
    return max((found.end() for found in ending.finditer(text)), default=0)


def _has_happened(cluster: Cluster, around: _Around, today: date) -> bool:
    if any(isinstance(piece, Gone) for piece in cluster.pieces):
        return True
    if cluster.ago is None or _is_nearer_ahead(cluster, today):
        return False
    verb = _last_past(around.clause)
    led = verb is not None and len(around.clause) - verb <= NEAR and not _is_open(around.clause[verb:])
    return led or _past_follows(cluster, around)


def _is_nearer_ahead(cluster: Cluster, today: date) -> bool:
    """Whether a date without its year is rather the coming one than the one long past."""
    return (
        cluster.ago is not None
        and cluster.ago > WEEK
        and bool(cluster.when)
        and (cluster.when.day - today).days < cluster.ago
    )


def _is_open(words: str) -> bool:
    """Whether something is still to come after what was done: «скинул, жду ответ в пятницу»."""
    return bool(_cue(words) or pattern("date", "open").search(words))


def _past_follows(cluster: Cluster, around: _Around) -> bool:
    """Read «в пятницу был у Родионова», "yesterday called": what was done stands right behind the day."""
    if _cue(around.clause):
        return False
    verb = _first_past(around.after)
    return verb is not None and verb <= 12


def _pasts(text: str) -> Iterator[tuple[int, int]]:
    for name in lexicon()["touch"]:
        yield from (found.span() for found in pattern("touch", name, "past").finditer(text))
    for outcome in ("won", "no_answer"):
        yield from (found.span() for found in pattern("outcome", outcome).finditer(text))


def _last_past(text: str) -> int | None:
    return max((end for _start, end in _pasts(text)), default=None)


def _first_past(text: str) -> int | None:
    return min((start for start, _end in _pasts(text)), default=None)


def _cue(text: str) -> Weight | None:
    for kind, weight in (("talk", Weight.TALK), ("deed", Weight.DEED)):
        if pattern("date", kind).search(text):
            return weight
    return None


def _weight(cluster: Cluster, around: _Around) -> Weight:
    cue = (
        _cue(around.clause)
        or _cue(around.with_it)
        or _cue(around.after[:AFTER])
        or (_cue(around.sentence) if _stands_alone(around) else None)
    )
    if pattern("date", "other").search(around.with_it) and cue is not Weight.TALK:
        return Weight.NONE
    if cue is None and _needs_cue(cluster):
        return Weight.NONE
    if _is_counted(cluster, around) or (cue is None and _tells_the_past(cluster, around)):
        return Weight.NONE
    if cue is None and pattern("date", "budget").search(around.clause + around.after):
        return Weight.WEAK if cluster.ago is None else Weight.NONE
    return cue or Weight.PLAIN


def _tells_the_past(cluster: Cluster, around: _Around) -> bool:
    """Read "in May they promised": a month with what was done right behind it."""
    months = all(isinstance(piece, Named) for piece in cluster.pieces)
    return months and DONE.match(around.after) is not None


def _stands_alone(around: _Around) -> bool:
    return all(lexeme.kind in FILLING | LEADING_ON for lexeme in cut(around.clause[-NEAR:]))


def _needs_cue(cluster: Cluster) -> bool:
    """Whether it may as well be a count, an age or no day at all: 2 weeks, the third day, this year, at two."""
    match cluster.pieces:
        case (Span(bare=True), *_):
            return True
        case pieces:
            vague = (Clock, Daypart, NthDay, NthWeek, SameHour, Ahead, Current)
            return all(isinstance(piece, vague) or _is_this(piece) for piece in pieces) and not _is_ahead(
                cluster
            )


def _is_this(piece: object) -> bool:
    return isinstance(piece, Shifted) and piece.by == 0 and piece.unit >= Unit.WEEK


def _is_ahead(cluster: Cluster) -> bool:
    return any(isinstance(piece, Ahead) and piece.days for piece in cluster.pieces) or any(
        isinstance(piece, Clock) and not piece.spoken for piece in cluster.pieces
    )


def _is_counted(cluster: Cluster, around: _Around) -> bool:
    """Whether a spoken hour is a count of what is named after it: in 2 branches, at 3 addresses."""
    if not all(isinstance(piece, Clock) and piece.spoken for piece in cluster.pieces):
        return False
    following = cut(around.after[:AFTER].split(",")[0])
    return bool(following) and following[0].kind == "STRANGE"
