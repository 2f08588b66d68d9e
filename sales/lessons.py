"""What the bot explains in the flow of work, once to each person."""

from collections.abc import Collection
from enum import StrEnum

from sales.contacts import Outcome


class Lesson(StrEnum):
    CONTACT = "c"
    REFUSAL = "r"
    RETURN = "b"


def next_lesson(outcome: Outcome, taught: Collection[str], *, back: bool) -> Lesson | None:
    """What to explain of a contact just recorded; `back`: with somebody whom one has come back to."""
    fitting = {
        Lesson.CONTACT: True,
        Lesson.REFUSAL: outcome is Outcome.LOST,
        Lesson.RETURN: back,
    }
    return next((lesson for lesson, fits in fitting.items() if fits and lesson.value not in taught), None)
