"""The base: clients written down, found by any part of them, corrected."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select, update

from sales.clients import Client, Introduction, Reach
from sales.contacts import Outcome
from sales.recontact import AFTER_MEETING_A_NEW_CLIENT, Promise
from storage import finding, notes, recontacts, rollups, vocabulary
from storage.book import Book
from storage.errors import NotFound
from storage.rollups import Lead
from storage.schema import clients, members, merges, people, phones
from storage.sql import TEAM, adding_to_team, instant

# Within these seconds a second tap on the same button is the same wish.
MOMENT = 60
PAGE = 8


@dataclass(frozen=True)
class Line:
    """A client as a list shows them."""

    id: int
    name: str
    company: str


_ADD = adding_to_team(
    clients,
    "name",
    "company",
    "email",
    "telegram",
    "telegram_id",
    "source",
    "reach",
    "responsible_id",
    "created_by",
    "created_at",
    "touched_at",
    "met_day",
).returning(clients.c.id)
_ADD_PHONE = adding_to_team(phones, "e164", "client_id").on_conflict_do_nothing(
    index_elements=["team_id", "e164"]
)
_one = and_(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
_CLIENT = (
    select(
        clients.c.id,
        clients.c.name,
        clients.c.company,
        clients.c.email,
        clients.c.telegram,
        clients.c.source,
        clients.c.reach,
        clients.c.responsible_id,
        people.c.name.label("responsible_name"),
        clients.c.last_outcome,
        clients.c.last_contact_at,
        clients.c.next_contact_at,
        clients.c.stopped_at,
    )
    .join(members, members.c.id == clients.c.responsible_id)
    .join(people, people.c.id == members.c.person_id)
    .where(_one, clients.c.erased_at.is_(None))
)
_PHONES = (
    select(phones.c.e164)
    .where(phones.c.team_id == TEAM, phones.c.client_id == bindparam("client"))
    .order_by(phones.c.e164)
)
_EVEN_ERASED = select(clients.c.id, clients.c.name, clients.c.company).where(_one)
_LINE = _EVEN_ERASED.where(clients.c.erased_at.is_(None))
_BY_PHONE = select(phones.c.client_id).where(phones.c.team_id == TEAM, phones.c.e164 == bindparam("e164"))
_BY_TELEGRAM = select(func.min(clients.c.id)).where(
    clients.c.team_id == TEAM, clients.c.telegram_id == bindparam("telegram_id")
)
_JUST_ADDED = (
    select(clients.c.id)
    .where(
        clients.c.team_id == TEAM,
        clients.c.name == bindparam("name"),
        clients.c.created_by == bindparam("member"),
        clients.c.created_at >= bindparam("since"),
        clients.c.touched_at >= bindparam("since"),
    )
    .order_by(clients.c.touched_at.desc(), clients.c.id.desc())
    .limit(1)
)
# Their indexes hold those alone who have one, and are used where a statement says so.
_BY_EMAIL = select(func.min(clients.c.id)).where(
    clients.c.team_id == TEAM, clients.c.email != "", clients.c.email == bindparam("email")
)
_BY_NICKNAME = select(func.min(clients.c.id)).where(
    clients.c.team_id == TEAM, clients.c.telegram != "", clients.c.telegram == bindparam("nickname")
)
_LATEST = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .where(
        clients.c.team_id == TEAM,
        clients.c.responsible_id == bindparam("member"),
        clients.c.erased_at.is_(None),
    )
    .order_by(clients.c.touched_at.desc(), clients.c.id.desc())
    .limit(bindparam("most"))
)
_OF_MEMBER = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .where(
        clients.c.team_id == TEAM,
        clients.c.responsible_id == bindparam("member"),
        clients.c.id > bindparam("after"),
        clients.c.erased_at.is_(None),
    )
    .order_by(clients.c.id)
    .limit(PAGE + 1)
)
_SET = {
    column: update(clients).where(_one, clients.c.erased_at.is_(None)).values({column: bindparam("new")})
    for column in ("name", "company", "email", "telegram", "source", "reach", "responsible_id")
}
_EDITED = update(clients).where(_one).values(edited_at=bindparam("at"))
_DROP_PHONE = delete(phones).where(
    phones.c.team_id == TEAM, phones.c.client_id == bindparam("client"), phones.c.e164 == bindparam("e164")
)
_WAYS = select(clients.c.email, clients.c.telegram, clients.c.telegram_id).where(_one)
_FORMER = select(merges.c.name, merges.c.company, merges.c.email, merges.c.telegram).where(
    merges.c.team_id == TEAM, merges.c.winner_id == bindparam("client"), merges.c.undone_at.is_(None)
)
_BY_FORMER = {
    column: select(func.min(merges.c.winner_id)).where(
        merges.c.team_id == TEAM, merges.c.undone_at.is_(None), merges.c[column] == bindparam("way")
    )
    for column in ("email", "telegram", "telegram_id")
}
_AS_LEAD = (
    select(clients.c.met_day, clients.c.created_by, clients.c.source, clients.c.reach)
    .where(_one)
    .with_for_update()
)


def add(book: Book, who: Introduction, reach: Reach) -> int:
    """A new client of the caller's, with a first touch promised, so that nobody is left without one."""
    client_id = int(
        book.value(
            _ADD,
            name=who.name,
            company=who.company,
            email=who.email,
            telegram=who.telegram,
            telegram_id=who.telegram_id,
            source=None,
            reach=reach.value,
            responsible_id=book.me.id,
            created_by=book.me.id,
            created_at=book.at,
            touched_at=book.at,
            met_day=book.today.isoformat(),
        )
    )
    rollups.introduce(book, Lead(book.today.isoformat(), book.me.id, None, reach))
    book.many(_ADD_PHONE, [{"e164": phone, "client_id": client_id} for phone in who.phones])
    finding.write_down(book, client_id, who.name, who.company, who.phones, f"{who.email} {who.telegram}")
    recontacts.promise(book, client_id, Promise(days=AFTER_MEETING_A_NEW_CLIENT))
    if who.note:
        notes.add(book, client_id, who.note)
    return client_id


