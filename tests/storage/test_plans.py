"""What is shown every day is found along an index that ends with the page, however large the base is."""

from typing import Any

import pytest
from sqlalchemy import text

from storage import agenda, dormant
from storage.prepared import for_sqlite
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (dormant._FRESH, "ix_clients_dormant"),
        (dormant._OFFERED_TODAY, "ix_clients_offered"),
        (dormant._LISTED, "ix_clients_offered"),
        (agenda._OVERDUE, "ix_recontacts_due (team_id=? AND responsible_id=? AND due_at<?)"),
        (agenda._DUE_COUNTS, "ix_recontacts_due (team_id=? AND responsible_id=? AND due_at<?)"),
    ],
)
async def test_who_is_silent_or_waits_is_not_looked_for_among_all_clients(
    world: World, statement: Any, index: str
) -> None:
    moments = dict.fromkeys(("now", "since", "until", "before"), 0)
    values = {"team": 1, "member": 1, "today": "2026-11-22", "most": 3, **moments}
    plan = await world.store.run(
        lambda tx: tx.all(text(f"EXPLAIN QUERY PLAN {for_sqlite(statement).sql}"), **values)
    )
    told = " | ".join(row.detail for row in plan)
    assert f"INDEX {index}" in told
    assert index != "ix_clients_dormant" or "TEMP B-TREE" not in told
