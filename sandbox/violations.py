"""A rule of Telegram broken by the bot: tests assert that there is none."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Violation:
    method: str
    params: dict[str, Any]
    description: str
