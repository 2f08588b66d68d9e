"""Whatever happens to a team, its figures are those of its contacts, counted by somebody who knows no roll-up."""

import itertools
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.check import SOUND, check
from sales.clients import Reach, Source
from sales.errors import AlreadyUndone
from sales.figures import Figure, Tally
from sales.losses import Group
from sales.periods import Period
from sales.shares import Share
from storage import clientless, contacts, figures, meeting, opened, report
from storage.book import Book
from storage.store import Store, open_store
from storage.tx import Tx
from tests.storage.histories import Life, Step, histories, one_days_step
from tests.storage.plain import Dump
from tests.world import World

EXAMPLES = 40
WEEKS = 5
_teams = itertools.count(1)
many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


async def lived(store: Store, steps: list[Step]) -> World:
    """A new team in the same base, after this history."""
    first = 10**6 * next(_teams)
    world = World(
        store, {name: first + number for number, name in enumerate(("Olga", "Boris", "Anna", "Zoya"))}
    )
    await world.found()
    await store.run(lambda tx: Life(world).happen(tx, steps))
    return world


def told(tally: Tally) -> dict[str, Any]:
    return {
        "contacts": tally.contacts,
        "won": tally.won,
        "lost": tally.lost,
        "answered": tally.answered.part,
        "amount": tally.amount,
        "again": tally.again,
        "again_amount": tally.again_amount,
        "regained": tally.regained,
        "regained_amount": tally.regained_amount,
        "losses": Counter({reason.value: count for reason, count in tally.losses.items()}),
        "errors": tally.lost_in(Group.ERROR),
    }


@given(steps=histories, back=st.integers(0, 40), days=st.integers(1, 70))
@many
async def test_a_period_is_what_its_contacts_are(
    store: Store, steps: list[Step], back: int, days: int
) -> None:
    world = await lived(store, steps)

    def compare(book: Book) -> None:
        last = book.today - timedelta(days=back)
        first, dump = last - timedelta(days=days - 1), Dump(book.tx, book.team.id)
        found = dump.between(first, last)
        assert told(figures.period(book, first, last)) == dump.tally(found)
        by_member = {who: told(tally) for who, tally in figures.by_member(book, first, last).items()}
        assert by_member == {
            who: dump.tally(dump.between(first, last, who)) for who in {contact.author for contact in found}
        }
        compare_weeks(book, dump)
        compare_leads(book, dump, first, last)
        compare_report(book, dump, Period(first, last))
        compare_opened(book, dump, Period(first, last))

    await world.run(compare, "Boris")


def compare_report(book: Book, dump: Dump, period: Period) -> None:
    found, before = report.gather(book, period), period.shifted(-1)
    spent = {each.value: dump.spent(each, period.first, period.last) for each in Source}
    leads = dump.leads(period.first, period.last)
    assert told(found.tally) == dump.tally(dump.between(period.first, period.last))
    assert told(found.before) == dump.tally(dump.between(before.first, before.last))
    assert found.base == Share(*dump.reached(book.today))
    assert found.price_of_missed == price(leads, leads, spent)
    assert found.stops == Share(dump.stops(period.first, period.last), found.tally.closed)
    assert Counter({fact.value: n for fact, n in found.not_enquiries.counts.items()}) == dump.not_enquiries(
        period.first, period.last
    )
    assert found.leads.referred.part == sum(
        n for (of, reach), n in leads.items() if of == Source.REFERRAL and reach
    )


