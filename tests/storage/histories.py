"""Random histories of a team: what may happen in it, in any order, and how a test makes it happen."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import text

from sales.clientless import Fact
from sales.clients import Introduction, Reach, Source
from sales.contacts import Draft, Outcome
from sales.errors import SalesError
from sales.losses import Reason
from sales.recontact import Promise
from storage import (
    clientless,
    clients,
    contacts,
    history,
    merging,
    reasons,
    recommendations,
    reviews,
    stops,
    unmerging,
)
from storage.contacts import Origin
from storage.errors import NotFound
from storage.tx import Tx
from tests.world import World

STAFF = ("Olga", "Boris", "Anna")
Step = tuple[Any, ...]

_numbers = st.integers(0, 10**6)
_who = st.sampled_from(STAFF)
_told_late = st.tuples(st.just("tell_late"), _who, _numbers, st.sampled_from(Outcome), st.integers(1, 6))
_fixed = st.tuples(st.just("fix"), _who, _numbers, st.sampled_from(Outcome))
# What a day may hold that is taken back with its contacts.
one_days_step = st.one_of(
    st.tuples(st.just("win"), _who, _numbers, st.integers(1, 10**6)),
    st.tuples(st.just("lose"), _who, _numbers, st.sampled_from(Reason)),
    st.tuples(st.just("talk"), _who, _numbers, st.sampled_from([Outcome.NEXT_STEP, Outcome.NO_ANSWER])),
    st.tuples(st.just("give_up"), _who, _numbers),
    _told_late,
    _fixed,
    st.tuples(st.just("recommend"), _who, _numbers),
    st.tuples(st.just("stray"), _who, st.sampled_from(Fact), st.none() | st.sampled_from(Source)),
    st.tuples(st.just("judge_latest"), st.sampled_from(Reason)),
)
_step = st.one_of(
    st.tuples(st.just("recommend"), _who, _numbers),
    st.tuples(st.just("meet"), _who, st.sampled_from(Reach), st.none() | st.sampled_from(Source)),
    st.tuples(st.just("win"), _who, _numbers, st.just(10**9)),
    st.tuples(st.just("win"), _who, _numbers, st.integers(1, 10**6)),
    st.tuples(st.just("lose"), _who, _numbers, st.sampled_from(Reason)),
    st.tuples(st.just("talk"), _who, _numbers, st.sampled_from([Outcome.NEXT_STEP, Outcome.NO_ANSWER])),
    st.tuples(st.just("undo"), _who, _numbers),
    st.tuples(st.just("judge"), _numbers, st.sampled_from(Reason)),
    st.tuples(st.just("give_up"), _who, _numbers),
    st.tuples(st.just("ask_to_give_up"), _who, _numbers),
    st.tuples(st.just("agree")),
    st.tuples(st.just("lift"), _numbers),
    _told_late,
    _fixed,
    st.tuples(st.just("merge"), _numbers, _numbers),
    st.tuples(st.just("unmerge")),
    st.tuples(st.just("stray"), _who, st.sampled_from(Fact), st.none() | st.sampled_from(Source)),
    st.tuples(st.just("unstray"), _who, _numbers),
    st.tuples(st.just("reach"), _numbers, st.sampled_from(Reach)),
    st.tuples(st.just("source"), _numbers, st.sampled_from(Source)),
    st.tuples(st.just("pay"), st.sampled_from(Source), st.integers(0, 3), st.integers(1, 10**8)),
    st.tuples(st.just("wait"), st.integers(1, 20)),
    st.tuples(st.just("wait"), st.integers(20, 24 * 60)),
)
histories = st.lists(_step, min_size=10, max_size=40)


@dataclass
class Life:
    """A team's history as it happens; what a step cannot do to it is left undone, as in the bot."""

    world: World
    clients: list[int] = field(default_factory=list)
    contacts: list[int] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)
    merges: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def happen(self, tx: Tx, steps: list[Step]) -> None:
        for name, *what in steps:
            try:
                getattr(self, name)(tx, *what)
            except (NotFound, SalesError):
                continue

    def meet(self, tx: Tx, who: str, reach: Reach, source: Source | None) -> None:
        book = self.world.book(tx, who)
        client = clients.add(book, Introduction(f"Клиент {len(self.clients)}"), reach)
        if source is not None:
            clients.change(book, client, "source", source.value)
        self.clients.append(client)

    def win(self, tx: Tx, who: str, client: int, amount: int) -> None:
        self._record(tx, who, client, Draft(0, Outcome.WON, amount=amount))

    def lose(self, tx: Tx, who: str, client: int, reason: Reason) -> None:
        listed = reasons.catalogue(self.world.book(tx, who))
        self._record(tx, who, client, Draft(0, Outcome.LOST, reason=listed[reason]))

    def talk(self, tx: Tx, who: str, client: int, outcome: Outcome) -> None:
        self._record(tx, who, client, Draft(0, outcome))

    def tell_late(self, tx: Tx, who: str, client: int, outcome: Outcome, ago: int) -> None:
        """A contact of an earlier day."""
        self._record(tx, who, client, replace(self._told(tx, outcome), ago=ago))

    def fix(self, tx: Tx, who: str, contact: int, outcome: Outcome) -> None:
        """One of the latest contacts told anew."""
        former = _one_of(self.contacts[-4:], contact)
        whose = history.read(self.world.book(tx, who), former).client_id
        self._keep(tx, who, replace(self._told(tx, outcome), client=whose, fixes=former))

    def _told(self, tx: Tx, outcome: Outcome) -> Draft:
        reason = reasons.catalogue(self.world.book(tx, "Boris"))[Reason.NO_NEED]
        return Draft(
            0,
            outcome,
            amount=10**5 if outcome is Outcome.WON else None,
            reason=reason if outcome is Outcome.LOST else None,
        )

    def _record(self, tx: Tx, who: str, client: int, draft: Draft) -> None:
        if not self.clients:
            self.meet(tx, who, Reach.GIVEN, None)
        self._keep(tx, who, replace(draft, client=_one_of(self.clients, client)))

    def _keep(self, tx: Tx, who: str, draft: Draft) -> None:
        self.world.taps += 1
        whole = replace(draft, promise=Promise(days=7))
        origin = Origin(self.world.numbers[who], self.world.taps)
        self.contacts.append(contacts.record(self.world.book(tx, who), whole, origin))

    def undo(self, tx: Tx, who: str, contact: int) -> None:
        """As a rule one of the latest: only today's can be taken back."""
        contacts.undo(self.world.book(tx, who), _one_of(self.contacts[-4:], contact))

    def judge(self, tx: Tx, contact: int, reason: Reason) -> None:
        book = self.world.book(tx, "Boris")
        reviews.judge(book, _one_of(self.contacts, contact), reason=reasons.catalogue(book)[reason])

    def judge_latest(self, tx: Tx, reason: Reason) -> None:
        self.judge(tx, len(self.contacts) - 1, reason)

    def recommend(self, tx: Tx, who: str, contact: int) -> None:
        """Somebody new, named in one of the latest contacts."""
        book, named = self.world.book(tx, who), Introduction(f"Названный {len(self.contacts)}")
        recommendations.give(book, _one_of(self.contacts[-4:], contact), named)

    def give_up(self, tx: Tx, who: str, contact: int) -> None:
        """Asked for on the ground of one of the latest refusals, and agreed to."""
        self.ask_to_give_up(tx, who, contact)
        self.agree(tx)

    def ask_to_give_up(self, tx: Tx, who: str, contact: int) -> None:
        stop = stops.affirm(self.world.book(tx, who), _one_of(self.contacts[-4:], contact))
        stops.ask(self.world.book(tx, who), stop)
        self.asked.append(stop)

    def agree(self, tx: Tx) -> None:
        stops.approve(self.world.book(tx, "Boris"), _one_of(self.asked, -1))

    def merge(self, tx: Tx, winner: int, loser: int) -> None:
        """The second becomes part of the first."""
        goes = _one_of(self.clients, loser)
        number = merging.merge(self.world.book(tx, "Boris"), _one_of(self.clients, winner), goes)
        self.merges.append(number)
        self.clients.remove(goes)

    def unmerge(self, tx: Tx) -> None:
        back = unmerging.unmerge(self.world.book(tx, "Boris"), _one_of(self.merges, -1))
        self.merges.pop()
        self.clients.append(back)

    def lift(self, tx: Tx, client: int) -> None:
        stops.lift(self.world.book(tx, "Boris"), _one_of(self.clients, client))

    def stray(self, tx: Tx, who: str, fact: Fact, source: Source | None) -> None:
        self.world.taps += 1
        origin = Origin(self.world.numbers[who], self.world.taps)
        came_from = source if fact is Fact.MISSED else None
        self.strays.append(clientless.record(self.world.book(tx, who), fact, origin, came_from)[0])

    def unstray(self, tx: Tx, who: str, number: int) -> None:
        clientless.undo(self.world.book(tx, who), _one_of(self.strays[-4:], number))

    def reach(self, tx: Tx, client: int, reach: Reach) -> None:
        clients.change(self.world.book(tx, "Anna"), _one_of(self.clients, client), "reach", reach.value)

    def source(self, tx: Tx, client: int, source: Source) -> None:
        clients.change(self.world.book(tx, "Anna"), _one_of(self.clients, client), "source", source.value)

    def pay(self, tx: Tx, source: Source, months_ago: int, amount: int) -> None:
        book = self.world.book(tx, "Olga")
        month = (book.today.replace(day=1) - timedelta(days=28 * months_ago)).isoformat()[:7]
        values = {"team": book.team.id, "month": month, "source": source.value}
        tx.run(
            text("DELETE FROM spend WHERE team_id = :team AND month = :month AND source = :source"), **values
        )
        tx.run(text("INSERT INTO spend VALUES (:team, :source, :month, :amount)"), **values, amount=amount)

    def wait(self, _tx: Tx, hours: int) -> None:
        self.world.now += timedelta(hours=hours)


def _one_of(ids: list[int], number: int) -> int:
    if not ids:
        raise NotFound
    return ids[number % len(ids)]
