"""Whom to call first, and why them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sales.contacts import Outcome
from sales.next_calls import MOST_CALLS, Candidate, Why, next_five

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def whys(*candidates: Candidate) -> list[tuple[int, Why]]:
    return [(call.candidate.client, call.why) for call in next_five(candidates, TODAY, MOSCOW)]


def test_agreed_then_refused_then_overdue_then_promised_then_dormant() -> None:
    assert whys(
        Candidate(1, Outcome.WON, None, worth=10**9),
        Candidate(2, Outcome.WON, NOON),
        Candidate(3, Outcome.NO_ANSWER, NOON - DAY),
        Candidate(4, Outcome.LOST, NOON),
        Candidate(5, Outcome.LOST, NOON, timed=True),
    ) == [(5, Why.AGREED), (4, Why.REFUSED), (3, Why.OVERDUE), (2, Why.PROMISED), (1, Why.DORMANT)]


def test_the_oldest_promise_first_and_of_the_silent_the_one_who_may_bring_most() -> None:
    assert whys(Candidate(1, None, NOON - DAY), Candidate(2, None, NOON - 3 * DAY))[0][0] == 2
    assert whys(Candidate(1, None, None, worth=1), Candidate(2, None, None, worth=2))[0][0] == 2


def test_an_hour_agreed_for_an_earlier_day_is_overdue() -> None:
    assert whys(Candidate(1, None, NOON - DAY, timed=True)) == [(1, Why.OVERDUE)]


def test_the_day_is_the_teams_own() -> None:
    late_evening = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)  # half past midnight of the 24th in Moscow
    assert whys(Candidate(1, None, late_evening)) == [(1, Why.PROMISED)]


def test_five_at_most() -> None:
    assert len(whys(*(Candidate(number, None, NOON) for number in range(9)))) == MOST_CALLS
