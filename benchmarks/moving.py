"""`python -m benchmarks moving`: a base moved to PostgreSQL by the operator's command: its time and memory."""

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.history import MANAGERS
from benchmarks.past import team_with_past
from benchmarks.postgres import postgres
from benchmarks.process import HOUSE

MEMORY = 150  # megabytes over a process that has only been started


def command(file: Path, *words: str) -> tuple[str, float, int]:
    """What it said, how many seconds it took, and the megabytes it had at its most."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), "DATABASE_URL": f"sqlite:///{file}"}
    began, most = time.monotonic(), 0
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=file.parent,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        while process.poll() is None:
            most = max(most, highest(process.pid))
            time.sleep(0.05)
        said.seek(0)
        return said.read().decode(), time.monotonic() - began, most


def highest(pid: int) -> int:
    """Empty of one that has just ended."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
        return int(found[1]) // 1024 if found else 0
    return 0


def measure(file: Path, contacts: int) -> bool:
    if not file.exists():
        asyncio.run(team_with_past(file, contacts, MANAGERS))
    with postgres() as server:
        url = server.url("kept")
        _told, _seconds, idle = command(file, "migrate-to", "nowhere")
        moved, seconds, most = command(file, "migrate-to", url)
        print(moved.splitlines()[-1])
        print(f"{contacts:,} contacts, {file.stat().st_size / 1e6:,.0f} MB: moved in {seconds:,.0f} s")
        print(f"memory: {most} MB at its most, {idle} MB of it for having been started")
        again, seconds, _most = command(file, "migrate-to", url)
        print(again.splitlines()[-1])
        print(f"compared anew in {seconds:,.0f} s")
        return "the same on both sides" in again and most - idle <= MEMORY


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks moving", description=__doc__)
    options.add_argument("--contacts", type=int, default=1_000_000, metavar="MANY")
    options.add_argument("--file", type=Path, help="a base that is there already")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kept-moving-") as made:
        met = measure(chosen.file or Path(made) / "kept.db", chosen.contacts)
    print(f"\n{'within' if met else 'ABOVE'} {MEMORY} MB")
    if not met:
        sys.exit(1)
