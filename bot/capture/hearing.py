"""Messages that tell of a contact: typed, forwarded, answered with to a card, or typed anew."""

from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot import draft as drafts
from bot.buttons import KINDS
from bot.capture import whom
from bot.capture.reading import Told, read, says_contact
from bot.kept import show_recorded
from bot.texts import capture as texts
from bot.visit import Answer, Question, Visit
from sales.clients import NAME_LIMIT
from sales.contacts import Outcome
from sales.sentence import Said
from sales.text import one_line
from storage import clients, merges, sentences
from storage.book import Book
from storage.sentences import Heard

# Questions whose answer is a sum, a day, a name or a number: nothing typed for one of these tells how a talk ended.
ASKED_FOR_LITTLE = {Question.AMOUNT, Question.DATE, Question.SNOOZE, Question.REACH, Question.TOLD_WHO}
_BY_PREFIX = {kind.__prefix__: kind for kind in KINDS if kind.model_fields.get("client")}


def hear(visit: Visit, text: str) -> Answer:
    """None where the words tell of no contact."""
    message = visit.heard
    sender = _sender(message)
    client = _answered_client(visit, message)
    said = read(visit.book, text, visit.book.now)
    if sender is None and client is None and not says_contact(said):
        return None
    heard = Heard(text, client, *(sender or ("", "", None)), forwarded=sender is not None)
    return whom.begin(visit, Told(sentences.hear(visit.book, heard, visit.chat_id, visit.heard_id), said))


def moved_on(visit: Visit, text: str) -> bool:
    """Whoever is asked for a sum and types how it ended with somebody tells of another contact."""
    if visit.opened is None or visit.before is None:
        return False
    asked, about = visit.before
    if asked is Question.REASON:
        _asking, draft = drafts.unpack_asked(about)
        return _names_another(visit.book, read(visit.book, text, visit.book.now), draft.client)
    if asked not in ASKED_FOR_LITTLE:
        return False
    said = read(visit.book, text, visit.book.now)
    ended = said.outcome is not None and said.outcome.value is not Outcome.NEXT_STEP
    return ended and bool(said.people)


def _names_another(book: Book, said: Said, client: int) -> bool:
    """Their words for a reason may name anybody: who stands first, with a way of their own, is meant instead."""
    known = clients.find(book, merges.survivor(book, client))
    ways = [*said.phones, *filter(None, (said.mail, said.telegram))]
    if (
        said.outcome is None
        or not ways
        or {way.value for way in ways} & {*known.phones, known.email, known.telegram}
    ):
        return False
    return min(part.start for part in (*ways, *said.people, *said.companies)) < said.outcome.start


def take_edited(visit: Visit, text: str) -> Answer:
    former = sentences.of_message(visit.book, visit.chat_id, visit.heard_id)
    if former is None:
        return None
    if former.contact is not None:
        return [visit.say(texts.recorded_already()), show_recorded(visit, former.contact)]
    anew = sentences.edit(visit.book, former, text, visit.chat_id, visit.heard_id)
    return whom.begin(visit, Told.of(visit.book, anew))


def _sender(message: Message | None) -> tuple[str, str, int | None] | None:
    """Who wrote what was forwarded: a name, a nickname, a number at Telegram; what of these is told."""
    match message and message.forward_origin:
        case MessageOriginUser(sender_user=user):
            return one_line(user.full_name, NAME_LIMIT), user.username or "", user.id
        case MessageOriginHiddenUser(sender_user_name=name):
            return one_line(name, NAME_LIMIT), "", None
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return one_line(chat.title or "", NAME_LIMIT), chat.username or "", None
    return None


def _answered_client(visit: Visit, message: Message | None) -> int | None:
    """The one client of whom the message speaks that this is a reply to: its buttons say so."""
    replied = message and message.reply_to_message
    markup = replied and replied.reply_markup
    rows = markup.inline_keyboard if markup else []
    named = {client for row in rows for one in row if (client := _client_of(one.callback_data or ""))}
    if len(named) != 1:
        return None
    return merges.survivor(visit.book, named.pop())


def _client_of(data: str) -> int | None:
    prefix = data.partition(":")[0]
    try:
        if prefix == drafts.PREFIX:
            return drafts.unpack(data).client
        kind = _BY_PREFIX.get(prefix)
        return None if kind is None else int(getattr(kind.unpack(data), "client", 0)) or None
    except (ValueError, TypeError):
        return None
