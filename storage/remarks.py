"""Remarks on a contact: a correction by whoever told it, made on a later day, and what others saw of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select

from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients, contacts, members, people, remarks
from storage.sql import TEAM, adding_to_team, instant

_ADD = adding_to_team(remarks, "contact_id", "author_id", "text", "written_at")
_KNOWN = (
    select(contacts.c.id)
    .join(clients, clients.c.id == contacts.c.client_id)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.id == bindparam("contact"),
        contacts.c.undone_at.is_(None),
        clients.c.erased_at.is_(None),
    )
)
_REMARKS = (
    select(
        remarks.c.contact_id,
        remarks.c.author_id,
        people.c.name,
        remarks.c.text,
        remarks.c.written_at,
        contacts.c.author_id.label("told_by"),
    )
    .join(contacts, contacts.c.id == remarks.c.contact_id)
    .join(members, members.c.id == remarks.c.author_id)
    .join(people, people.c.id == members.c.person_id)
    .where(remarks.c.team_id == TEAM)
    .order_by(remarks.c.id)
)

MOST = 5  # contacts looked at together
_OF_FEW = _REMARKS.where(
    or_(*(remarks.c.contact_id == bindparam(f"contact{place}") for place in range(MOST)))
)


@dataclass(frozen=True)
class Remark:
    author: str
    correction: bool  # by whoever told the contact
    text: str
    written_at: datetime


def add(book: Book, contact: int, text: str) -> None:
    if book.value(_KNOWN, contact=contact) is None:
        raise NotFound
    book.run(_ADD, contact_id=contact, author_id=book.me.id, text=text, written_at=book.at)


def of_contacts(book: Book, numbers: Sequence[int]) -> dict[int, list[Remark]]:
    """What was remarked on each of these few contacts, the earliest first."""
    places = {f"contact{place}": number for place, number in enumerate([*numbers, *[0] * MOST][:MOST])}
    found: dict[int, list[Remark]] = defaultdict(list)
    for row in book.all(_OF_FEW, **places):
        found[row.contact_id].append(_as_remark(row))
    return found


def _as_remark(row: Any) -> Remark:
    written_at = instant(row.written_at)
    assert written_at is not None
    return Remark(row.name, row.author_id == row.told_by, row.text, written_at)
