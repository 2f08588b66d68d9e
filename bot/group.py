"""The team's group: linked by a head, it hears of the meeting and the week, and is shown no client."""

from datetime import timedelta

from aiogram.types import ChatMemberUpdated, InlineKeyboardButton, Message
from aiogram.utils.deep_linking import create_deep_link

from bot.buttons import LinkGroup
from bot.i18n import _
from bot.keyboards import button, keyboard
from bot.routes import Routes
from bot.texts import group as texts
from bot.texts import house as house_texts
from bot.texts import week as week_texts
from bot.visit import Answer, Visit
from sales.people import Role
from sales.periods import week
from storage import group
from storage import report as figures
from storage.group import Linked
from storage.tx import Tx

IN = {"member", "administrator", "restricted", "creator"}
PAYLOAD = "link"
MOMENT = timedelta(minutes=1)
routes = Routes()


def way_in(visit: Visit) -> InlineKeyboardButton:
    """Telegram asks which group, lets the bot in, and sends /start there."""
    link = create_deep_link(visit.bot_username, "startgroup", PAYLOAD)
    linked = visit.book.team.rules.group is not None
    return InlineKeyboardButton(text=_("👥 Another group") if linked else _("👥 Link a group"), url=link)


def let_in_or_put_out(tx: Tx, change: ChatMemberUpdated, visit: Visit | None) -> Answer:
    """The bot came into a group or had to leave it; `visit` is of who did it, if they are known."""
    if change.new_chat_member.status not in IN:
        group.unlink(tx, change.chat.id)
        return None
    if change.old_chat_member.status in IN or visit is None or visit.member is None:
        return None
    return _link(visit, quietly=True)


def moved(tx: Tx, message: Message) -> bool:
    """Whether the group tells that it is a supergroup now; the team follows it."""
    if message.migrate_to_chat_id is not None:
        group.follow(tx, message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        group.follow(tx, message.migrate_from_chat_id, message.chat.id)
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None


def asked(visit: Visit, command: str, argument: str) -> Answer:
    """A command in a group, by somebody the bot knows."""
    if command == "start" and visit.member is not None:
        return _link(visit, quietly=argument == PAYLOAD)
    if command not in ANSWERED or group.owner(visit.tx, visit.chat_id) is None:
        return visit.say(house_texts.group_only())
    book = group.book_in(visit.tx, visit.chat_id, visit.person.telegram_id, visit.now)
    if book is None:
        return visit.say(texts.members_only())
    visit.opened, visit.member = book, book.me
    return ANSWERED[command](visit)


def _link(visit: Visit, *, quietly: bool) -> Answer:
    """Adding the bot tells of itself twice, by the change and by /start: the second is passed over."""
    if not visit.book.me.leads:
        return visit.say(texts.heads_link())
    owner = group.owner(visit.tx, visit.chat_id)
    if owner is None:
        if quietly and group.spoken_in(visit.tx, visit.chat_id, visit.now - MOMENT):
            return None
        return visit.say(
            texts.sure_to_link(visit.book.team),
            keyboard([button(_("✅ Link this group"), LinkGroup(team=visit.book.team.id))]),
        )
    if owner != visit.book.team.id:
        return visit.say(texts.of_another_team())
    return None if quietly else visit.say(texts.linked(visit.book.team))


@routes.press(LinkGroup, allow=Role.HEAD)
def only_there(visit: Visit, _press: LinkGroup) -> Answer:
    """Nobody links a group but in it."""
    return visit.show(texts.link_there())


def confirm(visit: Visit, press: LinkGroup) -> Answer:
    """The button under the question, pressed in the group."""
    if visit.member is None or not visit.book.me.leads or visit.book.team.id != press.team:
        visit.toast = texts.heads_link()
        return None
    if group.link(visit.book, visit.chat_id) is Linked.TO_ANOTHER_TEAM:
        return visit.show(texts.of_another_team())
    return visit.show(texts.linked(visit.book.team))


def today(visit: Visit) -> Answer:
    """How many wait for whom: no client is named in a group."""
    return visit.say(texts.today(group.waiting(visit.book), visit.book.today))


def report(visit: Visit) -> Answer:
    """This week in the team's figures: no manager's misses are shown to others."""
    book = visit.book
    found = figures.gather(book, week(book.today))
    return visit.say(
        week_texts.report(found, week_texts.whole_team(), book.team.currency, book.today, named=False)
    )


ANSWERED = {"today": today, "report": report}
