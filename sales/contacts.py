"""One touch with a client: how it ended, and what must still be answered before it can be kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from sales.deals import Kind
from sales.recontact import Promise
from sales.vocabulary import Own


class Outcome(StrEnum):
    WON = "won"
    NEXT_STEP = "next_step"
    LOST = "lost"
    NO_ANSWER = "no_answer"


class Channel(StrEnum):
    CALL = "call"
    MEETING = "meeting"
    MESSAGE = "message"
    VISIT = "visit"


AnyChannel = Channel | Own


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


class Missing(StrEnum):
    """What a draft still has to be told, in the order in which it is asked."""

    OUTCOME = "outcome"
    AMOUNT = "amount"
    REASON = "reason"
    PROMISE = "promise"


@dataclass(frozen=True)
class Draft:
    """A contact not yet kept. A way back is part of every one: nobody is left without a next touch."""

    client: int
    outcome: Outcome | None = None
    channel: AnyChannel = Channel.CALL
    direction: Direction = Direction.OUT
    amount: int | None = None
    kind: Kind | None = None
    reason: int | None = None
    words: int | None = None
    promise: Promise | None = None
    fixes: int | None = None
    ago: int = 0  # how many days before today it was
    # To be followed by the request never to come back; the promise stands till that is granted.
    stops: bool = False
    # The typed sentence it was read from; `sure`: the next answer is all that it still needs to be kept.
    sentence: int | None = None
    sure: bool = False

    @property
    def missing(self) -> Missing | None:
        if self.outcome is None:
            return Missing.OUTCOME
        if self.outcome is Outcome.WON and not self.amount:
            return Missing.AMOUNT
        if self.outcome is Outcome.LOST and self.reason is None:
            return Missing.REASON
        return None if self.promise else Missing.PROMISE

    def ended(self, outcome: Outcome) -> Self:
        """A change of outcome takes with it the answers that only the former one had.

        A date that was typed was typed for the client, however it ended.
        """
        promise = None if self.sentence is None else self.promise
        return replace(
            self,
            outcome=outcome,
            amount=None,
            kind=None,
            reason=None,
            words=None,
            promise=promise,
            stops=False,
        )

    def back(self) -> Self:
        """Without the answer given last."""
        if self.promise:
            return replace(self, promise=None, stops=False)
        if self.reason is not None:
            return replace(self, reason=None)
        if self.amount:
            return replace(self, amount=None)
        return replace(self, outcome=None, kind=None, words=None)

    def coherent(self) -> bool:
        """Whether no answer stands where its outcome has no place for it (a button is input, not trust)."""
        if self.outcome is not Outcome.LOST and (self.reason is not None or self.words is not None):
            return False
        if self.stops and self.reason is None:
            return False
        if self.sentence is not None and self.fixes is not None:
            return False
        if not 0 <= self.ago <= MOST_AGO or (self.ago and self.fixes is not None):
            return False
        return self.outcome is Outcome.WON or (self.amount is None and self.kind is None)


MOST_AGO = 7  # days: whoever remembers longer writes a note


def next_ago(ago: int) -> int:
    return (ago + 1) % (MOST_AGO + 1)


def next_channel(channel: AnyChannel, order: Sequence[AnyChannel]) -> AnyChannel:
    """The one to offer after it; of a channel that is offered no more, the first."""
    return order[(order.index(channel) + 1) % len(order)] if channel in order else order[0]


def other_direction(direction: Direction) -> Direction:
    return Direction.IN if direction is Direction.OUT else Direction.OUT
