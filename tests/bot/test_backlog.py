"""What is taken for a backlog, and for how long."""

import pytest

from bot import backlog
from bot.backlog import CHATS, LATELY, LONGEST, Backlog

STEP = LATELY / 2


class Hands:
    """Of a clock that moves when it is told to."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr(backlog, "time", hands)
    return hands


def crowd_for(seconds: float, met: Backlog, clock: Hands) -> list[bool]:
    seen = []
    for _step in range(round(seconds / STEP)):
        met.came_behind(range(CHATS))
        seen.append(met.comes)
        clock.go_on(STEP)
    return seen


def test_at_first_there_is_none() -> None:
    assert not Backlog().comes


def test_many_chats_within_a_moment_are_one_and_few_or_late_ones_are_not(clock: Hands) -> None:
    met = Backlog()
    for _time in range(3):  # the flood of a few
        met.came_behind(range(CHATS - 1))
        assert not met.comes
    clock.go_on(LATELY)
    met.came_behind([CHATS])
    assert not met.comes, "the others were before"
    met.came_behind(range(CHATS - 1))
    assert met.comes
    clock.go_on(LATELY)
    assert not met.comes


def test_soon_after_the_first_came_it_is_none_any_more(clock: Hands) -> None:
    """Else a flood would slow others whenever it comes, and whoever is given too much to do would stand still."""
    met = Backlog()
    seen = crowd_for(3 * LONGEST, met, clock)
    assert seen.index(False) == round(LONGEST / STEP)
    assert not any(seen[seen.index(False) :])
    clock.go_on(3 * LONGEST)
    assert not any(crowd_for(LONGEST, met, clock))
    met.may_come()
    assert not met.comes
    assert crowd_for(STEP, met, clock) == [True]
