"""Contacts of the past, as a file tells of them: real ones of their own days, written down together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal, null, or_, select

from sales.contacts import Channel, Direction, Outcome
from sales.importing import Past
from sales.losses import AnyReason
from storage import past_deals, reasons, rollups, way_back
from storage.book import Book
from storage.rollups import Counted
from storage.schema import contacts, notes, recontacts, unnamed_losses
from storage.sql import TEAM, adding_to_team, among, seconds

ROWS = 2**31  # more than a file may have: the origin of a contact is its import and its row


class Told(NamedTuple):
    """A contact that may stand, and whose it is."""

    client: int
    number: int  # of the row
    author: int
    past: Past


class Facts(NamedTuple):
    """What a contact of the past is in any base: by this it is known again."""

    client: int
    day: str
    outcome: str
    amount: int | None


_ADD = adding_to_team(
    contacts,
    *("id", "import_id", "client_id", "author_id", "outcome", "channel", "amount", "reason_id", "words_id"),
    *("recontact_id", "happened_at", "day", "recorded_day", "origin_message"),
    direction=Direction.OUT.value,
    origin_chat=0,
)
_ADD_KEPT = adding_to_team(
    recontacts,
    *("id", "client_id", "responsible_id", "due_at", "created_at", "closed_at"),
    state="done",
    timed=0,
)
_ADD_WORDS = adding_to_team(notes, "id", "client_id", "author_id", "text", "written_at", "import_id")
_ADD_UNNAMED = adding_to_team(
    unnamed_losses,
    *("import_id", "number", "client_id", "author_id", "happened_at", "day", "channel", "words"),
)
# Of other imports and of the team's own: two alike of one file are two.
_THERE = [
    select(contacts.c.client_id, contacts.c.day, contacts.c.outcome, contacts.c.amount).where(
        contacts.c.team_id == TEAM,
        among(contacts.c.client_id),
        contacts.c.undone_at.is_(None),
        or_(contacts.c.import_id.is_(None), contacts.c.import_id != bindparam("of_import")),
    ),
    select(unnamed_losses.c.client_id, unnamed_losses.c.day, literal(Outcome.LOST.value), null()).where(
        unnamed_losses.c.team_id == TEAM,
        among(unnamed_losses.c.client_id),
        unnamed_losses.c.import_id != bindparam("of_import"),
    ),
]


def take_in(book: Book, import_id: int, told: Sequence[Told]) -> tuple[int, int]:
    """How many are contacts now, and how many wait for a reason."""
    new = _unknown(book, import_id, told)
    known = reasons.numbers(book)
    waiting = [one for one in new if one.past.outcome == Outcome.LOST and one.past.reason not in known]
    numbers = {one.number for one in waiting}
    book.many(_ADD_UNNAMED, [_unnamed(book, import_id, one) for one in waiting])
    record(book, import_id, [one for one in new if one.number not in numbers])
    return len(new) - len(waiting), len(waiting)


def _unknown(book: Book, import_id: int, told: Sequence[Told]) -> list[Told]:
    """Without those that the base has already: the same file may come twice."""
    whose = sorted({one.client for one in told})
    there = Counter(
        Facts(*row) for statement in _THERE for row in book.all_among(statement, whose, of_import=import_id)
    )
    new = []
    for one in told:
        facts = _facts(one)
        if there[facts]:
            there[facts] -= 1
        else:
            new.append(one)
    return new


def _facts(one: Told) -> Facts:
    outcome = _outcome(one.past)
    return Facts(one.client, _day(one.past), outcome, one.past.amount if outcome == Outcome.WON else None)


def _outcome(past: Past) -> str:
    """Of a talk of which nothing is told but its day: it goes on."""
    return past.outcome or Outcome.NEXT_STEP.value


def _day(past: Past) -> str:
    assert past.when is not None
    return past.when.day.isoformat()


def _moment(book: Book, past: Past) -> int:
    """Of a day without an hour: when promises of a day are kept; never ahead."""
    assert past.when is not None
    return min(book.at, seconds(book.worktime.at(past.when.day, past.when.at or book.worktime.morning)))


def _unnamed(book: Book, import_id: int, one: Told) -> dict[str, Any]:
    return {
        "import_id": import_id,
        "number": one.number,
        "client_id": one.client,
        "author_id": one.author,
        "happened_at": _moment(book, one.past),
        "day": _day(one.past),
        "channel": one.past.channel or Channel.CALL.value,
        "words": one.past.words,
    }


def record(book: Book, import_id: int, told: Sequence[Told]) -> Sequence[int]:
    """Real contacts, and all that follows from them; their numbers."""
    if not told:
        return []
    words = _keep_words(book, import_id, told)
    numbers = book.tx.ids(contacts, len(told))
    promises = book.tx.ids(recontacts, len(told))
    moments = [_moment(book, one.past) for one in told]
    book.many(_ADD_KEPT, [_kept(*each) for each in zip(promises, told, moments, strict=True)])
    known, today = reasons.numbers(book), book.today.isoformat()
    rows = []
    for number, promise, one, moment in zip(numbers, promises, told, moments, strict=True):
        outcome = _outcome(one.past)
        rows.append(
            {
                "id": number,
                "import_id": import_id,
                "client_id": one.client,
                "author_id": one.author,
                "outcome": outcome,
                "channel": one.past.channel or Channel.CALL.value,
                "amount": one.past.amount if outcome == Outcome.WON else None,
                "reason_id": known[one.past.reason] if outcome == Outcome.LOST else None,
                "words_id": words.get(one.number),
                "recontact_id": promise,
                "happened_at": moment,
                "day": _day(one.past),
                "recorded_day": today,
                "origin_message": -(import_id * ROWS + one.number),
            }
        )
    book.many(_ADD, rows)
    named = reasons.every(book)
    rollups.count_all(book, [_counted(one, named) for one in told])
    whose = sorted({one.client for one in told})
    past_deals.settle(book, import_id, whose)
    for client in whose:
        way_back.follow(book, client)
    return numbers


def _keep_words(book: Book, import_id: int, told: Sequence[Told]) -> dict[int, int]:
    """The client's own words of a refusal, as evidence; their note by the number of the row."""
    said = [one for one in told if one.past.outcome == Outcome.LOST and one.past.words]
    numbers = book.tx.ids(notes, len(said))
    book.many(
        _ADD_WORDS,
        [
            {
                "id": number,
                "client_id": one.client,
                "author_id": one.author,
                "text": one.past.words,
                "written_at": book.at,
                "import_id": import_id,
            }
            for number, one in zip(numbers, said, strict=True)
        ],
    )
    return {one.number: number for number, one in zip(numbers, said, strict=True)}


def _kept(number: int, one: Told, moment: int) -> dict[str, Any]:
    """A contact has a way back; of one that is long past it was come back on."""
    return {
        "id": number,
        "client_id": one.client,
        "responsible_id": one.author,
        "due_at": moment,
        "created_at": moment,
        "closed_at": moment,
    }


def _counted(one: Told, named: Mapping[str, AnyReason]) -> Counted:
    outcome = Outcome(_outcome(one.past))
    return Counted(
        _day(one.past),
        one.author,
        outcome,
        named[one.past.reason] if outcome is Outcome.LOST else None,
        (one.past.amount or 0) if outcome is Outcome.WON else 0,
    )
