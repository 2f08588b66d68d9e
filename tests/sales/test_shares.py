"""What is called a change, and what is noise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.shares import Change, Growth, Part, Share

counts = st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(lambda pair: Share(min(pair), max(pair)))


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    assert Change(Share(*before), Share(*after)).interval == pytest.approx((low, high), abs=5e-5)


def test_a_change_of_few_deals_is_noise_and_the_same_of_many_is_none() -> None:
    assert not Change(Share(3, 10), Share(5, 10)).beyond_noise
    assert Change(Share(300, 1000), Share(500, 1000)).beyond_noise


@given(counts, counts)
def test_a_change_read_backwards_is_the_same_change(before: Share, after: Share) -> None:
    there, back = Change(before, after), Change(after, before)
    assert there.beyond_noise == back.beyond_noise
    low, high = there.interval
    assert low <= there.points <= high
    assert back.interval == pytest.approx((-high, -low))


def test_nothing_is_no_change() -> None:
    assert not Change(Share(0, 0), Share(9, 9)).beyond_noise


@given(st.integers(0, 10**6))
def test_the_same_count_twice_is_no_growth(count: int) -> None:
    assert not Growth(count, count).beyond_noise


def test_a_count_grows_when_a_coin_would_hardly_do_it() -> None:
    assert not Growth(8, 14).beyond_noise
    assert Growth(80, 140).beyond_noise


def test_what_is_unlike_the_usual_needs_enough_deals_to_say_so() -> None:
    assert not Share(4, 5).unlike(0.6)
    assert Share(80, 100).unlike(0.6)
    assert Share(4, 5).few
    assert Part(0, 0).value == 0
