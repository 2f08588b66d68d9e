"""A second reason beside the main one: picked from the same catalogue, on the day of the refusal."""

from bot.buttons import Recorded, Second
from bot.i18n import _
from bot.kept import show_recorded
from bot.keyboards import button, in_columns, keyboard
from bot.routes import Routes
from bot.texts import vocabulary as texts
from bot.texts import words
from bot.visit import Answer, Visit
from sales.losses import group_of
from storage import contacts, history, reasons, second_reasons

routes = Routes()


@routes.press(Second)
def tell_second(visit: Visit, press: Second) -> Answer:
    if not press.reason and not press.nothing:
        return _ask(visit, press.contact)
    second_reasons.tell(visit.book, press.contact, None if press.nothing else press.reason)
    return show_recorded(visit, press.contact)


def _ask(visit: Visit, contact: int) -> Answer:
    contacts.changeable(visit.book, contact)
    kept = history.read(visit.book, contact)
    buttons = [
        button(
            f"{words.GROUP_SIGNS[group_of(reason)]} {words.name(reason)}",
            Second(contact=contact, reason=number),
        )
        for reason, number in reasons.catalogue(visit.book).items()
        if reason not in (kept.reason, kept.second)
    ]
    nothing = [button(_("Nothing else"), Second(contact=contact, nothing=True))] if kept.second else []
    back = [button(_("← Back"), Recorded(do=Recorded.Do.SHOW, contact=contact))]
    return visit.show(texts.ask_second(), keyboard(*in_columns(buttons, 2), nothing, back))
