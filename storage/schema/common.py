"""What every table is written with. Instants are UTC seconds since 1970, days are ISO dates, money is minor units."""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
Instant = BigInteger


def identity() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def owned_by_team() -> Column[int]:
    return Column("team_id", Id, ForeignKey("teams.id"), nullable=False)


def listed(column: str, choices: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(choice.value) for choice in choices)})"


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(listed(column, choices), name=column)


def or_own(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """A built-in word, or one of the team's own."""
    return CheckConstraint(f"{listed(column, choices)} OR substr({column}, 1, 3) = 'own'", name=column)


def same_team(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["team_id", column], [f"{table}.team_id", f"{table}.id"])


def index_where(condition: str, name: str, *columns: Any, unique: bool = False) -> Index:
    """An index of those rows alone for which the condition holds."""
    where = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
