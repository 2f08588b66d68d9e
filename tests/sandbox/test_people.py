"""What a test does as a person, and how it waits for the bot."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot

from sandbox.acts import NotPossible
from sandbox.people import Person

KEYBOARD = {"keyboard": [[{"text": "➕ Контакт"}, {"text": "📞 Номер", "request_contact": True}]]}
GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


async def test_the_screen_reads_like_the_chat(anna: Person, call: Any) -> None:
    await call("sendMessage", chat_id=anna.id, text="hello\nagain", reply_markup=KEYBOARD)
    await call("sendMessage", chat_id=anna.id, text="choose", reply_markup=GO)
    await call("sendContact", chat_id=anna.id, phone_number="+7", first_name="A")
    assert anna.screen().splitlines() == [
        "Anna: /start",
        "Kept: hello",
        "    again",
        "Kept: choose",
        "    [Go]",
        "Kept: (contact)",
        "⌨➕ Контакт ⌨📞 Номер",
    ]


async def test_a_tap_on_the_keyboard_writes_its_words_or_shares_the_number(
    anna: Person, bot: Bot, call: Any
) -> None:
    await call("sendMessage", chat_id=anna.id, text="hello", reply_markup=KEYBOARD)
    anna.tap("Контакт")
    anna.tap("📞 Номер")
    words, number = [update.message for update in await bot.get_updates()]
    assert words
    assert words.text == "➕ Контакт"
    assert number
    assert number.contact
    assert (number.contact.phone_number, number.contact.user_id) == ("+79120000001", anna.id)


async def test_what_people_send_decodes_as_telegram_sends_it(anna: Person, bot: Bot) -> None:
    mine = anna.write("first")
    anna.write("answer", reply_to=mine)
    anna.send_contact({"phone_number": "+7912", "first_name": "Иванов"})
    anna.forward("перезвоните +7 912 345-67-89", {"id": 77, "first_name": "Пётр"})
    anna.forward("hidden", {"sender_user_name": "Кто-то"})
    anna.edit(mine, "first, corrected")
    anna.follow("https://t.me/kept_bot?start=join-1_A")
    updates = await bot.get_updates()
    assert [update.event_type for update in updates].count("edited_message") == 1
    messages = [update.message for update in updates if update.message]
    assert messages[1].reply_to_message
    assert messages[2].contact
    assert messages[3].forward_origin
    assert messages[3].forward_origin.type == "user"
    assert messages[4].forward_origin
    assert messages[4].forward_origin.type == "hidden_user"
    assert messages[5].text == "/start join-1_A"


async def test_settled_waits_until_the_bot_has_answered(anna: Person, bot: Bot, call: Any) -> None:
    async def answers() -> None:
        updates = await bot.get_updates(timeout=5)
        await bot.get_updates(offset=updates[-1].update_id + 1)
        await asyncio.sleep(0.05)
        await call("sendMessage", chat_id=anna.id, text="done", reply_markup=GO)

    anna.write("hello")
    await asyncio.gather(answers(), anna.telegram.settled())
    assert anna.last().text == "done"


async def test_settled_tells_what_is_owed_when_it_gives_up(anna: Person, call: Any) -> None:
    await call("sendMessage", chat_id=anna.id, text="choose", reply_markup=GO)
    anna.write("hello")
    anna.press(anna.last(), "Go")
    with pytest.raises(TimeoutError) as owed:
        await anna.telegram.settled(0.02)
    assert "updates not confirmed" in str(owed.value)
    assert f"chats without an answer: [{anna.id}]" in str(owed.value)
    assert "buttons that spin: ['go']" in str(owed.value)


def test_a_bot_that_said_nothing_has_no_last_message(anna: Person) -> None:
    with pytest.raises(LookupError):
        anna.last()


def test_what_is_not_read_is_counted(anna: Person) -> None:
    sales = anna.telegram.group("Sales", [], by=anna)
    boris = anna.telegram.person("Boris")
    sales.members[boris.id] = "member"
    boris.write("one", sales)
    boris.write("two", sales)
    assert (sales.unread(anna.id), sales.unread(boris.id)) == (2, 0)
    anna.read(sales)
    assert sales.unread(anna.id) == 0


async def test_a_person_writes_again_to_a_bot_they_blocked_and_it_hears_of_both(
    anna: Person, bot: Bot
) -> None:
    anna.block()
    anna.block()
    anna.unblock()
    statuses = [
        update.my_chat_member.new_chat_member.status
        for update in await bot.get_updates()
        if update.my_chat_member
    ]
    assert statuses == ["kicked", "member"]


async def test_what_only_opens_a_link_tells_the_bot_nothing(anna: Person, call: Any) -> None:
    markup = {"inline_keyboard": [[{"text": "Open", "url": "https://a.b"}]]}
    await call("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    with pytest.raises(NotPossible, match="tells the bot nothing"):
        anna.press(anna.last(), "Open")


def test_an_update_the_bot_did_not_ask_for_makes_no_button_spin(anna: Person) -> None:
    anna.telegram.updates.allowed = ["message"]
    anna.press_forged(anna.messages()[0], "x")
    assert anna.telegram.spinning() == []


def test_nobody_can_share_a_number_they_do_not_have_nor_write_too_long_a_caption(anna: Person) -> None:
    boris = anna.telegram.person("Boris", last_name="Petrov", phone="+7999")
    assert boris.share_contact()["contact"]["last_name"] == "Petrov"
    boris.phone = ""
    with pytest.raises(NotPossible):
        boris.share_contact()
    with pytest.raises(NotPossible):
        anna.send_file("a.txt", b"x", caption="x" * 1025)


def test_an_edited_text_is_read_anew(anna: Person) -> None:
    edited = anna.edit(anna.write("no"), "/today")
    assert edited["entities"][0]["type"] == "bot_command"
