"""Whoever a query is a part of is found, once, on one of the pages, and nobody else."""

import random

import pytest
from sqlalchemy import text

from sales.clients import Introduction, Reach, search_terms
from sales.text import words
from storage import clients, search
from storage.book import Book
from storage.migrations import backfill_0005, backfill_0007
from tests.world import World, fill_anew

SEED = 20261125
MANY = 60
NAMES = (
    "Ананас",
    "Банан",
    "Аня",
    "Ян",
    "Няна",
    "Анна-Яна",
    "Ёна",
    "Brown",
    "Ро",
    "Нан Анан",
    "1220",
    "Кааана",
)
COMPANIES = ("", "", "ООО Ана", "ИП Янанан", "Daisy 12", "«Банан и Ко»")
QUERIES = (
    *(
        "ан",
        "ана",
        "анан",
        "на",
        "я",
        "ян",
        "ёна",
        "ЁНА",
        "ро",
        "row",
        "аис",
        "dais",
        "ооо",
        "12",
        "1220",
        "220",
    ),
    *(
        "ан нан",
        "ана яна",
        "нан ко",
        "банан ана",
        "ан 12",
        "7912",
        "8912",
        "912",
        "9120",
        "0012",
        "6789",
        "12000",
    ),
    *("+7 912 000-00-11", "89120000011", "0011", "000001", "4420", "207", "ан 0000", "нет такого", "ко ко"),
)


def found_everywhere(book: Book, query: str) -> list[int]:
    """All pages, one after another."""
    seen: list[int] = []
    while True:
        page = search.search(book, query, seen[-1] if seen else 0)
        seen += [line.id for line in page.lines]
        if not page.more or len(seen) > 2 * MANY:
            return seen


Written = dict[int, tuple[str, str, str]]


def expected(query: str, written: Written) -> set[int]:
    """Digits in the middle of a phone are looked for where they are no beginning and no end of any."""
    sure = {client for client, said in written.items() if is_part_of(query, *said, anywhere=False)}
    return sure or {client for client, said in written.items() if is_part_of(query, *said, anywhere=True)}


def is_part_of(query: str, name: str, company: str, phone: str, *, anywhere: bool) -> bool:
    terms, said, digits = search_terms(query), words(f"{name} {company}"), phone.lstrip("+")
    longest, *others = terms

    def at_an_end() -> bool:
        typed = {longest, longest[1:] if longest[0] in "78" and len(longest) > 2 else longest}
        local = digits[1:] if digits[0] == "7" else digits
        return longest.isdecimal() and (digits.endswith(longest) or local.startswith(tuple(typed)))

    begins = any(longest in one for one in said) or at_an_end() or (anywhere and longest in digits)
    return begins and all(any(term in one for one in (*said, digits)) for term in others)


async def furnished(world: World) -> Written:
    chance = random.Random(SEED)
    written: Written = {}

    def write_down(book: Book) -> None:
        for number in range(MANY):
            name = " ".join(chance.sample(NAMES, chance.randint(1, 2)))
            company = chance.choice(COMPANIES)
            phone = f"+44207183{number:04d}" if number % 7 == 0 else f"+7912000{number:04d}"
            client = clients.add(book, Introduction(name, company, phones=(phone,)), Reach.GIVEN)
            written[client] = (name, company, phone)

    await world.run(write_down)
    return written


@pytest.mark.parametrize("query", QUERIES)
async def test_a_query_finds_whoever_it_is_a_part_of(
    world: World, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(search, "PAGE", 3)
    written = await furnished(world)
    found = await world.run(lambda book: found_everywhere(book, query))
    assert len(found) == len({*found}), "nobody is shown twice"
    assert {*found} == expected(query, written)


async def test_whose_word_begins_so_stands_first(world: World) -> None:
    for name in ("Переиванов", "Иванова", "Иванов"):
        await world.client(name)
    found = await world.run(lambda book: search.search(book, "иванов").lines)
    assert [line.name for line in found] == ["Иванов", "Иванова", "Переиванов"]


async def test_the_migration_lets_be_found_who_was_there_before(world: World, database_url: str) -> None:
    await furnished(world)
    kept = {table: await _rows(world, table) for table in ("search_words", "word_endings")}
    for table in kept:
        await world.store.run(lambda tx, it=table: tx.run(text(f"DELETE FROM {it}")))
    await fill_anew(database_url, backfill_0005.fill)
    await fill_anew(database_url, backfill_0007.fill)
    assert {table: await _rows(world, table) for table in kept} == kept


async def _rows(world: World, table: str) -> list[str]:
    return sorted(map(str, await world.rows(f"SELECT * FROM {table}")))
