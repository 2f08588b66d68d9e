"""What else stood in the way of a deal, beside its main reason: told on the day of the contact."""

from sqlalchemy import and_, bindparam, delete

from sales.contacts import Outcome
from storage import contacts, reasons
from storage.book import Book
from storage.errors import NotFound
from storage.schema import second_reasons
from storage.sql import TEAM, adding_to_team

_told = adding_to_team(second_reasons, "contact_id", "reason_id")
_TELL = _told.on_conflict_do_update(
    index_elements=["team_id", "contact_id"], set_={"reason_id": _told.excluded.reason_id}
)
_of_contact = and_(second_reasons.c.team_id == TEAM, second_reasons.c.contact_id == bindparam("contact"))
_FORGET = delete(second_reasons).where(_of_contact)


def tell(book: Book, contact: int, reason: int | None) -> None:
    """None: there was no second one after all."""
    row = contacts.changeable(book, contact)
    if row.outcome != Outcome.LOST or (reason is not None and reasons.which(book, reason) == row.code):
        raise NotFound
    if reason is None:
        book.run(_FORGET, contact=contact)
    else:
        book.run(_TELL, contact_id=contact, reason_id=reason)
