"""Files people and the bot sent, and what Telegram tells of them."""

import mimetypes
import re
import struct
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sandbox.refusals import bad_request

SIZES = (90, 320, 800, 1280)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class StoredFile:
    id: str
    name: str
    kind: str
    data: bytes
    path: str
    width: int = 0
    height: int = 0

    def described(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": len(self.data)}


class Files:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}

    def known(self, file_id: str) -> StoredFile:
        if file_id not in self._files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._files[file_id]

    def at(self, path: str) -> StoredFile | None:
        return self._paths.get(path)

    def document(self, name: str, kind: str, data: bytes) -> dict[str, Any]:
        """Stored, and as the field "document" of a message."""
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > 50 * MEGABYTE:
            raise bad_request("file is too big")
        guessed = mimetypes.guess_type(name)[0] or kind.partition(";")[0] or "application/octet-stream"
        stored = self._store("documents", name, guessed, data)
        return {"file_name": name, "mime_type": guessed, **stored.described()}

    def photo(self, name: str, data: bytes) -> list[dict[str, Any]]:
        """Stored, and as the field "photo" of a message: the same picture in several sizes."""
        if len(data) > 10 * MEGABYTE:
            raise bad_request("photo is too big")
        width, height = dimensions(data)
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        largest = max(width, height)
        edges = [*[edge for edge in SIZES if edge < largest][-3:], min(largest, SIZES[-1])]
        return [self._size(name, data, edge / largest, (width, height)) for edge in dict.fromkeys(edges)]

    def _size(self, name: str, data: bytes, scale: float, size: tuple[int, int]) -> dict[str, Any]:
        width, height = (max(1, round(edge * scale)) for edge in size)
        stored = self._store("photos", name, "image/jpeg", data, (width, height))
        return {"width": width, "height": height, **stored.described()}

    def _store(
        self, folder: str, name: str, kind: str, data: bytes, size: tuple[int, int] = (0, 0)
    ) -> StoredFile:
        number = len(self._files) + 1
        ending = re.sub(r"\W", "", PurePath(name).suffix, flags=re.ASCII) or "bin"
        path = f"{folder}/file_{number}.{ending}"
        stored = StoredFile(f"AgAC{folder[0]}{number:06}", name, kind, data, path, *size)
        self._files[stored.id] = self._paths[stored.path] = stored
        return stored


def is_picture(data: bytes) -> bool:
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8"))


def dimensions(data: bytes) -> tuple[int, int]:
    size = _png_size(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _jpeg_size(data)
    if min(size) < 1:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return size


def _png_size(data: bytes) -> tuple[int, int]:
    if len(data) < 24:
        return 0, 0
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """The frame header, past the segments before it."""
    if not data.startswith(b"\xff\xd8"):
        return 0, 0
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return 0, 0
