"""A team with a past: as many contacts as asked for, over three years, written by the database itself."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from sales.people import Role
from storage import people, teams
from storage.book import Book
from storage.migrations import backfill_0002
from storage.store import open_store
from storage.tx import Tx

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OWNER = 500_000_001
CONTACTS_EACH = 5  # of a client
DAY = 24 * 60 * 60
SPAN = 3 * 365 * DAY
# Seven of ten contacts are talk, two are refusals for the team's reasons in turn, one is a sale.
_NUMBERS = """
WITH RECURSIVE numbers(n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {many})
"""
_DAY = {
    "sqlite": "date({at} + 3 * 3600, 'unixepoch')",
    "postgresql": "to_char(to_timestamp({at} + 3 * 3600) AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
}
_CLIENTS = """
INSERT INTO clients (team_id, name, company, email, telegram, source, reach, responsible_id, created_by, created_at,
    touched_at, met_day)
{numbers} SELECT {team}, 'Клиент ' || n, '', '', '', CASE n % 3 WHEN 0 THEN 'ad' WHEN 1 THEN 'site' END,
    CASE n % 4 WHEN 0 THEN 'refused' ELSE 'given' END, {member}, {member}, {at}, {at}, '' FROM numbers
"""
_PROMISES = """
INSERT INTO recontacts (team_id, client_id, responsible_id, due_at, timed, state, created_at)
SELECT team_id, id, responsible_id, {due}, 0, 'open', created_at FROM clients
"""
_CONTACTS = """
INSERT INTO contacts (team_id, client_id, author_id, outcome, channel, direction, amount, reason_id, recontact_id,
    happened_at, day, origin_chat, origin_message)
{numbers} SELECT {team}, (SELECT min(id) FROM clients) + n % {clients}, {member},
    CASE n % 10 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' WHEN 2 THEN 'lost' WHEN 3 THEN 'no_answer' ELSE 'next_step' END,
    'call', 'out', CASE n % 10 WHEN 0 THEN 100000 + n % 977 END,
    CASE WHEN n % 10 IN (1, 2) THEN (SELECT min(id) FROM loss_reasons) + n / 10 % {reasons} END,
    (SELECT min(id) FROM recontacts) + n % {clients}, {at}, {day}, 1, n FROM numbers
"""


_LAST = """
UPDATE clients SET last_contact_at = s.at, touched_at = s.at, next_contact_at = {due}
FROM (SELECT client_id, max(happened_at) AS at FROM contacts GROUP BY client_id) AS s WHERE s.client_id = clients.id
"""


async def team_with_past(url: str, contacts: int, managers: int) -> None:
    """The owner is number OWNER at Telegram. Roll-ups are counted by what a migration counts them with."""
    store = await open_store(url)
    await store.run(lambda tx: staff(tx, managers))
    await store.close()
    engine = create_async_engine(url.replace("sqlite:", "sqlite+aiosqlite:"))
    async with engine.begin() as connection:
        await connection.run_sync(_live, contacts, managers)
    await engine.dispose()
    await analyze(url)


async def analyze(url: str) -> None:
    engine = create_async_engine(url.replace("sqlite:", "sqlite+aiosqlite:"))
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("ANALYZE"))
    await engine.dispose()


def _live(connection: Connection, contacts: int, managers: int) -> None:
    found = "SELECT (SELECT min(id) FROM teams), (SELECT min(id) FROM members), (SELECT count(*) FROM loss_reasons)"
    team, member, reasons = connection.execute(text(found)).one()
    clients, now = max(1, contacts // CONTACTS_EACH), int(NOW.timestamp())
    values = {
        "team": team,
        "member": f"{member} + n % {managers}",
        "clients": clients,
        "reasons": reasons,
        "due": now + 30 * DAY,
    }
    statements = ((_CLIENTS, clients), (_PROMISES, 1), (_CONTACTS, contacts), (_LAST, 1))
    for statement, many in statements:
        at = f"({now - SPAN} + n * {SPAN} / {many})"
        day = _DAY[connection.dialect.name].format(at=at)
        numbers = _NUMBERS.format(many=many)
        connection.execute(text(statement.format(numbers=numbers, at=at, day=day, **values)))
        connection.execute(text("ANALYZE"))
    backfill_0002.fill(connection)


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
