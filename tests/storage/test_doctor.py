"""What an operator's programs ask every few seconds costs what waits, and not what was ever done."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from storage import doctor, reminders
from storage.prepared import for_sqlite
from storage.store import Store
from storage.tx import SqliteTx, Statement, Tx

ASKED: dict[str, tuple[Statement, dict[str, Any]]] = {
    "updates": (doctor._UPDATES, {}),
    "letters": (doctor._LETTERS, {"of_urgency": 0}),
    "updates set aside": (doctor._FAILED["updates"], {}),
    "letters set aside": (doctor._FAILED["letters"], {}),
    "what was set aside": (doctor._SET_ASIDE, {}),
    "reminders": (reminders._HOW_MANY_DUE, {"now": 5}),
}


def plan(tx: Tx, statement: Any, values: dict[str, Any]) -> list[str]:
    if isinstance(tx, SqliteTx):
        steps = tx._connection.execute(f"EXPLAIN QUERY PLAN {for_sqlite(statement).sql}", values)
        return [step[3] for step in steps]
    dialect: Any = postgresql.dialect()  # type: ignore[no-untyped-call]
    sql = statement.params(**values).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    tx.run(text("SET LOCAL enable_seqscan = off"))  # in a base without a row it would be the cheapest
    return [row[0] for row in tx.all(text(f"EXPLAIN {sql}"))]


@pytest.mark.parametrize("asked", ASKED)
async def test_it_is_found_by_an_index(store: Store, asked: str) -> None:
    steps = await store.run(lambda tx: plan(tx, *ASKED[asked]))
    whole = ("SCAN inbox", "SCAN outbox", "SCAN recontacts", "Seq Scan on")
    assert [step for step in steps if any(words in step for words in whole)] == [], steps
    assert [step for step in steps if "ix_" in step], steps
