"""When it happened and when to come back: each date of a sentence weighed by the words around it."""

import re
from collections.abc import Sequence
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
    DayOfMonth,
    Daypart,
    LeftAlone,
    NthDay,
    NthWeek,
    Piece,
    SameHour,
    Shifted,
    Span,
)
from sales.dates.resolve import is_wide
from sales.sentence.around import Around, around, where_cued
from sales.sentence.clusters import Cluster, find_clusters
from sales.sentence.happened import has_happened, is_of_the_past, is_rather_behind
from sales.sentence.lexicon import pattern
from sales.sentence.past import looks_back, tells_the_past
from sales.sentence.plans import is_of_others, is_to_do, tells_a_deed, tells_a_plan
from sales.sentence.said import Part
from sales.sentence.words import Text

AFTER = 30  # letters behind a date in which a verb may lead to it
VAGUE = Clock | Daypart | NthDay | NthWeek | SameHour | Ahead | Current
# Without one of these a span is as long as something takes: 2 weeks, half an hour.
AHEAD = re.compile(r"\b(?:через|чере?з|чз|ч/з|спустя|течени[еи]|in|within|later|from|after|после)\b")

FROM_TO = re.compile(r"\d\W{0,3}(?:[ap]m\W{1,3})?(?:до|по|to|till|until|[-–—])\W{0,3}\d{1,2}(?!\d)")

DIGIT = re.compile(r"\d")


class Weight(IntEnum):
    """How much a date is the one to come back on."""

    NONE = 0
    WEAK = 1
    PLAIN = 2
    DEED = 3
    TO_DO = 4
    TALK = 5


@dataclass(frozen=True, slots=True)
class Moments:
    next: Part[When] | None
    ago: Part[int] | None
    places: tuple[tuple[int, int], ...]  # of all dates, told or not


def find_moments(text: Text, now: datetime) -> Moments:
    text = text.without(*(found.span() for found in pattern("date", "no_days").finditer(text.plain)))
    clusters = find_clusters(text, now)
    told = [(cluster, around(text, clusters, place)) for place, cluster in enumerate(clusters)]
    happened = [cluster for cluster, words in told if has_happened(cluster, words, now.date())]
    today = now.date()
    coming = [(_weight(cluster, words, today), cluster) for cluster, words in told if cluster not in happened]
    places = tuple((cluster.start, cluster.end) for cluster in clusters)
    return Moments(_next(text, coming), _ago(happened), places)


def _ago(happened: Sequence[Cluster]) -> Part[int] | None:
    for cluster in happened:
        if cluster.ago is not None and cluster.ago <= MOST_AGO:
            return Part(cluster.ago, cluster.start, cluster.end)
    return None


def _next(text: Text, coming: Sequence[tuple[Weight, Cluster]]) -> Part[When] | None:
    """Of dates that weigh the same a day before a month or a year, and then the first."""
    weight, cluster = max(coming, key=lambda one: (one[0], _names_a_day(one[1])), default=(Weight.NONE, None))
    if cluster is None or cluster.when is None or not weight:
        return None
    return Part(cluster.when, where_cued(text, cluster), cluster.end)


def _names_a_day(cluster: Cluster) -> bool:
    return not all(map(is_wide, cluster.pieces))


def _weight(cluster: Cluster, told: Around, today: date) -> Weight:
    cue = _cue(told.clause) or _cue(told.with_it) or _cue(told.after[:AFTER])
    if cue is None and told.stands_alone:
        cue = _cue(told.sentence)
    if cue is not Weight.TALK and is_to_do(told):
        cue = Weight.TO_DO
    if _is_of_something_else(cluster, told, cue):
        return Weight.NONE
    if not _is_ours(cue) and is_rather_behind(cluster, today):
        return Weight.NONE
    return cue or _uncued(cluster, told, today)


def _is_ours(cue: Weight | None) -> bool:
    """Whether the seller is to do something on this day, whatever else it is the day of."""
    return cue in (Weight.TO_DO, Weight.TALK)


