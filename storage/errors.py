"""What storage reports in the words of the business; drivers' errors stop here."""


class StorageError(Exception):
    """Something could not be read or kept."""


class Unavailable(StorageError):
    """The database is busy, full or away: waiting helps, and nothing was kept."""


class Conflict(Unavailable):
    """Two transactions stood in each other's way, and this one gave way: done again, it may pass."""


class Damaged(StorageError):
    """The file is no longer what was written to it."""


class OtherVersion(StorageError):
    """Another version of this program has brought the database to a schema that this one does not know."""


class InUse(StorageError):
    """Another process works with the file."""


class Refused(StorageError):
    """A constraint of the schema refused it; `rule` is the constraint's name where the driver tells it."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class NotFound(StorageError):
    """No such row in this team; whose it may be elsewhere is nobody's business."""
