"""A row made a client with a contact, and what of it could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from typing import NamedTuple

from sales.contacts import Channel, Outcome
from sales.dates.when import When
from sales.losses import Reason
from tables.cells import Row


@dataclass(frozen=True)
class Rules:
    """Of the team into whose base the rows go."""

    zone: tzinfo
    today: date
    region: str = "RU"
    exponent: int = 2
    currency: str = ""  # ISO 4217; none: sums of any currency are taken as the team's


class Contact(NamedTuple):
    when: When | None = None
    channel: Channel | None = None
    outcome: Outcome | None = None
    reason: Reason | None = None
    reason_text: str = ""  # as it was written: evidence, and what to name the reason by
    amount: int | None = None  # minor units
    deal: str = ""
    own_channel: str = ""  # in a file of ours: as the team that wrote it has named it


# Tuples, for there are a hundred thousand of them: a frozen dataclass takes three times as long to make.
class Entry(NamedTuple):
    name: str = ""
    company: str = ""
    phones: tuple[str, ...] = ()  # E.164
    emails: tuple[str, ...] = ()
    telegram: str = ""
    source: str = ""
    responsible: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    next: When | None = None
    contact: Contact | None = None
    again: bool = False  # in a file of ours: the client of the row before, and one more contact of theirs

    @property
    def somebody(self) -> bool:
        return bool(self.name or self.company or self.phones or self.emails or self.telegram)

    def is_of(self, other: "Entry") -> bool:
        """Whether both say the same of who it is."""
        mine = (self.name, self.company, self.phones, self.emails, self.telegram)
        return mine == (other.name, other.company, other.phones, other.emails, other.telegram)


class Trouble(StrEnum):
    """Why a row is rejected, or what of it is kept as text only."""

    NOBODY = "nobody"  # rejected: neither a name nor a company nor a way to reach them
    CARD_BROKEN = "card_broken"  # rejected
    PHONE = "phone"
    EMAIL = "email"
    TELEGRAM = "telegram"
    DATE = "date"
    DATE_AHEAD = "date_ahead"  # a contact that is still to come
    SUM = "sum"
    CURRENCY = "currency"
    OUTCOME = "outcome"
    CHANNEL = "channel"
    LABEL = "label"  # the banned label where a tag or a source stands


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    column: int | None
    trouble: Trouble
    value: str = ""


class Read(NamedTuple):
    """An entry with warnings, or a row rejected and why."""

    row: Row
    entry: Entry | None
    problems: Sequence[Problem] = ()
