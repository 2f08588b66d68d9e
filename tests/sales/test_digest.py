"""Three deals chosen for learning, and what those let go without a phone have cost."""

import pytest

from sales.clients import Reach, Source
from sales.digest import Lesson, Loss, Pick, Sale, is_call, price_of_missed, three_deals
from sales.leads import Leads
from sales.losses import Group


def loss(contact: int, group: Group = Group.OBSTACLE, *, fresh: bool = True, **more: int) -> Loss:
    return Loss(contact, group, fresh, **more)


def test_nothing_happened_so_there_is_nothing_to_discuss() -> None:
    assert three_deals([], []) == []


def test_the_largest_loss_an_unanswered_error_and_a_success() -> None:
    losses = [loss(1, worth=100), loss(2, worth=900), loss(3, Group.ERROR)]
    assert three_deals(losses, [Sale(4, 50)]) == [
        Pick(2, Lesson.LARGEST_LOSS),
        Pick(3, Lesson.OPEN_ERROR),
        Pick(4, Lesson.LARGEST_SALE),
    ]


def test_what_a_client_may_bring_is_not_claimed_where_it_is_not_known() -> None:
    assert three_deals([loss(1)], []) == [Pick(1, Lesson.OPEN_LOSS)]
    assert three_deals([loss(1, Group.ERROR)], []) == [Pick(1, Lesson.OPEN_ERROR)]
    assert three_deals([loss(1), loss(2, touches=4)], [])[0] == Pick(2, Lesson.MOST_WORK)


def test_an_error_that_was_answered_teaches_less_than_an_open_one() -> None:
    answered = Loss(2, Group.ERROR, fresh=True, touches=1, answered=True)
    picks = three_deals([loss(1, worth=9), answered, loss(3, Group.ERROR)], [])
    assert picks[1] == Pick(3, Lesson.OPEN_ERROR)
    assert picks[2] == Pick(2, Lesson.OPEN_LOSS)


def test_a_loss_of_the_period_goes_before_a_larger_one_of_earlier_days() -> None:
    assert three_deals([loss(1, fresh=False, worth=900), loss(2, worth=1)], [])[0].contact == 2


def test_a_sale_after_a_refusal_is_more_worth_copying_than_a_larger_one() -> None:
    assert three_deals([], [Sale(1, 900), Sale(2, 10, regained=True)]) == [Pick(2, Lesson.REGAINED)]


@pytest.mark.parametrize("number", range(7))
def test_never_more_than_three_and_none_twice(number: int) -> None:
    losses = [loss(contact, Group.ERROR, worth=contact) for contact in range(number)]
    for sales in ([], [Sale(100, 5)]):
        picks = [pick.contact for pick in three_deals(losses, sales)]
        assert len(picks) == len({*picks}) == min(3, number + len(sales))


def test_a_missed_lead_costs_what_a_lead_of_its_source_costs_this_month() -> None:
    """300,000 a month and 150 calls make 2,000 a call, also when nobody wrote down who called."""
    ad, site = Source.AD, Source.SITE
    month = Leads({(ad, Reach.GIVEN): 140, (ad, Reach.UNKNOWN): 10, (site, Reach.UNKNOWN): 5})
    missed = Leads(
        {(ad, Reach.UNKNOWN): 2, (ad, Reach.REFUSED): 1, (ad, Reach.GIVEN): 7, (None, Reach.UNKNOWN): 4}
    )
    assert price_of_missed(missed, month, {ad: 300_000_00}) == 6_000_00
    assert price_of_missed(missed, month, {}) == 0
    assert price_of_missed(missed, Leads(), {ad: 300_000_00}) == 0


@pytest.mark.parametrize(
    "text", ["", "позвонить", "Перезвонить про бюджет", "созвониться", "call back", "звонок в пятницу"]
)
def test_a_call_is_known_by_its_word(text: str) -> None:
    assert is_call(text)


@pytest.mark.parametrize(
    "text", ["отправить расчёт", "встретиться", "callous", "подготовить, потом позвонить"]
)
def test_anything_else_is_no_call(text: str) -> None:
    assert not is_call(text)
