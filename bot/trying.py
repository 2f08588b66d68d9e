"""Nobody answers: which try it is, at what other hour the next one is offered, and who sleeps."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Self

from aiogram.types import InlineKeyboardButton

from bot.keyboards import button
from bot.texts import record as texts
from bot.visit import Visit
from sales.contacts import Draft, Outcome
from sales.dates import When
from sales.recontact import Promise
from sales.tries import another_hour, falls_asleep
from storage import history
from storage.book import Book


@dataclass(frozen=True)
class Tried:
    """A try that nobody answered: which one it is of how many, and at what hours all of them were."""

    number: int
    limit: int
    hours: tuple[time, ...]

    @property
    def asleep(self) -> bool:
        return falls_asleep(self.number, self.limit)

    @classmethod
    def of(cls, book: Book, draft: Draft) -> Self:
        """One that is being corrected stands among those before."""
        moments = history.tries(book, draft.client)
        if draft.fixes is None or history.read(book, draft.fixes).outcome is not Outcome.NO_ANSWER:
            moments.append(book.now)
        hours = tuple(moment.astimezone(book.zone).time() for moment in moments)
        return cls(len(moments), book.team.rules.tries, hours)


def first_try_again(book: Book, tried: Tried) -> Promise:
    """The next working day, at an hour at which nobody has tried yet."""
    day = book.worktime.working_day(book.today + timedelta(days=1))
    at = another_hour(tried.hours, book.worktime.opens, book.worktime.closes)
    return Promise(when=When(day, at))


def at_another_hour(visit: Visit, draft: Draft, tried: Tried) -> InlineKeyboardButton:
    promise = first_try_again(visit.book, tried)
    assert promise.when is not None
    assert promise.when.at is not None
    told = texts.at_another_hour(promise.when.day, promise.when.at, visit.book.today)
    return button(told, replace(draft, promise=promise))
