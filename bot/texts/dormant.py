"""The words about clients whom nobody has called for long."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.i18n import _, ngettext
from bot.texts import words
from bot.texts.format import client_line, dated, day_in_words, money, safe, short
from storage.book import Book
from storage.clients import Line
from storage.dormant import Silent


def key(count: int) -> str:
    return ngettext("💤 Silent for long: {n} client", "💤 Silent for long: {n} clients", count).format(
        n=count
    )


def nobody() -> str:
    return _("💤 Nobody has been silent for too long.")


def silent(offered: Sequence[Silent], book: Book) -> str:
    lines = [_("💤 <b>Whom nobody has called for long</b>"), *(_line(one, book) for one in offered)]
    return "\n".join([*lines, _("A tap on the name starts recording.")])


def _line(one: Silent, book: Book) -> str:
    day = datetime.fromtimestamp(one.since, UTC).astimezone(book.zone).date()
    last = f", {words.name(one.last_outcome)}" if one.last_outcome else ""
    worth = ""
    if one.worth:
        worth = "; " + _("may bring {sum} a year").format(sum=money(one.worth, book.team.currency))
    who = safe(short(client_line(one.name, one.company), 60))
    return f"· <b>{who}</b> – {dated(day, book.today)}{last}{worth}"


def when(who: Line) -> str:
    return _("When do we call {client}? Tap or write a date.").format(
        client=safe(short(client_line(who.name, who.company), 80))
    )


def planned(who: Line, due: datetime, book: Book) -> str:
    return _("{client}: {day}").format(
        client=short(who.name, 60), day=day_in_words(due.astimezone(book.zone).date(), book.today)
    )


def has_date(who: Line) -> str:
    return _("{client} has a date already.").format(client=short(who.name, 60))
