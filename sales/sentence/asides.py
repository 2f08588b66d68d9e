"""Days and hours of something else than the next contact: counts, floors, hours of work, what belongs to others."""

import re

from sales.dates.lexemes import cut
from sales.dates.periods import Unit
from sales.dates.pieces import (
    Ahead,
    Clock,
    Current,
    DayOfMonth,
    Daypart,
    NthDay,
    NthWeek,
    Piece,
    SameHour,
    Shifted,
    Span,
    Year,
)
from sales.dates.resolve import is_wide
from sales.sentence.around import Around
from sales.sentence.clusters import Cluster
from sales.sentence.cues import AFTER, Weight, is_ours
from sales.sentence.lexicon import pattern
from sales.sentence.past import looks_back, tells_the_past
from sales.sentence.plans import is_of_others, tells_a_plan

VAGUE = Clock | Daypart | NthDay | NthWeek | SameHour | Ahead | Current
# Without one of these a span is as long as something takes: 2 weeks, half an hour.
AHEAD = re.compile(r"\b(?:через|чере?з|чз|ч/з|спустя|течени[еи]|in|within|later|from|after|после)\b")
FROM_TO = re.compile(r"\d\W{0,3}(?:[ap]m\W{1,3})?(?:до|по|to|till|until|[-–—])\W{0,3}\d{1,2}(?!\d)")
FOR = re.compile(r"(?<!\w)(?:на|for)\s*$")
DIGIT = re.compile(r"\d")


def is_of_something_else(cluster: Cluster, told: Around, cue: Weight | None) -> bool:
    other = pattern("date", "other").search(told.with_it)
    if other and not is_ours(cue) and not _is_put_off(told):
        return True
    if cue is None and (_needs_cue(cluster, told) or tells_the_past(cluster, told)):
        return True
    if looks_back(told) or (not is_ours(cue) and is_of_others(told)):
        return True
    aside = (_is_counted, _is_one_of_many, _is_while, _is_worked)
    return any(is_aside(cluster, told) for is_aside in aside)


def _needs_cue(cluster: Cluster, words: Around) -> bool:
    """Whether it may as well be a count, an age or no day at all: 2 weeks, the third day, this year, at two."""
    if isinstance(cluster.pieces[0], Span) and not AHEAD.search(words.of_it):
        return not _is_put_off(words)
    if all(isinstance(piece, DayOfMonth) for piece in cluster.pieces) and not DIGIT.search(words.of_it):
        return True  # "the second" of anything
    if all(isinstance(piece, Year) for piece in cluster.pieces) or _is_for_a_time(cluster, words):
        return True
    if not all(map(_is_vague, cluster.pieces)) or any(map(_is_surely_ahead, cluster.pieces)):
        return False
    return not (tells_a_plan(words) and any(isinstance(piece, Ahead) for piece in cluster.pieces))


def _is_for_a_time(cluster: Cluster, told: Around) -> bool:
    """Read "prices for March" as what they are for, where nothing is put off till then."""
    return all(map(is_wide, cluster.pieces)) and FOR.search(told.clause) is not None and not _is_put_off(told)


def _is_put_off(told: Around) -> bool:
    return pattern("date", "put_off").search(told.clause) is not None


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
