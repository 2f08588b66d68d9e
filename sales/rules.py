"""The rules that a team sets for its clock and its base, each with the default it starts from."""

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from sales.clients import Capture
from sales.worktime import WorkTime


@dataclass(frozen=True)
class Rules:
    weekdays: frozenset[int] = frozenset(range(1, 6))  # ISO: Monday is 1
    opens: time = time(9, 0)
    closes: time = time(18, 0)
    country: str = ""  # whose public holidays are days off (ISO 3166), or none
    days_off: frozenset[date] = frozenset()
    morning: time = time(9, 0)  # of the meeting, each working day
    week: time = time(9, 0)  # of the week's report, on Monday
    dormant_days: int = 90  # silence after which a client counts as dormant
    dormant_a_day: int = 3  # how many of them are offered to a manager each day
    after_sale: tuple[int, ...] = (
        3,
        30,
        90,
    )  # days after a sale at which the next touches come by themselves
    tries: int = 5  # unanswered ones, after which a client is let sleep
    capture: Capture = Capture.ASKED  # what is demanded of whoever writes a new client down
    group: int | None = None  # the chat of the team's group

    def worktime(self, zone: ZoneInfo) -> WorkTime:
        return WorkTime(zone, self.weekdays, self.opens, self.closes, self.country, self.days_off)


DEFAULTS = Rules()
