"""Everything known of a client, as one screen shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sales.clients import Client
from sales.vocabulary import Own
from storage import clients, history, merges, newcomers, notes, recommendations, remarks, tags
from storage.book import Book
from storage.clients import Line
from storage.history import Recorded
from storage.merges import Merged
from storage.remarks import Remark

SHOWN_NOTES = 3


@dataclass(frozen=True)
class Card:
    client: Client
    contacts: list[Recorded]  # a page of them, newest first
    more: bool  # there are earlier ones
    remarks: Mapping[int, Sequence[Remark]]  # by contact
    merged: Sequence[Merged]  # who became part of them
    notes: list[str]
    tags: Sequence[Own]
    tries: int  # after how many unanswered ones they sleep; 0: they do not
    by: Line | None  # who recommended them
    whom: Sequence[Line]  # whom they have recommended
    untouched: bool  # written down today, and nothing else is known


def gather(book: Book, client_id: int, before: int = 0) -> Card:
    client = clients.find(book, client_id)
    kept, more = history.page(book, client_id, before or history.BEGINNING)
    return Card(
        client=client,
        contacts=kept,
        more=more,
        remarks=remarks.of_contacts(book, [one.id for one in kept]),
        merged=merges.of_client(book, client_id),
        notes=notes.latest_free(book, client_id, SHOWN_NOTES),
        tags=[*tags.of_client(book, client_id).values()],
        tries=history.asleep_after(book, client_id, client.last_outcome),
        by=recommendations.by_whom(book, client_id),
        whom=recommendations.whom(book, client_id),
        untouched=not kept and newcomers.is_untouched(book, client_id),
    )
