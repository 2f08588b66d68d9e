"""One client's personal data erased for good: who they were goes, what was recorded goes on to be counted.

What stays is a number with its contacts: outcomes, reasons of the catalogue, days and sums, nobody's any more.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, func, or_, select, update

from sales.audit import Act
from sales.clients import KEY_LIMIT, cut
from sales.erasure import SIGN, sign_of
from sales.lookalikes import telling_words
from sales.sentence.mentions import SHORT, Called
from sales.text import words
from storage import audit, elsewhere, merges, reminders, rollups, standing
from storage.book import Book
from storage.schema import (
    clients,
    contacts,
    deals,
    import_rows,
    lent,
    notes,
    phones,
    recontacts,
    remarks,
    reviews,
    search_words,
    sentences,
    stops,
    tagged,
    tasks,
    unnamed_losses,
    word_endings,
)
from storage.schema import merges as merge_rows
from storage.sql import TEAM, seconds
from storage.tx import Tx

FIRST, LAST = " ", chr(0x10FFFF)  # no letter stands before the one, or behind the other

_client: BindParameter[int] = bindparam("client")
_theirs = select(contacts.c.id).where(contacts.c.team_id == TEAM, contacts.c.client_id == _client)
_open_deals = select(deals.c.id).where(
    deals.c.team_id == TEAM, deals.c.client_id == _client, deals.c.state == "open"
)


def _of_client(table: Any) -> Any:
    return and_(table.c.team_id == TEAM, table.c.client_id == _client)


def _of_contacts(table: Any) -> Any:
    return and_(table.c.team_id == TEAM, table.c.contact_id.in_(_theirs))


_PROMISED = select(recontacts.c.id).where(_of_client(recontacts))
_FORGET = [
    # An import that is taken back later must not look for them.
    update(contacts).where(_of_client(contacts)).values(words_id=None, saving_id=None, import_id=None),
    update(contacts)
    .where(contacts.c.team_id == TEAM, contacts.c.deal_id.in_(_open_deals))
    .values(deal_id=None),
    delete(deals).where(_of_client(deals), deals.c.state == "open"),
    *(
        delete(table).where(_of_client(table))
        for table in (notes, phones, search_words, tagged, lent, unnamed_losses, import_rows)
    ),
    # Whoever was taken apart again is told of by the other's.
    delete(merge_rows).where(
        merge_rows.c.team_id == TEAM,
        or_(merge_rows.c.winner_id == _client, merge_rows.c.loser_id == _client),
    ),
    delete(remarks).where(_of_contacts(remarks)),
    delete(sentences).where(
        sentences.c.team_id == TEAM,
        or_(sentences.c.client_id == _client, sentences.c.contact_id.in_(_theirs)),
    ),
    update(reviews).where(_of_contacts(reviews)).values(text=""),
    update(stops).where(_of_client(stops)).values(word=""),
    update(stops)
    .where(_of_client(stops), or_(stops.c.state == "draft", stops.c.state == "asked"))
    .values(state="withdrawn"),
]
_END = [
    update(tasks)
    .where(_of_client(tasks))
    .values(text=SIGN, closed_at=func.coalesce(tasks.c.closed_at, bindparam("at"))),
    update(recontacts)
    .where(_of_client(recontacts), recontacts.c.state == "open")
    .values(state="cancelled", closed_at=bindparam("at"), remind_at=None),
]
_BECOME_NOBODY = (
    update(clients)
    .where(clients.c.team_id == TEAM, clients.c.id == _client)
    .values(
        name=bindparam("sign"),
        company="",
        email="",
        telegram="",
        telegram_id=None,
        import_id=None,
        next_contact_at=None,
        dormant_at=None,
        worth=0,
        erased_at=bindparam("at"),
    )
)
# A word that nobody else is found by: the word itself, or of one that was cut whatever begins so.
_said: BindParameter[str] = bindparam("word")
_UNSAY = delete(word_endings).where(
    word_endings.c.team_id == TEAM,
    word_endings.c.word == _said,
    ~exists().where(
        search_words.c.team_id == TEAM,
        search_words.c.word >= _said,
        search_words.c.word < bindparam("behind"),
    ),
)
_FORMER_NAMES = select(merge_rows.c.name, merge_rows.c.company).where(
    merge_rows.c.team_id == TEAM, merge_rows.c.winner_id == _client
)
_PHONES = select(phones.c.e164).where(phones.c.team_id == TEAM, phones.c.client_id == _client)
_LATELY = select(func.count()).where(clients.c.erased_at >= bindparam("since"))


def erase(book: Book, client: int) -> None:
    """For good. The log says that it was done, by whom and when, and not to whom."""
    standing.hold(book, client)
    row = merges.row_of(book, client)
    names = [(row["name"], row["company"]), *book.all(_FORMER_NAMES, client=client)]
    for (promise,) in book.all(_PROMISED, client=client):
        reminders.settle(book, promise)
    said = {word for name, company in names for word in words(f"{name} {company}")}
    elsewhere.unsay(book, _called(names), [phone for (phone,) in book.all(_PHONES, client=client)], SIGN)
    rollups.leave(book, row["contacted_day"])
    for statement in _FORGET:
        book.run(statement, client=client)
    for statement in _END:
        book.run(statement, client=client, at=book.at)
    book.run(_BECOME_NOBODY, client=client, at=book.at, sign=sign_of(client))
    book.many(_UNSAY, [{"word": word, "behind": _behind(word)} for word in sorted(map(cut, said))])
    audit.note(book, Act.ERASED, client=client)


def _called(names: Sequence[Any]) -> Called:
    """A short word of several is not what a company is called by."""
    firms = [telling_words(company) for _name, company in names]
    people = [word for name, _company in names for word in telling_words(name)]
    return Called.by(
        {*people, *(word for firm in firms for word in firm if len(firm) == 1 or len(word) > SHORT)}
    )


def _behind(word: str) -> str:
    return word + (LAST if len(word) == KEY_LIMIT else FIRST)


def lately(tx: Tx, since: datetime) -> bool:
    """Whether anybody was erased from then on, in any team: the log of the database may hold them still."""
    return bool(tx.value(_LATELY, since=seconds(since)))
