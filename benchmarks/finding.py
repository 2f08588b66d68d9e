"""`python -m benchmarks finding`: what a search in a large base costs beside looking one client up by an index."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.names import introduce, phone_of
from benchmarks.past import analyze, book_of_owner, staff
from benchmarks.postgres import postgres
from sales.clients import Introduction, Reach
from storage import clients, search
from storage.book import Book
from storage.store import Store, open_store

TARGET = 3.0
ROUNDS = 200
BATCH = 2_000
# Asked by turns; a two-word name looks through all of one word's clients for the other and is told apart.
QUERIES = {
    "a name": ("сидоров", "никитин", "мария", "юрий"),
    "a company": ("ромашка", "стройинвест", "каскад"),
    "a middle part": ("идоро", "икити", "омашк", "инвест"),
    "a phone's end": ("67-89", "1234", "00-77", "{phone:.4}"),
    "a phone": ("+7912{phone}", "8912{phone}"),
}
TOLD = {
    "a name of two words": ("сидоров мария", "юрий никитин"),
    "digits in a phone's middle": ("12{phone:.5}",),
}


async def furnish(store: Store, many: int) -> None:
    await store.run(lambda tx: staff(tx, 1))
    chance = random.Random(20261125)
    for first in range(0, many, BATCH):
        batch = [introduce(chance, number) for number in range(first, min(many, first + BATCH))]

        def add(book: Book, batch: list[Introduction] = batch) -> None:
            for who in batch:
                clients.add(book, who, Reach.GIVEN)

        await store.run(lambda tx, add=add: add(book_of_owner(tx)))  # type: ignore[misc]


async def cost(store: Store, ask: Callable[[Book], object]) -> float:
    """Of a whole answer: a transaction that knows who asks and finds what they asked for."""
    began = time.perf_counter()
    found = await store.run(lambda tx: ask(book_of_owner(tx)))
    spent = time.perf_counter() - began
    assert found
    return spent


async def compare(kind: str, url: str, many: int) -> bool:
    store, began = await open_store(url), time.monotonic()
    try:
        await furnish(store, many)
        await analyze(url)
        print(f"{kind}: {many:,} clients written down in {time.monotonic() - began:.0f} s", flush=True)
        times, one = await ask_by_turns(store, many)
    finally:
        await store.close()
    base = median(one)
    print(f"  one client by number          1.00        ({base * 1e6:.0f} µs)")
    for name, spent in times.items():
        print(f"  {name:28} {median(spent) / base:5.2f} times  ({median(spent) * 1e6:.0f} µs)", flush=True)
    return all(median(times[name]) / base <= TARGET for name in QUERIES)


async def ask_by_turns(store: Store, many: int) -> tuple[dict[str, list[float]], list[float]]:
    chance = random.Random(1)
    asked = {**QUERIES, **TOLD}
    times: dict[str, list[float]] = {name: [] for name in asked}
    one: list[float] = []
    for turn in range(ROUNDS):
        known = chance.randint(1, many)
        one.append(await cost(store, lambda book, known=known: clients.line(book, known)))  # type: ignore[misc]
        for name, queries in asked.items():
            query = queries[turn % len(queries)].format(phone=phone_of(known))
            times[name].append(await cost(store, lambda book, it=query: search.search(book, it).lines))  # type: ignore[misc]
    return times, one


async def run(folder: Path, many: int) -> bool:
    met = await compare("SQLite", f"sqlite:///{folder}/{many}.db", many)
    with postgres() as server:
        return await compare("PostgreSQL", server.url("kept"), many) and met


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks finding", description=__doc__)
    options.add_argument("--clients", type=int, default=200_000)
    with tempfile.TemporaryDirectory(prefix="kept-finding-") as made:
        met = asyncio.run(run(Path(made), options.parse_args().clients))
    print(f"\n{'within' if met else 'ABOVE'} {TARGET}")
    if not met:
        sys.exit(1)
