"""What a report of a period is about: the whole team's figures or one member's, and those of the period before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from sales.figures import Tally, Week, together
from sales.hours import week_of
from sales.leads import Leads
from sales.periods import Period
from sales.shares import Share
from storage import clientless, figures, stops
from storage.book import Book
from storage.clientless import NotEnquiries
from storage.schema import members, people
from storage.sql import TEAM

# As many weeks are drawn as one looks back over, or as the period has.
FEWEST_WEEKS = 12
# Whoever has left is still among those who did what was done.
_NAMES = (
    select(members.c.id, people.c.name)
    .join(people, people.c.id == members.c.person_id)
    .where(members.c.team_id == TEAM)
    .order_by(members.c.id)
)


@dataclass(frozen=True)
class Report:
    """A period's figures; `member` is whose they are, None: the whole team's."""

    period: Period
    member: int | None
    tally: Tally
    before: Tally  # of the equally long period before
    leads: Leads
    price_of_missed: int
    not_enquiries: NotEnquiries  # the whole team's
    stops: Share  # refusals that ended with the client given up, of closed deals
    base: Share  # of all clients: those in touch lately
    by_member: Mapping[str, Tally]  # whoever did anything; empty in a member's own

    @property
    def empty(self) -> bool:
        return not (self.tally.contacts or self.leads.total or self.not_enquiries.total)


def gather(book: Book, period: Period, member: int | None = None) -> Report:
    first, last, before = period.first, period.last, period.shifted(-1)
    tallies = figures.by_member(book, first, last) if member is None else {}
    leads = figures.new_leads(book, first, last, member)
    tally = together(tallies) if member is None else figures.period(book, first, last, member)
    return Report(
        period=period,
        member=member,
        tally=tally,
        before=figures.period(book, before.first, before.last, member),
        leads=leads,
        price_of_missed=leads.price_of_missed(figures.spent(book, first, last)) if member is None else 0,
        not_enquiries=clientless.not_enquiries(book, first, last),
        stops=Share(stops.count(book, first, last, member), tally.closed),
        base=figures.base_reached(book),
        by_member=_named(book, tallies),
    )


def _named(book: Book, tallies: Mapping[int, Tally]) -> dict[str, Tally]:
    """Namesakes are told apart by a number."""
    named: dict[str, Tally] = {}
    for row in book.all(_NAMES):
        if row.id in tallies:
            name, number = row.name, 1
            while name in named:
                number += 1
                name = f"{row.name} {number}"
            named[name] = tallies[row.id]
    return named


def weeks(book: Book, period: Period, member: int | None = None) -> list[Week]:
    """The weeks up to the period's end, for a line that shows where it comes from."""
    last = week_of(min(period.last, book.today))[0]
    count = max(FEWEST_WEEKS, (last - week_of(period.first)[0]).days // 7 + 1)
    return figures.weeks(book, last - timedelta(weeks=count - 1), count, member)
