"""A bot without its wire: the real rounds on a real database, while the clock and Telegram are played."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from aiogram.methods import SendMessage
from sqlalchemy import text

from bot.clock import Clock
from bot.desk import Desk
from bot.going import go_round
from bot.remind import follow, refresh, remind
from bot.summaries import Opener, open_one
from bot.visit import Method
from sales.dates import When
from sales.people import Role
from sales.schedule import Summary
from storage import agenda, outbox, people, teams
from storage.book import Book
from storage.outbox import Posted
from storage.store import Store
from storage.tx import Tx

T = TypeVar("T")
DESK = Desk(1, "kept_bot", "ru")
ZONES = ("Europe/Moscow", "Asia/Vladivostok", "America/New_York")
START = datetime(2027, 12, 1, 6, 7, tzinfo=UTC)  # a leap year with both changes of New York's clocks ahead
MEMBERS = 4


class Killed(BaseException):
    """The process was killed at this very statement."""


@dataclass
class Doom:
    """How many more statements the process will live for."""

    statements: int


@dataclass
class MortalTx:
    """A transaction of a process that is doomed."""

    tx: Tx
    doom: Doom

    def __getattr__(self, name: str) -> Any:
        self.doom.statements -= 1
        if self.doom.statements < 0:
            raise Killed
        return getattr(self.tx, name)


@dataclass
class Played(Clock):
    """A clock that shows what it is told to."""

    shown: datetime = START

    def now(self) -> datetime:
        return self.shown


@dataclass
class Sent:
    at: datetime
    chat: int
    letter: int
    text: str


@dataclass
class Life:
    """A bot without its wire: the rounds, a clock and a Telegram that takes everything."""

    store: Store
    clock: Played = field(default_factory=Played)
    sent: list[Sent] = field(default_factory=list)
    doom: Doom | None = None
    messages: int = 0

    async def run(self, work: Callable[[Tx], T]) -> T:
        """As a Store, for the rounds; a doomed one dies in the middle of a transaction."""
        doom = self.doom
        if doom is None:
            return await self.store.run(work)
        return await self.store.run(lambda tx: work(MortalTx(tx, doom)))

    async def tick(self) -> None:
        for one in (follow, remind, refresh, mornings, weeks):
            await go_round(one, self, DESK, self.clock, self.nothing)  # type: ignore[arg-type]

    async def nothing(self) -> None:
        """The post goes by itself."""

    async def post(self) -> None:
        """All that waits goes out."""
        rows = await self.store.run(lambda tx: tx.all(WAITING))
        results = []
        for row in rows:
            if row.good_until is not None and row.good_until <= self.clock.now().timestamp():
                results.append(Posted(row.id, error=outbox.TOO_LATE))
                continue
            self.messages += 1
            results.append(Posted(row.id, self.messages))
            if row.method == "sendMessage":
                self.sent.append(Sent(self.clock.now(), row.chat_id, row.id, row.payload))
        if results:
            await self.store.run(lambda tx: outbox.close(tx, results, self.clock.now()))

    async def live(self, until: datetime, step: timedelta) -> None:
        while self.clock.shown < until:
            self.clock.shown += step
            await self.tick()
            await self.post()


WAITING = text(
    "SELECT id, chat_id, method, payload, good_until FROM outbox WHERE bot_id = 1 AND state = 'waiting' ORDER BY id"
)


def opener(kind: Summary) -> Opener:
    def letters(
        tx: Tx, desk: Desk, team_id: int, now: datetime, *, late: bool, skipped: Sequence[date]
    ) -> list[Method]:
        del tx, desk, now
        told = " ".join(day.isoformat() for day in skipped)
        return [SendMessage(chat_id=team_id, text=f"{kind.value} {'late' if late else 'timely'} [{told}]")]

    return letters


def mornings(tx: Tx, desk: Desk, now: datetime) -> bool:
    return open_one(Summary.MORNING, opener(Summary.MORNING), tx, desk, now)


def weeks(tx: Tx, desk: Desk, now: datetime) -> bool:
    return open_one(Summary.WEEK, opener(Summary.WEEK), tx, desk, now)


# ---------------------------------------------------------------- three teams with clients


def found(tx: Tx, now: datetime) -> list[Book]:
    """Each team's members, by their books; team n has the members n * MEMBERS + 1 and on."""
    books = []
    for number, zone in enumerate(ZONES, start=1):
        owner = people.meet(tx, number * 100, f"Владелец {number}", "ru", now).person
        team, member = teams.found(tx, owner, f"Команда {number}", zone, "RUB", now)
        book = Book(tx, team, member, now)
        books.append(book)
        for extra in range(1, MEMBERS):
            person = people.meet(tx, number * 100 + extra, f"Менеджер {extra}", "ru", now).person
            teams.accept(tx, person, teams.invite(book, Role.MANAGER, 1, timedelta(days=1)), now)
    return [agenda.book_of(tx, team.team.id, row.id, now) for team in books for row in teams.roster(team)]


ADD_CLIENT = text(
    "INSERT INTO clients (team_id, name, reach, responsible_id, created_by, created_at, touched_at)"
    " VALUES (:team, :name, 'given', :member, :member, :now, :now) RETURNING id"
)


def add_client(book: Book, name: str) -> int:
    return int(book.value(ADD_CLIENT, name=name, member=book.me.id, now=book.at))


def any_moment(chance: random.Random, first: date) -> When:
    """A day of the coming year; for some an hour too, for a few of them outside the team's."""
    day = first + timedelta(days=chance.randrange(1, 366))
    hour = chance.choice((None, None, time(chance.randrange(9, 18), chance.randrange(60)), time(20, 30)))
    return When(day, hour)


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def works(moment: datetime, zone: str) -> bool:
    local = wall(moment, zone)
    return local.isoweekday() < 6 and time(9) <= local.time() < time(18)


REMINDED = text(
    "SELECT r.letter_id, r.team_id, r.chat_id, d.recontact_id FROM reminders r"
    " JOIN reminded d ON d.reminder_id = r.id ORDER BY r.id"
)
DUE = text("SELECT id, due_at FROM recontacts")
SUMMARIES = text("SELECT team_id, kind, day, state, told FROM summaries ORDER BY day")


async def reminded(life: Life, moved: dict[int, str] | None = None) -> Counter[int]:
    """How often each promise was reminded of: by letters that went out once, while the team was at work."""
    posted = Counter(one.letter for one in life.sent)
    rows = await life.store.run(lambda tx: tx.all(REMINDED))
    assert all(posted[row.letter_id] == 1 for row in rows)
    teams_zones = dict(enumerate(ZONES, start=1)) | (moved or {})
    zones = {row.letter_id: teams_zones[row.team_id] for row in rows}
    assert all(works(one.at, zones[one.letter]) for one in life.sent if one.letter in zones)
    return Counter(row.recontact_id for row in rows)
