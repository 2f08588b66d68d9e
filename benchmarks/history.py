"""`python -m benchmarks history`: what a day's work costs a team with a long past beside one with a short."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from benchmarks.names import phone_of
from benchmarks.past import DUE, SLEEPING, book_of_owner, team_with_past
from benchmarks.postgres import Postgres, postgres
from sales import periods
from sales.contacts import Draft, Outcome
from sales.hours import week_of
from sales.losses import Reason
from sales.recontact import Promise
from storage import agenda, cards, contacts, dormant, figures, meeting, reasons, report, search, tasks
from storage.book import Book
from storage.contacts import Origin
from storage.moving import move
from storage.store import Store, open_store

TARGET = 1.5
SIZES = [10_000, 100_000, 1_000_000]
ROUNDS = 120
MANAGERS = 20
THREE_YEARS = 156  # weeks
QUERIES = ("сидоров", "никити", "идоро", "омашк", "{phone}", "{end}")


def theirs(book: Book, turn: int) -> int:
    """One of the owner's own clients who do not wait today, another at each turn, from all over the base."""
    many = int(figures.base_reached(book).whole) * SLEEPING // (SLEEPING + 1) // MANAGERS
    return 1 + MANAGERS * (DUE + turn * 7919 % (many - DUE))


def recording(book: Book, turn: int) -> None:
    """A refusal, with all that follows from it."""
    reason = reasons.catalogue(book)[Reason.NO_MONEY]
    draft = Draft(theirs(book, turn), Outcome.LOST, reason=reason, promise=Promise(days=30))
    told_in = Origin(2, time.time_ns())
    assert contacts.recorded_in(book, told_in) is None
    contacts.record(book, draft, told_in)


def today(book: Book, _turn: int) -> None:
    """The whole screen, by what it is made of."""
    due, more = agenda.due(book)
    assert more
    assert len(due) == agenda.PAGE
    tasks.to_do(book)
    dormant.offer_today(book)
    assert agenda.waiting(book)[0] >= agenda.PAGE


def searching(book: Book, turn: int) -> None:
    phone = phone_of(theirs(book, turn))
    query = QUERIES[turn % len(QUERIES)].format(phone=phone, end=phone[-4:])
    assert search.search(book, query).lines


def card(book: Book, turn: int) -> None:
    assert cards.gather(book, theirs(book, turn)).contacts


def week(book: Book, _turn: int) -> None:
    """The weekly report as it is posted."""
    found = report.gather(book, periods.week(book.today - timedelta(weeks=1)))
    assert found.by_member
    assert report.weeks(book, found.period)


def trend(book: Book, _turn: int) -> None:
    first = week_of(book.today)[0] - timedelta(weeks=THREE_YEARS)
    assert figures.weeks(book, first, THREE_YEARS)[100].tally.won


def silent(book: Book, turn: int) -> None:
    """Each turn is another day, on which others are offered."""
    assert dormant.offer_today(replace(book, now=book.now + timedelta(days=turn)))


def morning(book: Book, _turn: int) -> None:
    assert meeting.gather(book).tallies


WORK: dict[str, Callable[[Book, int], None]] = {
    "a recording": recording,
    "today": today,
    "a search": searching,
    "a card": card,
    "the week": week,
    "a three-year trend": trend,
    "the dormant page": silent,
    "the morning": morning,
}
TOLD = {"the morning"}  # measured, and no part of the target


async def cost(store: Store, work: Callable[[Book, int], None], turn: int) -> float:
    """Of a whole transaction, which learns who asks."""
    began = time.perf_counter()
    await store.run(lambda tx: work(book_of_owner(tx), turn))
    return time.perf_counter() - began


async def compare(kind: str, urls: list[str], sizes: list[int]) -> bool:
    """All sizes by turns, so that whatever else the machine does falls on each."""
    stores = [await open_store(url) for url in urls]
    print(f"\n{kind:20}" + "".join(f"{size:>22,}" for size in sizes))
    met = True
    for name, work in WORK.items():
        times: list[list[float]] = [[] for _size in sizes]
        for turn in range(ROUNDS):
            for store, spent in zip(stores, times, strict=True):
                spent.append(await cost(store, work, turn))
        usual = [quantiles(spent, n=10)[0] for spent in times]  # whatever else the machine does only adds
        ratios = [one / usual[0] for one in usual]
        met = met and (name in TOLD or max(ratios) <= TARGET)
        told = (f"{ratio:6.2f} ({ms * 1000:9.3f} ms)" for ratio, ms in zip(ratios, usual, strict=True))
        print(f"{name:20}" + "".join(f"{each:>22}" for each in told), flush=True)
    for store in stores:
        await store.close()
    return met


async def furnish(folder: Path, sizes: list[int]) -> list[str]:
    urls = []
    for size in sizes:
        file, began = folder / f"{size}.db", time.monotonic()
        if not file.exists():
            await team_with_past(file, size, MANAGERS)
            print(f"{size:,} contacts written in {time.monotonic() - began:.0f} s", flush=True)
        urls.append(f"sqlite:///{file}")
    return urls


async def moved(server: Postgres, urls: list[str], sizes: list[int]) -> list[str]:
    """The same bases on PostgreSQL."""
    there = []
    for url, size in zip(urls, sizes, strict=True):
        there.append(server.url(f"kept_{size}"))
        began = time.monotonic()
        await move(Path(url.removeprefix("sqlite:///")), there[-1], lambda _table, _rows, _of: None)
        print(f"{size:,} contacts moved in {time.monotonic() - began:.0f} s", flush=True)
    return there


async def run(folder: Path, sizes: list[int], *, both: bool) -> bool:
    urls = await furnish(folder, sizes)
    met = await compare("SQLite", urls, sizes)
    if not both:
        return met
    with postgres() as server:
        return await compare("PostgreSQL", await moved(server, urls, sizes), sizes) and met


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks history", description=__doc__)
    options.add_argument("--contacts", type=int, nargs="+", default=SIZES, metavar="MANY")
    options.add_argument("--sqlite", action="store_true", help="SQLite alone")
    options.add_argument("--folder", type=Path, help="where the bases stay for the next run")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kept-history-") as made:
        folder = chosen.folder or Path(made)
        met = asyncio.run(run(folder, chosen.contacts, both=not chosen.sqlite))
    print(f"\n{'within' if met else 'ABOVE'} {TARGET}")
    if not met:
        sys.exit(1)
