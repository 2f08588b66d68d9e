"""Deals: opened by the first contact about a purchase, closed as won or lost."""

from sqlalchemy import and_, bindparam, delete, exists, func, select, update

from sales.contacts import Draft, Outcome
from sales.deals import Kind, State, usual_kind
from storage.book import Book
from storage.schema import contacts, deals
from storage.sql import TEAM, adding_to_team

_OPEN = select(deals.c.id).where(
    deals.c.team_id == TEAM, deals.c.client_id == bindparam("client"), deals.c.state == "open"
)
_ADD = adding_to_team(deals, "client_id", "kind", "state", "amount", "opened_at", "closed_at").returning(
    deals.c.id
)
_one = and_(deals.c.team_id == TEAM, deals.c.id == bindparam("deal"))
_CLOSE = (
    update(deals)
    .where(_one)
    .values(
        state=bindparam("ended"),
        kind=bindparam("sold_as"),
        amount=bindparam("paid"),
        closed_at=bindparam("at"),
    )
)
_REOPEN = update(deals).where(_one).values(state="open", kind=None, amount=None, closed_at=None)
_DROP = delete(deals).where(_one)
_WON = select(func.count()).where(
    deals.c.team_id == TEAM,
    deals.c.client_id == bindparam("client"),
    deals.c.state == "won",
    ~exists().where(contacts.c.deal_id == deals.c.id, contacts.c.id == bindparam("without")),
)
_RECENT_AMOUNTS = (
    select(deals.c.amount, func.max(deals.c.closed_at).label("latest"))
    .where(deals.c.team_id == TEAM, deals.c.client_id == bindparam("client"), deals.c.state == "won")
    .group_by(deals.c.amount)
    .order_by(func.max(deals.c.closed_at).desc())
    .limit(3)
)
_of_deal = and_(contacts.c.team_id == TEAM, contacts.c.deal_id == bindparam("deal"))
_CONTACTS_OF = select(func.count()).where(_of_deal)
_MOVE_CONTACTS = update(contacts).where(_of_deal).values(deal_id=bindparam("other"))
_ENDS = {Outcome.WON: State.WON, Outcome.LOST: State.LOST}


def go_on(book: Book, draft: Draft) -> int | None:
    """The deal that a contact belongs to, opened or closed as its outcome says. No answer is about no deal."""
    if draft.outcome is Outcome.NO_ANSWER or draft.outcome is None:
        return None
    state = _ENDS.get(draft.outcome, State.OPEN)
    deal = book.value(_OPEN, client=draft.client)
    kind = draft.kind.value if draft.kind else None
    if deal is None:
        return int(
            book.value(
                _ADD,
                client_id=draft.client,
                kind=kind,
                state=state.value,
                amount=draft.amount,
                opened_at=book.at,
                closed_at=None if state is State.OPEN else book.at,
            )
        )
    if state is not State.OPEN:
        book.run(_CLOSE, deal=deal, ended=state.value, sold_as=kind, paid=draft.amount, at=book.at)
    return int(deal)


def usual(book: Book, client_id: int, without: int | None = None) -> Kind:
    """What the next sale most likely is; a contact being corrected does not count."""
    return usual_kind(int(book.value(_WON, client=client_id, without=without or 0)))


def recent_amounts(book: Book, client_id: int) -> list[int]:
    return [row.amount for row in book.all(_RECENT_AMOUNTS, client=client_id)]


def take_back(book: Book, client_id: int, deal: int, outcome: Outcome) -> None:
    """Undo what a contact, no longer counted among the deal's, did to it."""
    if not book.value(_CONTACTS_OF, deal=deal):
        book.run(_DROP, deal=deal)
    elif outcome in _ENDS:
        _open_again(book, deal, book.value(_OPEN, client=client_id))


def _open_again(book: Book, deal: int, other: int | None) -> None:
    """Where talks have meanwhile begun anew, the two are one deal."""
    if other is None:
        book.run(_REOPEN, deal=deal)
    else:
        book.run(_MOVE_CONTACTS, deal=deal, other=other)
        book.run(_DROP, deal=deal)
