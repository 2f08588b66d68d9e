"""New clients: typed in one line or shared from Telegram, with a way to reach them."""

from collections.abc import Callable
from dataclasses import replace

from bot.asking import ask_outcome
from bot.buttons import Begin, Card, Go, NoReach, Screen
from bot.capture.reading import Told
from bot.capture.telling import tell
from bot.i18n import _
from bot.keyboards import Row, button, keyboard
from bot.label import says_label
from bot.routes import Routes
from bot.texts import base as texts
from bot.texts.format import region, short
from bot.twins import notice, offer_merge
from bot.visit import Answer, Method, Question, Visit, as_list
from sales.clients import Introduction, Reach, introduce
from sales.contacts import Draft
from storage import clients, merges, notes

routes = Routes()


@routes.screen(Screen.NEW, command="new")
def ask_new(visit: Visit, argument: str = "") -> Answer:
    if argument:
        return take_new(visit, argument, "")
    visit.ask(Question.NEW_CLIENT)
    return visit.show(texts.new_client(), keyboard([button(_("← Back"), Go(to=Screen.WHO))]))


@routes.question(Question.NEW_CLIENT)
def take_new(visit: Visit, text: str, _about: str) -> Answer:
    who = introduce(text, region(visit.book.team.zone))
    if not who.name and who.reachable:
        who = replace(who, name=(*who.phones, who.email, who.telegram)[0])
    if not who.name:
        visit.ask(Question.NEW_CLIENT)
        return visit.say(texts.name_needed())
    if says_label(visit, who.name) or says_label(visit, who.company):
        visit.ask(Question.NEW_CLIENT)
        return visit.say(texts.no_name_of_that_kind())
    return welcome(visit, who)


def welcome(visit: Visit, who: Introduction) -> Answer:
    """Write a new client down and go straight on to recording; a known one is recognised."""
    known = clients.known(visit.book, who)
    if known is not None:
        return _lead_to(visit, known, texts.known_already)
    client = clients.add(visit.book, who, Reach.GIVEN if who.reachable else Reach.UNKNOWN)
    return [*notice(visit, client), *as_list(_go_on(visit, client))]


def _go_on(visit: Visit, client: int) -> Answer:
    """On to recording, once what the team demands is known."""
    if lacks_reach(visit, client):
        return ask_reach(visit, client)
    return ask_outcome(visit, Draft(client), texts.added(clients.line(visit.book, client)))


def lacks_reach(visit: Visit, client: int) -> bool:
    return clients.find(visit.book, client).lacks(visit.book.team.rules.capture)


def ask_reach(visit: Visit, client: int, problem: str = "", sentence: int = 0) -> Method:
    visit.ask(Question.REACH, f"{client} {sentence}")
    line, reached = clients.line(visit.book, client), clients.find(visit.book, client).reach is Reach.GIVEN
    asked = texts.which_phone(line) if reached else texts.how_to_reach(line)
    refused = button(_("🙅 Asked, refused"), NoReach(client=client, sentence=sentence))
    return visit.show(problem or asked, keyboard([refused]))


@routes.press(NoReach)
def no_reach(visit: Visit, press: NoReach) -> Answer:
    """Asked and refused is a fact worth counting; a way that is known already stays."""
    if clients.find(visit.book, press.client).reach is not Reach.GIVEN:
        clients.change(visit.book, press.client, "reach", Reach.REFUSED.value)
    if press.sentence:
        return tell(visit, Told.find(visit.book, press.sentence), press.client)
    return ask_outcome(visit, Draft(press.client))


@routes.question(Question.REACH)
def take_reach(visit: Visit, text: str, about: str) -> Answer:
    number, sentence = map(int, about.split(" "))
    client, ways = merges.survivor(visit.book, number), introduce(text, region(visit.book.team.zone))
    if not ways.reachable:
        return ask_reach(visit, client, texts.reach_not_understood(short(text, 200)), sentence)
    other = clients.give_ways(visit.book, client, ways)
    if other is not None:
        return phone_taken(visit, client, other)
    keep_rest(visit, client, ways)
    return tell(visit, Told.find(visit.book, sentence), client) if sentence else _go_on(visit, client)


def keep_rest(visit: Visit, client: int, ways: Introduction) -> None:
    """What was typed beside a way to reach them is a note."""
    rest = ", ".join(filter(None, (ways.name, ways.company, ways.note)))
    if rest:
        notes.add(visit.book, client, rest)


def phone_taken(visit: Visit, client: int, other: int) -> Answer:
    """As a rule the two are one."""
    return _lead_to(visit, other, texts.phone_of_another, offer_merge(other, client))


def _lead_to(visit: Visit, client: int, told: Callable[[clients.Line], str], more: Row = ()) -> Method:
    """Somebody who is in the base: recording and the card are one tap away."""
    ways_on = [button(_("➕ Contact"), Begin(client=client)), button(_("👤 Card"), Card(client=client))]
    return visit.say(told(clients.line(visit.book, client)), keyboard(ways_on, more))
