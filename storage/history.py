"""Contacts read back: one as it was kept, a client's history, how often nobody answered."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, func, or_, select

from sales.contacts import Channel, Direction, Outcome
from sales.deals import Kind
from sales.losses import Reason
from sales.tries import falls_asleep
from storage.book import Book
from storage.errors import NotFound
from storage.schema import contacts, loss_reasons, members, people
from storage.schema import deals as deal_rows
from storage.schema import notes as note_rows
from storage.schema import recontacts as recontact_rows
from storage.sql import TEAM, instant

PAGE = 5
BEGINNING = 2**62


@dataclass(frozen=True)
class Recorded:
    """A contact as it was kept."""

    id: int
    client_id: int
    author: int
    author_name: str
    outcome: Outcome
    channel: Channel
    direction: Direction
    amount: int | None
    kind: Kind | None
    reason: Reason | None
    words: str | None
    saving: str | None
    happened_at: datetime
    day: str
    due_at: datetime
    timed: bool
    undone: bool
    dropped: bool  # nobody is to come back on that date any more


_answered = contacts.alias("answered")
_words, _saving = note_rows.alias("words"), note_rows.alias("saving")
_RECORDED = (
    select(
        contacts.c.id,
        contacts.c.client_id,
        contacts.c.author_id,
        people.c.name.label("author_name"),
        contacts.c.outcome,
        contacts.c.channel,
        contacts.c.direction,
        contacts.c.amount,
        deal_rows.c.kind,
        loss_reasons.c.code,
        _words.c.text.label("words"),
        _saving.c.text.label("saving"),
        contacts.c.happened_at,
        contacts.c.day,
        recontact_rows.c.due_at,
        recontact_rows.c.timed,
        recontact_rows.c.state,
        contacts.c.undone_at,
    )
    .join(members, members.c.id == contacts.c.author_id)
    .join(people, people.c.id == members.c.person_id)
    .join(recontact_rows, recontact_rows.c.id == contacts.c.recontact_id)
    .outerjoin(loss_reasons, loss_reasons.c.id == contacts.c.reason_id)
    .outerjoin(deal_rows, deal_rows.c.id == contacts.c.deal_id)
    .outerjoin(_words, _words.c.id == contacts.c.words_id)
    .outerjoin(_saving, _saving.c.id == contacts.c.saving_id)
    .where(contacts.c.team_id == TEAM)
)
_READ = _RECORDED.where(contacts.c.id == bindparam("contact"))
# A corrected contact is younger by its number and stands where it happened.
_turned = contacts.alias("turned")
_when = (
    select(_turned.c.happened_at)
    .where(_turned.c.team_id == TEAM, _turned.c.id == bindparam("before"))
    .scalar_subquery()
)
_earlier = or_(
    bindparam("before", type_=BigInteger) == BEGINNING,
    contacts.c.happened_at < _when,
    and_(contacts.c.happened_at == _when, contacts.c.id < bindparam("before", type_=BigInteger)),
)
_HISTORY = (
    _RECORDED.where(
        contacts.c.client_id == bindparam("client"),
        contacts.c.undone_at.is_(None),
        _earlier,
    )
    .order_by(contacts.c.happened_at.desc(), contacts.c.id.desc())
    .limit(PAGE + 1)
)
_LAST_OF_MINE = (
    select(contacts.c.id)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.author_id == bindparam("author"),
        contacts.c.day == bindparam("today"),
        contacts.c.undone_at.is_(None),
    )
    .order_by(contacts.c.id.desc())
    .limit(1)
)
_SOLD_ON = select(func.max(contacts.c.day)).where(
    contacts.c.team_id == TEAM,
    contacts.c.client_id == bindparam("client"),
    contacts.c.outcome == "won",
    contacts.c.undone_at.is_(None),
)
_TRIES = select(contacts.c.happened_at).where(
    contacts.c.team_id == TEAM,
    contacts.c.client_id == bindparam("client"),
    contacts.c.undone_at.is_(None),
    contacts.c.id
    > select(func.coalesce(func.max(_answered.c.id), 0))
    .where(
        _answered.c.team_id == TEAM,
        _answered.c.client_id == bindparam("client"),
        _answered.c.undone_at.is_(None),
        _answered.c.outcome != "no_answer",
    )
    .scalar_subquery(),
)


def read(book: Book, contact: int) -> Recorded:
    row = book.first(_READ, contact=contact)
    if row is None:
        raise NotFound
    return _as_recorded(row)


def page(book: Book, client_id: int, before: int = BEGINNING) -> tuple[list[Recorded], bool]:
    """A client's contacts, newest first, and whether there are earlier ones."""
    rows = book.all(_HISTORY, client=client_id, before=before)
    return [_as_recorded(row) for row in rows[:PAGE]], len(rows) > PAGE


def last_of_mine_today(book: Book) -> int | None:
    contact = book.value(_LAST_OF_MINE, author=book.me.id, today=book.today.isoformat())
    return None if contact is None else int(contact)


def tries(book: Book, client_id: int) -> list[datetime]:
    """When the client has not answered since somebody last got through."""
    return [datetime.fromtimestamp(at, UTC) for (at,) in book.all(_TRIES, client=client_id)]


def asleep_after(book: Book, client: int, last: Outcome | None) -> int:
    """After how many tries the client sleeps; 0: they do not."""
    if last is not Outcome.NO_ANSWER:
        return 0
    number = len(tries(book, client))
    return number if falls_asleep(number, book.team.rules.tries) else 0


def sold_on(book: Book, client_id: int) -> date | None:
    """The day of the client's last purchase."""
    day = book.value(_SOLD_ON, client=client_id)
    return None if day is None else date.fromisoformat(day)


def _as_recorded(row: Any) -> Recorded:
    (contact, client, author, author_name, outcome, channel, direction, amount, kind, code) = row[:10]
    words, saving, happened_at, day, due_at, timed, promise, undone_at = row[10:]
    happened, due = instant(happened_at), instant(due_at)
    assert happened is not None
    assert due is not None
    return Recorded(
        id=contact,
        client_id=client,
        author=author,
        author_name=author_name,
        outcome=Outcome(outcome),
        channel=Channel(channel),
        direction=Direction(direction),
        amount=amount,
        kind=Kind(kind) if kind else None,
        reason=Reason(code) if code else None,
        words=words,
        saving=saving,
        happened_at=happened,
        day=day,
        due_at=due,
        timed=bool(timed),
        undone=undone_at is not None,
        dropped=promise == "cancelled",
    )
