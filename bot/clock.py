"""The one clock: everything that asks what time it is asks this object."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The system's time, moved on by whatever a test or the sandbox asks for."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead  # the only reading of the time in the product

    def advance(self, by: timedelta) -> None:
        self._ahead += by
