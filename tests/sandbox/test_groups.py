"""Groups: what the bot hears there, and what becomes of one that is turned into a supergroup."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat

from sandbox import groups
from sandbox.acts import NotPossible
from sandbox.chats import Chat
from sandbox.people import Person


@pytest.fixture
def boris(anna: Person) -> Person:
    return anna.telegram.person("Boris")


@pytest.fixture
def sales(anna: Person, boris: Person) -> Chat:
    return anna.telegram.group("Sales", [anna], by=boris)


async def heard(call: Any) -> list[Any]:
    """The texts, or the kinds, of all that waits; and it waits no longer."""
    updates = (await call("getUpdates"))["result"]
    await call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [
        next(iter(update.get("message", {}).get("text") or key for key in update if key != "update_id"))
        for update in updates
    ]


async def test_the_bot_hears_that_it_was_let_into_a_group(sales: Chat, call: Any) -> None:
    added, created = (await call("getUpdates"))["result"]
    assert added["my_chat_member"]["chat"] == {"id": sales.id, "title": "Sales", "type": "group"}
    assert added["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert created["message"]["group_chat_created"] is True
    assert sales.id < 0


async def test_in_a_group_it_reads_commands_mentions_and_replies_only(
    sales: Chat, anna: Person, call: Any
) -> None:
    sent = (await call("sendMessage", chat_id=sales.id, text="good morning"))["result"]
    for text in (
        "hello all",
        "/today",
        "/today@kept_bot",
        "/today@other_bot",
        "😀 @Kept_Bot look",
        "a@kept_bot.ru",
    ):
        anna.write(text, sales)
    anna.write("a reply", sales, reply_to=sent["message_id"])
    assert (await heard(call))[2:] == ["/today", "/today@kept_bot", "😀 @Kept_Bot look", "a reply"]


async def test_an_administrator_reads_all(sales: Chat, anna: Person, boris: Person, call: Any) -> None:
    groups.add_bot(anna.telegram, sales, boris, "administrator")
    anna.write("hello all", sales)
    assert (await heard(call))[2:] == ["my_chat_member", "hello all"]
    admins = (await call("getChatAdministrators", chat_id=sales.id))["result"]
    assert [admin["status"] for admin in admins] == ["creator", "administrator"]


async def test_the_bot_asks_who_is_in_a_group(sales: Chat, anna: Person, boris: Person, bot: Bot) -> None:
    assert (await bot.get_chat(sales.id)).title == "Sales"
    assert (await bot.get_chat_member(sales.id, anna.id)).status == "member"
    assert (await bot.get_chat_member(sales.id, boris.id)).status == "creator"
    assert (await bot.get_chat_member(sales.id, bot.id)).status == "member"
    zoya = anna.telegram.person("Zoya")
    assert (await bot.get_chat_member(sales.id, zoya.id)).status == "left"
    assert await bot.get_chat_member_count(sales.id) == 3


async def test_coming_and_going_is_told(sales: Chat, anna: Person, boris: Person, call: Any) -> None:
    telegram, zoya = anna.telegram, anna.telegram.person("Zoya")
    await call("getUpdates", allowed_updates=["message", "chat_member"])
    groups.add_member(telegram, sales, zoya, boris)
    with pytest.raises(NotPossible):
        groups.add_member(telegram, sales, zoya, boris)
    groups.add_bot(telegram, sales, boris, "administrator")
    groups.remove_member(telegram, sales, zoya, boris)
    with pytest.raises(NotPossible):
        zoya.write("/today", sales)
    assert (await heard(call))[2:] == ["message", "message", "chat_member"]


async def test_a_bot_put_out_is_refused_and_that_is_no_violation(
    sales: Chat, anna: Person, boris: Person, bot: Bot
) -> None:
    groups.remove_bot(anna.telegram, sales, boris)
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the group chat"):
        await bot.send_message(sales.id, "hello")
    groups.add_bot(anna.telegram, sales, boris)
    assert await bot.leave_chat(sales.id)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the group chat"):
        await bot.send_message(sales.id, "hello")
    assert anna.telegram.violations == []


async def test_a_group_without_the_bot_is_no_chat_for_it(anna: Person, boris: Person, call: Any) -> None:
    alone = anna.telegram.group("Without", [anna], by=boris, with_bot=False)
    assert (await call("getChat", chat_id=alone.id))["description"] == "Bad Request: chat not found"
    anna.write("/today", alone)
    assert (await call("getUpdates"))["result"] == []


async def test_a_group_that_became_a_supergroup_tells_where_it_went(
    sales: Chat, anna: Person, bot: Bot, call: Any
) -> None:
    await heard(call)
    upgraded = anna.telegram.supergroup(sales)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(sales.id, "hello")
    assert moved.value.migrate_to_chat_id == upgraded.id
    assert str(upgraded.id).startswith("-100")
    assert anna.telegram.violations == []
    old, new = (await call("getUpdates"))["result"]
    assert (old["message"]["chat"]["id"], old["message"]["migrate_to_chat_id"]) == (sales.id, upgraded.id)
    assert (new["message"]["chat"]["id"], new["message"]["migrate_from_chat_id"]) == (upgraded.id, sales.id)
    await bot.send_message(upgraded.id, "here we are")
    assert anna.last(upgraded).text == "here we are"
    with pytest.raises(NotPossible):
        anna.write("/today", sales)
    with pytest.raises(NotPossible):
        anna.telegram.supergroup(upgraded)


async def test_two_supergroups_count_their_messages_apart(anna: Person, boris: Person, bot: Bot) -> None:
    ids = []
    for title in ("one", "two"):
        upgraded = anna.telegram.supergroup(anna.telegram.group(title, [anna], by=boris))
        ids.append((await bot.send_message(upgraded.id, "x")).message_id)
    assert ids[0] == ids[1]


async def test_a_group_does_not_ask_for_phone_numbers_nor_lets_anybody_pin(sales: Chat, call: Any) -> None:
    keyboard = {"keyboard": [[{"text": "phone", "request_contact": True}]]}
    asked = await call("sendMessage", chat_id=sales.id, text="x", reply_markup=keyboard)
    assert asked["description"] == "Bad Request: phone number can be requested in private chats only"
    pinned = await call("pinChatMessage", chat_id=sales.id, message_id=1)
    assert "not enough rights" in pinned["description"]


async def test_a_selective_keyboard_is_shown_to_whom_it_is_meant_for(
    sales: Chat, anna: Person, boris: Person, call: Any
) -> None:
    keyboard = {"keyboard": [[{"text": "a"}]], "selective": True}
    await call("sendMessage", chat_id=sales.id, text="@anna_m choose", reply_markup=keyboard)
    assert anna.keyboard(sales) == [["a"]]
    assert boris.keyboard(sales) == []
    asked = boris.write("/today", sales)
    reply = {"message_id": asked.id}
    await call("sendMessage", chat_id=sales.id, text="x", reply_markup=keyboard, reply_parameters=reply)
    assert boris.keyboard(sales) == [["a"]]


async def test_a_button_in_a_group_is_for_its_members(sales: Chat, anna: Person, call: Any) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    await call("sendMessage", chat_id=sales.id, text="x", reply_markup=markup)
    message = anna.last(sales)
    anna.press(message, "a")
    with pytest.raises(NotPossible):
        anna.telegram.person("Zoya").press(message, "a")


async def test_what_makes_no_sense_in_a_private_chat_is_refused(anna: Person, call: Any) -> None:
    for name in ("getChatAdministrators", "leaveChat"):
        assert (await call(name, chat_id=anna.id))["error_code"] == 400
    assert (await call("getChatMember", chat_id=anna.id, user_id=5))["error_code"] == 400
    assert (await call("pinChatMessage", chat_id=anna.id, message_id=99))["error_code"] == 400
    app = {"inline_keyboard": [[{"text": "a", "web_app": {"url": "https://a.b"}}]]}
    sales = anna.telegram.group("Sales", [], by=anna)
    assert (await call("sendMessage", chat_id=sales.id, text="x", reply_markup=app))["error_code"] == 400


async def test_an_anonymous_administrator_is_always_the_same_user(
    sales: Chat, anna: Person, boris: Person, bot: Bot
) -> None:
    boris.write_as_group("/today", sales)
    message = (await bot.get_updates())[-1].message
    assert message
    assert message.from_user
    assert message.from_user.id == 1087968824
    assert message.sender_chat
    assert message.sender_chat.id == sales.id
    with pytest.raises(NotPossible):
        anna.write_as_group("/today", sales)
