"""Refusals that came without a reason: a head names it, one after another, and each becomes a contact of its day."""

from bot.buttons import NameReason, Screen
from bot.i18n import _
from bot.keyboards import button, in_columns, keyboard
from bot.routes import Routes
from bot.texts import importing as texts
from bot.texts import words
from bot.texts.format import client_line, dated
from bot.visit import Answer, Visit
from sales.losses import group_of
from sales.people import Role
from storage import reasons, unnamed

routes = Routes()


@routes.screen(Screen.UNNAMED, allow=Role.HEAD)
def first(visit: Visit, _argument: str = "") -> Answer:
    return _show(visit, 0)


@routes.press(NameReason, allow=Role.HEAD)
def name(visit: Visit, press: NameReason) -> Answer:
    if press.reason:
        unnamed.name_reason(visit.book, press.loss, press.reason)
    return _show(visit, press.loss)


def _show(visit: Visit, after: int) -> Answer:
    """The next behind the one shown last; when there is none, those that were passed over come again."""
    book = visit.book
    waiting = unnamed.unnamed(book, after).losses or unnamed.unnamed(book).losses
    if not waiting:
        return visit.show(texts.all_named())
    one = waiting[0]
    choices = [
        button(
            f"{words.GROUP_SIGNS[group_of(reason)]} {words.name(reason)}",
            NameReason(loss=one.id, reason=number),
        )
        for reason, number in reasons.catalogue(book).items()
    ]
    who, day = client_line(one.name, one.company), dated(one.day, book.today)
    told = texts.name_the_reason(who, day, one.words, unnamed.how_many(book))
    later = [button(_("Later →"), NameReason(loss=one.id))]
    return visit.show(told, keyboard(*in_columns(choices, 2), later))
