"""What a morning meeting is about: the days since the team last worked, and what today holds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select

from sales.digest import Pick, price_of_missed, three_deals
from sales.figures import Tally
from sales.leads import Leads
from sales.losses import AnyReason
from storage import agenda, clients, figures, history, label_tries, reasons, reviews, stops, tasks
from storage.agenda import Overdue
from storage.book import Book
from storage.clients import Line
from storage.history import Recorded
from storage.readers import Reader, readers
from storage.schema import clients as client_rows
from storage.schema import contacts, loss_reasons, members, people
from storage.schema import notes as note_rows
from storage.schema import reviews as review_rows
from storage.sql import TEAM
from storage.tasks import Action

MOST_NAMED = 15
# How far back a refusal without a verdict is still offered to the meeting.
MEMORY = timedelta(days=14)


@dataclass(frozen=True)
class Refusal:
    contact: int
    name: str
    company: str
    author: str
    reason: AnyReason
    saving: str | None  # what could have kept them


@dataclass(frozen=True)
class Waiting:
    """How many promises wait for a member today, and how many of them since earlier days."""

    name: str
    count: int
    earlier: int


@dataclass(frozen=True)
class Discussed:
    """A deal worth the meeting's time."""

    pick: Pick
    client: Line
    kept: Recorded


@dataclass(frozen=True)
class Meeting:
    first: date
    last: date
    tallies: list[tuple[str, Tally]]  # by member, those who did anything
    leads: Leads
    price_of_missed: int
    refusals: list[Refusal]
    waiting: list[Waiting]
    overdue: list[Overdue]
    silent: list[Reader]
    actions: list[Action]
    deals: list[Discussed]
    unjudged: bool  # some refusal has no verdict yet
    label_tries: int
    stops: int  # clients to be given up, on whom a head has to decide


_REFUSALS = (
    select(
        contacts.c.id,
        client_rows.c.name,
        client_rows.c.company,
        people.c.name.label("author"),
        *reasons.NAMED,
        note_rows.c.text,
    )
    .join(client_rows, client_rows.c.id == contacts.c.client_id)
    .join(members, members.c.id == contacts.c.author_id)
    .join(people, people.c.id == members.c.person_id)
    .outerjoin(review_rows, review_rows.c.contact_id == contacts.c.id)
    .join(loss_reasons, loss_reasons.c.id == func.coalesce(review_rows.c.reason_id, contacts.c.reason_id))
    .outerjoin(note_rows, note_rows.c.id == contacts.c.saving_id)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.outcome == "lost",
        contacts.c.undone_at.is_(None),
        contacts.c.day >= bindparam("first"),
        contacts.c.day <= bindparam("last"),
    )
    .order_by(contacts.c.day.desc(), contacts.c.id.desc())
    .limit(MOST_NAMED)
)


def period(book: Book) -> tuple[date, date]:
    """The days that the meeting looks back on: from the last on which the team worked, up to yesterday."""
    return book.worktime.working_day_before(book.today), book.today - timedelta(days=1)


def last_time(book: Book) -> datetime:
    """When the meeting before this one was."""
    return book.worktime.at(period(book)[0], book.team.rules.morning)


def gather(book: Book) -> Meeting:
    first, last = period(book)
    everyone = readers(book.tx, book.team.id)
    tallies = figures.by_member(book, first, last)
    leads = figures.new_leads(book, first, last)
    return Meeting(
        first=first,
        last=last,
        tallies=[(one.name, tallies[one.member.id]) for one in everyone if one.member.id in tallies],
        leads=leads,
        price_of_missed=_price_of_missed(book, leads, first, last),
        refusals=_refusals(book, first, last),
        waiting=_waiting(book, everyone),
        overdue=agenda.overdue(book),
        silent=[one for one in everyone if one.silent_since is not None],
        actions=tasks.decided(book, last_time(book)),
        deals=_deals(book, first, last),
        unjudged=reviews.next_open(book) is not None,
        label_tries=label_tries.within(book, first, last),
        stops=stops.how_many_wait(book),
    )


def _refusals(book: Book, first: date, last: date) -> list[Refusal]:
    rows = book.all(_REFUSALS, first=first.isoformat(), last=last.isoformat())
    return [
        Refusal(contact, name, company, author, reasons.as_reason(*reason), saving)
        for contact, name, company, author, *reason, saving in rows
    ]


def _price_of_missed(book: Book, leads: Leads, first: date, last: date) -> int:
    since = first.replace(day=1)
    return price_of_missed(leads, figures.new_leads(book, since, last), figures.spent(book, since, last))


def _waiting(book: Book, everyone: list[Reader]) -> list[Waiting]:
    counts = agenda.due_counts(book)
    return [
        Waiting(one.name, counts[one.member.id].due, counts[one.member.id].overdue)
        for one in everyone
        if one.member.id in counts
    ]


def _deals(book: Book, first: date, last: date) -> list[Discussed]:
    losses = reviews.losses(book, first - MEMORY, first, last)
    picks = three_deals(losses, reviews.best_sale(book, first, last))
    return [_discussed(book, pick) for pick in picks]


def _discussed(book: Book, pick: Pick) -> Discussed:
    kept = history.read(book, pick.contact)
    return Discussed(pick, clients.even_erased(book, kept.client_id), kept)
