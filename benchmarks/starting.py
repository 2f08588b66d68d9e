"""`python -m benchmarks starting`: start to the first answer, memory when idle, size: beside a bare echo bot."""

import argparse
import asyncio
import tempfile
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from statistics import median

from packaging.requirements import Requirement

from benchmarks.person import BOT
from benchmarks.process import HOUSE, Process
from benchmarks.seed import seed
from benchmarks.stand_in import StandIn

ROUNDS = 5
STAFF = 32
IDLE = 5.0  # seconds
PACKAGES = ("bot", "storage", "sales", "tables", "sandbox")


@dataclass(frozen=True)
class Start:
    """Of one process: seconds to the first answer, those of CPU, megabytes when idle, CPU of an idle second."""

    answered: float
    cpu: float
    idle: float
    doing_nothing: float


async def start(folder: Path, *command: str) -> Start:
    """Somebody has written to it while it was down."""
    stand_in = StandIn(STAFF, first_update=int(time.time()))  # what a base has heard it never hears again
    environment = {
        "BOT_TOKEN": f"{BOT['id']}:benchmark",
        "TELEGRAM_API_URL": await stand_in.listen(),
        "DATABASE_URL": f"sqlite:///{folder}/kept.db",
        "BACKUP_FOLDER": "none",
    }
    person = stand_in.people[0]
    person.patience = 300
    began = time.monotonic()
    with Process(*command, folder=folder, **environment) as process:
        await person.write("🔔 Сегодня")
        answered, cpu = time.monotonic() - began, process.cpu
        await asyncio.sleep(IDLE)
        before, idle = process.cpu, process.resident
        await asyncio.sleep(IDLE)
        return Start(answered, cpu, idle, (process.cpu - before) / IDLE)


def installed(names: Sequence[str]) -> int:
    """Megabytes of the packages and of all that they ask for."""
    wanted, seen, size = [*map(Requirement, names)], set[str](), 0
    while wanted:
        one = wanted.pop()
        if str(one) in seen:
            continue
        try:
            found = distribution(one.name)
        except PackageNotFoundError:
            continue  # of another system
        if one.name not in seen:
            files = (Path(str(file.locate())) for file in found.files or ())
            size += sum(file.stat().st_size for file in files if file.is_file())
        seen |= {one.name, str(one)}
        wanted += [each for each in map(Requirement, found.requires or ()) if applies(each, one)]
    return size // 1_000_000


def applies(needed: Requirement, to: Requirement) -> bool:
    marker = needed.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *to.extras))


def sizes() -> tuple[int, int, int]:
    """Megabytes of what Kept needs, of what the echo needs, and of Kept's own files."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = (file for package in PACKAGES for file in (HOUSE / package).rglob("*"))
    ours = sum(file.stat().st_size for file in own if file.is_file() and file.suffix != ".pyc")
    return installed(project["dependencies"]), installed(["aiogram"]), ours // 1_000_000


async def run(folder: Path) -> None:
    kept, echo = [], []
    for _round in range(ROUNDS + 1):
        echo.append(await start(folder, "-m", "benchmarks.echo"))
        kept.append(await start(folder, "-m", "bot"))
    print(f"{'':36}{'Kept':>10}{'echo':>10}{'ratio':>8}")
    for name, unit, digits in (
        ("answered", "start to the first answer, s", 2),
        ("cpu", "of it CPU, s", 2),
        ("idle", "memory when idle, MB", 0),
        ("doing_nothing", "CPU of an idle second, ms", 1),
    ):
        one, other = (median(getattr(each, name) for each in bot[1:]) for bot in (kept, echo))
        scale = 1000 if unit.endswith("ms") else 1
        ratio = f"{one / other:8.2f}" if other else ""
        print(f"{unit:36}{one * scale:10.{digits}f}{other * scale:10.{digits}f}{ratio}")
    needs, bare, own = sizes()
    print(f"{'installed packages, MB':36}{needs:10}{bare:10}{needs / bare:8.2f}")
    print(f"{'and its own files, MB':36}{own:10}")


def main() -> None:
    argparse.ArgumentParser(prog="python -m benchmarks starting", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="kept-starting-") as made:
        folder = Path(made)
        seed(folder / "kept.db", StandIn(STAFF).people)
        asyncio.run(run(folder))
