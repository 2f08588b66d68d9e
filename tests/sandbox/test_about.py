"""What the bot says of itself, and which of its commands a person sees."""

from typing import Any

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    BotCommandScopeDefault,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)

from sandbox.people import Person


async def test_the_bot_knows_who_it_is(anna: Person, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot, me.can_read_all_group_messages) == ("kept_bot", True, False)
    assert anna.telegram.violations == []


async def test_the_narrowest_scope_wins_and_in_it_the_language(anna: Person, bot: Bot) -> None:
    boris = anna.telegram.person("Boris", "en")
    zoya = anna.telegram.person("Zoya", "en-GB")
    sales = anna.telegram.group("Sales", [anna, zoya], by=boris)

    async def put(name: str, scope: Any = None, language: str | None = None) -> None:
        command = BotCommand(command=f"/{name}", description=name)
        await bot.set_my_commands([command], scope=scope, language_code=language)

    def seen() -> list[str]:
        private = [person.commands() for person in (anna, boris)]
        grouped = [person.commands(sales) for person in (anna, boris, zoya)]
        return [commands[0]["command"] if commands else "" for commands in private + grouped]

    assert seen() == ["", "", "", "", ""]
    await put("all", BotCommandScopeDefault())
    await put("vse", None, "ru")
    assert seen() == ["vse", "all", "vse", "all", "all"]
    await put("private", BotCommandScopeAllPrivateChats())
    await put("groups", BotCommandScopeAllGroupChats(), "en")
    assert seen() == ["private", "private", "vse", "groups", "groups"]
    await put("admins", BotCommandScopeAllChatAdministrators())
    await put("chat", BotCommandScopeChat(chat_id=sales.id))
    await put("anna", BotCommandScopeChat(chat_id=anna.id))
    assert seen() == ["anna", "private", "chat", "chat", "chat"]
    await put("heads", BotCommandScopeChatAdministrators(chat_id=sales.id))
    await put("zoya", BotCommandScopeChatMember(chat_id=sales.id, user_id=zoya.id))
    assert seen() == ["anna", "private", "chat", "heads", "zoya"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=sales.id))
    assert seen()[2] == "vse"
    assert (await bot.get_my_commands(language_code="ru"))[0].command == "vse"
    assert await bot.get_my_commands(scope=BotCommandScopeChat(chat_id=sales.id)) == []


async def test_commands_cannot_be_set_for_a_chat_that_is_not_there(call: Any) -> None:
    answer = await call("setMyCommands", commands=[], scope={"type": "chat", "chat_id": 5})
    assert answer["description"] == "Bad Request: chat not found"


async def test_its_words_about_itself_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_name("Kept")
    await bot.set_my_name("Сохранён", language_code="ru")
    await bot.set_my_description("keeps every client")
    await bot.set_my_short_description("keeps", language_code="en")
    assert (await bot.get_my_name(language_code="ru")).name == "Сохранён"
    assert (await bot.get_my_name(language_code="de")).name == "Kept"
    assert (await bot.get_my_description()).description == "keeps every client"
    assert (await bot.get_my_short_description()).short_description == ""


async def test_the_menu_button_is_set_for_all_or_for_one(anna: Person, bot: Bot) -> None:
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
    app = MenuButtonWebApp(text="Open", web_app=WebAppInfo(url="https://a.b"))
    await bot.set_chat_menu_button(chat_id=anna.id, menu_button=app)
    assert isinstance(await bot.get_chat_menu_button(chat_id=anna.id), MenuButtonWebApp)
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
