"""Words of one name brought into agreement: of one gender and case, each as it is written on a card."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from sales.sentence.government import Government
from sales.sentence.morphology import Form
from sales.sentence.name_words import Named

GENDERS, CASES = ("masc", "femn"), ("nomn", "gent", "datv", "accs", "ablt", "loct")
FITTING, USUAL, SEVERAL, UNFIT = 20.0, 40.0, 0.1, 0.002


class _Agreed(NamedTuple):
    gender: str
    case: str
    plural: bool


EVERY = tuple(_Agreed(*agreed) for agreed in product(GENDERS, CASES, (False, True)))


def card_name(group: Sequence[Named], govern: Government) -> str:
    """The name in the nominative, its words in the order in which they were typed."""
    agreed = max(EVERY, key=lambda one: _likelihood(group, one, govern))
    return " ".join(_card_form(named, agreed) for named in group if named.parts)


def _likelihood(group: Sequence[Named], agreed: _Agreed, govern: Government) -> float:
    likelihood = _expected(agreed.case, govern) * (SEVERAL if agreed.plural else 1.0)
    for part in (part for named in group for part in named.parts):
        form = _best(part, agreed)
        likelihood *= form.score if form else UNFIT
    return likelihood


def _expected(case: str, govern: Government) -> float:
    if case in govern.cases:
        return FITTING
    return USUAL if case == "nomn" and not govern.cases else 1.0


def _best(part: Sequence[Form], agreed: _Agreed) -> Form | None:
    agreeing = (form for form in part if _agrees(form, agreed))
    return max(agreeing, key=lambda form: form.score, default=None)


def _agrees(form: Form, agreed: _Agreed) -> bool:
    fits = form.gender in (agreed.gender, "both") and form.case in (agreed.case, "any")
    return fits and form.plural == agreed.plural


def _card_form(named: Named, agreed: _Agreed) -> str:
    found = [_best(part, agreed) or part[0] for part in named.parts]
    return "-".join(form.nominative[:1].upper() + form.nominative[1:] for form in found)
