"""From a sentence and whom it is about to the next question, or to the card."""

from bot.asking import ask, ask_reason
from bot.capture.confirming import confirm
from bot.capture.reading import Told, draft_of
from bot.label import explain
from bot.visit import Answer, Visit
from sales.contacts import Missing
from storage import sentences


def tell(visit: Visit, sentence: int, client: int) -> Answer:
    told = Told.of(visit.book, sentences.find(visit.book, sentence))
    draft = draft_of(visit.book, told, client)
    if draft.missing is None:
        return confirm(visit, draft)
    if draft.missing is Missing.REASON:
        return ask_reason(visit, draft, explain(visit, told.sentence.heard.text))
    return ask(visit, draft)
