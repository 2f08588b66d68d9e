"""Every figure told the simplest way: plain Python over a dump of all contacts, knowing nothing of any roll-up."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from storage.tx import Tx

MOSCOW = ZoneInfo("Europe/Moscow")
ERRORS = {
    *("no_value", "no_trust", "no_urgency", "weak_presentation", "premature_offer", "price_not_defended")
}


def day_of(instant: int) -> date:
    return datetime.fromtimestamp(instant, UTC).astimezone(MOSCOW).date()


@dataclass
class Contact:
    id: int
    author: int
    client: int
    outcome: str
    reason: str
    amount: int
    day: date


class Dump:
    """All that one team has, as lists."""

    def __init__(self, tx: Tx, team: int) -> None:
        codes = {row.id: row.code for row in tx.all(text("SELECT id, code FROM loss_reasons"))}
        of_team = f"WHERE team_id = {team}"
        judged = {
            row.contact_id: row.reason_id
            for row in tx.all(text(f"SELECT contact_id, reason_id FROM reviews {of_team}"))
            if row.reason_id
        }
        self.contacts = [
            Contact(
                row.id,
                row.author_id,
                row.client_id,
                row.outcome,
                codes.get(judged.get(row.id, row.reason_id), ""),
                row.amount or 0,
                day_of(row.happened_at),
            )
            for row in tx.all(text(f"SELECT * FROM contacts {of_team} AND undone_at IS NULL"))
        ]
        self.clients = tx.all(
            text(f"SELECT id, created_at, created_by, reach, source FROM clients {of_team}")
        )
        self.strays = tx.all(
            text(f"SELECT fact, source, happened_at, doubted FROM clientless {of_team} AND undone_at IS NULL")
        )
        stopped = tx.all(text(f"SELECT contact_id FROM stops {of_team} AND state = 'approved'"))
        self.stopped = {row.contact_id for row in stopped}
        named = "SELECT m.id, p.name FROM members AS m JOIN people AS p ON p.id = m.person_id"
        self.names = {row.id: row.name for row in tx.all(text(named))}
        self.spend = [
            tuple(row) for row in tx.all(text(f"SELECT source, month, amount FROM spend {of_team}"))
        ]
        self.waiting = [
            (row.responsible_id, day_of(row.due_at))
            for row in tx.all(
                text(f"SELECT responsible_id, due_at FROM recontacts {of_team} AND state = 'open'")
            )
        ]

    def between(self, first: date, last: date, author: int | None = None) -> list[Contact]:
        return [c for c in self.contacts if first <= c.day <= last and author in (None, c.author)]

    def tally(self, found: list[Contact]) -> dict[str, Any]:
        """What a report says of these contacts."""
        won, lost = ([c for c in found if c.outcome == how] for how in ("won", "lost"))
        again, regained = ([c for c in won if self._after(c, how)] for how in ("won", "lost"))
        return {
            "contacts": len(found),
            "won": len(won),
            "lost": len(lost),
            "answered": sum(c.outcome != "no_answer" for c in found),
            "amount": sum(c.amount for c in won),
            "again": len(again),
            "again_amount": sum(c.amount for c in again),
            "regained": len(regained),
            "regained_amount": sum(c.amount for c in regained),
            "losses": Counter(c.reason for c in lost),
            "errors": sum(c.reason in ERRORS for c in lost),
        }

    def _after(self, sale: Contact, outcome: str) -> bool:
        return any(
            c.client == sale.client and c.outcome == outcome and c.day < sale.day for c in self.contacts
        )

    def leads(self, first: date, last: date) -> Counter[tuple[str, str]]:
        met = [client for client in self.clients if first <= day_of(client.created_at) <= last]
        missed = [one for one in self._strays(first, last) if one.fact == "missed"]
        return Counter(
            [
                *((client.source or "", client.reach) for client in met),
                *((one.source or "", "") for one in missed),
            ]
        )

    def _strays(self, first: date, last: date) -> list[Any]:
        return [one for one in self.strays if first <= day_of(one.happened_at) <= last]

    def not_enquiries(self, first: date, last: date) -> Counter[str]:
        return Counter(one.fact for one in self._strays(first, last) if one.fact != "missed")

    def stops(self, first: date, last: date) -> int:
        return sum(contact.id in self.stopped for contact in self.between(first, last))

    def reached(self, today: date) -> tuple[int, int]:
        since = today - timedelta(days=89)
        return len({c.client for c in self.contacts if since <= c.day <= today}), len(self.clients)

    def spent(self, source: str, first: date, last: date) -> int:
        """Each month's money falls on its days alike; only whole minor units of a month count."""
        total = 0
        for paid_for, month, amount in self.spend:
            if paid_for == source:
                days = days_of(month)
                total += amount * sum(first <= day <= last for day in days) // len(days)
        return total


def days_of(month: str) -> list[date]:
    day, days = date.fromisoformat(f"{month}-01"), []
    while day.isoformat().startswith(month):
        days.append(day)
        day += timedelta(days=1)
    return days
