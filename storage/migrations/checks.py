"""What a table that is there must hold from now on: on PostgreSQL a statement, on SQLite its text in the schema.

SQLite changes no constraint of a table that is there. To write the whole table anew would take minutes on a large
base; its own manual (lang_altertable, "Making Other Kinds Of Table Schema Changes") changes the text instead, where
the rows on the disk stay as they are.
"""

from alembic import op
from sqlalchemy import Connection, text

_SQL = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
_REWRITE = text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name")


def replace(table: str, former: str, checks: dict[str, str]) -> None:
    """In the place of one CHECK those given, by name; all of them must hold for the rows that are there."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _rewrite(connection, table, former, checks)
        return
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {former}")
    for name, condition in checks.items():
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition})")


def never_use_an_id_again(table: str) -> None:
    """SQLite gives the number of a deleted last row to the next one, unless it keeps count. PostgreSQL does."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    # The count is kept in a table that comes with the first table that wants it.
    op.execute("CREATE TABLE counting (id INTEGER PRIMARY KEY AUTOINCREMENT)")
    op.execute("DROP TABLE counting")
    key, now = f"CONSTRAINT pk_{table} PRIMARY KEY (id), ", "id INTEGER NOT NULL"
    sql = _laid_out(connection, table)
    assert key in sql
    sql = sql.replace(key, "").replace(now, f"{now} PRIMARY KEY AUTOINCREMENT", 1)
    _write(connection, table, sql)
    counted = f"SELECT '{table}', coalesce(max(id), 0) FROM {table}"  # noqa: S608 - a name of ours
    op.execute(f"INSERT INTO sqlite_sequence (name, seq) {counted}")


def _rewrite(connection: Connection, table: str, former: str, checks: dict[str, str]) -> None:
    sql = _laid_out(connection, table)
    start = sql.index(f"CONSTRAINT {former} CHECK (")
    end = _closed(sql, sql.index("(", start))
    told = ", ".join(f"CONSTRAINT {name} CHECK ({condition})" for name, condition in checks.items())
    _write(connection, table, sql[:start] + told + sql[end:])


def _laid_out(connection: Connection, table: str) -> str:
    """The statement that makes the table, in one line."""
    return " ".join(str(connection.scalar(_SQL, {"name": table})).split())


def _write(connection: Connection, table: str, sql: str) -> None:
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(_REWRITE, {"name": table, "sql": sql})
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")


def _closed(sql: str, opened: int) -> int:
    """Behind the bracket that closes the one opened there; no value of ours holds a bracket."""
    depth = 0
    for place in range(opened, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[place], 0)
        if not depth:
            return place + 1
    raise ValueError(sql)
