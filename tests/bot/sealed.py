"""A bot that is nobody in particular, on a system of which it can write one folder and nothing else."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.clock import Clock
from sandbox.server import start
from tests.bot.lives import ROOT, Lives

NOBODY = 65534
# Nobody may read everything here, since Python and this tree may lie in root's own folder; writing is another right.
AS_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"]
AS_NOBODY += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
# A name space of its own, in which one folder is writable and the disks are not.
SEAL = """
mount --bind "$1" "$1"
for disk in / /tmp /var /var/tmp /home /root /work; do
    if mountpoint -q "$disk"; then mount -o remount,bind,ro "$disk" || exit 71; fi
done
cd / && shift && exec "$@"
"""


def missing() -> str:
    """What this machine lacks to seal a bot in; nothing where it can."""
    if os.geteuid() != 0:
        return "needs root, to become somebody else"
    tried = ["unshare", "--mount", *AS_NOBODY, sys.executable, "-c", ""]
    able = subprocess.run(tried, capture_output=True, check=False).returncode == 0
    return "" if able else "needs unshare and setpriv of util-linux, and the right to a mount name space"


class Seal:
    """In place of tests.bot.lives.Forks: a process from its first instruction on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, order: Any) -> int:
        if isinstance(order, int):
            assert self._process is not None
            return await self._process.wait()
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **order["environment"]}
        command = ["unshare", "--mount", "sh", "-c", SEAL, "sh", str(self._folder), *AS_NOBODY]
        command += [sys.executable, "-m", "bot"]
        with (Path(order["folder"]) / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, env=environment, stdout=log, stderr=log
            )
        return self._process.pid


@asynccontextmanager
async def open_sealed(folder: Path, data: Path, **settings: str) -> AsyncIterator[Lives]:
    """`data` is all that it can write; its log is in `folder`."""
    clock = Clock()
    sandbox = await start(clock)
    url = f"sqlite:///{data}/kept.db"
    lives = Lives(sandbox, None, clock, forks=Seal(data), database_url=url, folder=folder, settings=settings)
    try:
        yield lives
    finally:
        if lives.pid:
            await lives.killed()
        await sandbox.stop()
