"""The mornings and weeks of a team: when the next opens, which were sent, which had to be skipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Select, bindparam, or_, select, update

from sales.people import Team
from sales.schedule import Occurrence, Summary, next_one, occurrences
from storage.book import Book
from storage.schema import summaries, teams
from storage.sql import TEAM, adding_to_team, instant, seconds
from storage.team_row import COLUMNS, team_of
from storage.tx import Tx

A_MOMENT = timedelta(seconds=1)
_COLUMN: dict[Summary, Column[Any]] = {
    Summary.MORNING: teams.c.next_morning_at,
    Summary.WEEK: teams.c.next_week_at,
}


@dataclass(frozen=True)
class Opening:
    """A team whose summary is due: all of its days that have come, the last one the one to open."""

    team: Team
    days: tuple[Occurrence, ...]


def _claiming(column: Column[Any]) -> Select[Any]:
    """One team; whoever founds or upgrades one need not know the clock, since none is planned for it yet."""
    return (
        select(teams.c.id, column.label("at"), *COLUMNS)
        .where(or_(column.is_(None), column <= bindparam("now")))
        .order_by(column, teams.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    )


_CLAIM = {kind: _claiming(column) for kind, column in _COLUMN.items()}
_PLAN = {
    kind: update(teams).where(teams.c.id == TEAM).values({column: bindparam("at")})
    for kind, column in _COLUMN.items()
}
_PLANNED = {kind: select(column).where(teams.c.id == TEAM) for kind, column in _COLUMN.items()}
_ADD = (
    adding_to_team(summaries, "kind", "day", "state")
    .on_conflict_do_nothing(index_elements=["team_id", "kind", "day"])
    .returning(summaries.c.day)
)
_of_kind = (summaries.c.team_id == TEAM) & (summaries.c.kind == bindparam("which"))
_UNTOLD = (
    select(summaries.c.day)
    .where(_of_kind, summaries.c.state == "skipped", summaries.c.told == 0)
    .order_by(summaries.c.day)
)
_TOLD = update(summaries).where(_of_kind, summaries.c.state == "skipped").values(told=1)


def claim(tx: Tx, kind: Summary, now: datetime) -> Opening | None:
    """A team whose summary is due or not planned yet, its next one planned; None where there is none."""
    row = tx.first(_CLAIM[kind], now=seconds(now))
    if row is None:
        return None
    team = team_of(row.id, row)
    _plan(tx, kind, team, now)
    planned = instant(row.at)
    if planned is None:
        return Opening(team, ())
    # By its day and not its instant: what was put off after a failure is still that day's.
    since = team.worktime.local(planned).replace(hour=0, minute=0, second=0) - A_MOMENT
    return Opening(team, tuple(occurrences(kind, team.rules, team.worktime, since, now)))


def _plan(tx: Tx, kind: Summary, team: Team, after: datetime) -> None:
    planned = next_one(kind, team.rules, team.worktime, after)
    tx.run(_PLAN[kind], team=team.id, at=seconds(planned.at))


def put_off(tx: Tx, kind: Summary, team: int, until: datetime) -> None:
    tx.run(_PLAN[kind], team=team, at=seconds(until))


def skip(tx: Tx, kind: Summary, team: int, days: Sequence[date]) -> None:
    """Write down that these were not sent, to be told with the next."""
    for day in days:
        tx.value(_ADD, team=team, kind=kind.value, day=day.isoformat(), state="skipped")


def send_once(tx: Tx, kind: Summary, team: int, day: date) -> bool:
    """Whether this day's is sent now, by the caller alone; False if it was sent or skipped before."""
    return tx.value(_ADD, team=team, kind=kind.value, day=day.isoformat(), state="sent") is not None


def take_untold(tx: Tx, kind: Summary, team: int) -> list[date]:
    """Days that were skipped and nobody has been told of: the caller tells."""
    days = [date.fromisoformat(row.day) for row in tx.all(_UNTOLD, team=team, which=kind.value)]
    if days:
        tx.run(_TOLD, team=team, which=kind.value)
    return days


def schedule(tx: Tx, team: Team, now: datetime) -> None:
    """The first morning and week of a new team."""
    for kind in Summary:
        _plan(tx, kind, team, now)


def reschedule(book: Book) -> None:
    """Plan by the team's new rules, which the book has. What was still to come today comes today, if need be late."""
    today = book.worktime.local(book.now).replace(hour=0, minute=0, second=0)
    for kind in Summary:
        planned = instant(book.value(_PLANNED[kind]))
        due_today = planned is not None and planned < today + timedelta(days=1)
        _plan(book.tx, kind, book.team, today - A_MOMENT if due_today else book.now)
