"""A team with a past: as many contacts as asked for, over three years, written by the database itself."""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.names import introduce
from sales.people import Role
from storage import people, teams
from storage.book import Book
from storage.migrations import backfill_0002, backfill_0005, backfill_0007
from storage.store import open_store
from storage.tx import Tx

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OWNER = 500_000_001
ROUNDS = 5  # contacts of a client
SLEEPING = 5  # one such client, whom a file has brought and nobody has called, beside so many others
DUE = 12  # promises of each manager that wait today, half of them since yesterday
DAY = 24 * 60 * 60
_VALUES = {"now": int(NOW.timestamp()), "span": 3 * 365 * DAY, "rounds": ROUNDS, "due": DUE, "day": DAY}
# Everything that was told, numbered: a client's contacts lie a fifth of the time apart; no two of them end alike, nor
# do neighbours. Of ten contacts one is a sale, two are refusals, one is nobody's answer, six are a next step.
_NUMBERED = """
CREATE TABLE told (id INTEGER PRIMARY KEY, client INTEGER, round INTEGER, at INTEGER, member INTEGER, place INTEGER,
    ending INTEGER, last INTEGER)
"""
_TOLD = """
INSERT INTO told
WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :many),
    placed AS (SELECT n, n % :clients AS c, n / :clients AS round, :now - :span + n * :span / :many AS at FROM numbers)
SELECT n + 1 AS id, c + 1 AS client, round, at, (SELECT min(id) FROM members) + c % :managers AS member,
    c / :managers AS place, (7 * c + c / :managers + 3 * round) % 10 AS ending, round = :rounds - 1 AS last FROM placed
"""
_GIVEN_UP = "last AND ending = 1 AND place >= :due AND place % 3 = 0"
_CLIENTS = """
INSERT INTO clients (id, team_id, name, company, email, source, reach, responsible_id, created_by, created_at,
    touched_at, met_day, import_id)
SELECT w.id, 1, w.name, w.company, w.email, CASE w.id % 3 WHEN 0 THEN 'ad' WHEN 1 THEN 'site' END, 'given',
    (SELECT min(id) FROM members) + (w.id - 1) % :managers, (SELECT min(id) FROM members) + (w.id - 1) % :managers,
    coalesce(t.at, :now - 60 * :day), coalesce(t.at, :now - 60 * :day), '', CASE WHEN t.id IS NULL THEN 1 END
FROM who AS w LEFT JOIN told AS t ON t.id = w.id AND t.round = 0
"""
_PROMISES = f"""
INSERT INTO recontacts (id, team_id, client_id, responsible_id, due_at, timed, state, created_at, closed_at, remind_at)
SELECT id, 1, client, member, due, 0, state, at, CASE state WHEN 'done' THEN due WHEN 'cancelled' THEN at END,
    CASE WHEN state = 'open' AND due > :now THEN due END
FROM (
    SELECT *, CASE WHEN NOT last THEN at + :span / :rounds WHEN place < :due / 2 THEN :now - :day * (1 + place)
            WHEN place < :due THEN :now + 60 * place ELSE :now + :day * (1 + place * 700 / (:clients / :managers)) END
        AS due,
        CASE WHEN NOT last THEN 'done' WHEN {_GIVEN_UP} THEN 'cancelled' ELSE 'open' END AS state
    FROM told
)
"""
_DEALS = """
INSERT INTO deals (id, team_id, client_id, kind, state, amount, opened_at, closed_at)
SELECT id, 1, client, CASE ending WHEN 0 THEN 'first' END, CASE ending WHEN 0 THEN 'won' ELSE 'lost' END,
    CASE ending WHEN 0 THEN 100000 + id % 977 END, at, at FROM told WHERE ending < 3
UNION ALL SELECT id, 1, client, NULL, 'open', NULL, at, NULL FROM told WHERE last AND ending > 3
"""
_WORDS = """
INSERT INTO notes (id, team_id, client_id, author_id, text, written_at)
SELECT id, 1, client, member, 'дорого, бюджет урезали до осени', at FROM told WHERE ending = 1
"""
_CONTACTS = """
INSERT INTO contacts (id, team_id, client_id, author_id, deal_id, outcome, channel, direction, amount, reason_id,
    words_id, recontact_id, kept_id, happened_at, day, origin_chat, origin_message)
SELECT id, 1, client, member, CASE WHEN ending < 3 OR last AND ending > 3 THEN id END,
    CASE ending WHEN 0 THEN 'won' WHEN 1 THEN 'lost' WHEN 2 THEN 'lost' WHEN 3 THEN 'no_answer' ELSE 'next_step' END,
    'call', 'out', CASE ending WHEN 0 THEN 100000 + id % 977 END,
    CASE WHEN ending IN (1, 2)
        THEN (SELECT min(id) FROM loss_reasons) + id % (SELECT count(*) FROM loss_reasons) END,
    CASE ending WHEN 1 THEN id END, id, CASE WHEN round > 0 THEN id - :clients END, at,
    date(at + 3 * 3600, 'unixepoch'), 1, id FROM told
"""
_STOPS = f"""
INSERT INTO stops (team_id, contact_id, client_id, author_id, day, asked_by, asked_at, state, decided_by, decided_at)
SELECT 1, id, client, member, date(at + 3 * 3600, 'unixepoch'), member, at, 'approved',
    (SELECT min(id) FROM members), at FROM told WHERE {_GIVEN_UP}
"""
_LAST = """
UPDATE clients SET last_contact_at = t.at, touched_at = t.at, last_outcome = c.outcome, stopped_at = s.decided_at,
    next_contact_at = r.due_at
FROM told AS t JOIN contacts AS c ON c.id = t.id LEFT JOIN stops AS s ON s.contact_id = t.id
    LEFT JOIN recontacts AS r ON r.id = t.id AND r.state = 'open'
WHERE t.last AND t.client = clients.id
"""
_PHONES = "INSERT INTO phones (team_id, e164, client_id) SELECT 1, phone, id FROM who ORDER BY phone"
_WRITTEN = (_CLIENTS, _PROMISES, _DEALS, _WORDS, _CONTACTS, _STOPS, _LAST, _PHONES)
# Whom a file has brought was met on no day, and is dormant from then on.
_SLEEPING = (
    "DELETE FROM leads WHERE day = (SELECT met_day FROM clients WHERE import_id IS NOT NULL LIMIT 1)",
    "UPDATE clients SET met_day = '', dormant_at = created_at WHERE import_id IS NOT NULL",
)


