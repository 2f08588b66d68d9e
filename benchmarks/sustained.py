"""`python -m benchmarks sustained`: an hour's load, a backlog after downtime, and others' waits behind a flood."""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import backlog, flood
from benchmarks.accounts import settle_accounts
from benchmarks.backlog import Taken
from benchmarks.deployed import LIMIT, Deployment
from benchmarks.doings import Manager
from benchmarks.flood import behind_a_flood
from benchmarks.postgres import postgres
from benchmarks.seed import TEAM_SIZE, furnish
from benchmarks.stand_in import StandIn
from benchmarks.steady import RATE, WARM_UP, Load, Steady
from benchmarks.webhook import Webhook

STAFF = 192
SOON = 1.0  # seconds for an answer
STORED = 10.0  # seconds for a backlog
FLAT = 10.0  # megabytes an hour, of each process


@dataclass(frozen=True)
class Found:
    steady: Steady
    taken: Taken
    waited: list[list[float]]
    replicas: int


async def measure(deployment: Deployment, minutes: float, times: int) -> Found:
    stand_in, people = deployment.stand_in, deployment.stand_in.people
    await furnish(deployment.url, people)
    managers = [Manager(person, number) for number, person in enumerate(people)]
    async with deployment.at_work(LIMIT * times) as bots:
        hour = await Load(managers, bots, times).last(60 * minutes / times)
        await backlog.last_seen(people[: backlog.MANAGERS])
        await bots.settled()
    backlog.pile_up(people[: backlog.MANAGERS])
    async with deployment.at_work() as bots:
        taken = await backlog.take_in(stand_in, bots)
        waited = await behind_a_flood(people[0], (people[1], people[TEAM_SIZE]))
        await bots.settled()
    kept = sum(manager.kept for manager in managers)
    await settle_accounts(deployment.url, stand_in.offered, kept)
    return Found(hour, taken, waited, deployment.replicas)


def tell(found: Found) -> bool:
    """Whether the targets are met, as far as can be told."""
    half, most, late = found.steady.percentiles
    growth = found.steady.growth / found.replicas if found.steady.is_long else None
    began, middle, ended = found.steady.megabytes
    rate = RATE * found.steady.times
    print(f"  {len(found.steady.waited):,} updates, {rate} a second: answered in {half:.3f} s at the median,")
    print(
        f"    {most:.3f} s of 95 in a hundred, {late:.3f} s of 99; CPU {found.steady.cpu:.2f} of a processor"
    )
    grown = "too short for more" if growth is None else f"{growth:+.1f} MB an hour's updates and process"
    print(f"  memory {began:.0f}, {middle:.0f}, {ended:.0f} MB; {grown}")
    print(
        f"  {backlog.UPDATES:,} after downtime: stored in {found.taken.stored:.1f} s,"
        f" answered in {found.taken.answered:.1f} s"
    )
    for whose, waited in zip(("of the same team", "of another"), found.waited, strict=True):
        print(
            f"  behind {flood.MESSAGES:,} of one person, somebody {whose}: {max(waited):.2f} s at most of {len(waited)}"
        )
    targets = {
        "an answer": late <= SOON,
        "memory": growth is None or growth <= FLAT,
        "a backlog": found.taken.stored <= STORED,
        "a flood": max(map(max, found.waited)) <= SOON,
    }
    missed = ", ".join(name for name, met in targets.items() if not met)
    print(f"  MISSED: {missed}" if missed else "  within the targets", flush=True)
    return not missed


async def run(folder: Path, minutes: float, times: int, *, both: bool) -> bool:
    print("\nSQLite, polling", flush=True)
    met = [tell(await measure(await deployed(folder, f"sqlite:///{folder}/kept.db"), minutes, times))]
    if both:
        with postgres() as server:
            for replicas in (1, 3):
                print(f"\nPostgreSQL, webhook, {replicas} at work", flush=True)
                there = await deployed(folder, server.url(f"kept_{replicas}"), replicas)
                met.append(tell(await measure(there, minutes, times)))
    return all(met)


async def deployed(folder: Path, url: str, behind_webhook: int = 0) -> Deployment:
    stand_in = StandIn(STAFF, way=Webhook() if behind_webhook else None)
    return Deployment(stand_in, await stand_in.listen(), folder, url, behind_webhook or 1)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks sustained", description=__doc__)
    options.add_argument("--minutes", type=float, default=3.0, help="of the hour that is measured")
    options.add_argument("--times", type=int, default=1, help="as fast: an hour's updates in less than one")
    options.add_argument("--postgres", action="store_true", help="PostgreSQL too")
    chosen = options.parse_args()
    began = time.monotonic()
    counted = RATE * 60 * chosen.minutes
    print(
        f"{STAFF} managers in {STAFF // TEAM_SIZE} teams; of an hour's {RATE * 3600:,} updates {counted:,.0f},"
    )
    print(f"{chosen.times} times as fast, after {WARM_UP:.0f} s that are not counted")
    with tempfile.TemporaryDirectory(prefix="kept-sustained-") as made:
        met = asyncio.run(run(Path(made), chosen.minutes, chosen.times, both=chosen.postgres))
    print(f"\n{'within' if met else 'ABOVE'} the targets, in {time.monotonic() - began:.0f} s")
    if not met:
        sys.exit(1)
