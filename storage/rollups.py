"""The roll-ups, kept in the transaction of what they count: contacts by day and week, new clients, the base."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, delete

from sales.clients import AnySource, Reach
from sales.contacts import Outcome
from sales.hours import week_of
from sales.losses import AnyReason
from storage.book import Book
from storage.schema import daily, leads, touched, trend, weekly
from storage.sql import TEAM, adding_to_team

COUNTED = ("contacts", "amount", "again", "again_amount", "regained", "regained_amount")


@dataclass(frozen=True)
class Counted:
    """A contact as the roll-ups count it: under the head's verdict, where there is one."""

    day: str
    member: int
    outcome: Outcome
    reason: AnyReason | None = None
    amount: int = 0
    again: bool = False
    regained: bool = False


@dataclass(frozen=True)
class Lead:
    """A new client as the roll-ups count them; without a reach, one let go and never written down."""

    day: str
    member: int
    source: AnySource | None
    reach: Reach | None


def _changing(table: Table, keys: tuple[str, ...], counts: tuple[str, ...]) -> Any:
    """Add to what is counted under the keys, which may be the first."""
    added = adding_to_team(table, *keys, *counts)
    return added.on_conflict_do_update(
        index_elements=["team_id", *keys],
        set_={name: table.c[name] + added.excluded[name] for name in counts},
    )


def _dropping(table: Table, period: str, count: str) -> Any:
    return delete(table).where(
        table.c.team_id == TEAM, table.c[period] == bindparam("of"), table.c[count] == 0
    )


@dataclass(frozen=True)
class RollUp:
    """One of the three tables of contacts: its keys, the first of them the period; how to add and to forget."""

    keys: tuple[str, ...]
    changing: Any
    dropping: Any

    @classmethod
    def kept_in(cls, table: Table, *keys: str) -> "RollUp":
        return cls(keys, _changing(table, keys, COUNTED), _dropping(table, keys[0], "contacts"))


_BY_CONTACT = (
    RollUp.kept_in(daily, "day", "member_id", "outcome", "reason"),
    RollUp.kept_in(weekly, "monday", "member_id", "outcome", "reason"),
    RollUp.kept_in(trend, "monday", "outcome", "reason"),
)
_MEET = _changing(leads, ("day", "member_id", "source", "reach"), ("clients",))
_UNMEET = _dropping(leads, "day", "clients")
_TOUCH = _changing(touched, ("day",), ("clients",))
_UNTOUCH = _dropping(touched, "day", "clients")


def count_all(book: Book, contacts: Collection[Counted], sign: int = 1) -> None:
    """Many together, or with -1 many that are taken out: what falls under one key is added at once."""
    for roll_up in _BY_CONTACT:
        sums: dict[tuple[Any, ...], list[int]] = {}
        for contact in contacts:
            keys = _keys(contact)
            counts = sums.setdefault(tuple(keys[key] for key in roll_up.keys), [0] * len(COUNTED))
            for place, number in enumerate(_counts(contact)):
                counts[place] += sign * number
        book.many(
            roll_up.changing,
            [dict(zip((*roll_up.keys, *COUNTED), (*key, *sums[key]), strict=True)) for key in sorted(sums)],
        )
        if sign < 0:
            book.many(roll_up.dropping, [{"of": period} for period in sorted({key[0] for key in sums})])


def _counts(contact: Counted) -> tuple[int, ...]:
    again, regained = int(contact.again), int(contact.regained)
    return (1, contact.amount, again, again * contact.amount, regained, regained * contact.amount)


def count(book: Book, contact: Counted) -> None:
    _add(book, contact, 1)


def uncount(book: Book, contact: Counted) -> None:
    _add(book, contact, -1)
    _drop_empty(book, contact)


def _add(book: Book, contact: Counted, sign: int) -> None:
    marks = (int(contact.again), int(contact.regained))
    _change(book, contact, (sign, sign * contact.amount), tuple(sign * mark for mark in marks))


def remark(book: Book, contact: Counted, *, again: bool, regained: bool) -> None:
    """A sale counted already turns out to be one to who had bought before, or had refused; or not to be."""
    changes = (int(again) - int(contact.again), int(regained) - int(contact.regained))
    _change(book, contact, (0, 0), changes)


def _change(book: Book, contact: Counted, counts: tuple[int, ...], marks: tuple[int, ...]) -> None:
    sums = (*counts, *(each for mark in marks for each in (mark, mark * contact.amount)))
    counted = dict(zip(COUNTED, sums, strict=True))
    keys = _keys(contact)
    for roll_up in _BY_CONTACT:
        book.run(roll_up.changing, **{key: keys[key] for key in roll_up.keys}, **counted)


def _keys(contact: Counted) -> dict[str, str | int]:
    return {
        "day": contact.day,
        "monday": _monday(contact.day),
        "member_id": contact.member,
        "outcome": contact.outcome.value,
        "reason": contact.reason.value if contact.reason else "",
    }


def _drop_empty(book: Book, contact: Counted) -> None:
    keys = _keys(contact)
    for roll_up in _BY_CONTACT:
        book.run(roll_up.dropping, of=keys[roll_up.keys[0]])


def _monday(day: str) -> str:
    return week_of(date.fromisoformat(day))[0].isoformat()


def introduce(book: Book, lead: Lead) -> None:
    """A new client, met and not yet touched."""
    _meet(book, lead, 1)
    book.run(_TOUCH, day="", clients=1)


def introduce_many(book: Book, number: int) -> None:
    """Clients of a file, who are nobody's lead of today."""
    book.run(_TOUCH, day="", clients=number)


def forget_many(book: Book, number: int) -> None:
    """They never came, and nobody was in touch with them."""
    if number:
        book.run(_TOUCH, day="", clients=-number)
        book.run(_UNTOUCH, of="")


def leave(book: Book, day: str | None) -> None:
    """A client last touched on that day is not in the base any more; what they were met and told with stays."""
    book.run(_TOUCH, day=day or "", clients=-1)
    book.run(_UNTOUCH, of=day or "")


def unmeet(book: Book, lead: Lead) -> None:
    """A client nobody has touched was never met."""
    _meet(book, lead, -1)
    book.run(_UNMEET, of=lead.day)
    book.run(_TOUCH, day="", clients=-1)
    book.run(_UNTOUCH, of="")


def miss(book: Book, lead: Lead, number: int = 1) -> None:
    """A lead let go, or, with -1, one that was not after all."""
    _meet(book, lead, number)
    book.run(_UNMEET, of=lead.day)


def remeet(book: Book, before: Lead, now: Lead) -> None:
    """What is known of a new client has changed."""
    if before != now:
        _meet(book, before, -1)
        _meet(book, now, 1)
        book.run(_UNMEET, of=before.day)


def _meet(book: Book, lead: Lead, clients: int) -> None:
    """Whoever came with a file was met on no day."""
    if not lead.day:
        return
    book.run(
        _MEET,
        day=lead.day,
        member_id=lead.member,
        source=lead.source.value if lead.source else "",
        reach=lead.reach.value if lead.reach else "",
        clients=clients,
    )


def touch(book: Book, before: str | None, now: str | None) -> None:
    """A client's last contact is now on another day than before; None: there was none yet."""
    if before != now:
        # In the order of days, so that two who touch at one moment wait for each other and do not lock.
        for day, clients in sorted([(before or "", -1), (now or "", 1)]):
            book.run(_TOUCH, day=day, clients=clients)
        book.run(_UNTOUCH, of=before or "")
