"""Trouble on the way between the bot and Telegram, arranged by a test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Stage = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot, before or after it was carried out."""

    method: str
    params: dict[str, Any]
    stage: Stage


@dataclass(frozen=True, slots=True)
class Answer:
    """Another answer than Telegram's: by default the page of a proxy in trouble."""

    status: int = 502
    body: str = "<html><body><h1>502 Bad Gateway</h1></body></html>"
    kind: str = "text/html"


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection breaks."""


@dataclass(frozen=True, slots=True)
class Delay:
    seconds: float


@dataclass(frozen=True, slots=True)
class TooMany:
    retry_after: int = 1


Trouble = Answer | Drop | Delay | TooMany
Fault = Callable[[Call], Trouble | None]

GARBAGE = Answer(200, '{"ok": tru', "application/json")


@dataclass
class Times:
    """The same trouble for the next so many calls of a method (None: of any but getUpdates), at one stage."""

    trouble: Trouble
    method: str | None = None
    times: int = 1
    stage: Stage = "before"
    met: list[Call] = field(default_factory=list)

    def __call__(self, call: Call) -> Trouble | None:
        asked = call.method == self.method if self.method else call.method != "getUpdates"
        if not asked or call.stage != self.stage or len(self.met) >= self.times:
            return None
        self.met.append(call)
        return self.trouble
