"""The product's own schema cut by team on PostgreSQL, and an ear for what each statement reads of it."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import Connection, Index, MetaData, PrimaryKeyConstraint, Table, UniqueConstraint, text

from storage import migrate
from storage.prepared import for_postgres
from storage.schema import metadata
from storage.tx import PostgresTx, Statement

PARTS = 16
OFTEN = 5  # how often one statement is explained
_PART = re.compile(r"(\w+)_p(\d+)$")
Plan = dict[str, Any]
Given = Sequence[Any]


# ---------------------------------------------------------------- the schema


def cut_by_team() -> MetaData:
    """The product's own schema, with the team in every key, as PostgreSQL demands of what is cut by it."""
    copied = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(copied)
    for table in copied.sorted_tables:
        if "team_id" in table.c and table.name != "people":
            _cut(table)
    return copied


def _cut(table: Table) -> None:
    if "team_id" not in table.primary_key.columns:
        table.c.team_id.primary_key = True
        table.append_constraint(PrimaryKeyConstraint(table.c.team_id, *table.primary_key.columns))
    for constraint in [*table.constraints]:
        if isinstance(constraint, UniqueConstraint) and "team_id" not in constraint.columns:
            table.constraints.remove(constraint)
            table.append_constraint(UniqueConstraint("team_id", *constraint.columns.keys()))
    for index in [*table.indexes]:
        if index.unique and "team_id" not in index.columns:
            table.indexes.remove(index)
            where = index.dialect_options["postgresql"]["where"]
            columns = [table.c.team_id, *index.columns]
            Index(index.name, *columns, unique=True, postgresql_where=where)
    table.dialect_options["postgresql"]["partition_by"] = "HASH (team_id)"


def make(connection: Connection) -> None:
    made = cut_by_team()
    made.create_all(connection)
    for table in made.sorted_tables:
        if table.dialect_options["postgresql"]["partition_by"]:
            for part in range(PARTS):
                bounds = f"FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
                connection.execute(
                    text(f"CREATE TABLE {table.name}_p{part} PARTITION OF {table.name} {bounds}")
                )
    connection.execute(text("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"))
    connection.execute(text(f"INSERT INTO alembic_version VALUES ('{migrate.newest()}')"))


# ---------------------------------------------------------------- what is read


def parts(plan: Plan) -> Iterator[tuple[str, str, bool]]:
    """The partitions that a plan names, and whether it came to them."""
    found = _PART.match(plan.get("Relation Name", ""))
    if found:
        yield found.group(1), found.group(2), plan.get("Actual Loops", 1) > 0
    for inner in plan.get("Plans", ()):
        yield from parts(inner)


def most(plan: Plan) -> int:
    """How many of one table it came to; of one to which there was no need to come, how many it named."""
    named, reached = Counter[str](), Counter[str]()
    for table, _part, came in {*parts(plan)}:
        named[table] += 1
        reached[table] += came
    return max((reached[table] or named[table] for table in named), default=0)


def with_team(statement: str, cut: set[str]) -> str:
    """The same statement, where each table cut by team is joined by its team too and not by a number alone."""
    named = {alias or name: name for name, alias in _NAMED.findall(statement)}

    def join(found: re.Match[str]) -> str:
        left, right = found.group(1), found.group(2)
        both = named.get(left) in cut and named.get(right) in cut
        return f"{found.group(0)} AND {left}.team_id = {right}.team_id" if both else found.group(0)

    return _JOINED.sub(join, statement)


_NAMED = re.compile(r"(?:FROM|JOIN) (\w+)(?: AS (\w+))?")
_JOINED = re.compile(r"(?<=ON )(\w+)\.\w+ = (\w+)\.\w+")


@dataclass
class Seen:
    """The most partitions of one table that a statement came to: as it is, and joined by team."""

    times: int = 0
    doing: set[str] = field(default_factory=set)
    parts: int = 0
    joined: int = 0


class Explained:
    def __init__(self) -> None:
        self.doing = ""
        self.seen: dict[str, Seen] = defaultdict(Seen)
        self.plans: dict[str, str] = {}
        self._cut = {table.name for table in metadata.sorted_tables if "team_id" in table.c} - {"people"}

    def note(self, tx: PostgresTx, statement: Statement, given: Mapping[str, Any]) -> None:
        ready = for_postgres(statement)
        if self.doing and ready.sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            self._note(tx, ready.sql, ready.in_order(given))

    def _note(self, tx: PostgresTx, statement: str, given: Given) -> None:
        seen = self.seen[re.sub(r"::[A-Z]+|\s+(?=\s)|\n", " ", statement)]
        seen.doing.add(self.doing)
        seen.times += 1
        if seen.times > OFTEN:
            return
        seen.parts = max(seen.parts, most(explained(tx, statement, given)))
        joined = with_team(re.sub(r"\s*\n", " ", statement), self._cut)
        seen.joined = max(seen.joined, most(explained(tx, joined, given)))
        self._show(tx, statement, joined, given)

    def _show(self, tx: PostgresTx, statement: str, joined: str, given: Given) -> None:
        """The plans that docs/scale.md shows, as PostgreSQL writes them."""
        for name, words in SHOWN.items():
            if all(word in joined for word in words):
                for how, asked in (("", statement), (", joined by team", joined)):
                    looks = "ANALYZE, BUFFERS OFF, COSTS OFF, TIMING OFF, SUMMARY OFF"
                    self.plans[name + how] = "\n".join(answered(tx, f"EXPLAIN ({looks}) {asked}", given))


class ListeningTx(PostgresTx):
    """Has each statement explained before it is carried out."""

    ear: ClassVar[Explained]

    def all(self, statement: Statement, **values: Any) -> Sequence[Any]:
        self.ear.note(self, statement, values)
        return super().all(statement, **values)

    def first(self, statement: Statement, **values: Any) -> Any | None:
        self.ear.note(self, statement, values)
        return super().first(statement, **values)

    def value(self, statement: Statement, **values: Any) -> Any:
        self.ear.note(self, statement, values)
        return super().value(statement, **values)

    def run(self, statement: Statement, **values: Any) -> int:
        self.ear.note(self, statement, values)
        return super().run(statement, **values)

    def many(self, statement: Statement, rows: Sequence[Mapping[str, Any]], **values: Any) -> None:
        if rows:
            self.ear.note(self, statement, {**values, **rows[0]})
        super().many(statement, rows, **values)


SHOWN = {
    "today": ("FROM recontacts JOIN clients", "LIMIT", "due_at >"),
    "a word": ("FROM search_words", "LIMIT"),
    "the week": ("FROM daily", "GROUP BY"),
    "a card": ("FROM clients JOIN members",),
    "the clock": ("FROM recontacts JOIN members", "remind_at"),
}


def explained(tx: PostgresTx, statement: str, given: Given) -> Plan:
    """A SELECT is carried out for it; what would write is only planned."""
    looks = "ANALYZE, TIMING OFF, " if statement.startswith("SELECT") else ""
    (answer,) = answered(tx, f"EXPLAIN ({looks}FORMAT JSON) {statement}", given)
    plan: Plan = json.loads(answer)[0]["Plan"]
    return plan


def answered(tx: PostgresTx, asked: str, given: Given) -> list[str]:
    return [line for (line,) in tx._wait(tx._connection.fetch(asked, *given))]