def compare_opened(book: Book, dump: Dump, period: Period) -> None:
    """A figure opens into exactly as many as it counts."""
    tally = dump.tally(dump.between(period.first, period.last))
    leads, (reached, everyone) = dump.leads(period.first, period.last), dump.reached(book.today)
    counts = {
        Figure.CONTACTS: tally["contacts"],
        Figure.SALES: tally["won"],
        Figure.CONVERSION: tally["won"] + tally["lost"],
        Figure.REFUSALS: tally["lost"],
        Figure.ERRORS: tally["errors"],
        Figure.REPEAT: tally["again"],
        Figure.REGAINED: tally["regained"],
        Figure.CAPTURED: sum(n for (_of, reach), n in leads.items() if reach and reach != Reach.GIVEN),
        Figure.REFERRED: sum(n for (of, reach), n in leads.items() if of == Source.REFERRAL and reach),
        Figure.BASE: everyone - reached,
        Figure.STOPS: dump.stops(period.first, period.last),
    }
    assert counts.keys() == {*Figure}
    for figure, count in counts.items():
        seen, before, more = 0, 0, True
        while more:
            entries, more = opened.page(book, figure, period, before=before)
            seen, before = seen + len(entries), entries[-1].id if entries else 0
        assert seen == count, figure


def compare_weeks(book: Book, dump: Dump) -> None:
    monday = book.today - timedelta(days=book.today.weekday(), weeks=WEEKS - 1)
    for member in (None, book.me.id):
        for week in figures.weeks(book, monday, WEEKS, member):
            found = dump.between(week.monday, week.monday + timedelta(days=6), member)
            assert told(week.tally) == {**dump.tally(found), "losses": Counter(), "errors": 0}


def compare_leads(book: Book, dump: Dump, first: date, last: date) -> None:
    counted = dump.leads(first, last)
    leads = figures.new_leads(book, first, last)
    assert leads.total == counted.total()
    assert leads.captured.part == sum(n for (_s, reach), n in counted.items() if reach == Reach.GIVEN)
    spent = {each.value: dump.spent(each, first, last) for each in Source}
    kept = figures.spent(book, first, last)
    assert {each.value: kept.get(each, 0) for each in Source} == spent
    assert leads.price_of_missed(kept) == price(counted, counted, spent)


def price(
    missed: Counter[tuple[str, str]], all_leads: Counter[tuple[str, str]], spent: dict[str, int]
) -> int:
    """Each source's money over its leads, times those of whom no way back is known."""
    total = 0
    for source, money in spent.items():
        lost = sum(n for (of, reach), n in missed.items() if of == source and reach != Reach.GIVEN)
        leads = sum(n for (of, _reach), n in all_leads.items() if of == source)
        total += money * lost // leads if leads else 0
    return total


@given(steps=histories)
@many
async def test_a_morning_is_what_its_contacts_are(store: Store, steps: list[Step]) -> None:
    world = await lived(store, steps)

    def compare(book: Book) -> None:
        found, dump = meeting.gather(book), Dump(book.tx, book.team.id)
        first = book.today - timedelta(days=1)
        while first.weekday() > 4:  # the team works from Monday to Friday
            first -= timedelta(days=1)
        last = book.today - timedelta(days=1)
        assert (found.first, found.last) == (first, last)
        talked = dump.between(first, last)
        assert {name: told(tally) for name, tally in found.tallies} == {
            dump.names[who]: dump.tally(dump.between(first, last, who))
            for who in {contact.author for contact in talked}
        }
        lost = [contact.reason for contact in talked if contact.outcome == "lost"]
        assert len(found.refusals) == min(len(lost), meeting.MOST_NAMED)
        assert Counter(each.reason.value for each in found.refusals) <= Counter(lost)
        compare_costs(found, dump)
        compare_promises(found, dump, book.today)

    await world.run(compare, "Boris")


def compare_costs(found: meeting.Meeting, dump: Dump) -> None:
    leads = dump.leads(found.first, found.last)
    assert found.leads.total == leads.total()
    since = found.first.replace(day=1)
    spent = {each.value: dump.spent(each, since, found.last) for each in Source}
    assert found.price_of_missed == price(leads, dump.leads(since, found.last), spent)


def compare_promises(found: meeting.Meeting, dump: Dump, today: date) -> None:
    due = Counter(who for who, day in dump.waiting if day <= today)
    earlier = Counter(who for who, day in dump.waiting if day < today)
    assert sorted((one.count, one.earlier) for one in found.waiting) == sorted(
        (count, earlier[who]) for who, count in due.items()
    )
    day, worked = today, 0
    while worked < 3:
        day -= timedelta(days=1)
        worked += day.weekday() <= 4
    assert Counter(one.responsible for one in found.overdue) == Counter(
        who for who, promised in dump.waiting if promised < day
    )


