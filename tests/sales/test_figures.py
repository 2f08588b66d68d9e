"""Shares and their intervals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.contacts import Outcome
from sales.figures import Tally
from sales.losses import Group, Reason
from sales.shares import wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # Wilson's interval as published: Newcombe 1998, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_interval_holds_the_share_and_lies_within_0_and_1(won: int, lost: int) -> None:
    low, high = wilson(won, won + lost)
    assert 0 <= low <= high <= 1
    if won + lost:
        share = won / (won + lost)
        assert low <= share + 1e-12
        assert share <= high + 1e-12
        assert math.isfinite(low)


def test_a_tally_counts_by_group_and_orders_by_frequency() -> None:
    tally = Tally(
        {Outcome.WON: 2, Outcome.LOST: 5, Outcome.NO_ANSWER: 3},
        {Reason.NO_MONEY: 1, Reason.NO_TRUST: 3, Reason.NO_VALUE: 1},
        500,
    )
    assert (tally.contacts, tally.closed) == (10, 7)
    assert tally.lost_in(Group.ERROR) == 4
    assert tally.lost_in(Group.OBSTACLE) == 1
    assert [reason for reason, _count in tally.by_frequency()] == [
        Reason.NO_TRUST,
        Reason.NO_MONEY,
        Reason.NO_VALUE,
    ]
