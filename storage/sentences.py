"""Sentences about contacts: kept as they were typed until a tap confirms them, and forgotten after a month."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, select, update

from storage.book import Book
from storage.errors import NotFound
from storage.schema import sentences
from storage.sql import TEAM, adding_to_team, instant, seconds
from storage.tx import Tx

KEPT = timedelta(days=31)  # a button in an older message says that it is too old


@dataclass(frozen=True)
class Heard:
    """What came in: the words, and what Telegram tells of whom they are."""

    text: str
    client: int | None = None
    named: str = ""
    nickname: str = ""
    telegram_id: int | None = None
    forwarded: bool = False


@dataclass(frozen=True)
class Sentence:
    id: int
    heard: Heard
    said_at: datetime
    contact: int | None  # recorded from it
    edited: bool


_ADD = adding_to_team(
    sentences,
    *("member_id", "chat_id", "message_id", "text", "said_at"),
    *("client_id", "named", "nickname", "telegram_id", "forwarded"),
).returning(sentences.c.id)
_one = and_(sentences.c.team_id == TEAM, sentences.c.id == bindparam("sentence"))
_SENTENCE = select(
    sentences.c.id,
    sentences.c.text,
    sentences.c.client_id,
    sentences.c.named,
    sentences.c.nickname,
    sentences.c.telegram_id,
    sentences.c.forwarded,
    sentences.c.said_at,
    sentences.c.contact_id,
    sentences.c.edited_at,
)
_BY_ID = _SENTENCE.where(_one)
_OF_MESSAGE = (
    _SENTENCE.where(
        sentences.c.team_id == TEAM,
        sentences.c.chat_id == bindparam("chat"),
        sentences.c.message_id == bindparam("message"),
    )
    .order_by(sentences.c.id.desc())
    .limit(1)
)
_EDITED = update(sentences).where(_one).values(edited_at=bindparam("at"))
_KEPT = update(sentences).where(_one).values(contact_id=bindparam("contact"))
_NAME = update(sentences).where(_one).values(named=bindparam("name"))
_SWEEP = delete(sentences).where(sentences.c.said_at < bindparam("before"))


def hear(book: Book, heard: Heard, chat: int, message: int) -> Sentence:
    number = book.value(
        _ADD,
        member_id=book.me.id,
        chat_id=chat,
        message_id=message,
        text=heard.text,
        said_at=book.at,
        client_id=heard.client,
        named=heard.named,
        nickname=heard.nickname,
        telegram_id=heard.telegram_id,
        forwarded=int(heard.forwarded),
    )
    return Sentence(int(number), heard, book.now, None, edited=False)


def find(book: Book, number: int) -> Sentence:
    row = book.first(_BY_ID, sentence=number)
    if row is None:
        raise NotFound
    return _as_sentence(row)


def of_message(book: Book, chat: int, message: int) -> Sentence | None:
    row = book.first(_OF_MESSAGE, chat=chat, message=message)
    return None if row is None else _as_sentence(row)


def edit(book: Book, former: Sentence, text: str, chat: int, message: int) -> Sentence:
    """Typed anew before it was confirmed: what the former words led to leads nowhere."""
    if not book.run(_EDITED, sentence=former.id, at=book.at):
        raise NotFound
    return hear(book, replace(former.heard, text=text), chat, message)


def name(book: Book, sentence: Sentence, named: str) -> Sentence:
    """Whom it is about was typed beside it."""
    if not book.run(_NAME, sentence=sentence.id, name=named):
        raise NotFound
    return replace(sentence, heard=replace(sentence.heard, named=named))


def keep(book: Book, sentence: int, contact: int) -> None:
    book.run(_KEPT, sentence=sentence, contact=contact)


def sweep(tx: Tx, now: datetime) -> None:
    tx.run(_SWEEP, before=seconds(now - KEPT))


def _as_sentence(row: Any) -> Sentence:
    said_at = instant(row.said_at)
    assert said_at is not None
    heard = Heard(row.text, row.client_id, row.named, row.nickname, row.telegram_id, bool(row.forwarded))
    return Sentence(row.id, heard, said_at, row.contact_id, row.edited_at is not None)
