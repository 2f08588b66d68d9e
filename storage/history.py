"""Contacts read back: one as it was kept, a client's history, how often nobody answered."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, exists, func, or_, select

from sales.contacts import AnyChannel, Channel, Direction, Outcome
from sales.deals import Kind
from sales.losses import AnyReason
from sales.tries import falls_asleep
from sales.vocabulary import List, Own
from storage import reasons
from storage.book import Book
from storage.errors import NotFound
from storage.schema import contacts, loss_reasons, members, people, second_reasons, terms
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
    channel: AnyChannel
    direction: Direction
    amount: int | None
    kind: Kind | None
    reason: AnyReason | None
    second: AnyReason | None  # what else stood in the way
    words: str | None
    saving: str | None
    happened_at: datetime
    day: str
    recorded_day: str | None  # where it was told on a later day
    due_at: datetime
    timed: bool
    undone: bool
    recorded_at: datetime


_answered = contacts.alias("answered")
_second = loss_reasons.alias("second")
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
        *reasons.NAMED,
        _second.c.code.label("second_code"),
        _second.c.group.label("second_group"),
        _second.c.name.label("second_name"),
        terms.c.name.label("channel_name"),
        _words.c.text.label("words"),
        _saving.c.text.label("saving"),
        contacts.c.happened_at,
        contacts.c.day,
        contacts.c.recorded_day,
        recontact_rows.c.due_at,
        recontact_rows.c.timed,
        recontact_rows.c.created_at.label("recorded_at"),  # every contact makes a promise when it is told
        contacts.c.undone_at,
    )
    .join(members, members.c.id == contacts.c.author_id)
    .join(people, people.c.id == members.c.person_id)
    .join(recontact_rows, recontact_rows.c.id == contacts.c.recontact_id)
    .outerjoin(loss_reasons, loss_reasons.c.id == contacts.c.reason_id)
    .outerjoin(second_reasons, second_reasons.c.contact_id == contacts.c.id)
    .outerjoin(_second, _second.c.id == second_reasons.c.reason_id)
    .outerjoin(
        terms,
        and_(
            terms.c.team_id == TEAM, terms.c.list == List.CHANNELS.value, terms.c.code == contacts.c.channel
        ),
    )
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
_of_client_before = and_(
    contacts.c.client_id == bindparam("client"), contacts.c.undone_at.is_(None), _earlier
)
_HISTORY = (
    _RECORDED.where(_of_client_before)
    .order_by(contacts.c.happened_at.desc(), contacts.c.id.desc())
    .limit(PAGE + 1)
)
_HAS_EARLIER = select(contacts.c.id).where(contacts.c.team_id == TEAM, _of_client_before).limit(1)
_LAST_OF_MINE = (
    select(contacts.c.id)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.author_id == bindparam("author"),
        contacts.c.import_id.is_(None),  # a file is taken back as a whole
        func.coalesce(contacts.c.recorded_day, contacts.c.day) == bindparam("today"),
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
    contacts.c.outcome == "no_answer",
    ~exists().where(
        _answered.c.team_id == TEAM,
        _answered.c.client_id == bindparam("client"),
        _answered.c.undone_at.is_(None),
        _answered.c.outcome != "no_answer",
        or_(
            _answered.c.happened_at > contacts.c.happened_at,
            and_(_answered.c.happened_at == contacts.c.happened_at, _answered.c.id > contacts.c.id),
        ),
    ),
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


def has_earlier(book: Book, client_id: int, before: int) -> bool:
    """Whether the client has a contact before this one."""
    return book.value(_HAS_EARLIER, client=client_id, before=before) is not None


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
    happened, recorded, due = instant(row.happened_at), instant(row.recorded_at), instant(row.due_at)
    assert happened is not None
    assert recorded is not None
    assert due is not None
    return Recorded(
        id=row.id,
        client_id=row.client_id,
        author=row.author_id,
        author_name=row.author_name,
        outcome=Outcome(row.outcome),
        channel=Own(row.channel, row.channel_name) if row.channel_name else Channel(row.channel),
        direction=Direction(row.direction),
        amount=row.amount,
        kind=Kind(row.kind) if row.kind else None,
        reason=reasons.maybe(row),
        second=_second_of(row),
        words=row.words,
        saving=row.saving,
        happened_at=happened,
        day=row.day,
        recorded_day=row.recorded_day,
        due_at=due,
        timed=bool(row.timed),
        undone=row.undone_at is not None,
        recorded_at=recorded,
    )


def _second_of(row: Any) -> AnyReason | None:
    if row.second_code is None:
        return None
    return reasons.as_reason(row.second_code, row.second_group, row.second_name)
