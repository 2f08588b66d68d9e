"""The process that `make run` starts where no token is set, in an empty folder of its own."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import silence

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds until a test gives up; none waits that long
ADDRESS = re.compile(r"http://\S+")
DATA = "Data is in "


@dataclass
class Trial:
    """What it printed so far, line by line; what it had to complain of stands in its log."""

    process: asyncio.subprocess.Process
    folder: Path
    told: list[str] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        return ADDRESS.findall("\n".join(self.told))

    @property
    def data(self) -> Path:
        return Path(self.told[-1].partition(DATA)[2])

    def log(self) -> str:
        return log_of(self.folder).read_text()

    async def begin(self) -> None:
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while not self.told or DATA not in self.told[-1]:
                line = await self.process.stdout.readline()
                assert line, self.log()
                self.told.append(line.decode().strip())

    async def end(self) -> int:
        self.process.terminate()
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()


def log_of(folder: Path) -> Path:
    return folder.with_suffix(".log")


@asynccontextmanager
async def open_trial(folder: Path) -> AsyncIterator[Trial]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    with log_of(folder).open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "--try",
            cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=log,
        )  # fmt: skip
    trial = Trial(process, folder)
    try:
        await trial.begin()
        yield trial
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        silence.heard += [*trial.told, trial.log()]
