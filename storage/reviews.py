"""Refusals and the head's verdict on them: the reason confirmed or changed, what was said beside it untouched."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select

from sales.digest import Loss, Sale
from sales.losses import AnyReason, Group
from storage import clients as base
from storage import contacts as recording
from storage import history, reasons, tasks
from storage.book import Book
from storage.clients import Line
from storage.errors import NotFound
from storage.history import Recorded
from storage.schema import clients, contacts, loss_reasons, members, people, reviews
from storage.sql import TEAM, adding_to_team
from storage.tasks import Action

# A longer list is counted no further: nobody reads on to its end in one sitting.
MOST_COUNTED = 200
MOST_CANDIDATES = 300
MOST_EARLIER = 3


@dataclass(frozen=True)
class Verdict:
    """What the head found; the manager's own words stay in the contact."""

    reason: AnyReason
    text: str
    reviewer: str


@dataclass(frozen=True)
class Deal:
    """A deal as a meeting looks at it: what was told on its day, what was found, what is to be done."""

    client: Line
    kept: Recorded
    earlier: list[Recorded]
    verdict: Verdict | None
    actions: list[Action]


_said, _erased = contacts.alias("said"), clients.alias("erased")
_can_be_looked_at = ~exists().where(
    _erased.c.team_id == contacts.c.team_id,
    _erased.c.id == contacts.c.client_id,
    _erased.c.erased_at.is_not(None),
)
_unjudged = and_(
    contacts.c.team_id == TEAM,
    contacts.c.outcome == "lost",
    contacts.c.undone_at.is_(None),
    ~exists().where(reviews.c.team_id == contacts.c.team_id, reviews.c.contact_id == contacts.c.id),
    _can_be_looked_at,
)
_older = or_(
    contacts.c.day < bindparam("day"),
    and_(contacts.c.day == bindparam("day"), contacts.c.id < bindparam("before")),
)
_NEXT = (
    select(contacts.c.id)
    .where(_unjudged, _older)
    .order_by(contacts.c.day.desc(), contacts.c.id.desc())
    .limit(1)
)
_DAY = select(contacts.c.day).where(contacts.c.team_id == TEAM, contacts.c.id == bindparam("contact"))
_COUNT = select(func.count()).select_from(
    select(contacts.c.id).where(_unjudged).limit(MOST_COUNTED + 1).subquery()
)
_TOUCHES = (
    select(func.count())
    .where(_said.c.team_id == TEAM, _said.c.client_id == contacts.c.client_id, _said.c.undone_at.is_(None))
    .scalar_subquery()
)
_LOSSES = (
    select(
        contacts.c.id, contacts.c.day, loss_reasons.c.group, clients.c.worth, _TOUCHES, contacts.c.saving_id
    )
    .join(clients, clients.c.id == contacts.c.client_id)
    .join(loss_reasons, loss_reasons.c.id == contacts.c.reason_id)
    .where(_unjudged, contacts.c.day >= bindparam("since"), contacts.c.day <= bindparam("last"))
    .order_by(contacts.c.day.desc(), contacts.c.id.desc())
    .limit(MOST_CANDIDATES)
)
_SALES = (
    select(contacts.c.id, contacts.c.amount, contacts.c.regained)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.outcome == "won",
        contacts.c.undone_at.is_(None),
        _can_be_looked_at,
        contacts.c.day >= bindparam("first"),
        contacts.c.day <= bindparam("last"),
    )
    .order_by(contacts.c.regained.desc(), contacts.c.amount.desc(), contacts.c.id.desc())
    .limit(1)
)
_LOST = select(contacts.c.reason_id).where(
    contacts.c.team_id == TEAM,
    contacts.c.id == bindparam("contact"),
    contacts.c.outcome == "lost",
    contacts.c.undone_at.is_(None),
)
_VERDICT = (
    select(*reasons.NAMED, reviews.c.text, people.c.name.label("reviewer"))
    .join(loss_reasons, loss_reasons.c.id == reviews.c.reason_id)
    .join(members, members.c.id == reviews.c.reviewer_id)
    .join(people, people.c.id == members.c.person_id)
    .where(reviews.c.team_id == TEAM, reviews.c.contact_id == bindparam("contact"))
)
_STANDING = select(reviews.c.reason_id, reviews.c.text).where(
    reviews.c.team_id == TEAM, reviews.c.contact_id == bindparam("contact")
)
_judged = adding_to_team(reviews, "contact_id", "reviewer_id", "reason_id", "text", "reviewed_at")
_JUDGE = _judged.on_conflict_do_update(
    index_elements=["team_id", "contact_id"],
    set_={name: _judged.excluded[name] for name in ("reviewer_id", "reason_id", "text", "reviewed_at")},
)
NEWEST_DAY, NEWEST = "9999-12-31", 2**62


def next_open(book: Book, after: int = 0) -> int | None:
    """The refusal without a verdict that comes next, the newest first."""
    day = book.value(_DAY, contact=after) if after else None
    found = book.value(_NEXT, day=day or NEWEST_DAY, before=after if day else NEWEST)
    return None if found is None else int(found)


def how_many_open(book: Book) -> int:
    """Refusals without a verdict, counted up to one more than MOST_COUNTED."""
    return int(book.value(_COUNT))


def losses(book: Book, since: date, first: date, last: date) -> list[Loss]:
    """What may be discussed of a period, and of some time before it."""
    rows = book.all(_LOSSES, since=since.isoformat(), last=last.isoformat())
    return [_as_loss(row, first.isoformat()) for row in rows]


def best_sale(book: Book, first: date, last: date) -> list[Sale]:
    """The period's sale most worth copying, if there was any."""
    rows = book.all(_SALES, first=first.isoformat(), last=last.isoformat())
    return [Sale(row.id, row.amount, bool(row.regained)) for row in rows]


def verdict(book: Book, contact: int) -> Verdict | None:
    row = book.first(_VERDICT, contact=contact)
    return None if row is None else Verdict(reasons.as_reason(*row[:3]), row.text, row.reviewer)


def open_deal(book: Book, contact: int) -> Deal:
    kept = history.read(book, contact)
    return Deal(
        client=base.line(book, kept.client_id),
        kept=kept,
        earlier=history.page(book, kept.client_id, contact)[0][:MOST_EARLIER],
        verdict=verdict(book, contact),
        actions=tasks.about(book, kept.client_id),
    )


def confirm(book: Book, contact: int) -> None:
    """The reason was right as it was told."""
    judge(book, contact, reason=book.value(_LOST, contact=contact))


def judge(book: Book, contact: int, *, reason: int | None = None, text: str | None = None) -> None:
    """Give a verdict, or change it: what is not said anew stays as it was. The roll-ups follow the reason."""
    said = book.value(_LOST, contact=contact)
    if said is None:
        raise NotFound
    before = book.first(_STANDING, contact=contact)
    found = reason or (before.reason_id if before else said)
    recording.change_reason(book, contact, found)
    book.run(
        _JUDGE,
        contact_id=contact,
        reviewer_id=book.me.id,
        reason_id=found,
        text=text if text is not None else (before.text if before else ""),
        reviewed_at=book.at,
    )


def _as_loss(row: Any, first: str) -> Loss:
    contact, day, group, worth, touches, saving = row
    return Loss(contact, Group(group), day >= first, worth, touches, saving is not None)
