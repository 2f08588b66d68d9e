"""A bot as a process of its own, and what it has cost so far."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

HOUSE = Path(__file__).parent.parent
_RESIDENT = re.compile(r"VmRSS:\s+(\d+) kB")


def cpu_of(pid: int) -> float:
    """Seconds of all its threads, in user and kernel mode: Linux gives every process such a clock."""
    return time.clock_gettime(~pid << 3 | 2)


class Process:
    def __init__(self, *command: str, folder: Path, **environment: str) -> None:
        plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,  # away from any .env
            env={**plain, "PYTHONPATH": str(HOUSE), "LOG_LEVEL": "WARNING", **environment},
            stdout=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)

    @property
    def cpu(self) -> float:
        return cpu_of(self._process.pid)

    @property
    def resident(self) -> float:
        """Megabytes of memory, to a tenth."""
        found = _RESIDENT.search(Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii"))
        assert found
        return round(int(found[1]) / 1024, 1)
