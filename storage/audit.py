"""The audit log: written with what it tells of, in one transaction, and read by the owner."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, and_, bindparam, or_, select

from sales.audit import Act
from storage.book import Book
from storage.clients import Line
from storage.schema import audit, clients, members, people
from storage.sql import TEAM, adding_to_team, instant

PAGE = 15


@dataclass(frozen=True)
class Entry:
    id: int
    at: datetime
    by: str
    act: Act
    client: Line | None  # none, too, where they are not in the base any more
    about: str  # the name of whom it was done to
    told: str


_ADD = adding_to_team(audit, "at", "member_id", "act", "client_id", "about_id", "told")
_doer, _other = members.alias("doer"), members.alias("other")
_doing, _done_to = people.alias("doing"), people.alias("done_to")
_before = bindparam("before", type_=BigInteger)
_PAGE = (
    select(
        audit.c.id,
        audit.c.at,
        _doing.c.name.label("by"),
        audit.c.act,
        clients.c.id.label("client_id"),
        clients.c.name.label("client"),
        clients.c.company,
        _done_to.c.name.label("about"),
        audit.c.told,
    )
    .join(_doer, _doer.c.id == audit.c.member_id)
    .join(_doing, _doing.c.id == _doer.c.person_id)
    .outerjoin(clients, and_(clients.c.team_id == TEAM, clients.c.id == audit.c.client_id))
    .outerjoin(_other, _other.c.id == audit.c.about_id)
    .outerjoin(_done_to, _done_to.c.id == _other.c.person_id)
    .where(audit.c.team_id == TEAM, or_(_before == 0, audit.c.id < _before))
    .order_by(audit.c.id.desc())
    .limit(PAGE + 1)
)


def note(
    book: Book, act: Act, *, client: int | None = None, about: int | None = None, told: str = ""
) -> None:
    """The book's member has done it, now."""
    book.run(
        _ADD, at=book.at, member_id=book.me.id, act=act.value, client_id=client, about_id=about, told=told
    )


def page(book: Book, before: int = 0) -> tuple[list[Entry], bool]:
    """The latest first, from before that entry, and whether there are earlier ones."""
    found = []
    rows = book.all(_PAGE, before=before)
    for row in rows[:PAGE]:
        at = instant(row.at)
        assert at is not None
        client = None if row.client_id is None else Line(row.client_id, row.client, row.company)
        found.append(Entry(row.id, at, row.by, Act(row.act), client, row.about or "", row.told))
    return found, len(rows) > PAGE
