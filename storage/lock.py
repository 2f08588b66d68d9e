"""One file, one process at work with it: a lock beside it, which the system gives up for whoever dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.belonging import hand_over
from storage.errors import InUse


@contextmanager
def held(file: Path | None) -> Iterator[None]:
    """Raises InUse where another process holds it; of no file nothing is held."""
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.lock")
    with beside.open("w") as lock:
        hand_over(beside)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse("another bot, or a restore, works with it") from None
        yield
