"""What the numbers of a period are, computed from counts that storage sums."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sales.contacts import Outcome
from sales.losses import AnyReason, Group, group_of, in_order
from sales.shares import Part, Share


class Figure(StrEnum):
    """The figures of a report that can be opened: how each is counted, and of which contacts or clients."""

    CONTACTS = "contacts"
    SALES = "sales"
    CONVERSION = "conversion"
    REFUSALS = "refusals"
    ERRORS = "errors"
    REPEAT = "repeat"
    REGAINED = "regained"
    CAPTURED = "captured"
    REFERRED = "referred"
    BASE = "base"
    STOPS = "stops"


# Estimates by practitioners, shown beside the team's own and never as a target.
USUAL_ERRORS = 0.6
USUAL_STOPS = 0.05
# The base counts as reached by a contact within so many days.
REACHED_DAYS = 90


@dataclass(frozen=True)
class Tally:
    """A period in counts: contacts by outcome, losses by reason, money in minor units."""

    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    losses: Mapping[AnyReason, int] = field(default_factory=dict)
    amount: int = 0
    again: int = 0  # sales to those who had bought on an earlier day
    again_amount: int = 0
    regained: int = 0  # sales to those who had refused on an earlier day
    regained_amount: int = 0

    @property
    def contacts(self) -> int:
        return sum(self.outcomes.values())

    @property
    def won(self) -> int:
        return self.outcomes.get(Outcome.WON, 0)

    @property
    def lost(self) -> int:
        return self.outcomes.get(Outcome.LOST, 0)

    @property
    def closed(self) -> int:
        return self.won + self.lost

    @property
    def conversion(self) -> Share:
        return Share(self.won, self.closed)

    @property
    def errors(self) -> Share:
        """Selling errors of all refusals."""
        return Share(self.lost_in(Group.ERROR), self.lost)

    @property
    def answered(self) -> Share:
        return Share(self.contacts - self.outcomes.get(Outcome.NO_ANSWER, 0), self.contacts)

    @property
    def repeat(self) -> Part:
        """Money from those who had bought before, of all money."""
        return Part(self.again_amount, self.amount)

    @property
    def average(self) -> int:
        """The average sale."""
        return self.amount // self.won if self.won else 0

    def lost_in(self, group: Group) -> int:
        return sum(count for reason, count in self.losses.items() if group_of(reason) is group)

    def by_frequency(self) -> list[tuple[AnyReason, int]]:
        return sorted(self.losses.items(), key=lambda pair: (-pair[1], in_order(pair[0])))

    def pareto(self) -> list["Bar"]:
        """Refusals by reason, the most frequent first, each with all up to it."""
        bars, so_far = [], 0
        for reason, count in self.by_frequency():
            so_far += count
            bars.append(Bar(reason, count, Share(so_far, self.lost)))
        return bars


@dataclass(frozen=True)
class Bar:
    """One reason of a Pareto."""

    reason: AnyReason
    count: int
    so_far: Share


@dataclass(frozen=True)
class Week:
    """One point of a line by weeks; the refusals of its tally are not told apart by reason."""

    monday: date
    tally: Tally


def together(tallies: Mapping[int, Tally]) -> Tally:
    """The counts of several members as one."""
    parts = tallies.values()
    outcomes, losses = Counter[Outcome](), Counter[AnyReason]()
    for part in parts:
        outcomes.update(part.outcomes)
        losses.update(part.losses)
    return Tally(
        dict(outcomes),
        dict(losses),
        amount=sum(part.amount for part in parts),
        again=sum(part.again for part in parts),
        again_amount=sum(part.again_amount for part in parts),
        regained=sum(part.regained for part in parts),
        regained_amount=sum(part.regained_amount for part in parts),
    )
