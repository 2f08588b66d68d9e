"""Whether a date tells of what has happened: it is past, or stands beside a verb in the past."""

from datetime import date

from sales.dates.pieces import DayOfMonth, Gone, Named, Year
from sales.sentence.around import NEAR, Around, what_was_done
from sales.sentence.clusters import Cluster
from sales.sentence.lexicon import pattern
from sales.sentence.past import was_done

ONE_WEEK, HALF_A_YEAR = 7, 183
BESIDE = 12  # letters from the day to the verb right behind it


def has_happened(cluster: Cluster, told: Around, today: date) -> bool:
    if any(isinstance(piece, Gone) for piece in cluster.pieces):
        return True
    if cluster.ago is None or _is_nearer_ahead(cluster, today):
        return False
    return _verb_leads(told) or _verb_follows(told)


def is_of_the_past(cluster: Cluster, told: Around, today: date) -> bool:
    """Whether a verb in the past leads to a day that is nearer behind than ahead: «брала 15 сентября»."""
    if cluster.ago is None or _is_nearer_ahead(cluster, today) or pattern("date", "wish").search(told.clause):
        return False
    return was_done(told.clause)


def is_rather_behind(cluster: Cluster, today: date) -> bool:
    """Whether a day of a month without its year is so far ahead that rather the last one is meant."""
    kinds = {type(piece) for piece in cluster.pieces}
    named = {DayOfMonth, Named} <= kinds and Year not in kinds
    return named and cluster.when is not None and (cluster.when.day - today).days > HALF_A_YEAR


def _is_nearer_ahead(cluster: Cluster, today: date) -> bool:
    """Whether a date without its year is rather the coming one than the one long past."""
    if cluster.when is None or cluster.ago is None or cluster.ago <= ONE_WEEK:
        return False
    return (cluster.when.day - today).days < cluster.ago


def _verb_leads(told: Around) -> bool:
    """Read «звонил в понедельник», and not «скинул, жду ответ в понедельник»."""
    verb = max((end for _start, end in what_was_done(told.clause)), default=None)
    if verb is None or len(told.clause) - verb > NEAR:
        return False
    between = told.clause[verb:]
    return not any(pattern("date", kind).search(between) for kind in ("talk", "deed", "open"))


def _verb_follows(told: Around) -> bool:
    """Read «в пятницу был у Родионова», "yesterday called": what was done stands right behind the day."""
    if any(pattern("date", kind).search(told.clause) for kind in ("talk", "deed")):
        return False
    return min((start for start, _end in what_was_done(told.after)), default=NEAR) <= BESIDE
