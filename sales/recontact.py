"""Coming back: the promise of a date, and which dates fit which outcome and reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sales.dates import When
from sales.losses import AnyReason, Group, Reason, group_of
from sales.worktime import WorkTime

FARTHEST = timedelta(days=3660)

AFTER_SALE = (3, 30, 90)
AFTER_STEP = (1, 3, 7, 14)
AFTER_NO_ANSWER = (1, 3, 7)
AFTER_MEETING_A_NEW_CLIENT = 1

# The first is the one that practice suggests (see the catalogue of reasons); the others stand beside it.
AFTER_LOSS: Mapping[str, tuple[int, ...]] = {
    Reason.NO_MONEY: (30, 14, 90),
    Reason.NO_NEED: (90, 30, 180),
    Reason.INCUMBENT_SUPPLIER: (180, 60, 365),
    Reason.NOT_DECISION_MAKER: (7, 1, 14),
    Reason.TERRITORY: (365, 180, 730),
    Reason.LEGAL: (180, 90, 365),
    Reason.NO_VALUE: (14, 7, 30),
    Reason.NO_TRUST: (30, 14, 60),
    Reason.NO_URGENCY: (7, 3, 30),
    Reason.WEAK_PRESENTATION: (14, 7, 30),
    Reason.PREMATURE_OFFER: (14, 7, 30),
    Reason.PRICE_NOT_DEFENDED: (14, 7, 30),
}

# After a refusal for a reason of the team's own.
AFTER_OWN = {Group.OBSTACLE: (90, 30, 180), Group.ERROR: (14, 7, 30)}


def after_loss(reason: AnyReason) -> tuple[int, ...]:
    return AFTER_LOSS.get(reason) or AFTER_OWN[group_of(reason)]


def next_after_sale(touches: tuple[int, ...], sold: date, today: date) -> int | None:
    """How many days from today the next touch after that sale lies: the usual ones, counted from its day."""
    ahead = (sold - today).days
    return min((touch + ahead for touch in touches if touch + ahead > 0), default=None)


@dataclass(frozen=True)
class Promise:
    """When to come back: so many days from the moment it is given, or a date that was typed."""

    days: int | None = None
    when: When | None = None

    @property
    def timed(self) -> bool:
        """Whether it names an hour."""
        return self.when is not None and self.when.at is not None

    def day(self, today: date, worktime: WorkTime) -> When:
        """The day that is meant, as of today; a day off moves to the next working day."""
        if self.when is not None:
            return self.when
        return When(worktime.working_day(today + timedelta(days=self.days or 0)), None)

    def due(self, now: datetime, worktime: WorkTime) -> datetime:
        """The instant, in UTC, at which the promise falls due."""
        when = self.day(worktime.local(now).date(), worktime)
        return worktime.at(when.day, when.at or worktime.morning)

    def keeps(self, now: datetime, worktime: WorkTime) -> bool:
        """Whether it still lies ahead, and not beyond what anyone can promise."""
        today = worktime.local(now).date()
        when = self.day(today, worktime)
        if not today <= when.day <= today + FARTHEST:
            return False
        return when.at is None or now < worktime.at(when.day, when.at)
