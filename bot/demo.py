"""A small believable team eight weeks into its work, told by the same functions that record a real one."""

import random
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo_cast import (
    ANNA,
    BORIS,
    COMPANIES,
    FIRST_NAMES,
    FREQUENT,
    OLGA,
    OUTCOMES,
    PAVEL,
    SURNAMES,
    WORDS,
)
from sales.clients import Introduction, Reach, Source
from sales.contacts import Channel, Direction, Draft, Outcome
from sales.dates import When
from sales.hours import localised
from sales.people import Member, Role, Team
from sales.recontact import AFTER_LOSS, AFTER_NO_ANSWER, AFTER_SALE, AFTER_STEP, Promise
from storage import agenda, clients, contacts, deals, notes, people, reasons, teams
from storage.book import Book
from storage.contacts import Origin
from storage.tx import Tx

ZONE = "Europe/Moscow"
WEEKS = 8
CLIENTS = 40


def tell(tx: Tx, now: datetime) -> None:
    """Found the team eight weeks ago and let it work every working day since."""
    story = Story(tx, now)
    story.gather()
    for days_ago in range(WEEKS * 7, 0, -1):
        story.live(days_ago)
    story.leave_for_today()


class Story:
    """The same every time but for today's date, to which all of it is relative."""

    def __init__(self, tx: Tx, now: datetime) -> None:
        self._tx = tx
        self._now = now
        self._chance = random.Random(20)  # noqa: S311 - a story, no secret
        self._team: Team | None = None
        self._sellers: list[Member] = []
        self._met = 0
        self._told = 0

    def gather(self) -> None:
        began = self._now - timedelta(days=WEEKS * 7 + 1)
        owner = people.meet(self._tx, OLGA.telegram_id, OLGA.name, OLGA.language, began).person
        self._team, member = teams.found(self._tx, owner, "Тёплый дом, отдел продаж", ZONE, "RUB", began)
        book = Book(self._tx, self._team, member, began)
        for actor, role in ((BORIS, Role.HEAD), (ANNA, Role.MANAGER), (PAVEL, Role.MANAGER)):
            token = teams.invite(book, role, 1, timedelta(days=1))
            person = people.meet(self._tx, actor.telegram_id, actor.name, actor.language, began).person
            assert teams.accept(self._tx, person, token, began)
            joined = people.meet(self._tx, actor.telegram_id, actor.name, actor.language, began).member
            assert joined is not None
            if role is Role.MANAGER:
                self._sellers.append(joined)

    def live(self, days_ago: int) -> None:
        """A working day of both managers: a new client or two, and most of those who were due."""
        day = (self._now.astimezone(ZoneInfo(ZONE)) - timedelta(days=days_ago)).date()
        if day.weekday() >= 5:
            return
        for seller in self._sellers:
            if self._met < CLIENTS and days_ago % 2 == 0:
                self._contact(seller, self._meet(seller, self._at(day, 10)), self._at(day, 11))
            promised, _more = agenda.due(self._book(seller, self._at(day, 12)))
            for due in promised[: 3 if days_ago > 3 else 1]:
                self._contact(seller, due.client, self._at(day, self._chance.randint(12, 17)))

    def leave_for_today(self) -> None:
        """Whatever day it is: somebody due at an hour, somebody due today, and somebody forgotten."""
        today = self._now.astimezone(ZoneInfo(ZONE)).date()
        yesterday = self._now - timedelta(days=1)
        waiting = (
            When(today, time(11, 30)),
            When(today, time(16, 0)),
            When(today, None),
            When(today - timedelta(days=1), None),
        )
        for seller in self._sellers:
            book = self._book(seller, yesterday)
            for line, when in zip(clients.latest(book, len(waiting)), waiting, strict=True):
                client = clients.find(book, line.id)
                if client.last_contact_at is not None and client.last_contact_at < yesterday:
                    self._contact(seller, line.id, yesterday, Promise(when=when))

    def _at(self, day: Any, hour: int) -> datetime:
        return localised(day, time(hour, self._chance.randint(0, 59)), ZoneInfo(ZONE))

    def _book(self, seller: Member, at: datetime) -> Book:
        assert self._team is not None
        return Book(self._tx, self._team, seller, at)

    def _meet(self, seller: Member, at: datetime) -> int:
        book, number = self._book(seller, at), self._met
        self._met += 1
        who = Introduction(
            f"{SURNAMES[number]} {FIRST_NAMES[number % len(FIRST_NAMES)]}",
            COMPANIES[number % len(COMPANIES)],
            phones=(f"+7912{3450000 + number * 1379:07d}",),
        )
        client = clients.add(book, who, Reach.GIVEN)
        clients.change(book, client, "source", self._chance.choice([*Source]).value)
        return client

    def _contact(self, seller: Member, client: int, at: datetime, promise: Promise | None = None) -> None:
        book = self._book(seller, at)
        self._told += 1
        outcome = self._chance.choice(OUTCOMES)
        draft = Draft(
            client,
            outcome,
            channel=self._chance.choice(
                [Channel.CALL, Channel.CALL, Channel.CALL, Channel.MEETING, Channel.MESSAGE]
            ),
            direction=self._chance.choice([Direction.OUT, Direction.OUT, Direction.IN]),
            **self._answers(book, client, outcome),
        )
        if promise is not None:
            draft = replace(draft, promise=promise)
        contacts.record(book, draft, Origin(0, -self._told))

    def _answers(self, book: Book, client: int, outcome: Outcome) -> dict[str, Any]:
        if outcome is Outcome.LOST:
            reason = self._chance.choice(FREQUENT)
            words = WORDS.get(reason)
            return {
                "reason": reasons.catalogue(book)[reason],
                "words": notes.add(book, client, words) if words and self._chance.random() < 0.6 else None,
                "promise": Promise(days=self._chance.choice(AFTER_LOSS[reason])),
            }
        if outcome is Outcome.WON:
            amount = self._chance.choice([18, 25, 32, 45, 60, 90, 120]) * 1000_00
            kind = deals.usual(book, client)
            return {"amount": amount, "kind": kind, "promise": Promise(days=self._chance.choice(AFTER_SALE))}
        days = AFTER_STEP if outcome is Outcome.NEXT_STEP else AFTER_NO_ANSWER
        return {"promise": Promise(days=self._chance.choice(days))}
