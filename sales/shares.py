"""Shares of counts, how sure they are, and whether they have changed."""

import math
from dataclasses import dataclass

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
class Part:
    """A part of a whole: of money, where no interval applies."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True)
class Share(Part):
    """So many of so many: deals, leads, clients."""

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.part, self.whole)

    @property
    def few(self) -> bool:
        return self.whole < FEW

    def unlike(self, usual: float) -> bool:
        """Whether the usual lies outside what these few could come from."""
        low, high = self.interval
        return not low <= usual <= high


@dataclass(frozen=True)
class Change:
    """Two shares compared."""

    before: Share
    after: Share

    @property
    def points(self) -> float:
        return self.after.value - self.before.value

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the difference (Newcombe 1998, method 10); (-1, 1) when either knows nothing."""
        if not (self.before.whole and self.after.whole):
            return -1.0, 1.0
        (low, high), (low_before, high_before) = self.after.interval, self.before.interval
        now, then = self.after.value, self.before.value
        return (
            self.points - math.hypot(now - low, high_before - then),
            self.points + math.hypot(high - now, then - low_before),
        )

    @property
    def beyond_noise(self) -> bool:
        low, high = self.interval
        return low > 0 or high < 0


@dataclass(frozen=True)
class Growth:
    """Two counts of equally long periods compared."""

    before: int
    after: int

    @property
    def beyond_noise(self) -> bool:
        """Whether a coin would hardly divide all of them so: then the pace itself has changed."""
        return Share(self.after, self.before + self.after).unlike(0.5)
