"""One team's data, already bound: no caller names a team, so none can name another's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sales.people import Member, Team
from sales.worktime import WorkTime
from storage.sql import in_parts, seconds
from storage.tx import Statement, Tx


@dataclass(frozen=True)
class Book:
    """What a member may read and write, now. Every statement runs with the team's id in it."""

    tx: Tx
    team: Team
    me: Member
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.team.zone)

    @property
    def worktime(self) -> WorkTime:
        return self.team.worktime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def at(self) -> int:
        """The present instant as it is stored."""
        return seconds(self.now)

    def all(self, statement: Statement, **values: Any) -> Sequence[Any]:
        return self.tx.all(statement, team=self.team.id, **values)

    def first(self, statement: Statement, **values: Any) -> Any | None:
        return self.tx.first(statement, team=self.team.id, **values)

    def value(self, statement: Statement, **values: Any) -> Any:
        return self.tx.value(statement, team=self.team.id, **values)

    def run(self, statement: Statement, **values: Any) -> int:
        return self.tx.run(statement, team=self.team.id, **values)

    def many(self, statement: Statement, rows: Sequence[Mapping[str, Any]]) -> None:
        self.tx.many(statement, rows, team=self.team.id)

    def all_among(self, statement: Statement, values: Iterable[Any], **more: Any) -> list[Any]:
        """The rows of a statement that asks about a few of the values at a time."""
        return [row for part in in_parts(values) for row in self.all(statement, **part, **more)]

    def run_among(self, statement: Statement, values: Iterable[Any], **more: Any) -> int:
        return sum(self.run(statement, **part, **more) for part in in_parts(values))
