"""The morning meeting: which three deals it talks about, and what clients let go without a phone have cost."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sales.clients import AnySource
from sales.leads import Leads
from sales.losses import Group

MOST_DISCUSSED = 3
_CALL = re.compile(r"(?:по|пере|со)?звон|набрать\b|call\b|phone\b|ring\b", re.IGNORECASE)


class Lesson(StrEnum):
    """Why a deal is worth the meeting's time."""

    LARGEST_LOSS = "largest_loss"
    MOST_WORK = "most_work"
    OPEN_ERROR = "open_error"
    OPEN_LOSS = "open_loss"
    REGAINED = "regained"
    LARGEST_SALE = "largest_sale"


@dataclass(frozen=True)
class Loss:
    """A refusal on which the head has not given a verdict yet."""

    contact: int
    group: Group
    fresh: bool  # of the days that the meeting is about
    worth: int = 0  # what the client may bring in a year
    touches: int = 1
    answered: bool = False  # somebody said what could have kept the client


@dataclass(frozen=True)
class Sale:
    contact: int
    amount: int
    regained: bool = False  # to one who had refused before


@dataclass(frozen=True)
class Pick:
    contact: int
    lesson: Lesson


def three_deals(losses: Iterable[Loss], sales: Iterable[Sale]) -> list[Pick]:
    """The largest loss, a selling error nobody has answered, a success to copy; other losses fill the gaps."""
    left = sorted(losses, key=_size, reverse=True)
    success = _success(sales)
    picks = [Pick(left[0].contact, _lesson(left[0]))] if left else []
    unanswered = [loss for loss in left[1:] if loss.group is Group.ERROR and not loss.answered]
    picks += [Pick(loss.contact, Lesson.OPEN_ERROR) for loss in unanswered[:1]]
    taken = {pick.contact for pick in picks}
    others = [Pick(loss.contact, Lesson.OPEN_LOSS) for loss in left if loss.contact not in taken]
    return [*picks, *others][: MOST_DISCUSSED - len(success)] + success


def _size(loss: Loss) -> tuple[bool, int, int, int]:
    return loss.fresh, loss.worth, loss.touches, loss.contact


def _lesson(loss: Loss) -> Lesson:
    """What is not known is not claimed: a client who never bought is measured by the work put in."""
    if loss.worth:
        return Lesson.LARGEST_LOSS
    if loss.touches > 1:
        return Lesson.MOST_WORK
    return Lesson.OPEN_LOSS if loss.group is Group.OBSTACLE or loss.answered else Lesson.OPEN_ERROR


def _success(sales: Iterable[Sale]) -> list[Pick]:
    best = max(sales, key=lambda sale: (sale.regained, sale.amount, sale.contact), default=None)
    if best is None:
        return []
    return [Pick(best.contact, Lesson.REGAINED if best.regained else Lesson.LARGEST_SALE)]


def price_of_missed(missed: Leads, month: Leads, spent: Mapping[AnySource, int]) -> int:
    """What those let go without a phone have cost, each at its source's price of a lead.

    The price is the month's spend so far by the month's leads so far: those of one day are too few to price.
    """
    price = 0
    for source, money in spent.items():
        of_month = month.of(source).total
        price += money * missed.of(source).missed // of_month if of_month else 0
    return price


def is_call(action: str) -> bool:
    """An action without words of its own is a call, and so is «перезвонить про бюджет»."""
    return not action or _CALL.match(action) is not None
