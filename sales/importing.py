"""A file of clients on its way into a base: how far it is, and what became of a row."""

from enum import StrEnum


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
