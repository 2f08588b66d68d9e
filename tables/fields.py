"""What a column may be: the sides of a client and of a contact with them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache

from tables import vocabulary
from tables.vocabulary import LANGUAGES, Known, Vocabulary


class Field(StrEnum):
    NAME = "name"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    PATRONYMIC = "patronymic"
    COMPANY = "company"
    PHONE = "phone"
    EMAIL = "email"
    TELEGRAM = "telegram"
    REACH = "reach"  # phones, mails and nicknames together
    SOURCE = "source"
    RESPONSIBLE = "responsible"
    TAGS = "tags"
    NOTE = "note"
    DATE = "date"
    CHANNEL = "channel"
    OUTCOME = "outcome"
    REASON = "reason"
    AMOUNT = "amount"
    DEAL = "deal"
    NEXT_DATE = "next_date"
    KEPT = "kept"  # in the note, after its header
    SKIPPED = "skipped"


NAME_PARTS = (Field.LAST_NAME, Field.FIRST_NAME, Field.PATRONYMIC)
REACHING = frozenset({Field.PHONE, Field.EMAIL, Field.TELEGRAM, Field.REACH})
# Those of which a table may have many columns; of the others it has one, and more are kept in the note.
MANY = REACHING | {Field.TAGS, Field.NOTE, Field.KEPT, Field.SKIPPED}
OF_CONTACT = frozenset({Field.DATE, Field.CHANNEL, Field.OUTCOME, Field.REASON, Field.AMOUNT, Field.DEAL})

# The columns of an export, in their order.
WRITTEN = (
    Field.NAME,
    Field.COMPANY,
    Field.PHONE,
    Field.EMAIL,
    Field.TELEGRAM,
    Field.SOURCE,
    Field.RESPONSIBLE,
    Field.TAGS,
    Field.NOTE,
    Field.DATE,
    Field.CHANNEL,
    Field.OUTCOME,
    Field.REASON,
    Field.AMOUNT,
    Field.DEAL,
    Field.NEXT_DATE,
)


@cache
def written_titles(language: str) -> tuple[str, ...]:
    titles = vocabulary.read("words")["export"][language]
    return tuple(titles[field] for field in WRITTEN)


def is_own(titles: Sequence[str]) -> bool:
    """Whether the file was written here: then nothing in it has to be guessed."""
    return any(tuple(titles) == written_titles(language) for language in LANGUAGES)


_BRACKETS = re.compile(r"\([^()]*\)")
_WHOSE = re.compile(r"^.*(?: [-–—] |: )")


@cache
def _headers() -> Vocabulary[Field]:
    told = vocabulary.read("headers")
    return Vocabulary((field, told[field]["headers"]) for field in Field)


def known_header(title: str) -> Known[Field] | None:
    """As it stands, or without what only says whose it is: «Person - Name», «Должность (контакт)»."""
    for place, said in enumerate(_readings(title)):
        if known := _headers().find(vocabulary.plain_header(said)) if said.strip() else None:
            return replace(known, exact=known.exact and not place)
    return None


def _readings(title: str) -> tuple[str, ...]:
    return title, _BRACKETS.sub(" ", title), _WHOSE.sub("", title), title.partition("/")[0]


def is_either(title: str, kinds: str) -> bool:
    """Whether the header may mean one of two things, as the file of headers says."""
    return vocabulary.plain_header(title) in vocabulary.read("headers")["either"][kinds]
