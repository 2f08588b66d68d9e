"""Whom a sentence is about: certain, chosen among the likely ones, or somebody new."""

from collections.abc import Sequence
from dataclasses import replace

from bot.buttons import TellNew, TellOf, Whom
from bot.capture.reading import Told
from bot.capture.telling import tell
from bot.i18n import _
from bot.keyboards import LABEL_LIMIT, Row, button, client_button, keyboard
from bot.label import says_label
from bot.newcomers import ask_reach, lacks_reach
from bot.routes import Routes
from bot.texts import base as base_texts
from bot.texts import capture as texts
from bot.texts.format import client_line, short
from bot.twins import notice
from bot.visit import Answer, Method, Question, Visit, as_list
from sales.clients import NAME_LIMIT, Introduction, Reach
from sales.sentence.whom import Likely
from sales.text import one_line
from storage import agenda, clients, likely, search, sentences
from storage.sentences import Sentence

routes = Routes()
OFFERED = 6


def begin(visit: Visit, told: Told) -> Answer:
    """Straight to the card where it is certain whom it is about."""
    sentence = told.sentence
    if sentence.heard.client is not None:
        return tell(visit, told, sentence.heard.client)
    people = told.people
    if len(people) > 1:
        return _ask_which(visit, sentence, people)
    return _about(visit, told, people[0], 0) if people else _ask_anybody(visit, sentence)


def _about(visit: Visit, told: Told, who: Introduction, place: int) -> Answer:
    found = likely.clients_of(visit.book, who)
    if found and found[0].certain:
        return tell(visit, told, found[0].client.id)
    return _ask_whether(visit, told.sentence, who, place, found)


def _ask_which(visit: Visit, sentence: Sentence, people: Sequence[Introduction]) -> Method:
    rows: list[Row] = [
        [button(short(who.name, LABEL_LIMIT), Whom(sentence=sentence.id, person=place))]
        for place, who in enumerate(people[:OFFERED], start=1)
    ]
    return visit.show(texts.about_which(), keyboard(*rows))


def _ask_whether(
    visit: Visit, sentence: Sentence, who: Introduction, place: int, found: Sequence[Likely]
) -> Method:
    """One of the likely ones, or somebody new; typed, it is whoever that finds."""
    visit.ask(Question.TOLD_WHO, str(sentence.id))
    rows: list[Row] = [
        [
            client_button(
                one.client.name, one.client.company, TellOf(sentence=sentence.id, client=one.client.id)
            )
        ]
        for one in found
    ]
    new = short(_("🆕 {client}").format(client=_named(who)), LABEL_LIMIT)
    return visit.show(
        texts.about_whom(_named(who), likely=bool(found)),
        keyboard(*rows, [button(new, TellNew(sentence=sentence.id, person=place))]),
    )


def _named(who: Introduction) -> str:
    return (
        client_line(who.name or who.company, who.company if who.name else "")
        or (*who.phones, who.email, "")[0]
    )


def _ask_anybody(visit: Visit, sentence: Sentence, query: str = "") -> Method:
    """Nobody is named: those due today and the latest, as for any contact."""
    visit.ask(Question.TOLD_WHO, str(sentence.id))
    if query:
        offered = {line.id: (line.name, line.company) for line in search.search(visit.book, query).lines}
    else:
        due, _more = agenda.due(visit.book)
        offered = {one.client: (f"🔔 {one.name}", one.company) for one in due}
        for line in clients.latest(visit.book, OFFERED):
            offered.setdefault(line.id, (line.name, line.company))
    rows: list[Row] = [
        [client_button(name, company, TellOf(sentence=sentence.id, client=client))]
        for client, (name, company) in [*offered.items()][:OFFERED]
    ]
    return visit.show(texts.nobody_named() if not query else texts.these_found(query), keyboard(*rows))


@routes.press(Whom)
def choose_whom(visit: Visit, press: Whom) -> Answer:
    told = Told.find(visit.book, press.sentence)
    sentence, people = told.sentence, told.people
    if 0 < press.person <= len(people):
        return _about(visit, told, people[press.person - 1], press.person - 1)
    if len(people) > 1:
        return _ask_which(visit, sentence, people)
    if not people:
        return _ask_anybody(visit, sentence)
    return _ask_whether(visit, sentence, people[0], 0, likely.clients_of(visit.book, people[0]))


@routes.press(TellOf)
def take_client(visit: Visit, press: TellOf) -> Answer:
    return tell(visit, Told.find(visit.book, press.sentence), clients.find(visit.book, press.client).id)


@routes.press(TellNew)
def add_client(visit: Visit, press: TellNew) -> Answer:
    """One tap makes them a client; a second tap finds them made."""
    told = Told.find(visit.book, press.sentence)
    people = told.people
    if press.person >= len(people):
        return _ask_anybody(visit, told.sentence)
    who = _with_name(people[press.person])
    if says_label(visit, who.name) or says_label(visit, who.company):
        return visit.say(base_texts.no_name_of_that_kind())
    known = clients.known(visit.book, who) or clients.just_added(visit.book, who.name)
    if known is not None:
        return tell(visit, told, known)
    client = clients.add(visit.book, who, Reach.GIVEN if who.reachable else Reach.UNKNOWN)
    on = ask_reach(visit, client, sentence=told.sentence.id) if lacks_reach(visit, client) else None
    return [*notice(visit, client), *as_list(on or tell(visit, told, client))]


def _with_name(who: Introduction) -> Introduction:
    name = who.name or who.company or (*who.phones, who.email, who.telegram)[0]
    return Introduction(
        name, who.company if who.name else "", who.phones, who.email, who.telegram, who.telegram_id
    )


@routes.question(Question.TOLD_WHO)
def take_who(visit: Visit, text: str, about: str) -> Answer:
    """Typed instead of picked: a client whom it finds, or somebody new by that name."""
    told = Told.find(visit.book, int(about))
    query = one_line(text, NAME_LIMIT)
    found = search.search(visit.book, query).lines
    if len(found) == 1:
        return tell(visit, told, found[0].id)
    if found:
        return _ask_anybody(visit, told.sentence, query)
    if says_label(visit, query):
        visit.ask(Question.TOLD_WHO, about)
        return visit.say(base_texts.no_name_of_that_kind())
    named = replace(told, sentence=sentences.name(visit.book, told.sentence, query))
    return _ask_whether(visit, named.sentence, named.people[0], 0, ())
