"""What tells of a client beside their own rows: sentences that wait for a tap, and files on their way into the base."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import PurePath

from sqlalchemy import bindparam, delete, select, update

from sales.sentence.mentions import Called
from storage.book import Book
from storage.schema import import_rows, imports, sentences
from storage.sql import TEAM, among

TAIL = 7  # digits of a number by which it is known
_ESCAPED = re.compile(r"\\.")  # within JSON, a letter of no word

_HEARD = select(sentences.c.id, sentences.c.text, sentences.c.named).where(sentences.c.team_id == TEAM)
_UNHEAR = delete(sentences).where(sentences.c.team_id == TEAM, among(sentences.c.id))
_FILES = select(imports.c.id, imports.c.file_name, imports.c.layout).where(imports.c.team_id == TEAM)
_CHANGE = (
    update(imports)
    .where(imports.c.team_id == TEAM, imports.c.id == bindparam("number"))
    .values(file_name=bindparam("name"), layout=bindparam("found"))
)
_TURNED_AWAY = select(import_rows.c.id, import_rows.c.cells).where(
    import_rows.c.team_id == TEAM, import_rows.c.client_id.is_(None)
)
_DROP_ROWS = delete(import_rows).where(import_rows.c.team_id == TEAM, among(import_rows.c.id))


def unsay(book: Book, called: Called, numbers: Iterable[str], sign: str) -> None:
    """By their name in any case, or by their number."""
    tails = [number[-TAIL:] for number in numbers]

    def tells(text: str) -> bool:
        digits = "".join(filter(str.isdigit, text))
        return called.named_in(text) or any(tail in digits for tail in tails)

    heard = book.all(_HEARD)
    book.run_among(_UNHEAR, [row.id for row in heard if tells(f"{row.text} {row.named}")])
    book.run_among(_DROP_ROWS, [row.id for row in book.all(_TURNED_AWAY) if tells(_plain(row.cells))])
    _unsay_files(book, tells, sign)


def _unsay_files(book: Book, tells: Callable[[str], bool], sign: str) -> None:
    """A card is called by whose it is; a few rows of a file are kept to be shown."""
    for row in book.all(_FILES):
        name = sign + PurePath(row.file_name).suffix if tells(row.file_name) else row.file_name
        found = _without_rows(row.layout) if tells(_plain(row.layout)) else row.layout
        if (name, found) != (row.file_name, row.layout):
            book.run(_CHANGE, number=row.id, name=name, found=found)


def _plain(found: str) -> str:
    return _ESCAPED.sub(" ", found)


def _without_rows(layout: str) -> str:
    table, _rows = json.loads(layout)
    columns = [{**column, "examples": []} for column in table["mapping"]]
    return json.dumps([{**table, "mapping": columns}, []], ensure_ascii=False)
