"""Stops: a manager asks that nobody come back to a client, a head agrees or sets them right.

A client is given up as long as the refusal it was asked for is their last contact: whoever calls again is back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from sales.contacts import Outcome
from sales.errors import NotAnObstacle, NotYours, Overtaken
from sales.losses import Group
from sales.stops import Criterion, Observed, State
from storage import criteria, recontacts, standing, way_back
from storage.book import Book
from storage.errors import NotFound
from storage.schema import contacts, loss_reasons, members, observed, people, reviews, stops
from storage.schema import criteria as criterion_rows
from storage.sql import TEAM, adding_to_team, instant


@dataclass(frozen=True)
class Stop:
    """One client to be given up, or given up, and all that was said of it."""

    id: int
    contact: int
    client: int
    state: State
    asked_by: int
    asker: str
    decider: str
    decided_at: datetime | None
    word: str
    observed: list[Observed]


_REFUSAL = (
    select(
        contacts.c.id,
        contacts.c.client_id,
        contacts.c.author_id,
        contacts.c.day,
        contacts.c.outcome,
        contacts.c.undone_at,
        contacts.c.recontact_id,
        loss_reasons.c.group,
    )
    .outerjoin(reviews, reviews.c.contact_id == contacts.c.id)
    # The head's verdict counts, where there is one.
    .outerjoin(loss_reasons, loss_reasons.c.id == func.coalesce(reviews.c.reason_id, contacts.c.reason_id))
    .where(contacts.c.team_id == TEAM, contacts.c.id == bindparam("contact"))
)
_added = adding_to_team(stops, "contact_id", "client_id", "author_id", "day", "asked_by", "asked_at", "state")
_ADD = _added.on_conflict_do_update(
    index_elements=["team_id", "contact_id"],
    set_={name: _added.excluded[name] for name in ("asked_by", "asked_at", "state")},
).returning(stops.c.id)
_asker, _decider = members.alias("asker"), members.alias("decider")
_asking, _deciding = people.alias("asking"), people.alias("deciding")
_STOPS = (
    select(
        stops.c.id,
        stops.c.contact_id,
        stops.c.client_id,
        stops.c.state,
        stops.c.asked_by,
        _asking.c.name.label("asker"),
        func.coalesce(_deciding.c.name, "").label("decider"),
        stops.c.decided_at,
        stops.c.word,
    )
    .join(_asker, _asker.c.id == stops.c.asked_by)
    .join(_asking, _asking.c.id == _asker.c.person_id)
    .outerjoin(_decider, _decider.c.id == stops.c.decided_by)
    .outerjoin(_deciding, _deciding.c.id == _decider.c.person_id)
    .where(stops.c.team_id == TEAM)
)
_one = and_(stops.c.team_id == TEAM, stops.c.id == bindparam("stop"))
_OF_CONTACT = _STOPS.where(stops.c.contact_id == bindparam("contact"))
_ONE = _STOPS.where(stops.c.id == bindparam("stop"))
_WAITING = _STOPS.where(stops.c.state == State.ASKED.value).order_by(stops.c.id).limit(bindparam("most"))
_LATEST = (
    _STOPS.where(stops.c.state == State.APPROVED.value)
    .order_by(stops.c.decided_at.desc())
    .limit(bindparam("most"))
)
_HOW_MANY_WAIT = select(func.count()).where(stops.c.team_id == TEAM, stops.c.state == State.ASKED.value)
_MOVE = (
    update(stops)
    .where(_one, stops.c.state == bindparam("former"))
    .values(
        state=bindparam("next"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at"),
        word=bindparam("said"),
    )
)
_TURN = update(stops).where(_one, stops.c.state == bindparam("former")).values(state=bindparam("next"))
_ASK = update(stops).where(_one, stops.c.state == State.DRAFT.value).values(state=State.ASKED.value)
_END = (
    update(stops)
    .where(stops.c.team_id == TEAM, stops.c.contact_id == bindparam("contact"))
    .where(or_(*(stops.c.state == state.value for state in (State.DRAFT, State.ASKED, State.APPROVED))))
    .values(state=bindparam("next"))
)
_OBSERVED = (
    select(
        criterion_rows.c.id,
        criterion_rows.c.name,
        criterion_rows.c.kind,
        criterion_rows.c.least,
        criterion_rows.c.hidden,
        observed.c.value,
    )
    .join(criterion_rows, criterion_rows.c.id == observed.c.criterion_id)
    .where(observed.c.team_id == TEAM, observed.c.stop_id == bindparam("stop"))
    .order_by(criterion_rows.c.id)
)
_FORGET_OBSERVED = delete(observed).where(observed.c.team_id == TEAM, observed.c.stop_id == bindparam("stop"))
_noticed = adding_to_team(observed, "stop_id", "criterion_id", "value")
_OBSERVE = _noticed.on_conflict_do_update(
    index_elements=["team_id", "stop_id", "criterion_id"], set_={"value": _noticed.excluded.value}
)
_COUNT = select(func.count()).where(
    stops.c.team_id == TEAM,
    stops.c.state == State.APPROVED.value,
    stops.c.day >= bindparam("first"),
    stops.c.day <= bindparam("last"),
)
_COUNT_OF_ONE = _COUNT.where(stops.c.author_id == bindparam("member"))


def may_be_asked(book: Book, contact: int) -> None:
    """Raises where this contact is no ground to give its client up, or the caller is not the one to ask."""
    _ground(book, contact)


def _ground(book: Book, contact: int) -> Any:
    row = book.first(_REFUSAL, contact=contact)
    if row is None or row.undone_at is not None or row.outcome != Outcome.LOST.value:
        raise NotFound
    if row.author_id != book.me.id and not book.me.leads:
        raise NotYours
    _still_a_ground(book, row)
    return row


def _still_a_ground(book: Book, row: Any) -> None:
    """A head may have found another reason since, and somebody may have spoken to the client."""
    if Group(row.group) is not Group.OBSTACLE:
        raise NotAnObstacle
    newest = standing.last(book, row.client_id)
    if newest is None or newest.id != row.id:
        raise Overtaken


def affirm(book: Book, contact: int) -> int:
    """All three were affirmed: what the profile asks comes next. One that was refused may be asked for anew."""
    row = _ground(book, contact)
    standing.hold(book, row.client_id)
    known = of_contact(book, contact)
    if known is not None and known.state in (State.ASKED, State.APPROVED):
        raise Overtaken
    stop = int(
        book.value(
            _ADD,
            contact_id=contact,
            client_id=row.client_id,
            author_id=row.author_id,
            day=row.day,
            asked_by=book.me.id,
            asked_at=book.at,
            state=State.DRAFT.value,
        )
    )
    book.run(_FORGET_OBSERVED, stop=stop)
    return stop


def observe(book: Book, stop: int, criterion: int, value: int | None) -> None:
    """Keep what a criterion was found to be; None: not known."""
    _drafted(book, stop)
    book.run(_OBSERVE, stop_id=stop, criterion_id=criteria.find(book, criterion).id, value=value)


def unobserved(book: Book, stop: int) -> Criterion | None:
    """The criterion to be asked about next."""
    seen = {one.criterion.id for one in _drafted(book, stop).observed}
    return next((one for one in criteria.profile(book) if one.id not in seen and not one.hidden), None)


def _drafted(book: Book, stop: int) -> Stop:
    found = find(book, stop)
    if found.state is not State.DRAFT:
        raise Overtaken
    _ground(book, found.contact)
    return found


def ask(book: Book, stop: int) -> Stop:
    """Everything was answered: a head decides."""
    found = _drafted(book, stop)
    if unobserved(book, stop) is not None:
        raise NotFound  # a forged button
    standing.hold(book, found.client)
    if not book.run(_ASK, stop=stop):
        raise Overtaken
    return find(book, stop)


def approve(book: Book, stop: int) -> Stop:
    """A head agrees: nobody comes back, and nothing reminds of the client."""
    found = find(book, stop)
    standing.hold(book, found.client)
    _still_a_ground(book, book.first(_REFUSAL, contact=found.contact))
    _decide(book, stop, State.APPROVED, "")
    way_back.follow(book, found.client)
    return find(book, stop)


def refuse(book: Book, stop: int, word: str) -> Stop:
    """A head does not agree, and says why: the promise that the refusal made stands."""
    found = find(book, stop)
    standing.hold(book, found.client)
    _decide(book, stop, State.REFUSED, word)
    return find(book, stop)


def _decide(book: Book, stop: int, decision: State, word: str) -> None:
    if not book.run(
        _MOVE, stop=stop, former=State.ASKED.value, next=decision.value, by=book.me.id, at=book.at, said=word
    ):
        raise Overtaken


def withdraw(book: Book, contact: int, recontact: int, client: int) -> None:
    """The refusal is being taken back: with it goes what was asked for, and its promise stands till then."""
    known = of_contact(book, contact)
    if known is None or not book.run(_END, contact=contact, next=State.WITHDRAWN.value):
        return
    newest = standing.last(book, client)
    if known.state is State.APPROVED and newest is not None and newest.id == contact:
        recontacts.reopen(book, client, recontact)


def lift(book: Book, client: int) -> int | None:
    """Somebody is to call a client who was given up; the refusal for which they were, if they were."""
    newest = standing.last(book, client)
    if newest is None or not book.run(_END, contact=newest.id, next=State.LIFTED.value):
        return None
    way_back.follow(book, client)
    return int(newest.id)


def reconsider(book: Book, contact: int) -> None:
    """It was an error of ours: nobody is given up for it. What is only asked for stays, for a head to refuse."""
    known = of_contact(book, contact)
    if known is not None and book.run(
        _TURN, stop=known.id, former=State.APPROVED.value, next=State.LIFTED.value
    ):
        way_back.follow(book, known.client)


def stand_again(book: Book, contact: int) -> None:
    """What was lifted for the sake of another client, who is another again; follows with the next `follow`."""
    known = of_contact(book, contact)
    if known is not None:
        book.run(_TURN, stop=known.id, former=State.LIFTED.value, next=State.APPROVED.value)


def of_contact(book: Book, contact: int) -> Stop | None:
    row = book.first(_OF_CONTACT, contact=contact)
    return None if row is None else _as_stop(book, row)


def find(book: Book, stop: int) -> Stop:
    row = book.first(_ONE, stop=stop)
    if row is None:
        raise NotFound
    return _as_stop(book, row)


def waiting(book: Book, most: int) -> list[Stop]:
    """Those on which a head has to decide, the one that waits longest first."""
    return [_as_stop(book, row) for row in book.all(_WAITING, most=most)]


def latest(book: Book, most: int) -> list[Stop]:
    """The clients given up last."""
    return [_as_stop(book, row) for row in book.all(_LATEST, most=most)]


def how_many_wait(book: Book) -> int:
    return int(book.value(_HOW_MANY_WAIT))


def count(book: Book, first: date, last: date, member: int | None = None) -> int:
    """How many refusals of a period ended with the client given up."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    if member is None:
        return int(book.value(_COUNT, **days))
    return int(book.value(_COUNT_OF_ONE, member=member, **days))


def _as_stop(book: Book, row: Any) -> Stop:
    seen = [Observed(criteria.as_criterion(one), one.value) for one in book.all(_OBSERVED, stop=row.id)]
    return Stop(
        id=row.id,
        contact=row.contact_id,
        client=row.client_id,
        state=State(row.state),
        asked_by=row.asked_by,
        asker=row.asker,
        decider=row.decider,
        decided_at=instant(row.decided_at),
        word=row.word,
        observed=seen,
    )
