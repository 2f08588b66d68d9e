"""The rules of a team's clock: changed together with all that was planned by the former ones."""

from dataclasses import replace

from sqlalchemy import bindparam, update

from sales.rules import Rules
from storage import recontacts, standing, summaries
from storage.book import Book
from storage.schema import teams
from storage.sql import TEAM
from storage.team_row import minutes

_KEPT = (
    *("weekdays", "opens_at", "closes_at", "country", "days_off", "morning_at", "week_at"),
    *("dormant_days", "dormant_a_day", "after_sale", "tries", "capture"),
)
_KEEP = update(teams).where(teams.c.id == TEAM).values({name: bindparam(f"new_{name}") for name in _KEPT})
_SET_ZONE = update(teams).where(teams.c.id == TEAM).values(zone=bindparam("zone"))


def keep(book: Book, new: Rules) -> Book:
    """The team by its new rules."""
    book.run(
        _KEEP,
        new_weekdays="".join(map(str, sorted(new.weekdays))),
        new_opens_at=minutes(new.opens),
        new_closes_at=minutes(new.closes),
        new_country=new.country,
        new_days_off=" ".join(day.isoformat() for day in sorted(new.days_off)),
        new_morning_at=minutes(new.morning),
        new_week_at=minutes(new.week),
        new_dormant_days=new.dormant_days,
        new_dormant_a_day=new.dormant_a_day,
        new_after_sale=" ".join(map(str, new.after_sale)),
        new_tries=new.tries,
        new_capture=new.capture.value,
    )
    after = replace(book, team=replace(book.team, rules=new))
    _follow(book, after)
    if new.dormant_days != book.team.rules.dormant_days:
        standing.redate(after)
    return after


def _follow(before: Book, after: Book) -> None:
    """What is planned already is planned anew: reminders, and the next morning and week."""
    if before.worktime != after.worktime:
        recontacts.replan(after, before.team, after.team)
    if _summed_up(before) != _summed_up(after):
        summaries.reschedule(after)


def _summed_up(book: Book) -> tuple[object, ...]:
    """All that the hour of a morning and of a week follows from."""
    return book.worktime, book.team.rules.morning, book.team.rules.week


def set_zone(book: Book, zone: str) -> Book:
    """The team by its new clock on the wall."""
    book.run(_SET_ZONE, zone=zone)
    after = replace(book, team=replace(book.team, zone=zone))
    _follow(book, after)
    return after
