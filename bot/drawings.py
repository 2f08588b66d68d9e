"""Files that are made when they are about to go out: kept as what they show, never as bytes."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


class Maker(StrEnum):
    CHART = "chart"  # a picture, of a Vega-Lite specification
    SHEET = "sheet"  # a workbook, of rows
    EXPORT = "export"  # a file of the base, read when it is made


@dataclass(frozen=True)
class Drawing:
    """What a file shows; `what` is plain JSON that its maker understands."""

    maker: Maker
    file: str  # its name, as whoever saves it sees it
    what: dict[str, Any]

    def to_json(self) -> str:
        return json.dumps([self.maker, self.file, self.what], ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        maker, file, what = json.loads(text)
        return cls(Maker(maker), file, what)


@dataclass(frozen=True)
class Made:
    """A file ready to go; without one, only what is said of it."""

    file: bytes | None
    name: str
    note: str = ""  # below the words of its message
    rest: str | None = None  # the drawing of what found no room in it


def content(drawing: str) -> str:
    """Drawings of the same content are one file at Telegram."""
    return hashlib.sha256(drawing.encode()).hexdigest()
