"""`python -m benchmarks tables`: what it costs to read a file of clients, beside taking its cells and phones alone."""

import argparse
import csv
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers

from sales.errors import PhoneNotUnderstood
from sales.phones import read_phone
from tables.entries import Rules
from tables.reading import look, read_rows
from tables.rows import read_entries
from tables.writing import Heading, Style, write_xlsx

TARGET = 2.0  # times the cells and phones checked by phonenumbers
MEMORY = 150  # megabytes over idle
ROUNDS = 3
RULES = Rules(ZoneInfo("Europe/Moscow"), date(2026, 11, 25))
TITLES = ("Имя", "Компания", "Телефон", "E-mail", "Источник", "Комментарий")
WAYS = ("8 9{} {}-{}-{}", "+79{}{}{}{}", "89{}{}{}{}", "+7 (9{}) {}-{}-{}")
SOURCES = ("Сайт", "Реклама", "Выставка")


def rows(count: int) -> Iterator[list[str]]:
    chance = random.Random(1)
    for number in range(count):
        digits = [
            str(chance.randrange(first, last))
            for first, last in ((10, 100), (100, 1000), (10, 100), (10, 100))
        ]
        phone = chance.choice(WAYS).format(*digits)
        yield [
            f"Иванов Иван {number}",
            f"ООО «Ромашка {number}»",
            phone,
            f"client{number}@mail.ru",
            chance.choice(SOURCES),
            f"Интересовался доставкой, перезвонить после обеда {number}",
        ]


def write(folder: Path, count: int) -> tuple[Path, Path]:
    text, book = folder / "base.csv", folder / "base.xlsx"
    with text.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([TITLES, *rows(count)])
    write_xlsx(book, "Клиенты", [Heading(title) for title in TITLES], rows(count), Style())
    return text, book


def cells(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file, delimiter=";")


def with_read_phone(path: Path) -> int:
    return sum(1 for row in cells(path) if understood(row[2]))


def understood(phone: str) -> bool:
    try:
        return bool(read_phone(phone))
    except PhoneNotUnderstood:
        return False


def with_phonenumbers(path: Path) -> int:
    """Each taken apart and checked by the library, as nobody does who knows what a Russian mobile looks like."""
    return sum(1 for row in cells(path) if row[2] in TITLES or checked(row[2]))


def checked(phone: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(phone, "RU"))


def whole(path: Path) -> int:
    table = look(path)
    return sum(1 for one in read_entries(read_rows(path, table), table.mapping, RULES) if one.entry)


def cost(work: Callable[[Path], int], path: Path) -> float:
    began = time.perf_counter()
    work(path)
    return time.perf_counter() - began


def peak(path: Path) -> int:
    """Megabytes over idle of a process that does nothing else, and of the one that opens workbooks for it."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.tables", str(path)], capture_output=True, check=True
    )
    before, after, helper = json.loads(told.stdout)
    return int((after - before + helper) / 1024)


def highest() -> int:
    """Kilobytes since this program began: what the kernel tells of itself goes back to who started it."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found
    return int(found[1])


def tell_peak(path: Path) -> None:
    before = highest()
    whole(path)
    after = highest()
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps([before, after, helper]))


def measure(folder: Path, count: int) -> bool:
    text, book = write(folder, count)
    jobs = {
        "csv and phonenumbers": (with_phonenumbers, text),
        "csv and read_phone": (with_read_phone, text),
        "entries of CSV": (whole, text),
        "entries of XLSX": (whole, book),
    }
    best = {name: min(cost(work, path) for _ in range(ROUNDS)) for name, (work, path) in jobs.items()}
    for name, seconds in best.items():
        print(f"{name:22} {seconds:6.2f} s, {count / seconds:9,.0f} rows a second")
    ours = best["entries of CSV"]
    print(f"\nentries of CSV: {ours / best['csv and phonenumbers']:.2f} times csv and phonenumbers")
    print(f"entries of CSV: {ours / best['csv and read_phone']:.2f} times csv and read_phone")
    print(f"entries of XLSX: {best['entries of XLSX'] / ours:.2f} times those of CSV")
    most = {path.suffix: peak(path) for path in (text, book)}
    print(f"memory over idle: {most['.csv']} MB for CSV, {most['.xlsx']} MB for XLSX with its helper")
    return ours <= TARGET * best["csv and phonenumbers"] and max(most.values()) <= MEMORY


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks tables", description=__doc__)
    options.add_argument("--rows", type=int, default=100_000, metavar="MANY")
    count = options.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="kept-tables-") as made:
        met = measure(Path(made), count)
    print(f"\n{'within' if met else 'BELOW'} the targets")
    if not met:
        sys.exit(1)


if __name__ == "__main__":
    tell_peak(Path(sys.argv[1]))
