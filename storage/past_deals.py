"""The deals of an import's contacts: built anew whenever more of a client come in, for these come in any order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select, update

from sales.contacts import Outcome
from sales.deals import State, usual_kind
from storage.book import Book
from storage.schema import contacts, deals
from storage.sql import TEAM, adding_to_team, among

_CONTACTS = (
    select(
        contacts.c.client_id,
        contacts.c.id,
        contacts.c.outcome,
        contacts.c.amount,
        contacts.c.happened_at,
        contacts.c.deal_id,
    )
    .where(
        contacts.c.team_id == TEAM,
        among(contacts.c.client_id),
        contacts.c.import_id == bindparam("of_import"),
        contacts.c.undone_at.is_(None),
        contacts.c.outcome != Outcome.NO_ANSWER.value,
    )
    .order_by(contacts.c.happened_at, contacts.c.id)
)
_of_others = exists().where(
    contacts.c.team_id == TEAM,
    contacts.c.deal_id == deals.c.id,
    or_(contacts.c.import_id.is_(None), contacts.c.import_id != bindparam("of_import")),
)
# What the team, or another import, has had with the client: that stays as it is.
_OTHERS = select(deals.c.client_id, deals.c.id, deals.c.state, deals.c.closed_at).where(
    deals.c.team_id == TEAM, among(deals.c.client_id), _of_others
)
_PUT_INTO = (
    update(contacts)
    .where(contacts.c.team_id == TEAM, contacts.c.id == bindparam("contact"))
    .values(deal_id=bindparam("deal"))
)
_DROP = delete(deals).where(deals.c.team_id == TEAM, deals.c.id == bindparam("deal"))
_ADD = adding_to_team(deals, "id", "client_id", "kind", "state", "amount", "opened_at", "closed_at")
_ENDS = {Outcome.WON.value: State.WON, Outcome.LOST.value: State.LOST}


@dataclass
class Deal:
    id: int
    client: int
    contacts: list[Any]

    @property
    def last(self) -> Any:
        return self.contacts[-1]

    def row(self, earlier_sales: int) -> dict[str, Any]:
        state = _ENDS.get(self.last.outcome, State.OPEN)
        return {
            "id": self.id,
            "client_id": self.client,
            "kind": usual_kind(earlier_sales).value if state is State.WON else None,
            "state": state.value,
            "amount": self.last.amount,
            "opened_at": self.contacts[0].happened_at,
            "closed_at": None if state is State.OPEN else self.last.happened_at,
        }


def settle(book: Book, import_id: int, clients: Sequence[int]) -> None:
    """Each deal ends with a sale or a refusal; what goes on still is the client's open deal."""
    told, others = (
        _by_client(book, _CONTACTS, import_id, clients),
        _by_client(book, _OTHERS, import_id, clients),
    )
    kept = {other.id for theirs in others.values() for other in theirs}
    mine = {client: [one for one in theirs if one.deal_id not in kept] for client, theirs in told.items()}
    numbers = iter(book.tx.ids(deals, sum(map(len, mine.values()))))
    former = {one.deal_id for theirs in mine.values() for one in theirs if one.deal_id is not None}
    book.many(
        _PUT_INTO,
        [{"contact": one.id, "deal": None} for theirs in mine.values() for one in theirs if one.deal_id],
    )
    book.many(_DROP, [{"deal": deal} for deal in sorted(former)])
    made = [
        deal for client, theirs in mine.items() for deal in _deals(client, theirs, others[client], numbers)
    ]
    _write_down(book, made, others)


def _by_client(book: Book, statement: Any, import_id: int, clients: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in book.all_among(statement, clients, of_import=import_id):
        found[row.client_id].append(row)
    return found


def _deals(client: int, told: Sequence[Any], others: Sequence[Any], numbers: Iterator[int]) -> Iterator[Deal]:
    going_on: list[Any] = []
    for one in told:
        going_on.append(one)
        if one.outcome in _ENDS:
            yield Deal(next(numbers), client, going_on)
            going_on = []
    if going_on:
        open_one = next((other.id for other in others if other.state == State.OPEN), None)
        yield Deal(open_one or next(numbers), client, going_on)


def _write_down(book: Book, made: Sequence[Deal], others: dict[int, list[Any]]) -> None:
    kept = {other.id for theirs in others.values() for other in theirs}
    rows: list[dict[str, Any]] = []
    sales: dict[int, list[int]] = defaultdict(list)
    for client, theirs in others.items():
        sales[client] += [other.closed_at for other in theirs if other.state == State.WON]
    for deal in made:
        if deal.id not in kept:
            earlier = sum(closed <= deal.last.happened_at for closed in sales[deal.client])
            rows.append(deal.row(earlier))
        if deal.last.outcome == Outcome.WON:
            sales[deal.client].append(deal.last.happened_at)
    book.many(_ADD, rows)
    book.many(_PUT_INTO, [{"contact": one.id, "deal": deal.id} for deal in made for one in deal.contacts])
