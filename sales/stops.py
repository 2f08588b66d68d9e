"""Giving a client up («больше не возвращаться»): what is affirmed, what the team's profile asks, who decides."""

import re
from dataclasses import dataclass
from enum import StrEnum

from sales.errors import SumNotUnderstood
from sales.money import read_sum


class Affirmation(StrEnum):
    """What must be affirmed one by one, in this order."""

    NOT_NOW = "not_now"
    NEVER = "never"
    NOBODY_ELSE = "nobody_else"


class Kind(StrEnum):
    """How a criterion of the profile is answered."""

    FACT = "fact"  # yes or no
    NUMBER = "number"


class State(StrEnum):
    DRAFT = "draft"  # affirmed, the profile is being gone through
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    LIFTED = "lifted"  # somebody is to call them after all
    WITHDRAWN = "withdrawn"  # with the contact that asked for it


@dataclass(frozen=True)
class Criterion:
    """One fact of the team's profile of a client; a number may have a least one that fits."""

    id: int
    name: str
    kind: Kind
    least: int | None = None
    hidden: bool = False

    def fits(self, value: int | None) -> bool | None:
        """Whether a client of that value is the team's; None where nothing can be said."""
        if value is None or (self.kind is Kind.NUMBER and self.least is None):
            return None
        return bool(value) if self.kind is Kind.FACT else value >= (self.least or 0)


@dataclass(frozen=True)
class Observed:
    """What a criterion was found to be; None: asked and not known."""

    criterion: Criterion
    value: int | None


def fits_the_profile(observed: list[Observed]) -> bool:
    """Whether everything that can be said speaks for the client: then the profile is no ground to give them up."""
    said = [one.criterion.fits(one.value) for one in observed]
    return any(said) and all(fit is not False for fit in said)


_LEAST = re.compile(r"(.+?)[\s,:]+(?:от|from|at least|не менее|>=?)\s*(\d.*)", re.IGNORECASE)


def read_criterion(text: str, kind: Kind) -> tuple[str, int | None]:
    """«Сотрудников от 10», "Employees from 10": what is counted, and from which number on a client fits."""
    found = _LEAST.fullmatch(text) if kind is Kind.NUMBER else None
    if found is None:
        return text, None
    try:
        return found[1], read_sum(found[2], 0)
    except SumNotUnderstood:
        return text, None
