"""A year of three teams in three zones, by the real rounds on real databases: the clock and Telegram are played."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import text

from sales.recontact import Promise
from storage import agenda, recontacts
from storage.store import SqliteStore, Store
from storage.tx import Tx
from tests.bot.played import (
    START,
    SUMMARIES,
    ZONES,
    Doom,
    Killed,
    Life,
    add_client,
    any_moment,
    found,
    reminded,
)


@dataclass
class Year:
    """What people do with their reminders, and how often each promise therefore falls due."""

    life: Life
    chance: random.Random
    expected: Counter[int] = field(default_factory=Counter)
    clients: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # team, member, client

    async def begin(self, promises: int) -> None:
        def furnish(tx: Tx) -> None:
            books = found(tx, START)
            for number in range(promises):
                book = books[number % len(books)]
                client = add_client(book, f"Клиент {number}")
                when = any_moment(self.chance, book.today)
                recontact = recontacts.promise(book, client, Promise(when=when))
                self.expected[recontact] += 1
                self.clients[recontact] = (book.team.id, book.me.id, client)

        await self.life.store.run(furnish)

    async def treat(self) -> None:
        """Some of the promises of which people were reminded are put off, some kept."""
        now = self.life.clock.now()
        rows = await self.life.store.run(lambda tx: tx.all(TOLD))
        chosen = [row.id for row in rows if self.chance.random() < 0.1]

        def work(tx: Tx) -> None:
            for recontact in chosen:
                team, member, client = self.clients[recontact]
                book = agenda.book_of(tx, team, member, now)
                if self.chance.random() < 0.5:
                    recontacts.keep(book, client)
                else:
                    recontacts.snooze(book, recontact, Promise(days=self.chance.choice((1, 7))))
                    self.expected[recontact] += 1

        await self.life.store.run(work)


TOLD = text(
    "SELECT id FROM recontacts WHERE state = 'open' AND remind_at IS NULL AND id NOT IN (SELECT recontact_id"
    " FROM reminded JOIN reminders ON reminders.id = reminder_id WHERE message_id IS NULL) ORDER BY id"
)


async def test_a_year_with_kills_misses_and_doubles_nothing(store: Store) -> None:
    chance = random.Random(2028)
    life = Life(store)
    year = Year(life, chance)
    small = isinstance(store, SqliteStore)  # and near: a year on PostgreSQL is the same, and slower
    await year.begin(5_000 if small else 2_000)
    step = timedelta(hours=1 if small else 3)
    end = START + timedelta(days=367)
    killed = 0
    while life.clock.shown < end:
        life.clock.shown += step
        fate = chance.random()
        life.doom = Doom(chance.randrange(40)) if fate < 0.15 else None
        try:
            await life.tick()
        except Killed:
            killed += 1
            continue
        if fate < 0.8:  # else it was killed after the commit: the letters wait for the next start
            await life.post()
        if life.clock.shown.hour == 15:
            await year.treat()
    life.doom = None
    await life.live(end + timedelta(days=12), timedelta(hours=2))  # until what was put off last is due
    assert killed > 100
    told = await reminded(life)
    assert told == year.expected
    await check_summaries(life, end)


async def check_summaries(life: Life, end: datetime) -> None:
    """Every working day has its morning and every Monday its week: nearly all sent, each at most once."""
    rows = await life.store.run(lambda tx: tx.all(SUMMARIES))
    held = {(row.team_id, row.kind, row.day) for row in rows}
    days = [START.date() + timedelta(days=ahead) for ahead in range(1, (end - START).days)]
    for team in range(1, len(ZONES) + 1):
        for day in days:
            assert ((team, "morning", day.isoformat()) in held) == (day.isoweekday() < 6)
            assert ((team, "week", day.isoformat()) in held) == (day.isoweekday() == 1)
    skipped = [row for row in rows if row.state == "skipped"]
    assert len(skipped) < len(rows) / 10, "the kills came one after another seldom"
    assert all(row.told for row in skipped)
    told = [one.text for one in life.sent if one.chat <= len(ZONES)]
    assert len(told) == len(rows) - len(skipped)
    assert all(sum(row.day in text for text in told if row.kind in text) >= 1 for row in skipped)
