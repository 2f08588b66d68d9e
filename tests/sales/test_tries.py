"""At what other hour to try next."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from sales.tries import another_hour, falls_asleep

NINE, SIX = time(9), time(18)
clock = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def test_the_next_try_lies_farthest_from_those_before() -> None:
    assert another_hour([time(9, 40)], NINE, SIX) == time(17)
    assert another_hour([time(17)], NINE, SIX) == time(9)
    assert another_hour([time(9), time(17)], NINE, SIX) == time(13)
    assert another_hour([], NINE, SIX) == time(9)


def test_a_day_without_a_whole_hour_offers_its_opening() -> None:
    assert another_hour([time(9)], time(9, 10), time(9, 40)) == time(9, 10)


@given(st.lists(clock), clock, clock)
def test_it_is_always_within_the_working_day(tried: list[time], one: time, other: time) -> None:
    opens, closes = sorted((one, other))
    if opens < closes:
        assert opens <= another_hour(tried, opens, closes) < closes


def test_the_last_try_lets_the_client_sleep() -> None:
    assert not falls_asleep(4, 5)
    assert falls_asleep(5, 5)
    assert falls_asleep(9, 5)
