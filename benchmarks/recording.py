"""`python -m benchmarks recording`: what Kept costs beside a bare echo bot, as ratios within one run."""

import argparse
import asyncio
import re
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.person import BOT, Person
from benchmarks.process import Process
from benchmarks.seed import seed
from benchmarks.stand_in import StandIn

STAFF = 96
ROUNDS = 9
ALONE = 12  # how many record one after another
STEPS = 4  # up to the question of a date; the fifth keeps the contact
SETTLING = 0.1  # seconds given to what is still marked as posted
TARGET = 2.0

Act = Callable[[Person], Awaitable[None]]
ANY_CLIENT = re.compile(r"r:\w+::")
REFUSED = re.compile(r"r:\w+:l:")
ANY_REASON = re.compile(r"r:\w+:l:\w:\w:::\w+:")
ANY_DATE = re.compile(r"r:\w+:l:\w:\w:::\w+::\w+:")


async def chat(person: Person) -> None:
    for number in range(STEPS):
        await person.write(f"Перезвонить Иванову {number}")


async def answer_all_but_the_date(person: Person) -> None:
    await person.write("➕ Контакт")
    for choice in (ANY_CLIENT, REFUSED, ANY_REASON):
        await person.press(choice)


async def keep(person: Person) -> None:
    await person.press(ANY_DATE)


@dataclass(frozen=True)
class Costs:
    """Seconds of CPU per update."""

    echo: float
    steps: float
    last: float

    @property
    def recording(self) -> float:
        return (self.steps * STEPS + self.last) / (STEPS + 1)


class Bench:
    """Both bots at their stand-ins, measured by turns."""

    def __init__(self, echo: tuple[Process, StandIn], kept: tuple[Process, StandIn]) -> None:
        self._echo, self._kept = echo, kept
        self.recorded = 0

    async def round(self, people: int, at_once: int) -> Costs:
        self.recorded += people
        return Costs(
            await cost(self._echo, chat, people, at_once) / STEPS,
            await cost(self._kept, answer_all_but_the_date, people, at_once) / STEPS,
            await cost(self._kept, keep, people, at_once),
        )


async def cost(bot: tuple[Process, StandIn], act: Act, people: int, at_once: int) -> float:
    """Seconds of the bot's CPU per person while so many of them act at the same time."""
    process, stand_in = bot
    waiting = iter(stand_in.people[:people])

    async def work() -> None:
        for person in waiting:
            await act(person)

    before = process.cpu
    async with asyncio.TaskGroup() as workers:
        for _worker in range(at_once):
            workers.create_task(work())
    await asyncio.sleep(SETTLING)
    return (process.cpu - before) / people


def check(file: Path, recorded: int) -> None:
    """Every contact is in the database, and nothing failed or still waits."""
    base = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    lost = "outcome = 'lost' AND reason_id IS NOT NULL AND recontact_id IS NOT NULL"
    assert counted(base, f"contacts WHERE {lost}") == recorded, "a contact is missing"
    assert counted(base, "inbox WHERE state = 'done'") == recorded * (STEPS + 1), "an update is missing"
    assert not counted(base, "inbox WHERE state <> 'done'"), "an update failed"
    assert not counted(base, "outbox WHERE state <> 'posted'"), "an answer failed"
    base.close()


def counted(base: sqlite3.Connection, what: str) -> int:
    return int(base.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


async def run(folder: Path, stand_ins: tuple[StandIn, StandIn], profiles: Path | None) -> bool:
    addresses = [await stand_in.listen() for stand_in in stand_ins]
    token = f"{BOT['id']}:benchmark"
    with (
        Process(
            "-m", "benchmarks.echo", folder=folder, BOT_TOKEN=token, TELEGRAM_API_URL=addresses[0]
        ) as echo,
        Process(
            *("-m", "benchmarks.profiled" if profiles else "bot"),
            folder=folder,
            BOT_TOKEN=token,
            TELEGRAM_API_URL=addresses[1],
            DATABASE_URL=f"sqlite:///{folder}/kept.db",
            MESSAGES_PER_SECOND="1000",
            PROFILES=str(profiles),
        ) as kept,
    ):
        for stand_in in stand_ins:
            await stand_in.polled.wait()
        await asyncio.sleep(1)
        print(f"memory when idle: Kept {kept.resident} MB, echo {echo.resident} MB")
        bench = Bench((echo, stand_ins[0]), (kept, stand_ins[1]))
        await bench.round(STAFF, 32)  # a warm-up
        together, alone = [], []
        for _round in range(ROUNDS):
            together.append(await bench.round(STAFF, 32))
            alone.append(await bench.round(ALONE, 1))
        print(f"memory after {bench.recorded} recordings: Kept {kept.resident} MB, echo {echo.resident} MB")
    check(folder / "kept.db", bench.recorded)
    tell("one at a time", alone)
    return tell("32 people at once", together)


def tell(how: str, costs: Sequence[Costs]) -> bool:
    """Whether the targets are met."""
    last = median(each.last / each.echo for each in costs)
    recording = median(each.recording / each.echo for each in costs)
    echo = median(each.echo for each in costs)
    print(f"\n{how}: CPU per update, echo = 1.00 (here {echo * 1000:.2f} ms), medians of {len(costs)} rounds")
    for name, ratios in (
        ("the tap that keeps a lost call", [each.last / each.echo for each in costs]),
        ("a whole recording, per update", [each.recording / each.echo for each in costs]),
    ):
        print(f"  {name:32} {median(ratios):5.2f}   (from {min(ratios):.2f} to {max(ratios):.2f})")
    return max(last, recording) <= TARGET


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks recording", description=__doc__)
    options.add_argument("--profile", type=Path, metavar="FOLDER", help="also write Kept's profiles there")
    profiles = options.parse_args().profile
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kept-bench-") as made:
        folder = Path(made)
        clients = seed(folder / "kept.db", StandIn(STAFF).people)
        print(f"{STAFF} managers, {clients} clients; every commit waits for the disk (synchronous = FULL)")
        met = asyncio.run(run(folder, (StandIn(STAFF), StandIn(STAFF)), profiles))
    print(f"\n{'within' if met else 'ABOVE'} {TARGET}, in {time.monotonic() - began:.0f} s")
