"""The rules of a draft: what it still needs, and that no answer stands where it has no place."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sales.contacts import Channel, Direction, Draft, Missing, Outcome
from sales.deals import Kind
from sales.recontact import Promise

drafts = st.builds(
    Draft,
    client=st.integers(1, 10**9),
    outcome=st.none() | st.sampled_from(Outcome),
    channel=st.sampled_from(Channel),
    direction=st.sampled_from(Direction),
    amount=st.none() | st.integers(1, 10**14),
    kind=st.none() | st.sampled_from(Kind),
    reason=st.none() | st.integers(1, 10**9),
    words=st.none() | st.integers(1, 10**9),
    promise=st.none() | st.builds(Promise, days=st.integers(0, 999)),
)


def test_a_draft_asks_in_order_for_what_its_outcome_needs() -> None:
    draft = Draft(1)
    assert draft.missing is Missing.OUTCOME
    assert draft.ended(Outcome.WON).missing is Missing.AMOUNT
    assert draft.ended(Outcome.LOST).missing is Missing.REASON
    assert draft.ended(Outcome.NEXT_STEP).missing is Missing.PROMISE
    assert draft.ended(Outcome.NO_ANSWER).missing is Missing.PROMISE


@given(drafts)
def test_a_complete_loss_always_has_a_reason_and_every_contact_a_way_back(draft: Draft) -> None:
    if draft.missing is None:
        assert draft.promise is not None
        assert draft.outcome is not Outcome.LOST or draft.reason is not None
        assert draft.outcome is not Outcome.WON or draft.amount


@given(drafts, st.sampled_from(Outcome))
def test_a_change_of_outcome_leaves_no_answer_of_the_former_one(draft: Draft, outcome: Outcome) -> None:
    changed = draft.ended(outcome)
    assert changed.coherent()
    assert changed.promise is None


@given(drafts)
def test_going_back_ends_at_the_first_question_and_is_coherent_there(draft: Draft) -> None:
    for _ in range(6):
        draft = draft.back()
    assert draft.missing is Missing.OUTCOME
    assert draft.coherent()


@given(drafts)
def test_a_sale_with_a_loss_reason_and_a_loss_with_a_sum_are_incoherent(draft: Draft) -> None:
    bad: list[Any] = [draft.outcome is not Outcome.LOST and draft.reason is not None]
    bad.append(draft.outcome is not Outcome.WON and draft.amount is not None)
    if any(bad):
        assert not draft.coherent()
