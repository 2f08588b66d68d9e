"""Coming back: the promise of a date, and which dates fit which outcome and reason."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sales.dates import When
from sales.hours import localised
from sales.losses import Reason

# A promise for a day without an hour is kept in the morning.
MORNING = time(10, 0)
FARTHEST = timedelta(days=3660)

AFTER_SALE = (3, 30, 90)
AFTER_STEP = (1, 3, 7, 14)
AFTER_NO_ANSWER = (1, 3, 7)
AFTER_MEETING_A_NEW_CLIENT = 1

# The first is the one that practice suggests (see the catalogue of reasons); the others stand beside it.
AFTER_LOSS: dict[Reason, tuple[int, ...]] = {
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


@dataclass(frozen=True)
class Promise:
    """When to come back: so many days from the moment it is given, or a date that was typed."""

    days: int | None = None
    when: When | None = None

    def day(self, today: date) -> When:
        """The day that is meant, as of today; a day off moves to the next working day."""
        if self.when is not None:
            return self.when
        return When(working_day(today + timedelta(days=self.days or 0)), None)

    def due(self, now: datetime, zone: ZoneInfo) -> datetime:
        """The instant, in UTC, at which the promise falls due."""
        when = self.day(now.astimezone(zone).date())
        return localised(when.day, when.at or MORNING, zone)

    def keeps(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it still lies ahead, and not beyond what anyone can promise."""
        today = now.astimezone(zone).date()
        when = self.day(today)
        if not today <= when.day <= today + FARTHEST:
            return False
        return when.at is None or now < localised(when.day, when.at, zone)


def working_day(day: date) -> date:
    """Saturday and Sunday move to Monday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
