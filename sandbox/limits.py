"""Telegram's flood limits, by the sandbox's clock; a test turns them on."""

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sandbox.refusals import too_many


@dataclass(frozen=True)
class Limits:
    per_second: int = 30
    per_chat_per_second: int = 1
    per_chat_at_once: int = 1  # as long as it is no more a second over a while
    per_group_per_minute: int = 20


class Window:
    """At most so many within a stretch of time; what was refused does not count."""

    def __init__(self, most: int, stretch: timedelta) -> None:
        self._most = most
        self._stretch = stretch
        self._sent: deque[datetime] = deque()

    def wait(self, now: datetime, count: int) -> timedelta:
        while self._sent and self._sent[0] + self._stretch <= now:
            self._sent.popleft()
        over = len(self._sent) + count - self._most
        if over <= 0 or not self._sent:
            return timedelta()
        return self._sent[min(over, len(self._sent)) - 1] + self._stretch - now

    def add(self, now: datetime, count: int) -> None:
        self._sent.extend([now] * count)


class Flood:
    def __init__(self, limits: Limits) -> None:
        second, minute = timedelta(seconds=1), timedelta(minutes=1)
        self._all = Window(limits.per_second, second)
        burst = limits.per_chat_per_second * limits.per_chat_at_once
        self._chats = defaultdict[int, Window](lambda: Window(burst, limits.per_chat_at_once * second))
        self._groups = defaultdict[int, Window](lambda: Window(limits.per_group_per_minute, minute))

    def admit(self, chat: int, now: datetime, count: int = 1) -> None:
        windows = [self._all, self._chats[chat]] + ([self._groups[chat]] if chat < 0 else [])
        longest = max(window.wait(now, count) for window in windows)
        if longest:
            raise too_many(ceil(longest.total_seconds()))
        for window in windows:
            window.add(now, count)
