"""A file of clients on its way into a base: its rows as they arrive, how far it is, what became of a row."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sales.dates.when import When


class State(StrEnum):
    """How far an import is."""

    WANTED = "wanted"  # to be fetched and looked at
    SHOWN = "shown"  # its columns are shown, and a person is asked
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"  # what went in before stays in, and can be undone
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


class Fate(StrEnum):
    """What became of a row that is worth a look; of one that simply went in nothing is kept."""

    JOINED = "joined"  # into a client who was there
    WARNED = "warned"  # went in, and a part of it is in the note alone
    REJECTED = "rejected"


class Snag(StrEnum):
    """What the base itself finds wrong with a row that could be read."""

    PHONE_TAKEN = "phone_taken"  # by another client than the one it went into
    LIST_FULL = "list_full"  # a source or tag for which the team's list has no place: kept in the note
    NO_CONTACT = "no_contact"  # a sale without a sum or a contact without a day: kept in the note


# Tuples, for there are a hundred thousand of them: a frozen dataclass takes three times as long to make.
class Past(NamedTuple):
    """A contact of the past."""

    when: When | None = None
    channel: str = ""  # its code, or a name; none: a call
    outcome: str = ""  # its code; none: a talk that goes on
    reason: str = ""  # of a refusal, its code in the team's catalogue; none: to be named by a head
    words: str = ""  # the client's own, or what stood in the reason's place
    amount: int | None = None  # of a sale, minor units
    told: str = ""  # all of it in words, for the note where it can be no contact


class Arrival(NamedTuple):
    """A client as a row tells of them. What has no place here the caller adds to the note."""

    name: str = ""
    company: str = ""
    phones: tuple[str, ...] = ()  # E.164
    emails: tuple[str, ...] = ()
    telegram: str = ""
    source: str = ""  # the code of a built-in one, or a name
    responsible: int | None = None  # a member; none: whoever imports
    tags: tuple[str, ...] = ()
    note: str = ""
    next: When | None = None
    contact: Past | None = None
    again: bool = False  # the client of the row before, of whom this one tells one more contact


Problem = tuple[int | None, str, str]  # the column, what is wrong, and the value


class Row(NamedTuple):
    """Of the file; without a client: rejected."""

    number: int
    client: Arrival | None
    cells: Sequence[Any] = ()
    problems: Sequence[Problem] = ()


class Counts(NamedTuple):
    """What became of some rows."""

    added: int = 0
    joined: int = 0
    warned: int = 0
    rejected: int = 0
    contacts: int = 0
    unnamed: int = 0  # refusals whose reason somebody has to name
