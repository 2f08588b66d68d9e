"""The commands Telegram shows, for strangers and by role, in each language."""

from aiogram.enums import BotCommandScopeType
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.i18n import LANGUAGES, N_, _, speaking
from sales.people import Member

STRANGERS = (("start", N_("Create a team or join one")),)
EVERYONE = (
    ("new", N_("New client")),
    ("today", N_("Who waits for me today")),
    ("find", N_("Find a client")),
    ("report", N_("The week in figures")),
    ("morning", N_("The morning meeting")),
    ("undo", N_("Take back the last contact")),
    ("team", N_("People of the team")),
    ("settings", N_("Language and more")),
    ("help", N_("How it works")),
)
HEADS = (
    ("review", N_("Go through the refusals")),
    ("import", N_("Clients from a file")),
    ("export", N_("The base as a file")),
)


def for_strangers(fallback: str) -> list[SetMyCommands]:
    """One set for each language, and one for whoever speaks neither."""
    calls = []
    for code in (None, *LANGUAGES):
        with speaking(code or fallback):
            more = {"language_code": code} if code else {}
            scope = BotCommandScopeAllPrivateChats(type=BotCommandScopeType.ALL_PRIVATE_CHATS)
            calls.append(SetMyCommands(commands=_listed(STRANGERS), scope=scope, **more))
    return calls


def for_member(chat_id: int, member: Member) -> SetMyCommands:
    """In the language being spoken; a chat's own set stands before the general ones."""
    scope = BotCommandScopeChat(type=BotCommandScopeType.CHAT, chat_id=chat_id)
    return SetMyCommands(commands=_listed(EVERYONE + HEADS if member.leads else EVERYONE), scope=scope)


def _listed(commands: tuple[tuple[str, str], ...]) -> list[BotCommand]:
    return [BotCommand(command=name, description=_(told)) for name, told in commands]
