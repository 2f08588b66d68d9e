"""Whether every client has a way back: a promise, a decision of a head, or the sleep of whom a file has brought."""

from sqlalchemy import and_, bindparam, exists, func, or_, select

from storage.recount import Difference
from storage.schema import clients, contacts, recontacts
from storage.sql import TEAM
from storage.tx import Tx

_spoken_to = exists().where(
    contacts.c.team_id == TEAM,
    contacts.c.client_id == clients.c.id,
    contacts.c.undone_at.is_(None),
    contacts.c.import_id.is_(None),
)
_open = and_(
    recontacts.c.team_id == TEAM, recontacts.c.client_id == clients.c.id, recontacts.c.state == "open"
)
_promised = select(func.count()).where(_open).scalar_subquery()
_due = select(func.min(recontacts.c.due_at)).where(_open).scalar_subquery()
_WAYS = select(
    clients.c.id,
    clients.c.next_contact_at,
    _due.label("due"),
    _promised.label("promises"),
    clients.c.stopped_at,
    or_(clients.c.import_id.is_(None), _spoken_to).label("wants_one"),
).where(
    clients.c.team_id == TEAM,
    clients.c.erased_at.is_(None),
    clients.c.id >= bindparam("first"),
    clients.c.id <= bindparam("last"),
)


def of_clients(tx: Tx, team: int, first: int, last: int) -> list[Difference]:
    """Whose promises are not as many as they must be, or not those of their row."""
    found = []
    for row in tx.all(_WAYS, team=team, first=first, last=last):
        fewest = int(row.stopped_at is None and bool(row.wants_one))
        most = int(row.stopped_at is None)
        if not fewest <= row.promises <= most:
            found.append(Difference("clients", (row.id,), {"promises": row.promises}, {"promises": fewest}))
        if row.next_contact_at != row.due:
            kept, counted = {"next_contact_at": row.next_contact_at}, {"next_contact_at": row.due}
            found.append(Difference("clients", (row.id,), kept, counted))
    return found
