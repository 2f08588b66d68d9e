"""When it happened and when to come back: each date of a sentence weighed by the words around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sales.contacts import MOST_AGO
from sales.dates import When
from sales.dates.pieces import DayOfMonth, LeftAlone, Named, Weekday
from sales.dates.resolve import is_wide
from sales.sentence.around import Around, around, where_cued
from sales.sentence.asides import is_of_something_else
from sales.sentence.clusters import Cluster, find_clusters
from sales.sentence.cues import Weight, cue_of, is_ours
from sales.sentence.happened import has_happened, is_of_the_past, is_rather_behind
from sales.sentence.lexicon import pattern
from sales.sentence.plans import tells_a_deed, tells_a_plan
from sales.sentence.said import Part
from sales.sentence.words import Text

SOON = 31  # days
LONG_WORD = re.compile(r"[^\W\d_]{3,}")
# By whoever is named, and blanked out by now; and since when something has been so.
OWNED = re.compile(r"(?<!\w)у\s{4,}|\s{3,}'s |(?<!\w)(?:с|со|since|from)\s*$")


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
    cue = cue_of(told)
    if is_of_something_else(cluster, told, cue):
        return Weight.NONE
    if not is_ours(cue) and is_rather_behind(cluster, today):
        return Weight.NONE
    return cue or _uncued(cluster, told, today)


def _uncued(cluster: Cluster, told: Around, today: date) -> Weight:
    """A date that no verb leads to is to come where its clause says so, or says nothing but the date."""
    if is_of_the_past(cluster, told, today):
        return Weight.NONE
    if pattern("date", "budget").search(told.clause + told.after):
        return Weight.WEAK if cluster.ago is None else Weight.NONE
    left_alone = any(isinstance(piece, LeftAlone) for piece in cluster.pieces)
    is_plan = left_alone or told.stands_alone or tells_a_plan(told) or _is_appointment(cluster, told, today)
    return Weight.PLAIN if is_plan else Weight.NONE


def _is_appointment(cluster: Cluster, told: Around, today: date) -> bool:
    """Whether a thing has its hour or a day soon, and nobody is said to own it: «экскурсия 9 декабря»."""
    kinds = {type(piece) for piece in cluster.pieces}
    if cluster.when is None or told.goes_on or not (Weekday in kinds or {DayOfMonth, Named} <= kinds):
        return False
    soon = (cluster.when.day - today).days <= SOON and len(LONG_WORD.findall(told.clause)) == 1
    return (soon or cluster.when.at is not None) and not tells_a_deed(told) and not OWNED.search(told.clause)