@given(steps=histories)
@many
async def test_nobody_is_without_a_way_back_and_every_loss_has_its_reason(
    store: Store, steps: list[Step]
) -> None:
    world = await lived(store, steps)

    def look(book: Book) -> None:
        lost = book.all(_WITHOUT_A_WAY_BACK)
        assert not lost, "neither a next touch nor given up by a head"
        assert not book.all(_GIVEN_UP_AND_PROMISED), "nobody comes back to whom we gave up"
        assert not book.all(_WITHOUT_A_REASON)

    await world.run(look, "Boris")


_WITHOUT_A_WAY_BACK = text(
    "SELECT id FROM clients WHERE team_id = :team AND stopped_at IS NULL AND id NOT IN "
    "(SELECT client_id FROM recontacts WHERE state = 'open')"
)
_GIVEN_UP_AND_PROMISED = text(
    "SELECT id FROM clients WHERE team_id = :team AND stopped_at IS NOT NULL AND (next_contact_at IS NOT NULL "
    "OR id IN (SELECT client_id FROM recontacts WHERE state = 'open'))"
)
_WITHOUT_A_REASON = text(
    "SELECT id FROM contacts WHERE team_id = :team AND outcome = 'lost' AND reason_id NOT IN "
    "(SELECT id FROM loss_reasons WHERE team_id = :team)"
)


def state(tx: Tx, team: int) -> dict[str, list[tuple[Any, ...]]]:
    """All that a day's contacts change, and their taking back has to restore."""
    return {
        name: sorted(tuple(row) for row in tx.all(text(statement), team=team))
        for name, statement in _STATE.items()
    }


_STATE = {
    "clients": "SELECT id, last_outcome, last_contact_at, next_contact_at, contacted_day, sales, revenue, worth, "
    "dormant_at, stopped_at, touched_at FROM clients WHERE team_id = :team",
    "promises": "SELECT client_id, responsible_id, due_at, timed, snoozes FROM recontacts "
    "WHERE team_id = :team AND state = 'open'",
    "deals": "SELECT client_id, kind, state, amount FROM deals WHERE team_id = :team",
    "contacts": "SELECT id FROM contacts WHERE team_id = :team AND undone_at IS NULL",
    "stops": "SELECT id, state FROM stops WHERE team_id = :team AND state = 'approved'",
    "reviews": "SELECT contact_id FROM reviews WHERE team_id = :team",
    "recommendations": "SELECT client_id, recommended_id FROM recommendations WHERE team_id = :team",
    **{
        table: f"SELECT * FROM {table} WHERE team_id = :team"
        for table in ("daily", "weekly", "trend", "leads", "touched")
    },
}


@given(before=histories, day=st.lists(one_days_step, min_size=1, max_size=12))
@many
async def test_a_day_taken_back_in_reverse_order_never_was(
    store: Store, before: list[Step], day: list[Step]
) -> None:
    first = 10**6 * next(_teams)
    world = World(
        store, {name: first + number for number, name in enumerate(("Olga", "Boris", "Anna", "Zoya"))}
    )
    await world.found()

    def live(tx: Tx) -> None:
        life = Life(world)
        life.happen(tx, before)
        if not life.clients:
            life.meet(tx, "Anna", Reach.GIVEN, None)
        world.now += timedelta(days=1)
        team = world.book(tx, "Boris").team.id
        was = state(tx, team)
        # What is said of an earlier day's contact is not undone with those of this day.
        life.contacts, life.strays = [], []
        life.happen(tx, day)
        for contact in reversed(life.contacts):
            with suppress(AlreadyUndone):
                contacts.undo(world.book(tx, "Boris"), contact)
        for number in reversed(life.strays):
            clientless.undo(world.book(tx, "Boris"), number)
        assert state(tx, team) == was

    await store.run(live)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """After all histories every count that is kept is found to be right."""
    opened = await open_store(database_url)
    yield opened
    await opened.close()
    assert await check(database_url, None) == SOUND
