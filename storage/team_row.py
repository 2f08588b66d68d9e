"""A team as its row says, with the rules of its clock."""

from datetime import date, time
from typing import Any

from sales.clients import Capture
from sales.hours import zone_at_hand
from sales.people import Team
from sales.rules import Rules
from storage.schema import teams

COLUMNS = (
    teams.c.name.label("team_name"),
    teams.c.zone,
    teams.c.currency,
    teams.c.weekdays,
    teams.c.opens_at,
    teams.c.closes_at,
    teams.c.country,
    teams.c.days_off,
    teams.c.morning_at,
    teams.c.week_at,
    teams.c.dormant_days,
    teams.c.dormant_a_day,
    teams.c.after_sale,
    teams.c.tries,
    teams.c.capture,
    teams.c.group_chat_id,
)


def wall(minutes: int) -> time:
    """Minutes since midnight as the clock on the wall shows them."""
    return time(*divmod(minutes, 60))


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def team_of(team_id: int, row: Any) -> Team:
    rules = Rules(
        weekdays=frozenset(map(int, row.weekdays)),
        opens=wall(row.opens_at),
        closes=wall(row.closes_at),
        country=row.country,
        days_off=frozenset(map(date.fromisoformat, row.days_off.split())),
        morning=wall(row.morning_at),
        week=wall(row.week_at),
        dormant_days=row.dormant_days,
        dormant_a_day=row.dormant_a_day,
        after_sale=tuple(map(int, row.after_sale.split())),
        tries=row.tries,
        capture=Capture(row.capture),
        group=row.group_chat_id,
    )
    return Team(team_id, row.team_name, zone_at_hand(row.zone), row.currency, rules)
