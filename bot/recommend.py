"""Asking for a recommendation after a sale and after a refusal: whoever is named becomes a linked client."""

from bot.buttons import Begin, Card, Recommend, TakeBack
from bot.card import show_card
from bot.i18n import _
from bot.keyboards import Row, button, keyboard
from bot.label import says_label
from bot.routes import Routes
from bot.texts import base as base_texts
from bot.texts import recommend as texts
from bot.texts.format import region
from bot.visit import Answer, Method, Question, Visit
from sales.clients import introduce
from storage import clients, newcomers, recommendations

routes = Routes()


@routes.press(Recommend)
def recommend(visit: Visit, press: Recommend) -> Answer:
    if press.nobody:
        recommendations.ask(visit.book, press.contact)
        return visit.show(texts.asked())
    visit.message_id = None  # the card stays
    return _ask(visit, press.contact)


def _ask(visit: Visit, contact: int, problem: str = "") -> Method:
    visit.ask(Question.RECOMMENDED, str(contact))
    giver = clients.line(visit.book, recommendations.client_of(visit.book, contact))
    nobody: Row = [button(_("🙅 Asked, nobody named"), Recommend(contact=contact, nobody=True))]
    return visit.say(problem or texts.ask(giver), keyboard(nobody))


@routes.question(Question.RECOMMENDED)
def take_recommended(visit: Visit, text: str, about: str) -> Answer:
    contact, who = int(about), introduce(text, region(visit.book.team.zone))
    if not who.name:
        return _ask(visit, contact, base_texts.name_needed())
    if says_label(visit, who.name) or says_label(visit, who.company):
        return _ask(visit, contact, base_texts.no_name_of_that_kind())
    giver = clients.line(visit.book, recommendations.client_of(visit.book, contact))
    given = recommendations.give(visit.book, contact, who)
    line, by = clients.line(visit.book, given.client), recommendations.by_whom(visit.book, given.client)
    ways_on = [
        button(_("➕ Contact"), Begin(client=line.id)),
        button(_("👤 Card"), Card(client=line.id)),
    ]
    another = [button(_("🤝 One more"), Recommend(contact=contact))]
    told = texts.given(line, giver if given.linked else by, newly=given.newly, linked=given.linked)
    return visit.say(told, keyboard(ways_on, another))


@routes.press(TakeBack)
def take_back(visit: Visit, press: TakeBack) -> Answer:
    """A client written down today by mistake."""
    line = clients.line(visit.book, press.client)
    if not newcomers.is_untouched(visit.book, press.client):
        visit.toast = texts.not_untouched()
        return show_card(visit, press.client)
    newcomers.take_back(visit.book, press.client)
    return visit.show(texts.taken_back(line))
