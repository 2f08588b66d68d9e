"""Contacts that leave no client behind: a lead let go without a name, and what was no enquiry at all."""

from enum import StrEnum


class Fact(StrEnum):
    """What can be checked about such a contact; the list is closed, and none of it is a reason of a loss."""

    MISSED = "missed"  # a missed call, or somebody who left no way to reach them
    WRONG_NUMBER = "wrong_number"
    PITCH = "pitch"  # somebody who sells to us
    JOB_SEEKER = "job_seeker"
    SPAM = "spam"
    DUPLICATE = "duplicate"


NOT_ENQUIRIES = tuple(fact for fact in Fact if fact is not Fact.MISSED)
# So many a head is asked of one: the likeliest place for the label to hide is looked into.
SAMPLED_EVERY = 10


def is_sampled(number: int) -> bool:
    """Whether the team's so manyth contact that was no enquiry is shown to the heads."""
    return number % SAMPLED_EVERY == 0
