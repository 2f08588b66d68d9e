"""The bots that are measured by turns, each with its own stand-in for Telegram, and what people do with them."""

import asyncio
import re
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.person import BOT, Person
from benchmarks.process import Process
from benchmarks.stand_in import StandIn

STEPS = 4  # up to the question of a date; the fifth keeps the contact
SETTLING = 0.1  # seconds given to what is still marked as posted

Act = Callable[[Person], Awaitable[None]]
Buttons = Sequence[re.Pattern[str]]

# A client, the refusal, a reason and a date, by what the button leads to.
OF_KEPT = [
    re.compile(each)
    for each in (r"r:\w+::", r"r:\w+:l:", r"r:\w+:l:\w:\w:::\w+:", r"r:\w+:l:\w:\w:::\w+::\w+:")
]
OF_SMALL = [re.compile(each) for each in ("client:", "outcome:3", "reason:", "days:")]


@dataclass(frozen=True)
class Took:
    """Of one person's act: seconds of the bot's CPU, and seconds of the clock divided by how many acted meanwhile."""

    cpu: float
    time: float


class Contestant:
    def __init__(self, process: Process, stand_in: StandIn, buttons: Buttons = ()) -> None:
        self.process = process
        self._stand_in = stand_in
        self._buttons = buttons

    async def ready(self) -> None:
        await self._stand_in.polled.wait()

    async def chat(self, people: int, at_once: int) -> Took:
        """As many lines as a recording has steps."""

        async def act(person: Person) -> None:
            for number in range(STEPS):
                await person.write(f"Перезвонить Иванову {number}")

        return await self._all(act, people, at_once)

    async def answer_all_but_the_date(self, people: int, at_once: int) -> Took:
        async def act(person: Person) -> None:
            await person.write("➕ Контакт")
            for choice in self._buttons[:-1]:
                await person.press(choice)

        return await self._all(act, people, at_once)

    async def keep(self, people: int, at_once: int) -> Took:
        return await self._all(lambda person: person.press(self._buttons[-1]), people, at_once)

    async def _all(self, act: Act, people: int, at_once: int) -> Took:
        waiting = iter(self._stand_in.people[:people])

        async def work() -> None:
            for person in waiting:
                await act(person)

        cpu, began = self.process.cpu, time.monotonic()
        async with asyncio.TaskGroup() as workers:
            for _worker in range(at_once):
                workers.create_task(work())
        took = time.monotonic() - began
        await asyncio.sleep(SETTLING)
        return Took((self.process.cpu - cpu) / people, took / people)


def echo(folder: Path, address: str) -> Process:
    return Process("-m", "benchmarks.echo", folder=folder, **telegram(address))


def small(folder: Path, address: str, name: str = "small") -> Process:
    """Or `careful`, which is the same one with two commits more."""
    return Process(
        "-m", f"benchmarks.{name}", folder=folder, SMALL_DATABASE=f"{folder}/{name}.db", **telegram(address)
    )


def kept(folder: Path, address: str, profiles: Path | None) -> Process:
    return Process(
        *("-m", "benchmarks.profiled" if profiles else "bot"),
        folder=folder,
        DATABASE_URL=f"sqlite:///{folder}/kept.db",
        MESSAGES_PER_SECOND="1000",
        PROFILES=str(profiles),
        **telegram(address),
    )


def telegram(address: str) -> dict[str, str]:
    return {"BOT_TOKEN": f"{BOT['id']}:benchmark", "TELEGRAM_API_URL": address}


def seed_small(file: Path, staff: Sequence[Person], clients_each: int) -> None:
    base = sqlite3.connect(file)
    base.execute(
        "CREATE TABLE clients (id INTEGER PRIMARY KEY, manager INTEGER NOT NULL, name TEXT NOT NULL)"
    )
    base.executemany(
        "INSERT INTO clients (manager, name) VALUES (?, ?)",
        [(person.id, f"Клиент {number}") for person in staff for number in range(clients_each)],
    )
    base.commit()
    base.close()


def check_small(file: Path, recorded: int) -> None:
    base = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    assert counted(base, "contacts") == recorded, "the small bot has lost a contact"
    base.close()


def counted(base: sqlite3.Connection, what: str) -> int:
    return int(base.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
