"""The bot itself: its name, its words about itself, its commands."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.commands import scope_of

if TYPE_CHECKING:
    from sandbox.telegram import Telegram

CAN = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
}


def get_me(telegram: "Telegram", _: dict[str, Any]) -> dict[str, Any]:
    return {**telegram.bot, **CAN}


def set_commands(telegram: "Telegram", params: dict[str, Any]) -> bool:
    commands = [
        {**command, "command": command["command"].removeprefix("/")} for command in params["commands"]
    ]
    return _put_commands(telegram, params, commands)


def delete_commands(telegram: "Telegram", params: dict[str, Any]) -> bool:
    return _put_commands(telegram, params, [])


def get_commands(telegram: "Telegram", params: dict[str, Any]) -> list[dict[str, Any]]:
    return telegram.commands.exactly(scope_of(params.get("scope")), params.get("language_code", ""))


def _put_commands(telegram: "Telegram", params: dict[str, Any], commands: list[dict[str, Any]]) -> bool:
    scope = scope_of(params.get("scope"))
    if scope[1] is not None:
        telegram.reach(scope[1])
    telegram.commands.put(scope, params.get("language_code", ""), commands)
    for person in map(telegram.people.__getitem__, tuple(telegram.watchers)):
        for chat in telegram.chats.values():
            if person.id in chat.members:
                seen = telegram.commands_for(person, chat)
                telegram.tell_person(person.id, {"kind": "commands", "chat": chat.id, "commands": seen})
    return True


def set_menu(telegram: "Telegram", params: dict[str, Any]) -> bool:
    chat = params.get("chat_id")
    if chat is not None:
        telegram.reach(chat)
    telegram.profile.put_menu(chat, params.get("menu_button", {"type": "default"}))
    return True


def get_menu(telegram: "Telegram", params: dict[str, Any]) -> dict[str, Any]:
    return telegram.profile.menu(params.get("chat_id"))


def _says(what: str) -> Callable[["Telegram", dict[str, Any]], bool]:
    def does(telegram: "Telegram", params: dict[str, Any]) -> bool:
        language = params.get("language_code", "")
        telegram.profile.say(what, language, params.get(what, ""))
        if what == "name" and not language:
            telegram.bot["first_name"] = params.get(what) or "Kept"
        return True

    return does


def _said(what: str) -> Callable[["Telegram", dict[str, Any]], dict[str, str]]:
    def does(telegram: "Telegram", params: dict[str, Any]) -> dict[str, str]:
        return {what: telegram.profile.said(what, params.get("language_code", ""))}

    return does


METHODS: dict[str, Callable[["Telegram", dict[str, Any]], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "deleteMyCommands": delete_commands,
    "getMyCommands": get_commands,
    "setChatMenuButton": set_menu,
    "getChatMenuButton": get_menu,
    "setMyName": _says("name"),
    "getMyName": _said("name"),
    "setMyDescription": _says("description"),
    "getMyDescription": _said("description"),
    "setMyShortDescription": _says("short_description"),
    "getMyShortDescription": _said("short_description"),
}
