"""Whether a month, a season or a year beside a verb in the past is a past one: bought in June, было весной."""

import re
from collections.abc import Iterator

from sales.dates.pieces import DayOfMonth, Named, Year
from sales.sentence.around import Around
from sales.sentence.clusters import Cluster
from sales.sentence.lexicon import pattern
from sales.sentence.morphology import forms_of

WE = "(?:(?:я|мы|он|она|они|i|we|he|she|they)\\W+)?"
ALREADY = "(?:(?:уже|еще|тоже|точно|already|also)\\W+)?"
DID = re.compile(rf"\W*{WE}{ALREADY}(?:[а-я]+\W+(?:уже|еще)\W+)?([а-я]+(?:л|ла|ло|ли)(?:с[ья])?|[a-z]+ed)\b")
IN_PAST = re.compile(r"[а-я]{2,}(?:л|ла|ло|ли)(?:с[ья])?(?![а-я])")
LEADS_IN = re.compile(r"(?:^|\s)(?:в|во|in)\s*(?:the\s*)?$")
BACK_IN = re.compile(r"\bback in\s*$")
SEASONS = ("весной", "летом", "осенью", "зимой")


def tells_the_past(cluster: Cluster, told: Around) -> bool:
    """Read "in May they promised", «купили в октябре», «брали весной», «на 23 февраля дарили»."""
    if not all(isinstance(piece, Named | Year | DayOfMonth) for piece in cluster.pieces):
        return False
    did = DID.match(told.after)
    if _is_in(told):
        return did is not None or was_done(told.clause)
    return did is not None and pattern("date", "promises").fullmatch(did[1]) is None


def looks_back(told: Around) -> bool:
    """Read "bought it back in March", which is no coming back."""
    return BACK_IN.search(told.clause) is not None and was_done(told.clause)


def _is_in(told: Around) -> bool:
    return LEADS_IN.search(told.clause) is not None or told.with_it.endswith(SEASONS)


def was_done(clause: str) -> bool:
    """Whether the last verb tells what was done, and no word between it and the day speaks of what is left."""
    verbs = [*russian_deeds(clause)]
    verbs += pattern("date", "done_en").finditer(clause)
    last = max(verbs, key=lambda found: found.end(), default=None)
    if last is None or pattern("date", "promises").fullmatch(last[0]):
        return False
    return pattern("date", "later").search(clause, last.end()) is None


def russian_deeds(words: str) -> Iterator[re.Match[str]]:
    """Give the verbs in the past."""
    return (found for found in IN_PAST.finditer(words) if _is_verb(found[0]))


def _is_verb(word: str) -> bool:
    forms = forms_of(word).all
    return bool(forms) and forms[0].acts