def find(book: Book, client_id: int) -> Client:
    row = book.first(_CLIENT, client=client_id)
    if row is None:
        raise NotFound
    return Client(
        id=row.id,
        name=row.name,
        company=row.company,
        email=row.email,
        telegram=row.telegram,
        source=vocabulary.source(book, row.source) if row.source else None,
        reach=Reach(row.reach),
        responsible=row.responsible_id,
        responsible_name=row.responsible_name,
        last_outcome=Outcome(row.last_outcome) if row.last_outcome else None,
        last_contact_at=instant(row.last_contact_at),
        next_contact_at=instant(row.next_contact_at),
        stopped_at=instant(row.stopped_at),
        phones=tuple(phone for (phone,) in book.all(_PHONES, client=client_id)),
    )


def line(book: Book, client_id: int) -> Line:
    return _as_line(book.first(_LINE, client=client_id))


def even_erased(book: Book, client_id: int) -> Line:
    """As what was recorded of the past shows them: whoever was erased is a number."""
    return _as_line(book.first(_EVEN_ERASED, client=client_id))


def _as_line(row: Any) -> Line:
    if row is None:
        raise NotFound
    return Line(*row)


def known(book: Book, who: Introduction) -> int | None:
    """The client whom one of these phones, this mail or this Telegram account already names."""
    for phone in who.phones:
        client_id = book.value(_BY_PHONE, e164=phone)
        if client_id is not None:
            return int(client_id)
    found = (
        (who.telegram_id and book.value(_BY_TELEGRAM, telegram_id=who.telegram_id))
        or (who.email and book.value(_BY_EMAIL, email=who.email))
        or (who.telegram and book.value(_BY_NICKNAME, nickname=who.telegram))
    )
    return int(found) if found else _known_before(book, who)


def _known_before(book: Book, who: Introduction) -> int | None:
    """The client into whom somebody of that mail or Telegram account was merged."""
    for column, value in (("email", who.email), ("telegram", who.telegram), ("telegram_id", who.telegram_id)):
        found = value and book.value(_BY_FORMER[column], way=value)
        if found:
            return int(found)
    return None


