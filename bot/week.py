"""The week, on Monday: to each head, to the team's group, and to each manager their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot import files
from bot.desk import Desk
from bot.i18n import speaking
from bot.reports import board
from bot.texts import week as texts
from bot.visit import Method, Visit
from sales.people import RANK, Person
from sales.periods import week
from storage import agenda, report
from storage.book import Book
from storage.readers import Reader, readers
from storage.report import Report
from storage.tx import Tx


@dataclass(frozen=True)
class Broken:
    """How the usual order was broken: this one is late, or those of some weeks were not sent."""

    late: bool
    skipped: tuple[date, ...]

    def told(self, today: date) -> list[str]:
        lines = [texts.late()] if self.late else []
        return [*lines, texts.not_sent(self.skipped, today)] if self.skipped else lines


def letters(
    tx: Tx, desk: Desk, team_id: int, now: datetime, *, late: bool = False, skipped: Sequence[date] = ()
) -> list[Method]:
    """The last whole week, to everyone whom it can reach: its pictures and under them the sentences."""
    everyone = readers(tx, team_id)
    owner = max(everyone, key=lambda one: RANK[one.member.role], default=None)
    if owner is None:
        return []
    book = agenda.book_of(tx, team_id, owner.member.id, now)
    found = report.gather(book, week(book.today - timedelta(weeks=1)))
    broken = Broken(late, tuple(skipped))
    told: list[Method] = []
    for one in everyone:
        if one.silent_since is None:
            with speaking(one.language):
                told += _to_reader(one, desk, replace(book, me=one.member), found, broken)
    group = book.team.rules.group
    if group is not None:
        with speaking(owner.language):
            told += _to_group(_to(group, desk, book), found, broken)
    return told


def _to_reader(reader: Reader, desk: Desk, book: Book, found: Report, broken: Broken) -> list[Method]:
    visit = _to(reader.telegram_id, desk, book)
    leads = reader.member.leads
    own = found if leads else report.gather(book, found.period, reader.member.id)
    whose = texts.whole_team() if leads else reader.name
    parts = [texts.report(own, whose, book.team.currency, book.today, named=leads)]
    if not leads:
        parts.append(texts.total(found, book.team.currency))
    text = "\n".join([*broken.told(book.today), *parts])
    return [*files.pictures(visit, own), visit.say(text, board(own, book.today))]


def _to_group(visit: Visit, found: Report, broken: Broken) -> list[Method]:
    """No manager is told of before everyone."""
    book = visit.book
    text = texts.report(found, texts.whole_team(), book.team.currency, book.today, named=False)
    return [
        *files.pictures(visit, found, named=False),
        visit.say("\n".join([*broken.told(book.today), text])),
    ]


def _to(chat_id: int, desk: Desk, book: Book) -> Visit:
    return Visit(book.tx, book.now, Person(0, chat_id, "", ""), chat_id, desk.username, book.me, book)
