"""`python -m benchmarks recording`: what Kept costs beside a bare echo bot and a small one that promises little."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.accounts import settle_accounts
from benchmarks.contestants import (
    OF_KEPT,
    OF_SMALL,
    STEPS,
    Contestant,
    Took,
    check_small,
    echo,
    kept,
    seed_small,
    small,
)
from benchmarks.process import Process
from benchmarks.seed import CLIENTS_EACH, seed
from benchmarks.stand_in import StandIn

STAFF = 96
ROUNDS = 9
PEOPLE = {1: 12, 8: 48, 32: 96}  # at once, and how many in all record in a round
COST, PACE = 2.0, 1.0
SMALL = ("small", "careful")
BUTTONS = ((), OF_SMALL, OF_SMALL, OF_KEPT)  # of the echo, of those, of Kept


@dataclass(frozen=True)
class Round:
    """What an echoed line, and of each other bot the steps and the tap that keeps the contact, took."""

    echo: Took
    small: tuple[Took, Took]
    careful: tuple[Took, Took]
    kept: tuple[Took, Took]

    def cost(self, of: tuple[Took, Took]) -> tuple[float, float]:
        """CPU of the tap, and per update of a whole recording: times the echo's of a line."""
        line = self.echo.cpu / STEPS
        steps, tap = of
        return tap.cpu / line, (steps.cpu + tap.cpu) / (STEPS + 1) / line

    @property
    def pace(self) -> tuple[float, float]:
        """Taps, and whole recordings, a second: times the small bot's."""
        (steps, tap), (small_steps, small_tap) = self.kept, self.small
        return small_tap.time / tap.time, (small_steps.time + small_tap.time) / (steps.time + tap.time)


class Bench:
    def __init__(self, echo: Contestant, *others: Contestant) -> None:
        self._echo, self._others = echo, others
        self.recorded = 0

    async def round(self, people: int, at_once: int) -> Round:
        self.recorded += people
        return Round(
            await self._echo.chat(people, at_once),
            *[await self._recording(bot, people, at_once) for bot in self._others],
        )

    @staticmethod
    async def _recording(bot: Contestant, people: int, at_once: int) -> tuple[Took, Took]:
        return await bot.answer_all_but_the_date(people, at_once), await bot.keep(people, at_once)


async def run(folder: Path, profiles: Path | None) -> bool:
    stand_ins = [StandIn(STAFF) for _bot in BUTTONS]
    addresses = [await stand_in.listen() for stand_in in stand_ins]
    with ExitStack() as running:
        processes = [
            running.enter_context(process)
            for process in (
                echo(folder, addresses[0]),
                *(small(folder, at, name) for at, name in zip(addresses[1:], SMALL, strict=False)),
                kept(folder, addresses[-1], profiles),
            )
        ]
        bots = [Contestant(*each) for each in zip(processes, stand_ins, BUTTONS, strict=True)]
        for bot in bots:
            await bot.ready()
        await asyncio.sleep(1)
        tell_memory("when idle", processes)
        bench = Bench(*bots)
        await bench.round(STAFF, 32)  # a warm-up
        found: dict[int, list[Round]] = {at_once: [] for at_once in PEOPLE}
        for _round in range(ROUNDS):
            for at_once, people in PEOPLE.items():
                found[at_once].append(await bench.round(people, at_once))
        tell_memory(f"after {bench.recorded} recordings", processes)
    await settle_accounts(f"sqlite:///{folder}/kept.db", bench.recorded * (STEPS + 1), bench.recorded)
    for name in SMALL:
        check_small(folder / f"{name}.db", bench.recorded)
    met = [tell(at_once, rounds) for at_once, rounds in found.items()]
    return all(met)


def tell_memory(when: str, processes: Sequence[Process]) -> None:
    told = zip(("echo", *SMALL, "Kept"), processes, strict=True)
    print(f"memory {when}: {', '.join(f'{name} {process.resident} MB' for name, process in told)}")


def tell(at_once: int, rounds: Sequence[Round]) -> bool:
    """Whether the targets are met; of the pace there is one with 32 people only."""
    line = median(each.echo.cpu for each in rounds) / STEPS
    print(f"\n{at_once} at once; medians of {len(rounds)} rounds, and from the lowest to the highest")
    print(f"  CPU per update, echo = 1.00 (here {line * 1000:.2f} ms)")
    costs = [
        _row(f"{name}: {what}", [each.cost(getattr(each, name))[which] for each in rounds])
        for name in (*SMALL, "kept")
        for which, what in enumerate(("the tap that keeps a contact", "a whole recording"))
    ]
    print("  a second, small bot = 1.00")
    paces = [
        _row(f"kept: {what}", [each.pace[which] for each in rounds])
        for which, what in enumerate(("taps", "whole recordings"))
    ]
    return max(costs[-2:]) <= COST and (at_once < max(PEOPLE) or min(paces) >= PACE)


def _row(name: str, ratios: Sequence[float]) -> float:
    middle = median(ratios)
    print(f"    {name:40} {middle:5.2f}   ({min(ratios):.2f} to {max(ratios):.2f})")
    return middle


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks recording", description=__doc__)
    options.add_argument("--profile", type=Path, metavar="FOLDER", help="also write Kept's profiles there")
    profiles = options.parse_args().profile
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kept-bench-") as made:
        folder, people = Path(made), StandIn(STAFF).people
        clients = seed(folder / "kept.db", people)
        for name in SMALL:
            seed_small(folder / f"{name}.db", people, CLIENTS_EACH)
        print(f"{STAFF} managers, {clients} clients; every commit waits for the disk (synchronous = FULL)")
        met = asyncio.run(run(folder, profiles))
    print(f"\n{'within' if met else 'ABOVE'} the targets, in {time.monotonic() - began:.0f} s")
    if not met:
        sys.exit(1)
