"""What clients are found by: their words and phones, written down with them and forgotten with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete

from sales.clients import cut, endings, search_words
from sales.joining import key_of
from sales.text import words
from storage.book import Book
from storage.schema import search_words as table
from storage.schema import word_endings
from storage.sql import TEAM, adding_to_team

ADD_WORD = adding_to_team(table, "word", "client_id").on_conflict_do_nothing()
ADD_ENDING = adding_to_team(word_endings, "ending", "word").on_conflict_do_nothing()
FORGET = delete(table).where(table.c.team_id == TEAM, table.c.client_id == bindparam("client"))

Row = Mapping[str, Any]


def write_down(book: Book, client: int, name: str, company: str, phones: Sequence[str], extra: str) -> None:
    wanted = search_words(name, company, tuple(phones), extra) | {key_of(name, company)}
    book.many(ADD_WORD, [{"word": word, "client_id": client} for word in sorted(wanted) if word])
    book.many(ADD_ENDING, rows_of_endings({*map(cut, words(f"{name} {company}"))}))


def rows_of_endings(said: set[str]) -> list[Row]:
    return [{"ending": ending, "word": word} for word in sorted(said) for ending in endings(word)]


def forget(book: Book, client: int) -> None:
    book.run(FORGET, client=client)
