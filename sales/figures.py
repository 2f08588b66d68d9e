"""What the numbers of a period are, computed from counts that storage sums."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from sales.contacts import Outcome
from sales.losses import Group, Reason, group_of

# A percentage of fewer deals than this is said together with their count.
FEW = 20
Z_95 = 1.959963984540054


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927); (0, 1) when nothing was tried."""
    if trials == 0:
        return 0.0, 1.0
    share, z2 = successes / trials, Z_95**2
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = Z_95 / (1 + z2 / trials) * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True)
class Tally:
    """A period in counts: contacts by outcome, losses by reason, money in minor units."""

    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    losses: Mapping[Reason, int] = field(default_factory=dict)
    amount: int = 0

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

    def lost_in(self, group: Group) -> int:
        return sum(count for reason, count in self.losses.items() if group_of(reason) is group)

    def by_frequency(self) -> list[tuple[Reason, int]]:
        order = list(Reason)
        return sorted(self.losses.items(), key=lambda pair: (-pair[1], order.index(pair[0])))
