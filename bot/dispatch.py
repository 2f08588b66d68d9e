"""From an update to its answers: who comes, what it says, which handler, and what everyone is owed."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update, User

from bot import (
    actions,
    card,
    clientless,
    clock_settings,
    correct,
    decide,
    deletion,
    dormant,
    draft,
    explain,
    group,
    kept,
    later,
    leave,
    morning,
    newcomers,
    picking,
    preferences,
    profile,
    recommend,
    record,
    reports,
    review,
    search,
    second,
    shared,
    snooze,
    spend,
    staff,
    start,
    stop,
    tags,
    team,
    today,
    twins,
    typed,
    vocabulary,
)
from bot.buttons import Go, LinkGroup, Screen
from bot.capture import hearing, whom
from bot.commands import for_member
from bot.desk import Desk
from bot.exporting import asking as asking_out
from bot.exporting import whole
from bot.i18n import LANGUAGES, catalogue, language_for, speaking
from bot.importing import naming, offering
from bot.keyboards import MENU
from bot.routes import Route, Routes
from bot.texts import house as texts
from bot.visit import Answer, Method, Question, Visit, as_list
from sales.contacts import Draft
from sales.people import Person, Role, at_least
from sales.text import one_line, tidy
from storage import merges, people, talks
from storage.book import Book
from storage.tx import Tx

routes = Routes()
routes.include(
    start.routes,
    record.routes,
    typed.routes,
    kept.routes,
    newcomers.routes,
    search.routes,
    card.routes,
    correct.routes,
    today.routes,
    morning.routes,
    review.routes,
    actions.routes,
    snooze.routes,
    reports.routes,
    explain.routes,
    team.routes,
    preferences.routes,
    clock_settings.routes,
    group.routes,
    leave.routes,
    dormant.routes,
    stop.routes,
    decide.routes,
    profile.routes,
    clientless.routes,
    recommend.routes,
    later.routes,
    staff.routes,
    picking.routes,
    spend.routes,
    vocabulary.routes,
    second.routes,
    tags.routes,
    twins.routes,
    whom.routes,
    offering.routes,
    naming.routes,
    asking_out.routes,
    whole.routes,
    deletion.routes,
)
# A button to a screen asks the screen itself who may come in.
routes.presses[Go.__prefix__] = Route(start.start, None, Go)
# A key of the menu is text like any other: each language's words lead to the same handler.
MENU_KEYS = {
    catalogue(language).gettext(text): routes.menu[text]
    for language in LANGUAGES
    for row in MENU
    for text in row
}
_QUESTIONS: dict[str | None, Question] = {question.value: question for question in Question}
NAME_LIMIT = 64
# Telegram deletes a message within 48 hours of its sending.
REMOVABLE = timedelta(hours=47)
TEXT_LIMIT = 4096
_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?(?:\s+|$)", re.ASCII)


def answer(update: Update, desk: Desk, tx: Tx, now: datetime) -> list[Method]:
    """Do what the update asks, inside the transaction that it is handed; what to say is returned."""
    if update.callback_query is not None:
        return _at_press(update.callback_query, desk, tx, now)
    if update.message is not None and update.message.from_user is not None:
        return _at_message(update.message, update.message.from_user, desk, tx, now)
    if update.edited_message is not None and update.edited_message.from_user is not None:
        return _at_edit(update.edited_message, update.edited_message.from_user, desk, tx, now)
    if update.my_chat_member is not None:
        return _at_membership(update.my_chat_member, desk, tx, now)
    return []


def _at_press(query: CallbackQuery, desk: Desk, tx: Tx, now: datetime) -> list[Method]:
    """Whatever happens, the button stops spinning."""
    message = query.message
    chat_id = query.from_user.id if message is None else message.chat.id
    if message is None or message.chat.type != "private":
        return _at_press_in_group(query, desk, tx, now)
    visit = _receive(query.from_user, chat_id, desk, tx, now)
    visit.message_id = message.message_id
    if isinstance(message, Message):
        visit.removable_until = int((message.date + REMOVABLE).timestamp())
    with speaking(visit.person.language):
        answers = as_list(_press(visit, query.data or ""))
        _remember(visit)
        return [*answers, stop_spinning(query.id, visit)]


def _at_press_in_group(query: CallbackQuery, desk: Desk, tx: Tx, now: datetime) -> list[Method]:
    """But for the one that links it, no button does anything in a group."""
    message = query.message
    press = _parsed(routes.presses[LinkGroup.__prefix__], query.data or "")
    if message is not None and isinstance(press, LinkGroup):
        visit = _known(query.from_user, message.chat.id, desk, tx, now)
        if visit is not None:
            visit.message_id = message.message_id
            with speaking(visit.person.language):
                return [*as_list(group.confirm(visit, press)), stop_spinning(query.id, visit)]
    with speaking(language_for(query.from_user.language_code, desk.default_language)):
        return [AnswerCallbackQuery(callback_query_id=query.id, text=texts.group_only())]


def stop_spinning(query_id: str, visit: Visit) -> AnswerCallbackQuery:
    if not visit.toast:
        return AnswerCallbackQuery(callback_query_id=query_id)
    return AnswerCallbackQuery(callback_query_id=query_id, text=visit.toast, show_alert=visit.alert)


def _press(visit: Visit, data: str) -> Answer:
    """An old button, or a forged one, leads nowhere and says so."""
    route = routes.presses.get(data.partition(":")[0])
    press = None if route is None else _parsed(route, data)
    if isinstance(press, Go):
        return _let(visit, routes.screens[press.to], lambda screen: screen.handler(visit))
    if route is None or press is None:
        return _refuse(visit, texts.stale())
    return _let(visit, route, lambda found: found.handler(visit, _of_survivor(visit, press)))


def _of_survivor(visit: Visit, press: Any) -> Any:
    """A button may be older than a merge: then it is about whoever the client became part of."""
    client = getattr(press, "client", None)
    if not isinstance(client, int) or visit.opened is None:
        return press
    now = merges.survivor(visit.book, client)
    if now == client:
        return press
    return (
        replace(press, client=now) if isinstance(press, Draft) else press.model_copy(update={"client": now})
    )


def _parsed(route: Route, data: str) -> Any:
    """What the button says, or None where no button of ours says so."""
    try:
        return draft.unpack(data) if route.kind is None else route.kind.unpack(data)
    except (ValueError, TypeError):
        return None


def _let(visit: Visit, route: Route, go: Callable[[Route], Answer]) -> Answer:
    """Only those in whom the route allows: to others it says so, and does nothing."""
    if route.allow is not None:
        if visit.member is None:
            return _refuse(visit, texts.stranger())
        if not at_least(visit.member.role, route.allow):
            return _refuse(visit, texts.not_for_role(route.allow))
    return go(route)


def _refuse(visit: Visit, told: str) -> Answer:
    if visit.message_id is None:
        return visit.say(told)
    visit.toast = told
    return None


def _at_message(message: Message, sender: User, desk: Desk, tx: Tx, now: datetime) -> list[Method]:
    if sender.is_bot:
        return []
    if message.chat.type != "private":
        return _in_group(message, sender, desk, tx, now)
    visit = _receive(sender, message.chat.id, desk, tx, now)
    visit.heard_id, visit.heard = message.message_id, message
    with speaking(visit.person.language):
        answers = as_list(_hear(visit, message))
        _remember(visit)
        return answers


def _at_edit(message: Message, sender: User, desk: Desk, tx: Tx, now: datetime) -> list[Method]:
    """What was typed anew follows, as long as nothing was recorded from it."""
    text = tidy(message.text or message.caption or "")[:TEXT_LIMIT]
    if sender.is_bot or message.chat.type != "private" or not text:
        return []
    visit = _receive(sender, message.chat.id, desk, tx, now)
    visit.heard_id, visit.asked = message.message_id, visit.before
    with speaking(visit.person.language):
        answers = as_list(_let(visit, _EDITED, lambda route: route.handler(visit, text)))
        _remember(visit)
        return answers


def _in_group(message: Message, sender: User, desk: Desk, tx: Tx, now: datetime) -> list[Method]:
    """The bot speaks in a group only when it was asked by a command."""
    if group.moved(tx, message):
        return []
    command = _COMMAND.match(message.text or "")
    if command is None or (command.group(2) or desk.username).lower() != desk.username.lower():
        return []
    known = _known(sender, message.chat.id, desk, tx, now)
    if known is not None:
        with speaking(known.person.language):
            argument = (message.text or "")[command.end() :].strip()
            return as_list(group.asked(known, command.group(1).lower(), argument))
    spoken = language_for(sender.language_code, desk.default_language)
    with speaking(spoken):
        nobody = Person(0, sender.id, "", spoken)
        visit = Visit(None, now, nobody, message.chat.id, desk.username)  # type: ignore[arg-type]
        return [visit.say(texts.group_only())]


def _hear(visit: Visit, message: Message) -> Answer:
    contact, document = message.contact, message.document
    if contact is not None:
        return _let(visit, _SHARED, lambda route: route.handler(visit, contact))
    if document is not None and offering.is_table(document):
        return _let(visit, _FILE, lambda route: route.handler(visit, document))
    text = tidy(message.text or message.caption or "")[:TEXT_LIMIT]
    if not text:
        return _let(visit, _UNREAD, lambda route: route.handler(visit))
    if text.startswith("/"):
        return _command(visit, _COMMAND.match(text), text)
    return _hear_words(visit, text)


def _hear_words(visit: Visit, text: str) -> Answer:
    """A key of the menu, the answer to what was asked, or words of their own accord."""
    if text in MENU_KEYS:
        return _let(visit, MENU_KEYS[text], lambda route: route.handler(visit))
    if visit.before is not None and visit.before[0] in routes.questions and not hearing.moved_on(visit, text):
        asked, about = visit.before
        return _let(visit, routes.questions[asked], lambda route: route.handler(visit, text, about))
    return _let(visit, _WORDS, lambda route: route.handler(visit, text))


def _command(visit: Visit, command: re.Match[str] | None, text: str) -> Answer:
    route = routes.commands.get(command.group(1).lower()) if command else None
    if route is None or command is None:
        return _let(visit, _UNKNOWN, lambda unknown: unknown.handler(visit))
    return _let(visit, route, lambda known: known.handler(visit, text[command.end() :].strip()))


def _at_membership(change: ChatMemberUpdated, desk: Desk, tx: Tx, now: datetime) -> list[Method]:
    """Somebody blocked the bot, or let it in again; or a group did."""
    if change.chat.type != "private":
        visit = _known(change.from_user, change.chat.id, desk, tx, now)
        with speaking(desk.default_language if visit is None else visit.person.language):
            return as_list(group.let_in_or_put_out(tx, change, visit))
    if change.new_chat_member.status in {"kicked", "left"}:
        people.mark_unreachable(tx, change.chat.id, now)
        return []
    visit = _receive(change.from_user, change.chat.id, desk, tx, now)
    with speaking(visit.person.language):
        return [] if visit.member is None else [for_member(visit.chat_id, visit.member)]


def _known(user: User, chat_id: int, desk: Desk, tx: Tx, now: datetime) -> Visit | None:
    """Whoever has written to the bot before; a group makes nobody known to it."""
    if people.language_of(tx, user.id) is None:
        return None
    return _receive(user, chat_id, desk, tx, now)


def _receive(user: User, chat_id: int, desk: Desk, tx: Tx, now: datetime) -> Visit:
    """Who this is, in which team, and what they were last asked."""
    name = one_line(user.full_name, NAME_LIMIT) or str(user.id)
    caller = people.meet(tx, user.id, name, language_for(user.language_code, desk.default_language), now)
    visit = Visit(tx, now, caller.person, chat_id, desk.username, caller.member)
    if caller.team is not None and caller.member is not None:
        visit.opened = Book(tx, caller.team, caller.member, now)
    if caller.question in _QUESTIONS:
        visit.before = (_QUESTIONS[caller.question], caller.about)
    return visit


def _remember(visit: Visit) -> None:
    """A question lives until the next update, unless that asks it again."""
    if visit.asked is not None:
        if visit.asked != visit.before:
            talks.ask(visit.tx, visit.person.id, visit.asked[0].value, visit.asked[1], visit.now)
    elif visit.before is not None:
        talks.forget(visit.tx, visit.person.id)


def _cannot_read(visit: Visit) -> Answer:
    return visit.say(texts.cannot_read())


def _unknown_command(visit: Visit) -> Answer:
    return visit.say(texts.unknown_command())


_SHARED = Route(shared.take_shared, newcomers.routes.screens[Screen.NEW].allow)
_WORDS = Route(search.take_words, search.routes.screens[Screen.CLIENTS].allow)
_FILE = Route(offering.take_file, Role.MANAGER)
_EDITED = Route(hearing.take_edited, search.routes.screens[Screen.CLIENTS].allow)
_UNREAD = Route(_cannot_read, search.routes.screens[Screen.CLIENTS].allow)
_UNKNOWN = Route(_unknown_command, search.routes.screens[Screen.CLIENTS].allow)
