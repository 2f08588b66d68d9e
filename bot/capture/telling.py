"""From a sentence and whom it is about to the next question, or to the card."""

from bot.asking import ask, ask_reason
from bot.capture.confirming import confirm
from bot.capture.reading import Told, draft_of
from bot.label import explain
from bot.visit import Answer, Visit
from sales.contacts import Missing


def tell(visit: Visit, told: Told, client: int) -> Answer:
    draft = draft_of(visit.book, told, client)
    if draft.missing is None:
        return confirm(visit, draft, told)
    if draft.missing is Missing.REASON:
        return ask_reason(visit, draft, explain(visit, told.sentence.heard.text))
    return ask(visit, draft)
