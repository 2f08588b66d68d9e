"""Entries as rows under headers that are known again when the file comes back, in either language."""

from collections.abc import Iterable, Iterator

from tables.entries import Contact, Entry
from tables.fields import WRITTEN, Field, written_titles
from tables.statuses import word_for
from tables.writing import Heading, Holds, Value

_HOLDING = {Field.DATE: Holds.DATE, Field.NEXT_DATE: Holds.DATE, Field.AMOUNT: Holds.SUM}
_WIDTHS = {Field.NAME: 28, Field.COMPANY: 28, Field.EMAIL: 24, Field.NOTE: 48, Field.REASON: 28}
_NO_CONTACT = Contact()


def headings(language: str) -> list[Heading]:
    titled = zip(WRITTEN, written_titles(language), strict=True)
    return [Heading(title, _HOLDING.get(one, Holds.TEXT), _WIDTHS.get(one, 18)) for one, title in titled]


def as_rows(entries: Iterable[Entry], language: str) -> Iterator[list[Value]]:
    """One for each contact, the client said again: they are one by their phone when they come back."""
    return (
        [*_client(entry), *_contact(entry.contact or _NO_CONTACT, language), entry.next] for entry in entries
    )


def _client(entry: Entry) -> list[Value]:
    return [
        entry.name,
        entry.company,
        ", ".join(entry.phones),
        ", ".join(entry.emails),
        f"@{entry.telegram}" if entry.telegram else "",
        entry.source,
        entry.responsible,
        ", ".join(entry.tags),
        entry.note,
    ]


def _contact(contact: Contact, language: str) -> list[Value]:
    reason = contact.reason and word_for("reason", contact.reason, language)
    return [
        contact.when,
        contact.own_channel or (contact.channel and word_for("channel", contact.channel, language)),
        contact.outcome and word_for("outcome", contact.outcome, language),
        contact.reason_text or reason,
        contact.amount,
        contact.deal,
    ]
