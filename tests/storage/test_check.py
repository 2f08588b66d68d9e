"""`python -m bot check`: silent when every count is right, and a line for each that is not."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text

from bot.check import DIFFERENT, SOUND, check
from sales.contacts import Outcome
from sales.losses import Reason
from storage import contacts
from tests.world import World


def file_of(url: str) -> Path | None:
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


@pytest.fixture
def ask(database_url: str, capsys: pytest.CaptureFixture[str]) -> Any:
    async def checked() -> tuple[int, list[str]]:
        answer = await check(database_url, file_of(database_url))
        return answer, capsys.readouterr().out.splitlines()

    return checked


async def test_right_counts_are_said_to_be_right(world: World, ask: Any) -> None:
    """Over several weeks: repeat sales, sales after a refusal, one taken back, one without an answer."""
    for number in range(3):
        client = await world.client(f"Клиент {number}")
        for outcome, answers in (
            (Outcome.LOST, {"reason": Reason.NO_TRUST}),
            (Outcome.WON, {"amount": 500 + number}),
            (Outcome.WON, {"amount": 700}),
            (Outcome.NO_ANSWER, {}),
            (Outcome.WON, {"amount": 900}),
        ):
            await world.record(client, outcome, **answers)
            taken_back = await world.record(client, Outcome.WON, amount=1)
            await world.run(lambda book, contact=taken_back: contacts.undo(book, contact))
            world.now += timedelta(days=11)
    assert await world.count("contacts", "again = 1 AND undone_at IS NULL") == 6
    assert await world.count("contacts", "regained = 1 AND undone_at IS NULL") == 9
    assert await ask() == (SOUND, ["15 contacts in 2 teams: the counts are right"])


@pytest.mark.usefixtures("world")
async def test_an_empty_base_is_right(ask: Any) -> None:
    assert await ask() == (SOUND, ["0 contacts in 2 teams: the counts are right"])


SPOILED = [
    ("UPDATE daily SET contacts = contacts + 1 WHERE outcome = 'won'", "daily 2026-11-22"),
    ("DELETE FROM weekly WHERE outcome = 'lost'", "weekly 2026-11-16"),
    ("UPDATE trend SET amount = 7 WHERE outcome = 'won'", "trend 2026-11-16 won: amount 7 instead of 500"),
    ("UPDATE trend SET monday = '2026-11-17'", "trend 2026-11-17"),
    ("UPDATE leads SET reach = 'unknown'", "leads 2026-11-22"),
    ("DELETE FROM touched WHERE day <> ''", "touched 2026-11-22: clients 0 instead of 1"),
    ("UPDATE touched SET clients = 3 WHERE day = ''", "touched never: clients 3 instead of 1"),
    ("UPDATE clients SET revenue = 1 WHERE sales > 0", "revenue 1 instead of 500"),
    ("UPDATE clients SET dormant_at = NULL", "dormant_at None instead of"),
    ("UPDATE contacts SET regained = 1 WHERE outcome = 'won'", "regained 1 instead of 0"),
    ("UPDATE contacts SET undone_at = 1 WHERE outcome = 'won'", "contacts 1 instead of 0"),
    ("UPDATE recontacts SET state = 'done', closed_at = 1 WHERE state = 'open'", "promises 0 instead of 1"),
    ("UPDATE clients SET next_contact_at = 1", "next_contact_at 1 instead of"),
    ("UPDATE clients SET stopped_at = 1", "promises 1 instead of 0"),
]


@pytest.mark.parametrize(("spoiling", "told"), SPOILED)
async def test_each_wrong_count_is_a_line(world: World, ask: Any, spoiling: str, told: str) -> None:
    client = await world.client()
    await world.client("Петров")
    await world.record(client, Outcome.WON, amount=500)
    await world.record(client, Outcome.LOST, reason=Reason.NO_NEED)
    await world.store.run(lambda tx: tx.run(text(spoiling)))
    answer, lines = await ask()
    assert answer == DIFFERENT
    assert any(told in line for line in lines), lines
    standing = await world.count("contacts", "undone_at IS NULL")
    assert lines[-1] == f"{standing} contacts in 2 teams: {len(lines) - 1} differences"


async def test_a_base_of_several_pages_is_looked_through_to_its_end(
    world: World, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        await world.record(await world.client(f"Клиент {number}"), Outcome.WON, amount=100)
    await world.store.run(
        lambda tx: tx.run(text("UPDATE clients SET sales = 9 WHERE id = (SELECT max(id) FROM clients)"))
    )
    monkeypatch.setattr("storage.recount_clients._PAGE", clients_by(2))
    answer, lines = await ask()
    assert answer == DIFFERENT
    assert sum("sales 9 instead of 1" in line for line in lines) == 1


def clients_by(size: int) -> Any:
    from storage.recount_clients import _PAGE  # noqa: PLC0415 - before it is replaced

    return _PAGE.limit(size)


async def test_a_row_that_refers_to_nothing_is_told(world: World, ask: Any, database_url: str) -> None:
    file = file_of(database_url)
    if file is None:
        pytest.skip("PostgreSQL lets nobody switch its foreign keys off like this")
    await world.client("Иванов", "+79120000001")
    with closing(sqlite3.connect(file)) as careless, careless:
        careless.execute("UPDATE phones SET client_id = 999")
    answer, lines = await ask()
    assert answer == DIFFERENT
    assert any("refers to no row of clients" in line for line in lines)
