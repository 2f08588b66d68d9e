"""Words kept as they were typed: the client's own, and what people remark."""

from sqlalchemy import bindparam, exists, or_, select

from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients, contacts, notes
from storage.sql import TEAM, adding_to_team

_ADD = adding_to_team(notes, "client_id", "author_id", "text", "written_at").returning(notes.c.id)
_THERE = select(clients.c.id).where(
    clients.c.team_id == TEAM, clients.c.id == bindparam("client"), clients.c.erased_at.is_(None)
)
_TEXT = select(notes.c.text).where(
    notes.c.team_id == TEAM, notes.c.id == bindparam("note"), notes.c.client_id == bindparam("client")
)
# Notes that stand for themselves: not the words of a refusal, which are shown with their contact.
_FREE = (
    select(notes.c.text)
    .where(
        notes.c.team_id == TEAM,
        notes.c.client_id == bindparam("client"),
        ~exists().where(
            contacts.c.client_id == notes.c.client_id,
            or_(contacts.c.words_id == notes.c.id, contacts.c.saving_id == notes.c.id),
            contacts.c.undone_at.is_(None),
        ),
    )
    .order_by(notes.c.id.desc())
    .limit(bindparam("most"))
)


def add(book: Book, client_id: int, text: str) -> int:
    if book.value(_THERE, client=client_id) is None:
        raise NotFound
    return int(book.value(_ADD, client_id=client_id, author_id=book.me.id, text=text, written_at=book.at))


def read(book: Book, client_id: int, note_id: int) -> str:
    text = book.value(_TEXT, client=client_id, note=note_id)
    if text is None:
        raise NotFound
    return str(text)


def latest_free(book: Book, client_id: int, most: int) -> list[str]:
    return [text for (text,) in book.all(_FREE, client=client_id, most=most)]