async def team_with_past(file: Path, contacts: int, managers: int) -> None:
    """The owner is number OWNER at Telegram. What is counted is counted by what a migration counts it with."""
    url = f"sqlite:///{file}"
    store = await open_store(url)
    await store.run(lambda tx: staff(tx, managers))
    await store.close()
    clients = contacts // ROUNDS // managers * managers
    write(file, clients, managers)
    engine = create_engine(url)
    with engine.begin() as connection:
        for part in (backfill_0002, backfill_0005, backfill_0007):
            part.fill(connection)
        for statement in _SLEEPING:
            connection.execute(text(statement))
    engine.dispose()


def write(file: Path, clients: int, managers: int) -> None:
    """One row after the other, in the order of their numbers."""
    values = {**_VALUES, "clients": clients, "many": clients * ROUNDS, "managers": managers}
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        for careless in ("synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"):
            base.execute(f"PRAGMA {careless}")
        base.execute("BEGIN")
        base.execute("CREATE TABLE who (id INTEGER PRIMARY KEY, name, company, email, phone)")
        chance = random.Random(20261125)
        called = ((each, introduce(chance, each)) for each in range(1, clients + clients // SLEEPING + 1))
        base.executemany(
            "INSERT INTO who VALUES (?, ?, ?, ?, ?)",
            ((each, who.name, who.company, who.email, who.phones[0]) for each, who in called),
        )
        base.execute(_NUMBERED)
        base.execute(_TOLD, values)
        for statement in _WRITTEN:
            base.execute(statement, values)
        base.execute("DROP TABLE told")
        base.execute("DROP TABLE who")
        base.execute("COMMIT")


async def analyze(url: str) -> None:
    engine = create_async_engine(url.replace("sqlite:", "sqlite+aiosqlite:"))
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("ANALYZE"))
    await engine.dispose()


def staff(tx: Tx, managers: int) -> None:
    person = people.meet(tx, OWNER, "Ольга", "ru", NOW).person
    team, member = teams.found(tx, person, "Ромашка", "Europe/Moscow", "RUB", NOW)
    token = teams.invite(Book(tx, team, member, NOW), Role.MANAGER, managers, timedelta(days=1))
    for number in range(1, managers):
        joining = people.meet(tx, OWNER + number, f"Менеджер {number}", "ru", NOW).person
        teams.accept(tx, joining, token, NOW)


def book_of_owner(tx: Tx) -> Book:
    caller = people.meet(tx, OWNER, "Ольга", "ru", NOW)
    assert caller.team
    assert caller.member
    return Book(tx, caller.team, caller.member, NOW)