def just_added(book: Book, name: str) -> int | None:
    """The client of that name whom the caller added a moment ago."""
    since = book.at - MOMENT
    found = book.value(_JUST_ADDED, name=name, member=book.me.id, since=since)
    return None if found is None else int(found)


def latest(book: Book, most: int) -> list[Line]:
    """The caller's own, the one last touched first."""
    return [Line(*row) for row in book.all(_LATEST, member=book.me.id, most=most)]


def of_member(book: Book, member: int, after: int = 0) -> tuple[list[Line], bool]:
    """A page of the clients somebody answers for, and whether there are more."""
    rows = book.all(_OF_MEMBER, member=member, after=after)
    return [Line(*row) for row in rows[:PAGE]], len(rows) > PAGE


def change(book: Book, client_id: int, column: str, new: str | int | None) -> None:
    """Correct one field of the client; where they came from and whether they can be reached is counted."""
    counted = column in ("source", "reach")
    before = _as_lead(book, client_id) if counted else None
    if not book.run(_SET[column], client=client_id, new=new):
        raise NotFound
    if column != "responsible_id":
        edited(book, client_id)
    if before is not None:
        rollups.remeet(book, before, _as_lead(book, client_id))


def edited(book: Book, client_id: int) -> None:
    """Somebody has added to what is known of them: it is theirs, whatever becomes of the file that brought them."""
    book.run(_EDITED, client=client_id, at=book.at)


def _as_lead(book: Book, client_id: int) -> Lead:
    row = book.first(_AS_LEAD, client=client_id)
    if row is None:
        raise NotFound
    source = vocabulary.source(book, row.source) if row.source else None
    return Lead(row.met_day, row.created_by, source, Reach(row.reach))


def rename(book: Book, client_id: int, column: str, new: str) -> None:
    """Correct the name or the company; what the client is found by follows."""
    change(book, client_id, column, new)
    reindex(book, client_id)


def hand_over(book: Book, client_id: int, member: int) -> None:
    """Another manager answers for the client, and for the promise that is open."""
    change(book, client_id, "responsible_id", member)
    recontacts.hand_over(book, client_id, member)


def give_ways(book: Book, client_id: int, ways: Introduction) -> int | None:
    """Add ways to reach the client; or the other client who has one of these phones already."""
    for phone in ways.phones:
        owner = book.value(_BY_PHONE, e164=phone)
        if owner is not None and owner != client_id:
            return int(owner)
    change(book, client_id, "reach", Reach.GIVEN.value)
    book.many(_ADD_PHONE, [{"e164": phone, "client_id": client_id} for phone in ways.phones])
    former = find(book, client_id)
    for column, value, was in (
        ("email", ways.email, former.email),
        ("telegram", ways.telegram, former.telegram and f"@{former.telegram}"),
    ):
        if value:
            change(book, client_id, column, value)
            if was.lstrip("@") not in ("", value):
                notes.add(book, client_id, was)  # one is shown; the other is not lost
    reindex(book, client_id)
    return None


def drop_phone(book: Book, client_id: int, e164: str) -> None:
    """It was wrong; whoever cannot be reached any other way is a client of whom no way is known."""
    if not book.run(_DROP_PHONE, client=client_id, e164=e164):
        raise NotFound
    edited(book, client_id)
    reindex(book, client_id)
    row, left = book.first(_WAYS, client=client_id), find(book, client_id)
    assert row is not None
    if left.reach is Reach.GIVEN and not (left.phones or any(row)):
        change(book, client_id, "reach", Reach.UNKNOWN.value)


def reindex(book: Book, client_id: int) -> None:
    client = find(book, client_id)
    finding.forget(book, client_id)
    # Whoever became part of them is found by what they were called.
    former = " ".join(" ".join(row) for row in book.all(_FORMER, client=client_id))
    extra = f"{client.email} {client.telegram} {former}"
    finding.write_down(book, client_id, client.name, client.company, client.phones, extra)
