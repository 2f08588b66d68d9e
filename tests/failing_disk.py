"""A disk that fails where a test says so: the system calls of SQLite are wrapped, by its own interface for that."""

import ctypes
import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SIZE, _PLACE = ctypes.c_ssize_t, ctypes.c_longlong
_TRANSFER = ctypes.CFUNCTYPE(_SIZE, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, use_errno=True)
_AT = ctypes.CFUNCTYPE(_SIZE, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, _PLACE, use_errno=True)
_CALLS = {
    "read": _TRANSFER, "pread": _AT, "pread64": _AT, "write": _TRANSFER, "pwrite": _AT, "pwrite64": _AT
}  # fmt: skip
READS, WRITES = ("read", "pread", "pread64"), ("write", "pwrite", "pwrite64")
_SET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_GET = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int), ("file_size", ctypes.c_int), ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p), ("name", ctypes.c_char_p), ("data", ctypes.c_void_p),
        ("methods", ctypes.c_void_p * 13), ("set_call", _SET), ("get_call", _GET),
    )  # fmt: skip


def _library() -> ctypes.CDLL | None:
    """The very one that Python's sqlite3 has loaded."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        if "libsqlite3" in line:
            return ctypes.CDLL(line.split()[-1])
    return None


class Disk:
    """Fails for one file and what lies beside it, with one errno, in the calls that are named."""

    def __init__(self, file: Path) -> None:
        self._file = str(file)
        self.failing: tuple[str, ...] = ()
        self.errno = errno.EIO
        self._left = 0  # calls that still pass
        self.met = 0

    def fail(self, calls: tuple[str, ...], error: int = errno.EIO, after: int = 0) -> None:
        self.failing, self.errno, self._left = calls, error, after

    def heal(self) -> None:
        self.failing = ()

    def wrapped(self, name: str, original: Callable[..., int]) -> Any:
        def call(number: int, *given: Any) -> int:
            if name in self.failing and self._is_meant(number):
                self._left -= 1
                if self._left < 0:
                    self.met += 1
                    ctypes.set_errno(self.errno)
                    return -1
            return original(number, *given)

        return _CALLS[name](call)

    def _is_meant(self, number: int) -> bool:
        return str(Path(f"/proc/self/fd/{number}").readlink()).startswith(self._file)


@contextmanager
def failing_disk(file: Path) -> Iterator[Disk | None]:
    """None where SQLite is not a library that can be reached."""
    library = _library()
    if library is None:
        yield None
        return
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None)
    disk, kept = Disk(file), []
    for name, kind in _CALLS.items():
        address = vfs.contents.get_call(vfs, name.encode())
        if address:
            kept.append(disk.wrapped(name, kind(address)))
            vfs.contents.set_call(vfs, name.encode(), ctypes.cast(kept[-1], ctypes.c_void_p))
    try:
        yield disk
    finally:
        vfs.contents.set_call(vfs, None, None)
