"""What one sentence says about a contact: each part with its place in the text, and what was not understood."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from sales.contacts import Channel, Direction, Outcome
from sales.dates import When
from sales.losses import Reason

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    value: T
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Guess:
    """A loss reason, and how sure it is that just this one was said: from 0 to 1."""

    reason: Reason
    confidence: float


@dataclass(frozen=True, slots=True)
class Said:
    """Places lie in `text`, which is the typed one composed (NFC)."""

    text: str
    people: tuple[Part[str], ...] = ()
    companies: tuple[Part[str], ...] = ()
    phones: tuple[Part[str], ...] = ()
    mail: Part[str] | None = None
    telegram: Part[str] | None = None
    sum: Part[int] | None = None
    outcome: Part[Outcome] | None = None
    reason: Part[Guess] | None = None
    next: Part[When] | None = None
    ago: Part[int] | None = None
    channel: Part[Channel] | None = None
    direction: Part[Direction] | None = None
    says_contact: bool = False
    note: str = ""


def parts_of(said: Said) -> Iterator[Part[Any]]:
    for field in fields(said):
        value = getattr(said, field.name)
        parts = value if isinstance(value, tuple) else (value,)
        yield from (part for part in parts if isinstance(part, Part))
