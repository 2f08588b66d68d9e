"""Contacts, copies and forwards."""

from typing import Any

from aiogram import Bot

from sandbox.people import Person

GO = {"inline_keyboard": [[{"text": "➡️ Go", "callback_data": "go:1"}]]}


async def said(anna: Person, call: Any, text: str = "hello", **more: Any) -> int:
    return int((await call("sendMessage", chat_id=anna.id, text=text, **more))["result"]["message_id"])


async def test_contacts_copies_and_forwards(anna: Person, bot: Bot, call: Any) -> None:
    await bot.send_contact(anna.id, "+7912", "Иванов")
    assert anna.last()["contact"] == {"phone_number": "+7912", "first_name": "Иванов"}
    number = await said(anna, call, "<b>x</b>", parse_mode="HTML", reply_markup=GO)
    copy = await bot.copy_message(anna.id, anna.id, number)
    assert anna.last().id == copy.message_id
    assert (anna.last().text, anna.last().rows) == ("x", [])
    forwarded = await bot.forward_message(anna.id, anna.id, number)
    assert forwarded.forward_origin
    await bot.copy_messages(anna.id, anna.id, [number, 999])
    await bot.forward_messages(anna.id, anna.id, [number])
    assert [message.text for message in anna.messages()[-4:]] == ["x"] * 4
    nothing = await call("copyMessage", chat_id=anna.id, from_chat_id=anna.id, message_id=999)
    assert nothing["error_code"] == 400


async def test_copies_of_nothing_are_refused_and_a_copied_file_may_get_another_caption(
    anna: Person, bot: Bot, call: Any
) -> None:
    nothing = await call("copyMessages", chat_id=anna.id, from_chat_id=anna.id, message_ids=[999])
    assert nothing["description"] == "Bad Request: there are no messages to forward"
    file = anna.send_file("a.csv", b"x", caption="old")
    await bot.copy_message(anna.id, anna.id, file.id, caption="new")
    assert (anna.last().text, anna.last()["document"]) == ("new", file["document"])
