"""From a sentence and whom it is about to the next question, or to the card."""

from bot.asking import ask, ask_reason
from bot.capture.confirming import confirm
from bot.capture.reading import Told, draft_of
from bot.label import explain
from bot.visit import Answer, Visit
from sales.contacts import Draft, Missing, Outcome


def tell(visit: Visit, told: Told, client: int) -> Answer:
    draft = draft_of(visit.book, told, client)
    if draft.missing is None:
        return confirm(visit, draft, told, _explained(visit, draft, told))
    if draft.missing is Missing.REASON:
        return ask_reason(visit, draft, _explained(visit, draft, told))
    return ask(visit, draft)


def _explained(visit: Visit, draft: Draft, told: Told) -> str:
    """The label beside a reason is explained like the label in its place."""
    return explain(visit, told.sentence.heard.text) if draft.outcome is Outcome.LOST else ""
