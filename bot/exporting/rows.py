"""Clients and deals as the rows of a file: the client first, then their contacts, each a row that says who again."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.i18n import _, language, speaking
from bot.texts import exporting as texts
from bot.texts import words
from bot.texts.format import called
from sales.contacts import Channel
from sales.dates.when import When
from sales.export import What
from sales.losses import Reason
from sales.text import one_line
from storage.book import Book
from storage.exporting import Deal, Known, Talk
from tables.entries import Contact, Entry
from tables.exporting import headings
from tables.statuses import SAID, word_for
from tables.writing import Heading, Holds, Value

Row = list[Value]


def entries(book: Book, known: Iterable[Known], *, alone: bool) -> Iterator[Entry]:
    """`alone`: with a row of the client's own; else of their contacts only."""
    for one in known:
        if alone:
            yield _client(book, one)
        for talk in one.talks:
            yield _called(one)._replace(responsible=talk.author, contact=_contact(book, talk))


def _called(one: Known) -> Entry:
    emails = (one.email,) if one.email else ()
    return Entry(one.name, one.company, one.phones, emails, one.telegram)


def _client(book: Book, one: Known) -> Entry:
    return _called(one)._replace(
        source=words.name(one.source) if one.source else "",
        responsible=one.responsible,
        tags=one.tags,
        note=one.note,
        next=None if one.due_at is None else _when(book, one.due_at, timed=one.timed),
    )


def _contact(book: Book, talk: Talk) -> Contact:
    return Contact(
        when=_when(book, talk.happened_at, timed=True),
        channel=talk.channel if isinstance(talk.channel, Channel) else None,
        own_channel="" if isinstance(talk.channel, Channel) else words.name(talk.channel),
        outcome=talk.outcome,
        reason_text=_why(talk),
        amount=talk.amount,
    )


def _why(talk: Talk) -> str:
    """The reason, and behind it what the client said."""
    if talk.reason is None:
        return ""
    reason = talk.reason
    named = word_for("reason", reason, language()) if isinstance(reason, Reason) else words.name(reason)
    return SAID.join(filter(None, (named, one_line(talk.words, len(talk.words)))))


def _when(book: Book, at: int, *, timed: bool) -> When:
    local = datetime.fromtimestamp(at, UTC).astimezone(book.zone)
    return When(local.date(), local.time() if timed else None)


def headings_of(spec: dict[str, Any]) -> list[Heading]:
    if spec["what"] != What.DEALS:
        return headings(spec["language"])
    with speaking(spec["language"]):
        return deal_headings()


def deal_headings() -> list[Heading]:
    return [
        Heading(_("Client"), width=28),
        Heading(_("Company"), width=28),
        Heading(_("Kind of deal")),
        Heading(_("State")),
        Heading(_("Sum"), Holds.SUM),
        Heading(_("Opened"), Holds.DATE),
        Heading(_("Closed"), Holds.DATE),
    ]


def deal_rows(book: Book, found: Iterable[Deal]) -> list[list[Value]]:
    return [
        [
            called(one.name),
            one.company,
            words.name(one.kind) if one.kind else "",
            texts.state(one.state),
            one.amount,
            _when(book, one.opened_at, timed=False),
            None if one.closed_at is None else _when(book, one.closed_at, timed=False),
        ]
        for one in found
    ]
