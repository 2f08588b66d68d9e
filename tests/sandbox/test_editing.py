"""Changing and taking back what the bot said."""

from datetime import timedelta
from typing import Any

from aiogram import Bot

from sandbox.clock import StandingClock
from sandbox.people import Person

GO = {"inline_keyboard": [[{"text": "➡️ Go", "callback_data": "go:1"}]]}


def refusal(answer: dict[str, Any]) -> tuple[int, str]:
    return answer["error_code"], answer["description"]


async def said(anna: Person, call: Any, text: str = "hello", **more: Any) -> int:
    return int((await call("sendMessage", chat_id=anna.id, text=text, **more))["result"]["message_id"])


async def test_an_edit_puts_another_message_in_its_place(anna: Person, bot: Bot, call: Any) -> None:
    number = await said(anna, call, reply_markup=GO)
    before = anna.last()
    edited = await bot.edit_message_text("<i>new</i>", chat_id=anna.id, message_id=number, parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("new", None)
    assert edited.edit_date
    assert (before.text, before.rows) == ("hello", [["➡️ Go"]])
    assert anna.last().text == "new"
    await call("editMessageReplyMarkup", chat_id=anna.id, message_id=number, reply_markup=GO)
    assert anna.last().rows == [["➡️ Go"]]


async def test_an_edit_that_changes_nothing_is_refused_and_noted(anna: Person, call: Any) -> None:
    number = await said(anna, call, "<b>same</b>", parse_mode="HTML", reply_markup=GO)
    same = {"chat_id": anna.id, "message_id": number, "reply_markup": GO}
    why = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    texts = ("editMessageText", {**same, "text": " <b>same</b>", "parse_mode": "HTML"})
    for name, params in (texts, ("editMessageReplyMarkup", same)):
        assert refusal(await call(name, **params)) == (400, why)
    assert len(anna.telegram.violations) == 2


async def test_what_cannot_be_edited_is_refused(anna: Person, call: Any) -> None:
    theirs = anna.write("mine")
    keyboard = await said(anna, call, reply_markup={"keyboard": [[{"text": "a"}]]})
    own = await said(anna, call)
    for name, params, why in (
        ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"message_id": theirs.id, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"message_id": keyboard, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": own, "text": ""}, "message text is empty"),
        (
            "editMessageCaption",
            {"message_id": own, "caption": "x"},
            "there is no caption in the message to edit",
        ),
    ):
        assert refusal(await call(name, chat_id=anna.id, **params)) == (400, f"Bad Request: {why}")


async def test_a_message_is_deleted_within_two_days(anna: Person, call: Any, clock: StandingClock) -> None:
    first, second, third = [await said(anna, call, text) for text in ("one", "two", "three")]
    assert (await call("deleteMessage", chat_id=anna.id, message_id=first))["result"] is True
    assert (await call("deleteMessages", chat_id=anna.id, message_ids=[first, second]))["result"] is True
    assert [message.text for message in anna.messages()] == ["/start", "three"]
    gone = await call("deleteMessage", chat_id=anna.id, message_id=first)
    assert refusal(gone) == (400, "Bad Request: message to delete not found")
    clock.advance(timedelta(hours=49))
    old = await call("deleteMessage", chat_id=anna.id, message_id=third)
    assert refusal(old) == (400, "Bad Request: message can't be deleted")
