"""New clients: where they came from, whether they can be reached, and what those missed have cost."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sales.clients import AnySource, Reach, Source
from sales.shares import Share


@dataclass(frozen=True)
class Leads:
    """New leads by where they came from and whether a way to reach them was written down.

    Whoever was let go without being written down at all has no reach: None.
    """

    counts: Mapping[tuple[AnySource | None, Reach | None], int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def captured(self) -> Share:
        return Share(
            sum(n for (_source, reach), n in self.counts.items() if reach is Reach.GIVEN), self.total
        )

    @property
    def missed(self) -> int:
        return self.captured.whole - self.captured.part

    @property
    def let_go(self) -> int:
        """Those of whom nothing was written down."""
        return sum(n for (_source, reach), n in self.counts.items() if reach is None)

    @property
    def clients(self) -> int:
        """Those who were written down."""
        return self.total - self.let_go

    @property
    def referred(self) -> Share:
        """New clients who came by recommendation."""
        return Share(self.of(Source.REFERRAL).clients, self.clients)

    @property
    def sources(self) -> list[AnySource | None]:
        """Where any came from, the built-in sources first, then the team's own; None: not said."""
        order = [source.value for source in Source]
        seen = {source for source, _reach in self.counts if source is not None}
        named = sorted(seen, key=lambda one: (order.index(one) if one in order else len(order), one))
        return [*named, *([None] if any(source is None for source, _reach in self.counts) else [])]

    def of(self, source: AnySource | None) -> "Leads":
        return Leads({key: count for key, count in self.counts.items() if key[0] == source})

    def price_of_missed(self, spent: Mapping[AnySource, int]) -> int:
        """What was paid for those let go without a way to reach them, where the spend is known."""
        price = 0
        for source, money in spent.items():
            leads = self.of(source)
            price += money * leads.missed // leads.total if leads.total else 0
        return price


def all_leads(parts: Iterable[Leads]) -> Leads:
    counts = Counter[tuple[AnySource | None, Reach | None]]()
    for part in parts:
        counts.update(part.counts)
    return Leads(dict(counts))


def spent_within(months: Mapping[str, int], first: date, last: date) -> int:
    """A period's part of what was spent in its months (keys as 2026-11), each of their days alike."""
    money = 0
    for month, amount in months.items():
        start = date.fromisoformat(f"{month}-01")
        length = monthrange(start.year, start.month)[1]
        days = (min(last, start + timedelta(days=length - 1)) - max(first, start)).days + 1
        money += amount * max(days, 0) // length
    return money
