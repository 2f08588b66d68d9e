"""A letter that never passes: is it at fault, or does it meet an outage that everybody meets?

Where others' letters pass while it fails time and again, it is at fault. Where nobody else has anything to send,
that cannot be told so soon: then, after hours, a call that says nothing is made into its chat.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

STRIKES = 5  # tries that failed while others' letters passed
PATIENCE = 120.0  # seconds that it is tried at least
ALONE = 3 * 3600.0  # where there was nobody to compare it with


class Passed:
    """How many letters Telegram has taken, or refused for good: it was there."""

    def __init__(self) -> None:
        self.number = 0

    def one(self) -> None:
        self.number += 1


@dataclass
class Doubt:
    """Of one letter, for as long as it is tried."""

    passed: Passed
    seen: int = field(init=False)
    strikes: int = 0
    since: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.seen = self.passed.number

    async def is_at_fault(self, chat_passes: Callable[[], Awaitable[bool]]) -> bool:
        """After a try that failed."""
        self.strikes += self.passed.number > self.seen
        self.seen = self.passed.number
        tried = time.monotonic() - self.since
        if self.strikes >= STRIKES and tried >= PATIENCE:
            return True
        return tried >= ALONE and await chat_passes()
