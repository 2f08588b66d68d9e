"""What 0002 counts anew from the contacts and clients that were there before it; frozen with that migration."""

# ruff: noqa: S608 - these statements are put together from what stands in this file alone

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

PAGE = 1000
DAY = 24 * 60 * 60

_MONDAY = {
    "sqlite": "date(day, 'weekday 0', '-6 days')",
    "postgresql": "to_char(date_trunc('week', day::date), 'YYYY-MM-DD')",
}
# Marks of a sale: that an earlier day saw a sale to that client, or a refusal.
_EARLIER = """
UPDATE contacts SET {mark} = 1 WHERE outcome = 'won' AND undone_at IS NULL AND EXISTS (
    SELECT 1 FROM contacts AS before WHERE before.client_id = contacts.client_id
    AND before.outcome = '{outcome}' AND before.undone_at IS NULL AND before.day < contacts.day)
"""
_COUNTS = "contacts, amount, again, again_amount, regained, regained_amount"
_SUMS = ", ".join(f"sum({count})" for count in _COUNTS.split(", "))
_DAILY = f"""
INSERT INTO daily (team_id, day, member_id, outcome, reason, {_COUNTS})
SELECT c.team_id, c.day, c.author_id, c.outcome, coalesce(r.code, ''), count(*), coalesce(sum(c.amount), 0),
    sum(c.again), coalesce(sum(c.again * c.amount), 0), sum(c.regained), coalesce(sum(c.regained * c.amount), 0)
FROM contacts AS c LEFT JOIN loss_reasons AS r ON r.id = c.reason_id
WHERE c.undone_at IS NULL GROUP BY c.team_id, c.day, c.author_id, c.outcome, coalesce(r.code, '')
"""
_WEEKLY = f"""
INSERT INTO weekly (team_id, monday, member_id, outcome, reason, {_COUNTS})
SELECT team_id, {{monday}}, member_id, outcome, reason, {_SUMS}
FROM daily GROUP BY team_id, {{monday}}, member_id, outcome, reason
"""
_TREND = f"""
INSERT INTO trend (team_id, monday, outcome, reason, {_COUNTS})
SELECT team_id, monday, outcome, reason, {_SUMS} FROM weekly GROUP BY team_id, monday, outcome, reason
"""
_LEADS = """
INSERT INTO leads (team_id, day, member_id, source, reach, clients)
SELECT team_id, met_day, created_by, coalesce(source, ''), reach, count(*)
FROM clients GROUP BY team_id, met_day, created_by, coalesce(source, ''), reach
"""
_TOUCHED = """
INSERT INTO touched (team_id, day, clients)
SELECT team_id, coalesce(contacted_day, ''), count(*) FROM clients GROUP BY team_id, coalesce(contacted_day, '')
"""
_CLIENTS = """
UPDATE clients SET contacted_day = s.day, sales = s.sales, revenue = s.revenue,
    first_sale_at = s.first_sale_at, last_sale_at = s.last_sale_at,
    dormant_at = CASE WHEN s.talks > 0 THEN clients.last_contact_at + :patience END
FROM (
    SELECT client_id, max(day) AS day, count(*) FILTER (WHERE outcome <> 'no_answer') AS talks,
        count(*) FILTER (WHERE outcome = 'won') AS sales,
        coalesce(sum(amount) FILTER (WHERE outcome = 'won'), 0) AS revenue,
        min(happened_at) FILTER (WHERE outcome = 'won') AS first_sale_at,
        max(happened_at) FILTER (WHERE outcome = 'won') AS last_sale_at
    FROM contacts WHERE undone_at IS NULL GROUP BY client_id
) AS s WHERE s.client_id = clients.id
"""
# Days from the first sale to when the next may be expected.
_EXPECTED = "((last_sale_at - first_sale_at) / 86400 * sales / (sales - 1))"
_WORTH = f"""
UPDATE clients SET worth = CASE WHEN sales < 2 THEN revenue
    WHEN {_EXPECTED} <= 365 THEN revenue ELSE revenue * 365 / {_EXPECTED} END WHERE sales > 0
"""
_MET = "SELECT id, created_at FROM clients WHERE team_id = :team AND id > :after ORDER BY id LIMIT :page"
_SET_MET = "UPDATE clients SET met_day = :day WHERE id = :id"
_BUYING = "SELECT id, last_contact_at FROM clients WHERE sales >= 3 AND id > :after ORDER BY id LIMIT :page"
_PURCHASES = """
SELECT DISTINCT client_id, day FROM contacts WHERE client_id BETWEEN :first AND :last
AND outcome = 'won' AND undone_at IS NULL ORDER BY client_id, day
"""
_SET_DORMANT = "UPDATE clients SET dormant_at = :at WHERE id = :id"


def fill(connection: Connection) -> None:
    """Every roll-up and every column of a client that follows from what is there."""
    for team, zone in connection.execute(text("SELECT id, zone FROM teams")).all():
        _date_meetings(connection, team, ZoneInfo(zone))
    for mark, outcome in (("again", "won"), ("regained", "lost")):
        connection.execute(text(_EARLIER.format(mark=mark, outcome=outcome)))
    connection.execute(text(_CLIENTS), {"patience": 90 * DAY})
    connection.execute(text(_WORTH))
    _date_by_rhythm(connection)
    weekly = _WEEKLY.format(monday=_MONDAY[connection.dialect.name])
    for statement in ("DELETE FROM daily", _DAILY, weekly, _TREND, _LEADS, _TOUCHED):
        connection.execute(text(statement))


def _pages(connection: Connection, statement: str, **values: int) -> Iterator[list[Any]]:
    """Rows by their id, a page at a time."""
    after = 0
    while rows := connection.execute(text(statement), {**values, "after": after, "page": PAGE}).all():
        yield [*rows]
        after = rows[-1][0]


def _date_meetings(connection: Connection, team: int, zone: ZoneInfo) -> None:
    for page in _pages(connection, _MET, team=team):
        days = [
            {"id": client, "day": datetime.fromtimestamp(at, UTC).astimezone(zone).date().isoformat()}
            for client, at in page
        ]
        connection.execute(text(_SET_MET), days)


def _date_by_rhythm(connection: Connection) -> None:
    """Who has bought on three days is dormant after twice their own usual interval."""
    for page in _pages(connection, _BUYING):
        touched_at = dict(page)
        found = connection.execute(text(_PURCHASES), {"first": page[0][0], "last": page[-1][0]})
        dated = []
        for client, rows in groupby(found, key=lambda row: row[0]):
            days = [date.fromisoformat(row[1]) for row in rows]
            if client in touched_at and len(days) >= 3:
                usual = median((after - before).days for before, after in pairwise(days))
                dated.append({"id": client, "at": touched_at[client] + int(usual * 2) * DAY})
        if dated:
            connection.execute(text(_SET_DORMANT), dated)
