"""What must hold of every team's data after whatever people did."""

from collections.abc import AsyncIterator

from sqlalchemy import Text

from sales.label import Finding, recognise
from storage.schema import metadata
from tests.bot.world import TALK
from tests.house import House

# Words of people about what happened: notes, whoever writes them. A name is none.
NOTES = {
    ("notes", "text"),
    ("remarks", "text"),
    ("reviews", "text"),
    ("tasks", "text"),
    ("clientless", "note"),
    ("stops", "word"),
    ("loss_reasons", "helped"),
    ("sentences", "text"),
    ("unnamed_losses", "words"),
    ("import_rows", "cells"),
    ("import_rows", "problems"),
    ("imports", "file_name"),
    ("imports", "layout"),
}
# Pieces of the names above, by which they are found.
DERIVED = {"search_words", "word_endings"}
RULES = {
    "a client without a next touch whom no head has agreed to give up": (
        "SELECT id FROM clients WHERE stopped_at IS NULL AND erased_at IS NULL AND "
        "id NOT IN (SELECT client_id FROM recontacts WHERE state = 'open')"
    ),
    "a client given up to whom somebody is to come back": (
        "SELECT id FROM clients WHERE stopped_at IS NOT NULL AND "
        "id IN (SELECT client_id FROM recontacts WHERE state = 'open')"
    ),
    "a client given up without a head's agreement": (
        "SELECT id FROM clients WHERE stopped_at IS NOT NULL AND "
        "id NOT IN (SELECT client_id FROM stops WHERE state = 'approved')"
    ),
    "two open promises of one client": (
        "SELECT client_id FROM recontacts WHERE state = 'open' GROUP BY client_id HAVING count(*) > 1"
    ),
    "a loss without a reason of the team's catalogue": (
        "SELECT c.id FROM contacts AS c LEFT JOIN loss_reasons AS r ON r.id = c.reason_id AND r.team_id = c.team_id "
        "WHERE c.outcome = 'lost' AND r.id IS NULL"
    ),
    "a reason of what was not lost": "SELECT id FROM contacts WHERE outcome <> 'lost' AND reason_id IS NOT NULL",
}


async def broken(house: House) -> list[str]:
    found = [f"{rule}: {rows}" for rule, sql in RULES.items() if (rows := await house.rows(sql))]
    return [*found, *[told async for told in _labels(house)]]


async def _labels(house: House) -> AsyncIterator[str]:
    for table in metadata.sorted_tables:
        texts = [
            column.name
            for column in table.columns
            if isinstance(column.type, Text) and (table.name, column.name) not in NOTES
        ]
        if not texts or table.name in TALK | DERIVED:
            continue
        columns = ", ".join(f'"{name}"' for name in texts)
        for row in await house.rows(f"SELECT {columns} FROM {table.name}"):
            for name, value in zip(texts, row, strict=True):
                if value and recognise(value) is Finding.LABEL:
                    yield f"the label in {table.name}.{name}: {value}"
