"""What the bot has still to hear: kept in order until it is confirmed, for a day at most."""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sandbox.clock import Clock

Update = dict[str, Any]

KEPT_FOR = timedelta(hours=24)
ASKED_FOR_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
FIRST_ID = 700_000_001


class Updates:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: deque[tuple[Update, datetime]] = deque()
        self._next_id = FIRST_ID
        self.allowed: list[str] = []
        self.on_arrival: list[Callable[[], None]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ASKED_FOR_ONLY

    def add(self, kind: str, content: dict[str, Any]) -> bool:
        if not self.wants(kind):
            return False
        self.push({kind: content})
        return True

    def push(self, update: Update) -> int:
        """Whatever it holds, decodable or not, it goes to the bot."""
        update = {"update_id": self._next_id, **update}
        self._next_id = max(self._next_id, update["update_id"]) + 1
        self._waiting.append((update, self._clock.now()))
        for arrived in self.on_arrival:
            arrived()
        return int(update["update_id"])

    def remember_allowed(self, kinds: list[str] | None) -> None:
        if kinds is not None:
            self.allowed = kinds

    def move_to(self, offset: int) -> None:
        """A positive offset confirms all before it, a negative one all but so many of the last."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while offset > 0 and self._waiting and self._waiting[0][0]["update_id"] < offset:
            self._waiting.popleft()

    def first(self, limit: int = 100) -> list[Update]:
        self._forget_old()
        return [update for update, _ in self._first(limit)]

    def _first(self, limit: int) -> Iterable[tuple[Update, datetime]]:
        return (self._waiting[place] for place in range(min(limit, len(self._waiting))))

    def drop_all(self) -> None:
        self._waiting.clear()

    def _forget_old(self) -> None:
        oldest = self._clock.now() - KEPT_FOR
        while self._waiting and self._waiting[0][1] < oldest:
            self._waiting.popleft()