def _uncued(cluster: Cluster, told: Around, today: date) -> Weight:
    """A date that no verb leads to is to come where its clause says so, or says nothing but the date."""
    if is_of_the_past(cluster, told, today):
        return Weight.NONE
    if pattern("date", "budget").search(told.clause + told.after):
        return Weight.WEAK if cluster.ago is None else Weight.NONE
    left_alone = any(isinstance(piece, LeftAlone) for piece in cluster.pieces)
    is_plan = left_alone or told.stands_alone or tells_a_plan(told) or _is_appointment(cluster, told)
    return Weight.PLAIN if is_plan else Weight.NONE


def _is_appointment(cluster: Cluster, told: Around) -> bool:
    """Whether a thing has its day and hour: «сборка во вторник в 10»."""
    timed = any(isinstance(piece, Clock) for piece in cluster.pieces)
    return timed and not all(map(_is_vague, cluster.pieces)) and not tells_a_deed(told)


def _cue(words: str) -> Weight | None:
    for kind, weight in (("talk", Weight.TALK), ("deed", Weight.DEED)):
        if pattern("date", kind).search(words):
            return weight
    return None


def _is_of_something_else(cluster: Cluster, told: Around, cue: Weight | None) -> bool:
    other = pattern("date", "other").search(told.with_it)
    if other and not _is_ours(cue) and not pattern("date", "put_off").search(told.clause):
        return True
    if cue is None and (_needs_cue(cluster, told) or tells_the_past(cluster, told)):
        return True
    if looks_back(told) or (not _is_ours(cue) and is_of_others(told)):
        return True
    aside = (_is_counted, _is_one_of_many, _is_while, _is_worked)
    return any(is_aside(cluster, told) for is_aside in aside)


def _needs_cue(cluster: Cluster, words: Around) -> bool:
    """Whether it may as well be a count, an age or no day at all: 2 weeks, the third day, this year, at two."""
    if isinstance(cluster.pieces[0], Span) and not AHEAD.search(words.of_it):
        return not pattern("date", "put_off").search(words.clause)
    if all(isinstance(piece, DayOfMonth) for piece in cluster.pieces) and not DIGIT.search(words.of_it):
        return True  # "the second" of anything
    if not all(map(_is_vague, cluster.pieces)) or any(map(_is_surely_ahead, cluster.pieces)):
        return False
    return not (tells_a_plan(words) and any(isinstance(piece, Ahead) for piece in cluster.pieces))


def _is_while(cluster: Cluster, told: Around) -> bool:
    """Whether hours and minutes are how long something took: half an hour with Jenny."""
    span = cluster.pieces[0]
    return isinstance(span, Span) and span.minutes > 0 and not AHEAD.search(told.of_it)


def _is_worked(cluster: Cluster, told: Around) -> bool:
    """Whether these are hours of work on no day: from 9 to 18."""
    return all(isinstance(piece, Clock) for piece in cluster.pieces) and bool(FROM_TO.search(told.of_it))


def _is_vague(piece: Piece) -> bool:
    return isinstance(piece, VAGUE) or (
        isinstance(piece, Shifted) and piece.by == 0 and piece.unit >= Unit.WEEK
    )


def _is_surely_ahead(piece: Piece) -> bool:
    match piece:
        case Ahead(days):
            return days > 0
        case Clock(spoken=spoken):
            return not spoken
        case _:
            return False


def _is_one_of_many(cluster: Cluster, told: Around) -> bool:
    """Whether a number of order is that of a call or a floor: the third call."""
    alone = all(isinstance(piece, DayOfMonth | NthDay) for piece in cluster.pieces)
    return alone and pattern("date", "counted").match(told.after.lstrip()) is not None


def _is_counted(cluster: Cluster, told: Around) -> bool:
    """Whether a spoken hour is a count of what is named after it: in 2 branches, at 3 addresses."""
    if not all(isinstance(piece, Clock) and piece.spoken for piece in cluster.pieces):
        return False
    following = cut(told.after[:AFTER].split(",")[0])
    return bool(following) and following[0].kind == "STRANGE"
